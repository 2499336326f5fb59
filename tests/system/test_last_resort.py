"""A program that is held up when its terminal goes away is ended all the same, once its journal is closed."""

import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.consent import AT_CONFIRMATION
from support.demo_process import KEYS, server
from support.held_back import HELD_BACK, to_grant
from support.on_a_terminal import controlled, on_terminal
from support.program_process import journal_of, only_entry

from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import Outcome
from cen_tui.storage.lock import exclusive
from cen_tui.terminal.signals import HUNG_UP, LAST_RESORT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells of a hang-up without a signal"
)
GoAway = Callable[[int, "subprocess.Popen[bytes]"], None]
LIMIT = 1.0
HELD_UP = """
import asyncio, sys, threading, time
from pathlib import Path
from support.sample_operations import begun
from cen_tui.operations.journal import Journal
from cen_tui.terminal.signals import handle_signals

path, closed = Path(sys.argv[1]), Path(sys.argv[2])
journal = Journal(path)

def write_on() -> None:
    while True:
        begun(journal)

def at_last() -> None:
    journal.close()
    closed.write_text(str(path.stat().st_size))
    time.sleep(0.5)  # a thread that could still write would do so now
    if sys.argv[3] == "breaks":
        raise OSError("the terminal cannot be restored")

async def hold_up() -> None:
    handle_signals(lambda code: print("ended in order", flush=True), at_last, limit=float(sys.argv[4]))
    for _ in range(3):
        threading.Thread(target=write_on, daemon=True).start()
    while not path.exists():
        time.sleep(0.01)
    print("held up", flush=True)
    threading.Event().wait()  # the loop is not come back to

asyncio.run(hold_up())
"""


def hang_up(leader: int, _: "subprocess.Popen[bytes]") -> None:
    os.close(leader)


def terminate(_: int, process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)


@contextmanager
def held_up(folder: Path, at_last: str = "ends") -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Run a program on a terminal whose main thread waits for ever while others write its journal."""
    arguments = [str(folder / "journal.jsonl"), str(folder / "closed"), at_last, str(LIMIT)]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with on_terminal([sys.executable, "-c", HELD_UP, *arguments], environ) as running:
        running.see("held up\r\n")
        yield running.leader, running.process


@pytest.mark.parametrize(
    ("go_away", "code"),
    [(hang_up, HUNG_UP), (terminate, 128 + signal.SIGTERM)],
)
@pytest.mark.parametrize("at_last", ["ends", "breaks"])
def test_what_is_held_up_is_ended_once_the_journal_is_closed(
    tmp_path: Path, go_away: GoAway, code: int, at_last: str
) -> None:
    with held_up(tmp_path, at_last) as (leader, process):
        began = time.monotonic()
        go_away(leader, process)
        assert process.wait(60) == code
        assert time.monotonic() - began >= LIMIT
    size = int((tmp_path / "closed").read_text("ascii"))
    assert (tmp_path / "journal.jsonl").stat().st_size == size
    entries, notices = Journal(tmp_path / "journal.jsonl").entries()
    assert entries
    assert notices == ()
    assert len(Journal(tmp_path / "journal.jsonl").open_entries()) == len(entries)


@pytest.mark.parametrize(("go_away", "code"), [(hang_up, HUNG_UP), (terminate, 128 + signal.SIGTERM)])
def test_the_wizard_held_up_by_a_disk_closes_its_journal_and_gives_the_terminal_back(
    tmp_path: Path, go_away: GoAway, code: int
) -> None:
    journal = journal_of(tmp_path).path
    assert journal
    own = {"HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
    with (
        server(tmp_path, HELD_BACK) as cloud,
        controlled(["--endpoint", cloud.url, *AT_CONFIRMATION], {**own, **KEYS}) as terminal,
    ):
        to_grant(terminal, tmp_path)
        with exclusive(journal, limit=10):
            go_away(terminal.leader, terminal.process)
            time.sleep(LAST_RESORT + 1)  # the last resort has begun, and waits for the line being written
            assert terminal.process.poll() is None
        assert terminal.process.wait(60) == code
        if code != HUNG_UP:
            flags = termios.tcgetattr(terminal.leader)[3]
            assert flags & termios.ECHO
            assert flags & termios.ICANON
    ending = only_entry(tmp_path).ending
    assert ending
    assert ending.outcome is Outcome.UNKNOWN
