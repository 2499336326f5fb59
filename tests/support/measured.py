"""A command on a terminal of 80x24 whose every byte is counted, phase by phase."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

_SIZE: Final = struct.pack("HHHH", 24, 80, 0, 0)
_LIMIT: Final = 60.0


@dataclass(slots=True)
class Measured:
    """What has been sent so far."""

    leader: int
    process: subprocess.Popen[bytes]
    sent: bytearray = field(default_factory=bytearray)

    def press(self, keys: bytes) -> None:
        """Type something."""
        os.write(self.leader, keys)

    def ended(self) -> int:
        """Return the exit code, once the command has ended."""
        end = time.monotonic() + _LIMIT
        with suppress(OSError):  # the last process on the terminal has gone
            while self.process.poll() is None and time.monotonic() < end:
                self.during(0.1)
            self.during(0.1)
        return self.process.wait(_LIMIT)

    def during(self, seconds: float) -> int:
        """Return how many bytes come in so many seconds."""
        before, end = len(self.sent), time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            if select.select([self.leader], [], [], rest)[0]:
                self.sent += os.read(self.leader, 65536)
        return len(self.sent) - before

    def until_quiet(self, text: str = "", seconds: float = 0.5) -> int:
        """Return how many bytes come until the text has, or any, and then nothing for so many seconds."""
        before, end = len(self.sent), time.monotonic() + _LIMIT
        while self.during(seconds) or len(self.sent) == before or text.encode() not in self.sent[before:]:
            if time.monotonic() > end:
                raise TimeoutError(
                    f"{text!r} has not come, or it is never quiet: {bytes(self.sent[-2000:])!r}"
                )
        return len(self.sent) - before

    def until(self, text: str) -> None:
        """Wait for a text."""
        before, end = len(self.sent), time.monotonic() + _LIMIT
        while text.encode() not in self.sent[before:]:
            self.during(0.05)
            if time.monotonic() > end:
                raise TimeoutError(f"{text!r} has not come: {bytes(self.sent[-2000:])!r}")


@contextmanager
def measured(command: Sequence[str], environ: Mapping[str, str]) -> Iterator[Measured]:
    """Run a command for the length of a block."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, _SIZE)
    process = subprocess.Popen(  # noqa: S603 - the tests' own commands
        command, stdin=follower, stdout=follower, stderr=follower, env=environ, start_new_session=True
    )
    os.close(follower)
    try:
        yield Measured(leader, process)
    finally:
        process.kill()
        process.wait(10)
        os.close(leader)
