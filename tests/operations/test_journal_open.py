"""Which acts are shown as open: those without a known outcome that nobody is at work on."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from support.acts import OTHER_TARGET, TARGET, VPC, begun, problem_of
from support.scripts import script

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.operations.attach import minutes_to_attach
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and users are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.jsonl"


def test_an_act_under_way_here_is_not_open_and_one_of_a_dead_process_is(path: Path) -> None:
    journal = Journal(path)
    intent = begun(journal)
    assert journal.open_entries() == ()
    assert [entry.intent for entry in Journal(path).open_entries()] == [intent]


@needs_posix
def test_an_act_under_way_in_another_process_is_open_once_that_has_ended(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from support.acts import begun; "
        "from cen_tui.operations.journal import Journal; begun(Journal(Path(sys.argv[1]))); "
        "print('begun', flush=True); sys.stdin.read()"
    )
    with script(code, str(path)) as other:
        assert other.stdout
        assert other.stdout.readline() == "begun\n"
        assert Journal(path).open_entries() == ()
        (intent,) = [entry.intent for entry in Journal(path).entries()[0]]
        later = Journal(path, clock=lambda: intent.at + timedelta(hours=1))
        assert len(later.open_entries()) == 1
        other.kill()
    assert len(Journal(path).open_entries()) == 1


@needs_posix
def test_an_attachment_that_another_process_still_waits_for_is_not_open(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from support.acts import ACCOUNT, TARGET, VPC; "
        "from cen_tui.operations.outcome import OperationKind; "
        "from cen_tui.operations.journal import Journal; "
        "Journal(Path(sys.argv[1])).begin(OperationKind.ATTACH, ACCOUNT, VPC, TARGET, ''); "
        "print('begun', flush=True); sys.stdin.read()"
    )
    with script(code, str(path)) as other:
        assert other.stdout
        assert other.stdout.readline() == "begun\n"
        (intent,) = [entry.intent for entry in Journal(path).entries()[0]]
        waited_for = timedelta(minutes=minutes_to_attach("VPC") + 2)
        meanwhile = Journal(path, clock=lambda: intent.at + waited_for)
        assert meanwhile.open_entries() == ()
        later = Journal(path, clock=lambda: intent.at + timedelta(hours=1))
        assert len(later.open_entries()) == 1


@needs_posix
def test_another_process_is_believed_to_be_at_work_for_ten_minutes(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from support.acts import begun; "
        "from cen_tui.operations.journal import Journal; begun(Journal(Path(sys.argv[1]))); "
        "print('begun', flush=True); sys.stdin.read()"
    )
    with script(code, str(path)) as other:
        assert other.stdout
        assert other.stdout.readline() == "begun\n"
        (intent,) = [entry.intent for entry in Journal(path).entries()[0]]
        minutes = timedelta(minutes=10)
        just = Journal(path, clock=lambda: intent.at + minutes - timedelta(seconds=1))
        assert just.open_entries() == ()
        then = Journal(path, clock=lambda: intent.at + minutes)
        assert len(then.open_entries()) == 1


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
def test_a_later_act_on_the_same_rule_settles_an_earlier_one(
    path: Path, outcome: Outcome, target: CenTarget, left: int
) -> None:
    journal = Journal(path)
    first = begun(journal)
    journal.end(first.id, Outcome.UNKNOWN)
    second = begun(journal, VPC, act=OperationKind.REVOKE, target=target)
    journal.end(second.id, outcome)
    assert len(journal.open_entries()) == left
