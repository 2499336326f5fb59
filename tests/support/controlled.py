"""cen-tui as the leader of a session on a terminal that controls it: closing that hangs it up."""

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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

_TAKE_TERMINAL: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
_SIGNALLED_BEFORE: Final = 0.7
_QUESTION: Final = b"\x1b[6n"
_SIZES: Final = ((24, 80), (30, 100))


@dataclass(slots=True)
class Controlled:
    """The terminal's own end, and the process on the other."""

    leader: int
    process: subprocess.Popen[bytes]
    answer: bytes
    """What the terminal says to a question after its cursor."""
    shown: bytearray = field(default_factory=bytearray)

    def see(self, text: bytes, limit: float = 60.0) -> None:
        """Read until a text has been drawn."""
        end = time.monotonic() + limit
        while text not in self.shown:
            assert time.monotonic() < end, bytes(self.shown[-2000:])
            self._read(0.1)

    def see_more(self, before: int, limit: float = 60.0) -> None:
        """Read until anything has been drawn after so many bytes."""
        end = time.monotonic() + limit
        while len(self.shown) == before:
            assert time.monotonic() < end, bytes(self.shown[-2000:])
            self._read(0.1)

    def read_for(self, seconds: float) -> None:
        """Read as a terminal does, for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def type(self, data: bytes) -> None:
        """Type bytes."""
        os.write(self.leader, data)

    def resize(self, number: int) -> None:
        """Give the terminal another size, which the program draws anew for."""
        rows, columns = _SIZES[number % 2]
        fcntl.ioctl(self.leader, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self, chance: random.Random) -> None:
        """Resize and go within 10 ms: with the kernel's signals, or those of tmux before it."""
        self.resize(1)
        self.read_for(chance.uniform(0, 0.01))
        if chance.random() < _SIGNALLED_BEFORE:
            for number in (signal.SIGHUP, signal.SIGCONT):
                self.process.send_signal(number)
            self.read_for(chance.uniform(0, 0.01))
        os.close(self.leader)

    def _read(self, limit: float) -> None:
        if select.select([self.leader], [], [], limit)[0]:
            with suppress(OSError):
                data = os.read(self.leader, 65536)
                self.shown += data
                self.type(self.answer * data.count(_QUESTION))


@contextmanager
def controlled(
    arguments: Sequence[str], environ: Mapping[str, str], *, answer: bytes = b"\x1b[1;1R"
) -> Iterator[Controlled]:
    """Run cen-tui for the length of a block, and whatever comes end it then."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-c", _TAKE_TERMINAL, sys.executable, "-m", "cen_tui", *arguments]
    process = subprocess.Popen(  # noqa: S603 - our own
        command, stdin=follower, stdout=follower, stderr=follower, env=dict(environ), start_new_session=True
    )
    os.close(follower)
    try:
        yield Controlled(leader, process, answer)
    finally:
        process.kill()
        process.wait(10)
        with suppress(OSError):
            os.close(leader)
