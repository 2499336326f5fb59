"""A terminal that goes away without a signal ends the program, too: reading from it would only spin."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from cen_tui.terminal.signals import HUNG_UP

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the signal alone tells of it")


def test_it_ends_when_a_terminal_that_is_not_its_own_hangs_up(tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "cen_tui", "--demo"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environ,
    )
    os.close(follower)
    try:
        shown = b""
        while b"Enter" not in shown:
            assert select.select([leader], [], [], 60)[0], shown
            shown += os.read(leader, 65536)
        os.close(leader)
        assert running.wait(60) == HUNG_UP
    finally:
        running.kill()
        running.wait()


def test_what_a_gone_terminal_was_still_to_show_does_not_change_the_exit_code() -> None:
    program = (
        "import sys; from cen_tui.terminal.signals import discard_unwritten_output; "
        "print(input()); discard_unwritten_output(); sys.exit(7)"
    )
    running = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-E", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    running.stdout.close()
    running.communicate("a frame", timeout=60)
    assert running.returncode == 7
