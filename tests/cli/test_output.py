"""Standard streams that were closed before the start, or that take nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
NEEDS_DEV_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
REQUEST = "request --cen-owner 1960521077884321 --cen-id cen-ft3myd60okkht4co60"
COMMANDS = ["--version", "--version --demo", "--help", "history", "history --help", "doctor", REQUEST]


def shell(command: str) -> "subprocess.CompletedProcess[str]":
    line = f'"{sys.executable}" -m cen_tui {command}'
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603, S607


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("output", "reason"),
    [
        pytest.param(">&-", "Bad file descriptor", id="closed"),
        pytest.param(">/dev/full", "No space left on device", id="full", marks=NEEDS_DEV_FULL),
    ],
)
@pytest.mark.usefixtures("own_home")
def test_an_output_that_takes_nothing_is_said(command: str, output: str, reason: str) -> None:
    ended = shell(f"{command} {output}")
    assert ended.stderr == f"cen-tui: Could not write the output: {reason}.\n"
    assert ended.returncode == 1


@pytest.mark.usefixtures("own_home")
def test_a_terminal_is_missed_where_every_stream_is_closed() -> None:
    ended = shell("--demo <&- 2>&1 >&-")
    assert "the input is not a terminal" in ended.stdout
    assert ended.returncode == 2


@pytest.mark.usefixtures("own_home")
def test_what_is_wrong_is_told_by_the_exit_code_where_standard_error_is_closed() -> None:
    assert shell("networks --nonsense 2>&-").returncode == 2
    assert shell("history 2>&-").returncode == 0


@pytest.mark.usefixtures("own_home")
def test_no_file_takes_the_number_of_a_closed_stream() -> None:
    """Else what is written to the stream would be written into that file."""
    opened = "import os; print(os.open(os.devnull, os.O_RDONLY), file=open('/dev/stderr', 'w'))"
    program = f"from cen_tui.terminal.streams import open_closed_streams; open_closed_streams(); {opened}"
    line = f'"{sys.executable}" -c "{program}" <&- >&-'
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603, S607
    assert int(ended.stderr) > 2
