"""A program on a terminal of its own: each byte it sends is stamped, its questions answered, keys typed."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from benchmarks.machine import Machine

_ESCAPES: Final = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]"
)
_SCREEN_ON: Final = b"\x1b[?1049h"
_ANSWERS: Final = (
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
)
_ENV_OF_A_TERMINAL: Final = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}


class SilentError(RuntimeError):
    """What was awaited did not come."""


class Watched:
    """Runs a command at 80x24. `round_trip` seconds lie between the program and whoever looks on.

    The times it tells are the machine's own.
    """

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], *, round_trip: float = 0.0
    ) -> None:
        self._now = Machine().now
        self._way = round_trip / 2
        self._unsent: list[tuple[float, bytes]] = []
        self.seen = bytearray()
        self.stamps: list[tuple[float, int]] = []
        """When the bytes up to a length had come to whoever looks on."""
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._terminal = leader
        self.began = self._now()
        self.process = subprocess.Popen(  # noqa: S603 - the benchmark's own commands
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={**environ, **_ENV_OF_A_TERMINAL},
            start_new_session=True,
        )
        os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.process.terminate()
        try:
            self.read_for(0.1)
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        finally:
            os.close(self._terminal)

    def type(self, keys: bytes) -> float:
        """Press keys, and return when."""
        now = self._now()
        self._unsent.append((now + self._way, keys))
        self._deliver()
        return now

    def _deliver(self) -> None:
        now = self._now()
        while self._unsent and self._unsent[0][0] <= now:
            os.write(self._terminal, self._unsent.pop(0)[1])

    def read(self, patience: float = 0.002) -> bool:
        """Take in what has come; return whether there was anything."""
        self._deliver()
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            chunk = os.read(self._terminal, 65536)
        except OSError:  # the last process on the terminal has gone
            return False
        now = self._now()
        self.seen += chunk
        self.stamps.append((now + self._way, len(self.seen)))
        for question, answer in _ANSWERS:
            self._unsent.extend([(now + 2 * self._way, answer)] * chunk.count(question))
        self._unsent.sort(key=lambda each: each[0])
        return bool(chunk)

    def read_for(self, seconds: float) -> int:
        """Take in all that comes in so many seconds, and return how many bytes it was.

        These are seconds of the common clock, by which the program's timers go.
        """
        start, end = len(self.seen), time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()
        return len(self.seen) - start

    def settle(self, quiet: float = 0.4, limit: float = 30.0) -> float:
        """Wait until nothing has come for so long; return when the last byte had come."""
        end = self._now() + limit
        last = self._now()
        while self._now() < min(end, last + quiet + 2 * self._way):
            if self.read():
                last = self._now()
        return self.stamps[-1][0] if self.stamps else last

    def answer(self, limit: float = 3.0) -> None:
        """Wait until something comes; a key that leads to nothing is waited for so long."""
        end = self._now() + limit
        while not self.read() and self._now() < end:
            pass

    def until(self, text: str, *, after: int = 0, limit: float = 60.0) -> float:
        """Wait until a text has been drawn behind so many bytes; return when it had come."""
        wanted, end = text.encode(), self._now() + limit
        while wanted not in self.text(after):
            if self._now() > end or (self.process.poll() is not None and not self.read()):
                raise SilentError(f"{text!r} did not come; drawn last: {self.text(after)[-1500:]!r}")
            self.read()
        return self.stamps[-1][0]

    def first_frame(self, limit: float = 60.0) -> float:
        """Wait for the first visible character on the program's screen; return when it had come."""
        end = self._now() + limit
        while not self._drawn():
            if self._now() > end or self.process.poll() is not None:
                code = self.process.poll()
                raise SilentError(f"nothing was drawn, exit code {code}: {bytes(self.seen[-1500:])!r}")
            self.read()
        return self.stamps[-1][0]

    def _drawn(self) -> bool:
        start = self.seen.find(_SCREEN_ON)
        return start >= 0 and bool(re.search(rb"[!-~\x80-\xff]", self.text(start)))

    def text(self, after: int = 0) -> bytes:
        """Return what was drawn behind so many bytes, without control sequences."""
        return _ESCAPES.sub(b"", bytes(self.seen[after:]))

    def memory(self, field: str = "VmHWM") -> float:
        """Return a field of the process's memory in MiB, its peak unless told otherwise; Linux only."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii", errors="replace")
        found = re.search(rf"^{field}:\s+(\d+) kB", lines, re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0
