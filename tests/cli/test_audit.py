"""`cen-tui audit`: all that was ever granted out of an account, for people and for other programs."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from cen_tui.cli.commands.audit import NOTHING_GRANTED
from cen_tui.cli.main import main
from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.thread import DemoThread
from cen_tui.storage.paths import settings_file

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs `cen-tui audit` and returns its exit code, its output and what it said beside."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(("audit", *arguments))
        return code, *capsys.readouterr()

    return run


@contextmanager
def cloud_with(faults: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, ...]]:
    """Run an embedded cloud, and give the flags that reach it as its network owner."""
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", PROD_NETWORK.id)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", PROD_NETWORK.secret.reveal())
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('{"retry_total": 0}')
    thread = DemoThread(faults)
    try:
        yield "--endpoint", thread.start(), "--account", "environment"
    finally:
        thread.stop()


DEMO = ("--demo", "--account", "prod-network")


def test_every_rule_of_every_type_and_region_is_printed_as_json(run: Run) -> None:
    code, out, said = run(*DEMO, "--json")
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, said) == (0, "")
    standing = {(rule.network_id, rule.cen_id) for rule in estate().rules}
    assert {(record["network_id"], record["cen_id"]) for record in records} == standing
    data = next(one for one in records if one["network_name"] == "prod-data")
    assert (data["attached"], data["cen_owner_uid"], data["created"]) == (
        "yes",
        CEN_OWNER,
        "2025-06-02T03:10:00Z",
    )


def test_a_table_for_people_and_csv_for_a_spreadsheet(run: Run) -> None:
    scope = ("--region", "ap-southeast-1", "--type", "VPC")
    code, out, _ = run(*DEMO, *scope)
    heading, line = out.splitlines()
    assert code == 0
    assert heading.split("  ")[0] == "Network"
    assert line.split()[0] == estate().network("sg-prod").id
    assert line.endswith("yes       2025-07-01  PayByCenOwner")
    _, out, _ = run(*DEMO, *scope, "--csv")
    (row,) = csv.DictReader(out.splitlines())
    assert (row["families"], row["attached"], row["payer"]) == ("transit-router", "yes", "PayByCenOwner")
    code, out, said = run(*DEMO, "--region", "me-east-1")
    assert (code, out, said) == (0, NOTHING_GRANTED, "")


def test_what_cannot_be_read_is_said_and_the_rest_is_printed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = ("DescribeVirtualBorderRouters", "DescribeGrantRulesToResource")
    faults = ",".join(f"error@{action}=Forbidden.RAM/403" for action in denied)
    with cloud_with(faults, monkeypatch) as flags:
        code, out, said = run(*flags, "--region", "cn-hangzhou", "--json")
    assert code == 1
    assert "List of VBRs, cn-hangzhou" in said
    assert "VPC rules (for a transit router), cn-hangzhou: 12 networks" in said
    assert "code Forbidden.RAM" in said
    assert {json.loads(line)["network_type"] for line in out.splitlines()} == {"VPC"}
    with cloud_with("error@DescribeVpcs=Forbidden.RAM/403", monkeypatch) as flags:
        code, out, said = run(*flags, "--region", "cn-hangzhou", "--type", "VPC")
    assert (code, out) == (1, ""), "what could not be read is not said to be none"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--json", "--csv"], "audit takes --json or --csv, not both."),
        (["--type", "XYZ"], "--type takes one of"),
        (["--region", "../x"], "is no region ID"),
    ],
)
def test_what_cannot_be_ends_with_2(run: Run, words: list[str], says: str) -> None:
    code, out, said = run(*DEMO, *words)
    assert (code, out) == (2, "")
    assert says in said
