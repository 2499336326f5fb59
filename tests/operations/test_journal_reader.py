"""The journal is read once, and then only what was added; whatever becomes of the file meanwhile."""

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest
from support.sample_operations import CCN, VPC, begun, done

from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import Outcome

needs_io = pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="needs /proc/PID/io to count reads")


def bytes_read() -> int:
    """Return how many bytes this process has read so far, as the system counts them."""
    return int(Path("/proc/self/io").read_text("ascii").split()[1])


def outcomes(journal: Journal) -> list[Outcome | None]:
    entries, notices = journal.entries()
    assert notices == ()
    return [entry.ending.outcome if entry.ending else None for entry in entries]


def long_journal(path: Path) -> int:
    """Write a journal of some megabytes, and return its size."""
    done(Journal(path))
    path.write_bytes(path.read_bytes() * 3000)
    return path.stat().st_size


@needs_io
def test_it_is_read_once_and_then_what_was_added(path: Path) -> None:
    size = long_journal(path)
    journal, before = Journal(path), bytes_read()
    journal.entries()
    assert size <= bytes_read() - before < 1.2 * size
    before = bytes_read()
    for _ in range(40):
        journal.entries()
        journal.open_entries()
    done(Journal(None))
    assert bytes_read() - before < size / 10


@needs_io
def test_an_operation_reads_no_more_than_what_was_added(path: Path) -> None:
    size = long_journal(path)
    journal = Journal(path)
    journal.entries()
    before = bytes_read()
    done(journal, CCN)
    journal.open_entries()
    assert bytes_read() - before < size / 10


def test_what_another_process_adds_is_seen(path: Path) -> None:
    journal, other = Journal(path), Journal(path)
    done(journal)
    intent = begun(other, CCN)
    assert outcomes(journal) == [Outcome.VERIFIED, None]
    other.end(intent.id, Outcome.REFUSED)
    assert outcomes(journal) == [Outcome.VERIFIED, Outcome.REFUSED]


def test_a_line_that_was_taken_back_and_another_written_in_its_place_is_read_right(path: Path) -> None:
    """As when a disk was full for a moment: the second line is longer than the one that was taken back."""
    journal, other = Journal(path), Journal(path)
    done(journal)
    size = path.stat().st_size
    begun(other, CCN)
    assert outcomes(journal) == [Outcome.VERIFIED, None]
    os.truncate(path, size)
    done(other, VPC)
    done(other, VPC)
    assert outcomes(journal) == [Outcome.VERIFIED] * 3


def test_another_file_in_its_place_is_read_from_its_beginning(path: Path, tmp_path: Path) -> None:
    journal = Journal(path)
    done(journal)
    assert outcomes(journal) == [Outcome.VERIFIED]
    done(Journal(tmp_path / "other" / "journal.jsonl"), CCN)
    (tmp_path / "other" / "journal.jsonl").replace(path)
    ((entry,), _) = journal.entries()
    assert entry.intent.network_id == CCN.id
    path.unlink()
    assert journal.entries() == ((), ())


@pytest.mark.parametrize("cut", [1, 20])
def test_a_torn_line_counts_once_and_is_read_when_it_is_whole(path: Path, cut: int) -> None:
    journal, other = Journal(path), Journal(path)
    done(other)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    for _ in range(3):
        entries, notices = journal.entries()
        assert (len(entries), len(entries[0].endings)) == (1, int(cut == 1))
        assert len(notices) == int(cut > 1)
    path.write_bytes(whole)
    assert outcomes(journal) == [Outcome.VERIFIED]
    assert len(journal.entries()[0][0].endings) == 1
    path.write_bytes(whole[:-cut])
    journal.entries()
    done(other, CCN)
    entries, notices = journal.entries()
    assert [bool(entry.endings) for entry in entries] == [cut == 1, True]
    assert len(notices) == int(cut > 1)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file's folder cannot be removed there")
@pytest.mark.parametrize("outcome", [Outcome.VERIFIED, Outcome.UNKNOWN])
def test_a_state_folder_removed_during_an_operation_loses_neither_its_intent_nor_its_outcome(
    path: Path, outcome: Outcome
) -> None:
    journal = Journal(path)
    done(journal, CCN)
    intent = begun(journal)
    shutil.rmtree(path.parent)
    journal.end(intent.id, outcome)
    ((entry,), notices) = Journal(path).entries()
    assert (entry.intent, notices) == (intent, ())
    assert entry.ending
    assert entry.ending.outcome is outcome
    assert entry.is_open is (outcome is Outcome.UNKNOWN)
    assert outcomes(journal) == [outcome]


def test_a_file_that_was_begun_anew_by_another_gets_the_intent_too(path: Path) -> None:
    journal = Journal(path)
    intent = begun(journal)
    path.unlink()
    for _ in range(3):
        done(Journal(path), CCN)
    journal.end(intent.id, Outcome.VERIFIED)
    assert outcomes(Journal(path)) == [Outcome.VERIFIED] * 4


def test_readers_and_writers_do_not_wait_for_each_other_where_a_line_is_torn(path: Path) -> None:
    journal = Journal(path)
    done(journal)
    with path.open("ab") as file:
        file.write(b'{"v": 1, "event"')
    stop, notices = threading.Event(), []

    def read_on() -> None:
        while not stop.is_set():
            notices.append(journal.entries()[1])

    reader = threading.Thread(target=read_on)
    reader.start()
    try:
        for _ in range(20):
            done(journal, CCN)
    finally:
        stop.set()
        reader.join(60)
    assert outcomes_beside_damage(journal) == [Outcome.VERIFIED] * 21
    assert all(len(notice) == 1 for notice in notices)


def outcomes_beside_damage(journal: Journal) -> list[Outcome]:
    entries, (notice,) = journal.entries()
    assert notice.startswith("1 line")
    return [entry.ending.outcome for entry in entries if entry.ending]
