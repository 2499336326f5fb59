import pytest

from cen_tui import __version__
from cen_tui.cli import main
from cen_tui.cli.arguments import COMMANDS, Flags, UsageError
from cen_tui.cli.commands.listing_flags import read_networks_flags, read_rules_flags
from cen_tui.cli.parser import read_flags, read_history_flags


def test_no_flags_are_no_answers() -> None:
    assert read_flags([]) == Flags()


def test_every_answer_is_taken_as_typed() -> None:
    typed = "--account prod --region cn-x --type vbr --network vbr-1,,vbr-2, --cen-owner 12 --cen-id cen-1"
    assert read_flags([*typed.split(), "--read-only", "--endpoint", "x", "--payer", "me"]) == Flags(
        endpoint="x",
        read_only=True,
        account="prod",
        region="cn-x",
        type="vbr",
        networks=("vbr-1", "vbr-2"),
        cen_owner="12",
        cen_id="cen-1",
        payer="me",
    )


def test_ids_are_taken_as_the_api_writes_them() -> None:
    typed = ["--network", "VPC-1\uff0c vbr\u20101 vpc-1\u3001\uff45cr-1"]
    assert read_flags(typed).networks == ("vpc-1", "vbr-1", "ecr-1")
    assert read_rules_flags(typed).networks == ("vpc-1", "vbr-1", "ecr-1")
    assert read_networks_flags(["--region", "CN-X cn-y", "--type", "vpc vbr"]).regions == ("cn-x", "cn-y")
    assert read_networks_flags(["--region", "CN-X cn-y", "--type", "vpc vbr"]).types == ("VPC", "VBR")
    assert read_history_flags(["--sheet", " VPC-1 "]).sheet == "vpc-1"


def test_every_command_is_known_where_it_is_misplaced() -> None:
    assert set(COMMANDS) == set(main._COMMANDS)


def test_what_costs_calls_or_bytes_can_be_turned_off() -> None:
    assert read_flags(["--no-counts", "--low-bandwidth"]) == Flags(no_counts=True, low_bandwidth=True)


def test_a_type_is_passed_on_as_typed_without_spaces() -> None:
    assert read_flags(["--type", " Vpc "]).type == "Vpc"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--demo", "--endpoint", "http://127.0.0.1:1"], "takes no --endpoint"),
        (["--demo-faults", "html"], "needs --demo"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--acc", "x"], "unrecognized arguments"),
        (
            ["--region", "cn-hangzhou", "networks"],
            "networks is a command, which comes first",
        ),
        (["prod"], "unrecognized arguments: prod"),
        (["--region"], "expected one argument"),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        read_flags(arguments)
    assert "\n" not in str(caught.value)


def test_help_names_every_flag_with_examples_in_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        read_flags(["--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    for name in Flags._fields:
        assert f"--{name.removesuffix('s') if name == 'networks' else name}".replace("_", "-") in shown
    assert "examples:" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_flags(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"cen-tui {__version__}\n")
