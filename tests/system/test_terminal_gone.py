"""A terminal that goes away, at whatever moment, leaves no process behind."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import pytest
from support.consent import AT_CONFIRMATION
from support.demo_process import KEYS, server
from support.held_back import HELD_BACK, to_grant
from support.on_a_terminal import OnTerminal, controlled

from cen_tui.terminal.signals import LAST_RESORT

CLOSES = int(os.environ.get("CLOSES", "8"))
"""How many are tried, half of them in the middle of a grant; `CLOSES=300` is an hour's worth of luck."""
SEED = int(os.environ.get("CLOSES_SEED", "1"))
LIMIT = LAST_RESORT + 60
PICTURES_WAITING = 20
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing"),
    pytest.mark.timeout(2 * LIMIT * CLOSES),
]


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    own = {"HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    return {"PATH": os.environ["PATH"], **own, **KEYS}


@pytest.fixture
def chance() -> random.Random:
    return random.Random(SEED)  # noqa: S311 - which moments are tried


def ended(terminal: OnTerminal) -> bool:
    try:
        terminal.process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        return False
    return True


def at_rest(environ: Mapping[str, str], chance: random.Random) -> Iterator[bool]:
    for _ in range(CLOSES - CLOSES // 2):
        with controlled(["--demo"], environ) as terminal:
            if chance.random() < 0.8:
                terminal.see("Enter signs in")
            terminal.read_for(chance.uniform(0, 1.0))
            terminal.hang_up(chance)
            yield ended(terminal)


def in_a_grant(environ: Mapping[str, str], chance: random.Random, url: str) -> Iterator[bool]:
    for number in range(CLOSES // 2):
        home = Path(environ["HOME"]) / str(number)
        home.mkdir()
        own = {**environ, "HOME": str(home)}
        with controlled(["--endpoint", url, *AT_CONFIRMATION], own) as terminal:
            to_grant(terminal, home)
            terminal.read_for(chance.uniform(0, 1.0))
            terminal.hang_up(chance)
            yield ended(terminal)


def test_closed_at_random_moments_none_is_left(
    tmp_path: Path, environ: Mapping[str, str], chance: random.Random
) -> None:
    closed = 0
    with server(tmp_path, HELD_BACK) as cloud:
        for has_ended in chain(at_rest(environ, chance), in_a_grant(environ, chance, cloud.url)):
            assert has_ended, f"a process was left behind after {closed} closes that left none"
            closed += 1
    assert closed == CLOSES


def fill(terminal: OnTerminal) -> None:
    """Have pictures drawn that nobody reads, until the terminal takes no more and others wait behind it."""
    seen_full = 0
    # Opened only now: as long as it is open, the terminal does not hang up.
    follower = os.open(f"/proc/{terminal.process.pid}/fd/2", os.O_WRONLY | os.O_NOCTTY)
    try:
        for turn in range(2000):
            terminal.resize(turn)
            terminal.type(b"\x0c" + terminal.answer)  # unanswered, a question would hold back the rest
            time.sleep(0.02)
            seen_full = 0 if select.select([], [follower], [], 0)[1] else seen_full + 1
            if seen_full > PICTURES_WAITING:
                return
    finally:
        os.close(follower)
    raise AssertionError("the terminal went on taking what was drawn")


@pytest.mark.skipif(sys.platform != "linux", reason="whether a terminal is full is asked through /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_takes_nothing_more_keeps_no_signal_from_ending_it(
    environ: Mapping[str, str], number: signal.Signals
) -> None:
    with ExitStack() as stack:
        terminal = stack.enter_context(controlled(["--demo"], environ))
        terminal.see("Enter signs in")
        terminal.read_for(0.5)
        fill(terminal)
        stack.callback(terminal.process.kill)
        terminal.process.send_signal(number)
        assert terminal.process.wait(LIMIT) == 128 + number
