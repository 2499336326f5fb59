"""A command on a pseudo-terminal of its own: bytes typed into it, and every byte that it draws."""

import fcntl
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

LIMIT: Final = 60.0
_SIZES: Final = ((80, 24), (100, 30))
_TAKE_TERMINAL: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
_WORKING: Final = frozenset("RD")
"""States of a thread in /proc that runs or waits for a processor, or for a disk: proc(5)."""
_SIGNALLED_BEFORE: Final = 0.7
_CURSOR_QUESTION: Final = b"\x1b[6n"


def resize(terminal: int, size: tuple[int, int]) -> None:
    """Give a terminal so many columns and lines."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


@dataclass(slots=True)
class OnTerminal:
    """The terminal's own end, and the process on the other. Nothing is read but in these methods."""

    leader: int
    process: subprocess.Popen[bytes]
    modes: list[Any]
    """The terminal's modes, as they were before."""
    answer: bytes = b""
    """What the terminal says to a question after its cursor."""
    drawn: bytearray = field(default_factory=bytearray)
    gone: bool = False
    """Whether no process is on the terminal any more."""

    def type(self, data: bytes) -> None:
        """Type bytes."""
        os.write(self.leader, data)

    def see(self, text: str, since: int = 0) -> None:
        """Read until a text, or anything, has been drawn after so many bytes."""
        self.until(lambda: len(self.drawn) > since and text.encode() in self.drawn[since:], repr(text))

    def until(self, condition: Callable[[], bool], wanted: str, limit: float = LIMIT) -> None:
        """Read until a condition holds."""
        end = time.monotonic() + limit
        while not condition():
            if self.gone or time.monotonic() > end:
                raise AssertionError(f"{wanted} has not come: {bytes(self.drawn[-2000:])!r}")
            self.read_for(0.05)  # with the rest of a frame that has begun to come

    def until_quiet(self, text: str = "", seconds: float = 0.5) -> int:
        """Return how many bytes come until the text has, or any, and then nothing for so many seconds.

        A program that waits for a processor is not quiet, however long a busy machine lets it wait.
        """
        before = len(self.drawn)

        def quiet() -> bool:
            if self.read_for(seconds) or self._works():
                return False
            return len(self.drawn) > before and text.encode() in self.drawn[before:]

        self.until(quiet, f"{text!r}, and then nothing,")
        return len(self.drawn) - before

    def _works(self) -> bool:
        """Tell whether a thread of the program runs, or would if there was a processor; on Linux."""
        for thread in Path(f"/proc/{self.process.pid}/task").glob("*"):
            with suppress(OSError):  # it has ended meanwhile
                state = (thread / "stat").read_text("utf-8").rpartition(")")[2].split()[0]
                if state in _WORKING:
                    return True
        return False

    def read_for(self, seconds: float) -> int:
        """Read as a terminal does, for so long; return how many bytes came."""
        before, end = len(self.drawn), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.gone:
            self.read(left)
        return len(self.drawn) - before

    def read(self, seconds: float) -> None:
        """Read what comes next within so long."""
        if select.select([self.leader], [], [], seconds)[0]:
            try:
                data = os.read(self.leader, 65536)
            except OSError:
                self.gone = True
                return
            self.drawn += data
            for _ in range(data.count(_CURSOR_QUESTION) if self.answer else 0):
                self.type(self.answer)

    def ended(self) -> int:
        """Return the exit code, once no process is on the terminal any more."""
        end = time.monotonic() + LIMIT
        while not self.gone and time.monotonic() < end:
            self.read(0.1)
        return self.process.wait(LIMIT)

    def resize(self, number: int) -> None:
        """Give the terminal another size, which the program draws anew for."""
        resize(self.leader, _SIZES[number % 2])

    def hang_up(self, chance: random.Random) -> None:
        """Resize and go within 10 ms: with the kernel's signals, or those of tmux before it."""
        self.resize(1)
        self.read_for(chance.uniform(0, 0.01))
        if chance.random() < _SIGNALLED_BEFORE:
            for number in (signal.SIGHUP, signal.SIGCONT):
                self.process.send_signal(number)
            self.read_for(chance.uniform(0, 0.01))
        os.close(self.leader)


@contextmanager
def on_terminal(
    command: Sequence[str],
    environ: Mapping[str, str],
    *,
    size: tuple[int, int] = _SIZES[0],
    answer: bytes = b"",
) -> Iterator[OnTerminal]:
    """Run a command for the length of a block, and end it then."""
    leader, follower = pty.openpty()
    resize(follower, size)
    modes = termios.tcgetattr(leader)
    process = subprocess.Popen(  # noqa: S603 - the tests' own commands
        command, stdin=follower, stdout=follower, stderr=follower, env=dict(environ), start_new_session=True
    )
    os.close(follower)
    try:
        yield OnTerminal(leader, process, modes, answer)
    finally:
        process.kill()
        process.wait()
        with suppress(OSError):
            os.close(leader)


def controlled(
    arguments: Sequence[str], environ: Mapping[str, str], *, answer: bytes = b"\x1b[1;1R"
) -> AbstractContextManager[OnTerminal]:
    """Run cen-tui as the leader of a session that its terminal controls: closing that hangs it up."""
    command = [sys.executable, "-c", _TAKE_TERMINAL, sys.executable, "-m", "cen_tui", *arguments]
    return on_terminal(command, environ, answer=answer)


@dataclass(frozen=True, slots=True)
class Ended:
    """How the command ended, and all it wrote to the terminal."""

    code: int
    shown: str
    restored: bool
    """Whether the terminal's modes are those it had before."""


def run_on_terminal(
    command: Sequence[str],
    environ: Mapping[str, str],
    *,
    keys: Sequence[tuple[str, bytes]] = (),
    limit: float = LIMIT,
    watch: Callable[[int], None] = lambda _: None,
) -> Ended:
    """Run a command at 80x24; `keys` are pairs of what must have been shown and what is typed then.

    `watch` is given the number of the process, again and again while it runs.
    """
    left, start, end = list(keys), 0, time.monotonic() + limit
    with on_terminal(command, environ) as running:
        while not running.gone:
            running.read(0.05)
            watch(running.process.pid)
            if left and left[0][0].encode() in running.drawn[start:]:
                start = len(running.drawn)
                running.type(left.pop(0)[1])
            if time.monotonic() > end:
                shown = bytes(running.drawn[-2000:])
                raise TimeoutError(f"still running; awaited {left[:1]}; shown last: {shown!r}")
        code = running.process.wait(LIMIT)
        restored = termios.tcgetattr(running.leader) == running.modes
        return Ended(code, running.drawn.decode("utf-8", "replace"), restored)
