"""Runs a command on a terminal of its own, and presses keys when what is awaited has been drawn."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_SIZE = struct.pack("HHHH", 24, 80, 0, 0)


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
    limit: float = 60.0,
    watch: Callable[[int], None] = lambda _: None,
) -> Ended:
    """Run a command at 80x24; `keys` are pairs of what must have been shown and what is typed then.

    `watch` is given the number of the process, again and again while it runs.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, _SIZE)
    before = termios.tcgetattr(leader)
    process = subprocess.Popen(  # noqa: S603 - the tests' own commands
        command, stdin=follower, stdout=follower, stderr=follower, env=environ, start_new_session=True
    )
    os.close(follower)
    try:
        shown = _drive(leader, list(keys), time.monotonic() + limit, lambda: watch(process.pid))
        return Ended(process.wait(10), shown, termios.tcgetattr(leader) == before)
    finally:
        process.kill()
        process.wait(10)
        os.close(leader)


def _drive(leader: int, keys: list[tuple[str, bytes]], end: float, watch: Callable[[], None]) -> str:
    shown, start = "", 0
    while time.monotonic() < end:
        watch()
        if keys and keys[0][0] in shown[start:]:
            start = len(shown)
            os.write(leader, keys.pop(0)[1])
        if not select.select([leader], [], [], 0.05)[0]:
            continue
        try:
            data = os.read(leader, 65536)
        except OSError:  # the last process on the terminal has gone
            return shown
        if not data:
            return shown
        shown += data.decode("utf-8", "replace")
    raise TimeoutError(f"still running; awaited {keys[:1]}; shown last: {shown[-2000:]!r}")
