"""The program on a pseudo-terminal of its own, and what is typed into it byte by byte, at a pace."""

import fcntl
import os
import re
import select
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from support.on_a_terminal import on_terminal

PATIENCE: Final = 60.0
_CONTROL: Final = re.compile(rb"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][0-9A-B]|.)")
_CURSOR_QUESTION: Final = b"\x1b[6n"
_ANSWER: Final = b"\x1b[1;80R"


@dataclass(slots=True)
class Typist:
    """What was written to the terminal, and how to type into it."""

    leader: int
    process: subprocess.Popen[bytes]
    answers: bool = True
    """Whether the program's questions after the cursor are answered."""
    late: float = 0
    """Seconds until they are."""
    _shown: bytearray = field(default_factory=bytearray)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def read(self) -> None:
        """Take in what the program writes, until its terminal is closed."""
        while True:
            try:
                data = os.read(self.leader, 65536)
            except OSError:
                return
            if not data:
                return
            with self._changed:
                self._shown += data
                self._changed.notify_all()
            for _ in range(data.count(_CURSOR_QUESTION) if self.answers else 0):
                self._answer()

    def _answer(self) -> None:
        if self.late:
            threading.Timer(self.late, self.type, [_ANSWER]).start()
        else:
            self.type(_ANSWER)

    def shown(self, since: int = 0) -> str:
        """Return all that was written since a position, without control sequences."""
        return _CONTROL.sub(b"", bytes(self._shown[since:])).decode("utf-8", "replace")

    def position(self) -> int:
        """Return how much was written by now."""
        return len(self._shown)

    def see(self, text: str, since: int = 0, timeout: float = PATIENCE) -> None:
        """Wait until a text has been written since a position."""
        with self._changed:
            if not self._changed.wait_for(lambda: text in self.shown(since), timeout):
                raise AssertionError(f"{text!r} was not shown. Last: {self.shown(since)[-3000:]!r}")

    def type(self, data: bytes, *, pace: float = 0) -> None:
        """Type bytes: all at once, or one every `pace` seconds."""
        pieces = [data] if not pace else [data[place : place + 1] for place in range(len(data))]
        for piece in pieces:
            left = piece
            while left:
                select.select([], [self.leader], [], 1)
                left = left[os.write(self.leader, left) :]
            if pace:
                time.sleep(pace)

    def enter(self, digits: bytes) -> None:
        """Type digits and Enter, each when the key before is seen: keys that are read at once are a paste.

        However fast they are typed, a program that was held up meanwhile reads them all at once.
        """
        for key in (digits[place : place + 1] for place in range(len(digits))):
            before = self.position()
            self.type(key)
            self.see(key.decode(), before)
        self.type(b"\r")

    def await_read(self) -> None:
        """Wait until the program has read all that was typed, and reads by itself what follows; on Linux."""
        terminal = os.open(f"/proc/{self.process.pid}/fd/0", os.O_RDONLY | os.O_NOCTTY)
        try:
            end = time.monotonic() + PATIENCE
            while fcntl.ioctl(terminal, termios.FIONREAD, bytes(4)) != bytes(4):
                if time.monotonic() > end:
                    raise AssertionError("what was typed was not read")
                time.sleep(0.01)
        finally:
            os.close(terminal)

    def ended(self) -> int:
        """Wait for the program to end, and return its exit code."""
        return self.process.wait(PATIENCE)


@contextmanager
def typist(  # noqa: PLR0913 - each has its default, and all are given by name
    arguments: Sequence[str],
    environ: Mapping[str, str],
    *,
    size: tuple[int, int] = (80, 24),
    answers: bool = True,
    late: float = 0,
    before: Sequence[str] = (),
) -> Iterator[Typist]:
    """Run cen-tui on a terminal of a size for the length of a block; `before` is a command that runs it."""
    command = [*before, sys.executable, "-m", "cen_tui", *arguments]
    with on_terminal(command, environ, size=size) as running:
        tty = Typist(running.leader, running.process, answers, late)
        reader = threading.Thread(target=tty.read, daemon=True)
        reader.start()
        try:
            yield tty
        finally:
            running.process.kill()
            running.process.wait()
            reader.join(10)
