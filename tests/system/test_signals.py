"""The program told to end in the middle of a grant: what it writes and leaves, and what comes next."""

import os
import signal
from pathlib import Path

import pytest
from support.demo_networks import id_of
from support.demo_process import Server, server
from support.program_process import await_end, hold_secret, journal_of, only_entry, process, start, to_digits
from support.terminal import Terminal, missing, terminal

from cen_tui.demo.estate.accounts import TEMPORARY
from cen_tui.operations.outcome import Outcome
from cen_tui.tui.screens.grants.history import LEAD

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")

PROD_CORE = id_of("prod-core")
SECRET = str.__str__(TEMPORARY.secret)
TOKEN = str.__str__(TEMPORARY.token or "")
KEYS = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": TEMPORARY.id,
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET,
    "ALIBABA_CLOUD_SECURITY_TOKEN": TOKEN,
}
SLOW = "slow-answer@GrantInstanceToCen=9000"


def grant_and_signal(screen: Terminal, cloud: Server, number: signal.Signals, pid_file: Path) -> None:
    """Start, grant, and send the signal once the cloud has done the work and holds the answer back."""
    start(screen, cloud.url, pid_file)
    to_digits(screen)
    screen.press("Enter")
    screen.until(lambda: bool(cloud.granted()), "a grant that was worked on")
    os.kill(process(pid_file), number)


def settle(screen: Terminal) -> None:
    screen.see("1 operation has no known result.")
    screen.press("h")
    screen.see(LEAD, PROD_CORE)
    screen.press("Enter")
    screen.see(f"+ granted and verified {PROD_CORE}")
    screen.press("C-q")
    screen.see("it ended with 0")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_it_ends_in_order_and_the_next_start_reconciles(tmp_path: Path, number: signal.Signals) -> None:
    home, pid_file = tmp_path / "home", tmp_path / "pid"
    home.mkdir()
    with server(tmp_path, SLOW) as cloud, terminal(home, KEYS) as screen:
        grant_and_signal(screen, cloud, number, pid_file)
        screen.see("The result of this grant is not known", PROD_CORE, "Start cen-tui again")
        screen.see(f"it ended with {128 + number}")
        flags = [screen.flag(name) for name in ("alternate_on", "mouse_any_flag", "cursor_flag")]
        assert flags == ["0", "0", "1"]
        screen.run("clear; stty -a")
        screen.see(" echo ", " icanon ")
        ending = only_entry(home).ending
        assert ending
        assert ending.outcome is Outcome.UNKNOWN
        start(screen, cloud.url, pid_file)
        settle(screen)
        assert len(cloud.granted()) == 1
        check_files(home)


def test_killed_it_leaves_the_intent_and_the_next_start_reconciles(tmp_path: Path) -> None:
    home, pid_file = tmp_path / "home", tmp_path / "pid"
    home.mkdir()
    with server(tmp_path, SLOW) as cloud:
        with terminal(home, KEYS) as screen:
            grant_and_signal(screen, cloud, signal.SIGKILL, pid_file)
            await_end(pid_file)
        assert only_entry(home).ending is None
        with terminal(home, KEYS) as screen:
            start(screen, cloud.url, pid_file)
            settle(screen)
        assert len(cloud.granted()) == 1
    check_files(home)


def check_files(home: Path) -> None:
    """The outcome is in the journal, and neither secret nor token in any file."""
    ending = only_entry(home).ending
    assert ending
    assert ending.outcome is Outcome.VERIFIED
    assert journal_of(home).path in list(home.rglob("*.jsonl"))
    assert hold_secret(home, SECRET, TOKEN) == []
