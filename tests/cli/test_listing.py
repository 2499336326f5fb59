"""`cen-tui networks` and `cen-tui rules`: what the wizard lists, for people and for other programs."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from cen_tui.cli.commands.listing import NO_NETWORKS, NO_RULES
from cen_tui.cli.main import main
from cen_tui.demo.estate.accounts import CEN_OWNER, GROUP_BACKBONE, PROD_NETWORK
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.thread import DemoThread
from cen_tui.storage.paths import settings_file

CORE, DATA = (estate().network(name).id for name in ("prod-core", "prod-data"))


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command came to."""

    code: int
    out: str
    said: str

    @property
    def records(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Return what runs a command line."""

    def run(*arguments: str) -> Ended:
        code = main(arguments)
        return Ended(code, *capsys.readouterr())

    return run


@pytest.fixture
def demo(run: Callable[..., Ended]) -> Callable[..., Ended]:
    """Return what runs a command line as prod-network of the demo."""
    return lambda *words: run(*words, "--demo", "--account", "prod-network")


@contextmanager
def cloud_with(faults: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run an embedded cloud, whose network owner's key is in the environment, and give its URL."""
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", PROD_NETWORK.id)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", PROD_NETWORK.secret.reveal())
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('{"retry_total": 0}')
    thread = DemoThread(faults)
    try:
        yield thread.start()
    finally:
        thread.stop()


def test_the_networks_of_a_region_are_a_table_in_the_clouds_order(demo: Callable[..., Ended]) -> None:
    ended = demo("networks", "--region", "cn-hangzhou", "--type", "vpc")
    assert (ended.code, ended.said) == (0, "")
    heading, *lines = ended.out.splitlines()
    assert heading.split() == ["Type", "ID", "Name", "Region", "Address", "Status", "Attached"]
    ids = [vpc.id for vpc in estate().vpcs if vpc.region == "cn-hangzhou"]
    printed = [line.split()[1] for line in lines]
    assert len(printed) == 13
    assert printed == [one for one in ids if one in printed]
    assert {line[-3:].strip() for line in lines} == {"yes", "no"}
    chinese = next(line for line in lines if "生产-核心" in line)
    assert chinese.index("cn-hangzhou") == heading.index("Region") - 4, "four characters of two cells"


def test_json_has_an_object_a_line_and_several_regions_and_types(demo: Callable[..., Ended]) -> None:
    flags = ("--region", "cn-hangzhou,cn-shanghai", "--type", "VPC", "--type", "CCN", "--json")
    ended = demo("networks", *flags)
    assert (ended.code, ended.said) == (0, "")
    found = {(record["type"], record["region"]) for record in ended.records}
    assert found == {("VPC", "cn-hangzhou"), ("VPC", "cn-shanghai"), ("CCN", "cn-shanghai")}
    core = next(record for record in ended.records if record["id"] == CORE)
    assert core == {
        "v": 1,
        "type": "VPC",
        "id": CORE,
        "name": "prod-core",
        "region": "cn-hangzhou",
        "address": "10.20.0.0/16, 10.21.0.0/16",
        "status": "Available",
        "attached": False,
        "grantable": True,
        "obstacle": "",
        "owner_uid": "1250440012345678",
        "description": "Core services of production",
        "resource_group": "rg-acfmdemogroup01",
        "tags": {"env": "prod", "team": "network", "cost-centre": "4711"},
        "created": "2024-03-05T08:12:44Z",
    }


def test_without_a_region_or_a_type_all_are_read(demo: Callable[..., Ended]) -> None:
    ended = demo("networks", "--json")
    assert {record["type"] for record in ended.records} == {"VPC", "VBR", "CCN", "VPN", "ECR"}
    listed = {record["id"] for record in ended.records}
    assert ended.code == 0
    assert len(listed) > 2500
    assert {CORE, DATA, estate().network("branches").id} <= listed


def test_a_region_that_holds_none_says_so(demo: Callable[..., Ended]) -> None:
    assert demo("networks", "--region", "me-east-1") == Ended(0, NO_NETWORKS, "")
    assert demo("networks", "--region", "me-east-1", "--json") == Ended(0, "", "")


def test_what_belongs_to_no_region_is_listed_once_and_not_for_a_region(demo: Callable[..., Ended]) -> None:
    everything = demo("networks", "--type", "ECR", "--json").records
    named = demo("networks", "--type", "ECR", "--region", "me-east-1,cn-hangzhou", "--json").records
    assert [record["id"] for record in everything] == [ecr.id for ecr in estate().ecrs]
    assert everything == named == demo("networks", "--region", "global", "--json").records
    assert {(record["region"], record["attached"]) for record in everything} == {("global", None)}
    assert "ECR" not in {
        record["type"] for record in demo("networks", "--region", "cn-hangzhou", "--json").records
    }


def test_the_region_of_an_ecr_is_taken_as_the_lists_say_it(demo: Callable[..., Ended]) -> None:
    (first, *_) = estate().ecrs
    assert demo("rules", "--network", first.id, "--region", "global") == Ended(0, NO_RULES, "")
    ended = demo("rules", "--network", CORE, "--region", "global")
    assert (ended.code, f"Not found in global: {CORE}" in ended.said) == (1, True)
    refused = demo("networks", "--type", "VPC", "--region", "global")
    assert (refused.code, "VPCs exist in: all regions." in refused.said) == (2, True)


def test_the_grant_rules_of_networks_are_a_table_or_json(demo: Callable[..., Ended]) -> None:
    ended = demo("rules", "--network", f"{CORE},{DATA}")
    heading, line = ended.out.splitlines()
    assert heading.startswith("Network")
    assert "Peer CEN instance ID" in heading
    assert line.split()[0] == DATA
    assert "1960 5210 7788 4321" in line
    record = demo("rules", "--network", DATA, "--region", "cn-hangzhou", "--json").records[0]
    assert (record["network_id"], record["cen_owner_uid"], record["families"]) == (DATA, CEN_OWNER, ["cen"])
    assert demo("rules", "--network", CORE) == Ended(0, NO_RULES, "")


def test_a_network_that_is_not_there_ends_with_1_and_the_others_are_printed(
    demo: Callable[..., Ended],
) -> None:
    ended = demo("rules", "--network", "vpc-nowhere", "--network", DATA, "--json")
    assert ended.code == 1
    assert "Not found in any region: vpc-nowhere." in ended.said
    assert [record["network_id"] for record in ended.records] == [DATA]


def test_a_region_that_fails_is_reported_and_the_rest_is_printed(
    run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    with cloud_with("error@DescribeVpcs=Forbidden.RAM/403:1", monkeypatch) as url:
        flags = ("--type", "VPC", "--json", "--endpoint", url, "--account", "environment")
        ended = run("networks", "--region", "cn-hangzhou,cn-shanghai", *flags)
    assert ended.code == 1
    failed = "cn-hangzhou" if "VPCs of cn-hangzhou" in ended.said else "cn-shanghai"
    assert f"cen-tui: VPCs of {failed}: " in ended.said
    assert "vpc:DescribeVpcs" in ended.said
    assert "code Forbidden.RAM" in ended.said
    assert {record["region"] for record in ended.records} == {"cn-hangzhou", "cn-shanghai"} - {failed}


def test_the_same_error_of_several_places_is_said_once(
    run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    with cloud_with("error@DescribeGrantRulesToResource=Forbidden.RAM/403", monkeypatch) as url:
        ended = run("rules", "--network", DATA, "--endpoint", url, "--account", "environment")
    with cloud_with("error@DescribeGrantRulesToResource=Forbidden.RAM/403", monkeypatch) as url:
        none = run("rules", "--network", CORE, "--endpoint", url, "--account", "environment")
    assert ended.code == 1
    assert f"{DATA} (transit-router rules): Permission denied" in ended.said
    assert DATA in ended.out
    assert (none.code, none.out) == (1, ""), "what could not be read is not said to be none"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["networks", "--region", "../x"], "is no region ID, such as cn-hangzhou"),
        (["networks", "--type", "SSL"], "--type takes one of VPC, VBR, CCN, VPN, ECR, not SSL."),
        (["networks", "--type", "CCN", "--region", "cn-hangzhou"], "no CCN can exist in cn-hangzhou"),
        (["networks", "--nonsense"], "unrecognized arguments"),
        (["networks", "--endpoint", "ftp://x"], "takes no --endpoint"),
        (["rules"], "--network"),
        (["rules", "--network", ","], "--network needs the ID of a network."),
        (["rules", "--network", "vpc-1", "--region", "cn-a,cn-b"], "rules takes one --region"),
    ],
)
def test_what_cannot_be_ends_with_2_and_one_line(
    demo: Callable[..., Ended], words: list[str], says: str
) -> None:
    ended = demo(*words)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.said
    assert ended.said.count("\n") == 1


def test_an_account_is_named_where_several_could_be_meant(
    run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    several = run("networks", "--demo")
    assert (several.code, several.out) == (2, "")
    assert "--account is needed, one of: prod-network, " in several.said
    unknown = run("networks", "--demo", "--account", "nobody")
    assert "there is no account named nobody; saved here: prod-network" in unknown.said
    none = run("networks")
    assert (none.code, none.out) == (2, "")
    assert "there is no account to sign in with" in none.said
    with cloud_with("", monkeypatch) as url:
        only = run("networks", "--region", "cn-shanghai", "--type", "VPC", "--endpoint", url)
    assert (only.code, only.said) == (0, "")
    assert "prod-sh" in only.out


def test_a_sign_in_that_is_refused_ends_with_1_and_what_to_do(
    run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    with cloud_with("", monkeypatch) as url:
        monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", GROUP_BACKBONE.secret.reveal())
        ended = run("networks", "--endpoint", url, "--account", "environment")
    assert (ended.code, ended.out) == (1, "")
    assert "code SignatureDoesNotMatch" in ended.said


def test_a_command_of_a_profile_is_not_run_without_consent(own_home: Path, run: Callable[..., Ended]) -> None:
    ran = own_home / "ran"
    profile = {"name": "outside", "mode": "External", "process_command": f"touch {ran}"}
    (own_home / ".aliyun").mkdir()
    (own_home / ".aliyun" / "config.json").write_text(
        json.dumps({"current": "outside", "profiles": [profile]})
    )
    ended = run("networks", "--account", "outside")
    assert (ended.code, ended.out) == (1, "")
    assert "consent, which this command cannot ask for" in ended.said
    assert not ran.exists()


def test_the_commands_do_not_load_the_screens_and_explain_their_exit_codes() -> None:
    code = (
        "import sys; from cen_tui.cli.main import main; main(sys.argv[1:]); print('textual' in sys.modules)"
    )
    flags = ["networks", "--demo", "--account", "prod-network", "--region", "me-east-1"]
    ended = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code, *flags], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert ended.stdout == f"{NO_NETWORKS}False\n"
    for command in ("networks", "rules", "audit"):
        told = subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-m", "cen_tui", command, "--help"],
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=60,
        )
        assert "exit codes:" in told.stdout
        assert max(map(len, told.stdout.splitlines())) <= 80
