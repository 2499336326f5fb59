import io
import os
import pty
from collections.abc import Iterator
from typing import TextIO

import pytest

from cen_tui.terminal.checks import terminal_problem

GOOD = {"TERM": "xterm-256color"}


@pytest.fixture
def terminal() -> Iterator[TextIO]:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w", closefd=True) as stream:
        yield stream
    os.close(leader)


def test_a_terminal_is_right(terminal: TextIO) -> None:
    assert terminal_problem(terminal, terminal, GOOD, "linux") == ""


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_one_that_cannot_draw_is_reported_with_what_would_work(terminal: TextIO, term: str) -> None:
    problem = terminal_problem(terminal, terminal, {"TERM": term} if term else {}, "linux")
    assert "xterm-256color" in problem
    assert term in problem
    assert "\n" not in problem


@pytest.mark.parametrize(
    "term",
    ["xterm-kitty", "tmux-256color", "screen.xterm-256color", "alacritty", "vt220", "linux", "foot-extra"],
)
def test_a_terminal_is_known_by_its_family_whatever_this_machine_has_heard_of(
    terminal: TextIO, term: str
) -> None:
    assert terminal_problem(terminal, terminal, {"TERM": term}, "linux") == ""


@pytest.mark.parametrize("term", ["adm3a", "no-such-thing", "\x1b[2Jx", "xtermination"])
def test_an_unknown_one_is_reported_with_the_command_that_would_work(terminal: TextIO, term: str) -> None:
    problem = terminal_problem(terminal, terminal, {"TERM": term}, "linux")
    assert "this kind of terminal is not known here (TERM=" in problem
    assert "TERM=xterm-256color cen-tui" in problem
    assert problem.isprintable()


def test_the_screens_are_drawn_where_errors_go(terminal: TextIO) -> None:
    problem = terminal_problem(terminal, terminal, GOOD, "linux", stderr=io.StringIO())
    assert "run cen-tui without 2>" in problem
    assert terminal_problem(terminal, terminal, GOOD, "linux", stderr=terminal) == ""


def test_windows_has_no_term(terminal: TextIO) -> None:
    assert terminal_problem(terminal, terminal, {}, "win32") == ""


def test_a_pipe_a_closed_stream_and_none_are_no_terminal(terminal: TextIO) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (io.StringIO(), closed, None):
        assert "the input is not a terminal" in terminal_problem(stream, terminal, GOOD, "linux")
        problem = terminal_problem(terminal, stream, GOOD, "linux")
        assert "the output is not a terminal" in problem
        assert "ssh -t" in problem
