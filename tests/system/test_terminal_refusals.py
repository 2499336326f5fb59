"""Where the screens cannot be drawn, the command says so in a sentence and ends."""

import os
import pty
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.terminal import PROGRAMS

USAGE = 2
LITTLE = 2.0
"""Seconds that a processor works for it: where it is shared with many, that takes longer by the clock."""


@contextmanager
def terminal_device() -> Iterator[int]:
    """Open a terminal and give the end that a program is started on."""
    ours, theirs = pty.openpty()
    try:
        yield theirs
    finally:
        os.close(ours)
        os.close(theirs)


def processor_time() -> float:
    """Return the seconds that the processes started here, and ended, have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def start(home: Path, stdin: int, stdout: int, **environ: str) -> tuple[int, str, str]:
    """Run the demo and return its exit code and what it printed: on its output, and as an error."""
    before = processor_time()
    ended = subprocess.run(  # noqa: S603 - our own command
        [PROGRAMS / "cen-tui", "--demo"],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={"HOME": str(home), "PATH": os.environ["PATH"], **environ},
        check=False,
        text=True,
        timeout=60,
    )
    assert processor_time() - before < LITTLE
    return ended.returncode, ended.stdout or "", ended.stderr


def one_sentence(text: str) -> str:
    """Return the text, which must be a single line that names the command and ends as a sentence does."""
    (line,) = text.splitlines()
    assert line.startswith("cen-tui: ")
    assert line.endswith(".")
    assert "\x1b" not in line
    return line


def test_without_any_terminal(tmp_path: Path) -> None:
    code, out, err = start(tmp_path, subprocess.DEVNULL, subprocess.PIPE, TERM="xterm-256color")
    assert (code, out) == (USAGE, "")
    assert "the input is not a terminal" in one_sentence(err)
    assert "ssh -t" in err


def test_with_the_output_sent_elsewhere(tmp_path: Path) -> None:
    with terminal_device() as device:
        code, out, err = start(tmp_path, device, subprocess.PIPE, TERM="xterm-256color")
    assert (code, out) == (USAGE, "")
    assert "the output is not a terminal" in one_sentence(err)


def test_with_the_errors_sent_elsewhere(tmp_path: Path) -> None:
    with terminal_device() as device:
        code, _, err = start(tmp_path, device, device, TERM="xterm-256color")
    assert code == USAGE
    assert "run cen-tui without 2>" in one_sentence(err)


@pytest.mark.parametrize(
    ("environ", "named"), [({"TERM": "dumb"}, "(TERM=dumb)"), ({}, "(TERM is not set)")], ids=["dumb", "none"]
)
def test_on_a_terminal_that_cannot_be_drawn_on(tmp_path: Path, environ: dict[str, str], named: str) -> None:
    with terminal_device() as device:
        code, _, err = start(tmp_path, device, device, **environ)
    assert code == USAGE
    assert named in one_sentence(err)
    assert "xterm-256color" in err
    assert list(tmp_path.iterdir()) == []


def test_with_the_errors_sent_into_a_file_the_terminal_is_reported(tmp_path: Path) -> None:
    log = tmp_path / "log"
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "xterm-256color"}
    with log.open("wb") as errors:
        ours, theirs = pty.openpty()
        ended = subprocess.run(  # noqa: S603 - our own command
            [PROGRAMS / "cen-tui", "--demo"],
            stdin=theirs,
            stdout=theirs,
            stderr=errors,
            env=environ,
            check=False,
            timeout=60,
        )
        shown = os.read(ours, 4096).decode()
        os.close(theirs)
        os.close(ours)
    assert ended.returncode == USAGE
    assert one_sentence(shown) == one_sentence(log.read_text())
    assert "run cen-tui without 2>." in shown
