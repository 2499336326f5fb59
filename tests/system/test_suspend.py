"""Stopped and continued, in whatever order: one picture, one reader, and the terminal as it was."""

import os
import signal
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support.program_process import process
from support.terminal import missing, terminal
from support.typist import Typist, typist

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of job control are POSIX")

HEADING = "Which account owns the network?"
FIRST = "Enter signs in"
QUIT = b"\x11"
REPAINT = b"\x0c"


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}


@pytest.fixture
def tty(environ: Mapping[str, str]) -> Iterator[Typist]:
    with typist(["--demo"], environ) as running:
        running.see(FIRST)
        yield running


def is_raw(tty: Typist) -> bool:
    return not termios.tcgetattr(tty.leader)[3] & (termios.ECHO | termios.ICANON)


def quit_and_check(tty: Typist) -> None:
    tty.type(QUIT)
    assert tty.ended() == 0
    flags = termios.tcgetattr(tty.leader)[3]
    assert flags & termios.ECHO
    assert flags & termios.ICANON


def test_a_stray_sigcont_draws_the_picture_once_and_takes_the_terminal_once(tty: Typist) -> None:
    before = tty.position()
    tty.process.send_signal(signal.SIGCONT)
    tty.see(FIRST, before)
    time.sleep(0.5)  # nothing more is to come
    assert tty.shown(before).count(HEADING) == 1
    assert is_raw(tty)
    before = tty.position()
    tty.type(b"?")
    tty.see("what it is called here", before)
    tty.type(b"\x1b")
    quit_and_check(tty)


@pytest.mark.parametrize(
    "signals",
    [
        ("STOP", "CONT"),
        ("TSTP", "CONT"),
        ("STOP", "CONT", "CONT", "CONT"),
        ("CONT", "STOP", "CONT"),
        ("TSTP", "CONT", "STOP", "CONT"),
    ],
    ids=" ".join,
)
def test_after_signals_in_any_order_the_picture_is_whole_and_the_terminal_is_given_back(
    tty: Typist, signals: tuple[str, ...]
) -> None:
    before = 0
    for name in signals:
        before = tty.position()
        tty.process.send_signal(signal.Signals[f"SIG{name}"])
        if name in {"STOP", "TSTP"}:
            os.waitid(os.P_PID, tty.process.pid, os.WSTOPPED)
    tty.see(HEADING, before)
    tty.see(FIRST, before)
    quit_and_check(tty)


def test_quit_right_after_it_was_continued_leaves_the_shell_its_echo(tty: Typist) -> None:
    tty.process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, tty.process.pid, os.WSTOPPED)
    tty.process.send_signal(signal.SIGCONT)
    quit_and_check(tty)


def test_ctrl_l_draws_all_of_it_again(tty: Typist) -> None:
    before = tty.position()
    tty.type(REPAINT)
    tty.see(HEADING, before)
    tty.see(FIRST, before)


@pytest.mark.skipif(bool(missing("tmux", "bash")), reason=missing("tmux", "bash") or "all is there")
@pytest.mark.parametrize("name", ["TSTP", "STOP"])
def test_fg_brings_the_screen_back_and_the_shell_keeps_its_modes(tmp_path: Path, name: str) -> None:
    with terminal(tmp_path) as screen:
        screen.run("PS1='ready> ' exec bash --norc -i")
        pid_file = tmp_path / "pid"
        screen.run(f"clear; sh -c 'echo $$ > {pid_file}; exec cen-tui --demo'")
        screen.see(HEADING, FIRST)
        os.kill(process(pid_file), signal.Signals[f"SIG{name}"])
        screen.see("Stopped")
        if name == "STOP":  # uncaught: the answer to what was asked just before is the shell's then
            screen.press("C-u")
        screen.run("fg")
        screen.gone("Stopped")
        screen.see(HEADING, FIRST)
        screen.press("C-q")
        screen.gone(HEADING)
        screen.run("clear; stty -a")
        screen.see(" echo ", " icanon ")
        assert screen.flag("alternate_on") == "0"
