"""What was written stays, whatever happens to the next line; what cannot be written is said."""

import json
import os
import sys
import threading
from pathlib import Path
from types import FrameType

import pytest
from support.namespaces import alone, missing_namespace
from support.sample_operations import ACCOUNT, CCN, NOON, TARGET, TOKEN, at_noon, begun, done, problem_of
from support.scripts import script

from cen_tui.cloud.networks.base import Network
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.storage.lock import exclusive

NO_DISKS = missing_namespace("-rm")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and users are POSIX")
WRITER = """
import sys
from pathlib import Path
from support.sample_operations import ACCOUNT, TARGET, VPC
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.operations.journal import Journal
journal = Journal(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(50):
    intent = journal.begin(OperationKind.GRANT, ACCOUNT, VPC, TARGET, f"{sys.argv[2]}-{number}")
    journal.end(intent.id, Outcome.VERIFIED, says="x" * number * 10)
"""
FULL = """
import resource, sys
from pathlib import Path
from support.sample_operations import begun, done
from cen_tui.storage.files import FileProblem
from cen_tui.operations.journal import Journal
path = Path(sys.argv[1])
journal = Journal(path)
done(journal)
before = path.read_bytes()
resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, resource.RLIM_INFINITY))
try:
    begun(journal)
except FileProblem as problem:
    assert path.read_bytes() == before, "a part of the line was left"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    begun(journal)
    assert len(journal.entries()[0]) == 2 and not journal.entries()[1]
    print(problem)
"""
DISK_FULL = """
import os, sys
from pathlib import Path
from support.sample_operations import begun, problem_of
from cen_tui.operations.journal import Journal
path = Path(sys.argv[1])
begun(Journal(path))
before = path.read_bytes()
with (path.parent / "filling").open("wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            pass
    except OSError:
        pass
problem = problem_of(lambda: [begun(Journal(path)) for _ in range(100)])
assert path.read_bytes().startswith(before) and path.read_bytes().endswith(b"}\\n")
print(problem, problem.advice)
"""
READ_ONLY = """
import os, shutil, tempfile
from pathlib import Path
from support.sample_operations import begun, done
from cen_tui.storage.files import FileProblem
from cen_tui.operations.journal import Journal
import cen_tui.cloud.networks.grant_apis  # while root's Python can be read
import cen_tui.operations.journal_reader
if os.geteuid() == 0:
    os.setgroups([])
    os.seteuid(65534)  # no permission stops root
folder = Path(tempfile.mkdtemp(dir="/tmp"))
try:
    journal = Journal(folder / "journal.jsonl")
    done(journal)
    (folder / "journal.jsonl.lock").unlink()
    with (folder / "journal.jsonl").open("a") as file:
        file.write("torn")
    (folder / "journal.jsonl").chmod(0o400)
    folder.chmod(0o500)
    assert len(Journal(folder / "journal.jsonl").entries()[0]) == 1
    begun(journal)
except FileProblem as problem:
    print(problem, problem.advice)
finally:
    folder.chmod(0o700)
    shutil.rmtree(folder)
"""


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def only(journal: Journal) -> JournalEntry:
    (entry,), notices = journal.entries()
    assert notices == ()
    return entry


def test_an_intent_says_who_what_to_whom_and_when(path: Path) -> None:
    intent = begun(Journal(path, clock=at_noon), CCN)
    entry = only(Journal(path))
    assert entry.intent == intent
    assert (intent.at, intent.kind, intent.token) == (NOON, OperationKind.GRANT, TOKEN)
    assert (intent.account, intent.uid) == (ACCOUNT.name, ACCOUNT.uid)
    assert (intent.network, intent.target) == (CCN, TARGET)
    assert intent.process.startswith(f"{os.getpid()}@")
    assert intent.version
    assert entry.ending is None
    assert entry.is_open


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_belongs_to_its_intent_and_only_unknown_stays_open(path: Path, outcome: Outcome) -> None:
    journal = Journal(path, clock=at_noon)
    intent = begun(journal)
    begun(journal, CCN)
    journal.end(intent.id, outcome, code="C", request_id="R", says="why\x1b[2J" + "y" * 1000)
    entry, other = Journal(path).entries()[0]
    assert entry.ending
    assert (entry.ending.outcome, entry.ending.at) == (outcome, NOON)
    assert (entry.ending.code, entry.ending.request_id) == ("C", "R")
    assert len(entry.ending.says) == 400
    assert "\x1b" not in entry.ending.says
    assert entry.is_open == (outcome is Outcome.UNKNOWN)
    assert other.is_open


def test_a_later_look_has_the_last_word_and_the_first_is_kept(path: Path) -> None:
    journal = Journal(path)
    intent = begun(journal)
    journal.end(intent.id, Outcome.UNKNOWN, says="lost")
    journal.end(intent.id, Outcome.VERIFIED)
    entry = only(journal)
    assert [ending.outcome for ending in entry.endings] == [Outcome.UNKNOWN, Outcome.VERIFIED]
    assert not entry.is_open


@needs_posix
def test_it_is_private_and_made_so(path: Path) -> None:
    begun(Journal(path))
    assert {each.name: each.stat().st_mode & 0o777 for each in (path.parent, *path.parent.iterdir())} == {
        "state": 0o700,
        "journal.jsonl": 0o600,
        "journal.jsonl.lock": 0o600,
    }
    path.chmod(0o644)
    begun(Journal(path))
    assert path.stat().st_mode & 0o777 == 0o600


def test_every_line_is_whole_ascii_and_versioned(path: Path) -> None:
    journal = Journal(path)
    done(journal, CCN)
    assert [(line["v"], line["event"]) for line in lines(path)] == [(1, "intent"), (1, "outcome")]
    assert path.read_bytes().endswith(b"\n")


def test_in_memory_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    journal = Journal(None)
    done(journal)
    assert only(journal).ending
    assert list(tmp_path.iterdir()) == []


def test_no_journal_yet_is_an_empty_one(path: Path) -> None:
    assert Journal(path).entries() == ((), ())
    assert not path.parent.exists()


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_torn_last_line_is_said_and_costs_no_other(path: Path, cut: int) -> None:
    journal = Journal(path)
    first = done(journal)
    begun(journal, CCN)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    entries, notices = Journal(path).entries()
    assert entries[0].intent == first
    assert len(entries) == (2 if cut == 1 else 1)
    assert bool(notices) == (cut > 1)
    later = done(journal, CCN)
    assert path.read_bytes().startswith(whole[:-cut])
    assert Journal(path).entries()[0][-1].intent == later
    assert not Journal(path).entries()[0][-1].is_open


@pytest.mark.parametrize("damage", [b"\x00" * 500 + b"\n", b"\xff\xfe nonsense", b"[1]\nnull\n{}\n"])
def test_damage_is_said_and_left_where_it_is(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    done(Journal(path))
    entries, (notice,) = Journal(path).entries()
    assert len(entries) == 1
    assert path.read_bytes().startswith(damage)
    assert "damaged" in notice
    assert f"nothing was removed from {path}" in notice


def test_two_processes_mix_no_lines(path: Path) -> None:
    writers = [script(WRITER, str(path), name) for name in ("one", "two")]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.communicate("go\n", timeout=60)
        assert writer.returncode == 0
    entries, notices = Journal(path).entries()
    assert notices == ()
    assert len(lines(path)) == 200
    assert {entry.intent.token for entry in entries} == {
        f"{name}-{number}" for name in ("one", "two") for number in range(50)
    }
    assert not any(entry.is_open for entry in entries)


@needs_posix
def test_a_line_that_does_not_fit_is_taken_back_whole(path: Path) -> None:
    shown, _ = script(FULL, str(path)).communicate(timeout=60)
    assert shown == f"Could not write the journal {path}: File too large.\n"


@pytest.mark.skipif(bool(NO_DISKS), reason=NO_DISKS or "there can be some")
def test_a_full_disk_is_reported_as_one(path: Path) -> None:
    path.parent.mkdir()
    mount = ["sh", "-c", 'mount -t tmpfs -o size=16k none "$1" && shift && exec "$@"', "sh", str(path.parent)]
    shown, _ = script(DISK_FULL, str(path), before=(*alone("-rm"), *mount)).communicate(timeout=60)
    assert "No space left" in shown
    assert "The disk is full" in shown


@needs_posix
def test_a_read_only_folder_is_read_and_reported() -> None:
    shown, _ = script(READ_ONLY).communicate(timeout=60)
    assert "Permission denied." in shown
    assert "Check its owner" in shown


def test_a_folder_in_its_place_is_reported(path: Path) -> None:
    path.mkdir(parents=True)
    for use in (lambda: begun(Journal(path)), Journal(path).entries):
        assert "the journal" in str(problem_of(use))


def test_a_line_that_is_just_being_written_is_waited_for(path: Path) -> None:
    done(Journal(path))
    whole = path.read_bytes()
    waiting, found = threading.Event(), list[tuple[tuple[JournalEntry, ...], tuple[str, ...]]]()

    def told(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name == "exclusive":
            waiting.set()

    def read() -> None:
        sys.setprofile(told)
        found.append(Journal(path).entries())

    with exclusive(path):
        path.write_bytes(whole[:-20])
        reader = threading.Thread(target=read)
        reader.start()
        assert waiting.wait(60)
        path.write_bytes(whole)
    reader.join(60)
    (((entry,), notices),) = found
    assert entry.ending is not None
    assert notices == ()


def test_a_network_whose_owner_is_not_known_is_the_accounts_own(path: Path) -> None:
    ownerless = Network("VPC", "vpc-bp1ujryty39knar8fnn5g", "", "cn-hangzhou")
    assert begun(Journal(path), ownerless).network_owner == ACCOUNT.uid


@pytest.mark.parametrize(
    ("lines", "words"), [(1, "1 line of the journal is"), (2, "2 lines of the journal are")]
)
def test_damaged_lines_are_counted_in_words(path: Path, lines: int, words: str) -> None:
    done(Journal(path))
    with path.open("a") as file:
        file.write("no entry\n" * lines)
    (entries, notices) = Journal(path).entries()
    assert len(entries) == 1
    assert notices[0].startswith(f"{words} damaged")
