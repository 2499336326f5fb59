"""Which operations are open: those without a known outcome that no process runs."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.sample_operations import OTHER_TARGET, TARGET, VPC, begun, problem_of
from support.scripts import script

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.operations.attachment_change import minutes_to_attach
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome

BEGIN = """
import sys
from pathlib import Path
from support.sample_operations import ACCOUNT, TARGET, VPC
from cen_tui.operations.outcome import OperationKind
from cen_tui.operations.journal import Journal
Journal(Path(sys.argv[1])).begin(OperationKind[sys.argv[2]], ACCOUNT, VPC, TARGET, "")
print("begun", flush=True)
sys.stdin.read()
"""
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and users are POSIX")


def test_an_operation_under_way_here_is_not_open_and_one_of_a_dead_process_is(path: Path) -> None:
    journal = Journal(path)
    intent = begun(journal)
    assert journal.open_entries() == ()
    assert [entry.intent for entry in Journal(path).open_entries()] == [intent]


def begins(path: Path, kind: str = "GRANT") -> "subprocess.Popen[str]":
    """Start a process that writes its intent, and then waits to be ended."""
    other = script(BEGIN, str(path), kind)
    assert other.stdout
    assert other.stdout.readline() == "begun\n"
    return other


@needs_posix
def test_an_operation_under_way_in_another_process_is_open_once_that_has_ended(path: Path) -> None:
    with begins(path) as other:
        assert Journal(path).open_entries() == ()
        other.kill()
    assert len(Journal(path).open_entries()) == 1


@needs_linux
@pytest.mark.parametrize("kind", ["GRANT", "ATTACH"])
def test_settings_and_the_cloud_may_let_an_operation_take_hours_while_its_process_runs(
    path: Path, kind: str
) -> None:
    with begins(path, kind) as other:
        later = Journal(path, clock=lambda: datetime.now(UTC) + timedelta(hours=3))
        assert later.open_entries() == ()
        other.kill()
    assert len(Journal(path).open_entries()) == 1


@needs_linux
@pytest.mark.parametrize(("change", "open_ones"), [("#1.another-boot.pid:[1]", 1), ("", 0)])
def test_a_process_that_has_the_number_of_one_that_has_ended_is_distinguished_at_once(
    path: Path, change: str, open_ones: int
) -> None:
    """As after a restart of a container, whose processes have the numbers of those before."""
    with begins(path) as other:
        text = path.read_text("ascii")
        path.write_text(re.sub(r"#[^\"]*", change, text) if change else text, "ascii")
        assert len(Journal(path).open_entries()) == open_ones
        other.kill()


@needs_posix
def test_a_bare_number_counts_for_an_hour(path: Path) -> None:
    with begins(path) as other:
        path.write_text(re.sub(r"#[^\"]*", "", path.read_text("ascii")), "ascii")
        for minutes, open_ones in ((minutes_to_attach("VPC") + 2, 0), (61, 1)):
            later = Journal(path, clock=lambda: datetime.now(UTC) + timedelta(minutes=minutes))  # noqa: B023
            assert len(later.open_entries()) == open_ones
        other.kill()


def test_one_whose_outcome_could_not_be_written_is_open(path: Path) -> None:
    journal = Journal(path)
    intent = begun(journal)
    kept = path.read_bytes()
    path.unlink()
    path.mkdir()
    problem_of(lambda: journal.end(intent.id, Outcome.VERIFIED))
    path.rmdir()
    path.write_bytes(kept)
    assert len(journal.open_entries()) == 1


@pytest.mark.parametrize(
    ("outcome", "target", "left"),
    [
        (Outcome.VERIFIED, TARGET, 0),
        (Outcome.ALREADY, TARGET, 0),
        (Outcome.REFUSED, TARGET, 1),
        (Outcome.UNKNOWN, TARGET, 2),
        (Outcome.VERIFIED, OTHER_TARGET, 1),
    ],
)
def test_a_later_operation_on_the_same_rule_resolves_an_earlier_one(
    path: Path, outcome: Outcome, target: CenTarget, left: int
) -> None:
    journal = Journal(path)
    first = begun(journal)
    journal.end(first.id, Outcome.UNKNOWN)
    second = begun(journal, VPC, kind=OperationKind.REVOKE, target=target)
    journal.end(second.id, outcome)
    assert len(journal.open_entries()) == left


@pytest.mark.parametrize(("outcome", "left"), [(Outcome.VERIFIED, 0), (Outcome.REFUSED, 1)])
def test_what_was_sent_with_the_same_token_is_one_request(path: Path, outcome: Outcome, left: int) -> None:
    journal, other = Journal(path), Journal(path)
    first, second = begun(journal), begun(other)
    assert first.token == second.token
    other.end(second.id, Outcome.UNKNOWN)
    journal.end(first.id, outcome)
    assert len(Journal(path).open_entries()) == left
