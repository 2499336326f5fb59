"""What a terminal may send: bytes of another encoding, a paste without an end, answers that come late."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.on_a_terminal import controlled
from support.typist import Typist, typist

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")

FIRST = "Enter signs in"
QUIT = b"\x11"
CTRL_C = b"\x03"
LATE = 0.6
"""Seconds for a question to the terminal and its answer, over a satellite."""


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def leave(tty: Typist, code: int = 0) -> None:
    tty.type(QUIT)
    assert tty.ended() == code


def test_a_name_typed_in_another_encoding_is_replaced_and_the_wizard_continues(
    environ: Mapping[str, str],
) -> None:
    with typist(["--demo"], environ) as tty:
        tty.see(FIRST)
        before = tty.position()
        tty.type(b"/" + "生产".encode("gbk") + b"viewer")
        tty.see("\N{REPLACEMENT CHARACTER}", before)
        tty.see("viewer", before)
        leave(tty)


@pytest.mark.skipif(sys.platform != "linux", reason="what was read is asked through /proc")
@pytest.mark.parametrize("pressed", [CTRL_C, b"\x1b[99;5u"], ids=["plain", "keyboard protocol"])
def test_ctrl_c_gets_out_of_a_paste_whose_end_was_lost(environ: Mapping[str, str], pressed: bytes) -> None:
    with typist(["--demo"], environ) as tty:
        tty.see(FIRST)
        before = tty.position()
        for lost in (b"\x1b[200~vpc-lost", b"jjj\r"):
            tty.type(lost)
            tty.await_read()
            time.sleep(0.5)
        tty.type(pressed)
        tty.see("The end of what was pasted never came", before)
        before = tty.position()
        tty.type(b"?")
        tty.see("what it is called here", before)
        tty.type(b"\x1b")
        leave(tty)


def test_ctrl_c_within_a_paste_is_text_of_it(environ: Mapping[str, str]) -> None:
    with typist(["--demo"], environ) as tty:
        tty.see(FIRST)
        before = tty.position()
        tty.type(b"/")
        tty.type(b"\x1b[200~view" + CTRL_C + b"\x11er\x1b[201~")
        tty.see("view" + 2 * "\N{REPLACEMENT CHARACTER}" + "er", before)
        leave(tty)


@pytest.mark.skipif(sys.platform != "linux", reason="the terminal is found in /proc")
@pytest.mark.parametrize("moment", [0.0, 1.5], ids=["at once", "later"])
def test_an_answer_that_comes_late_does_not_end_up_at_the_prompt(
    environ: Mapping[str, str], moment: float
) -> None:
    with typist(["--demo"], environ, late=LATE) as tty:
        prompt = os.open(f"/proc/{tty.process.pid}/fd/0", os.O_RDWR | os.O_NOCTTY)  # as the shell's
        tty.see(FIRST)
        time.sleep(moment)
        tty.type(b"j")
        time.sleep(0.1)
        leave(tty)
        time.sleep(2 * LATE)
        assert "80R" not in tty.shown()
        os.close(prompt)


def test_v_twice_comes_back_where_the_locale_has_no_such_character(environ: Mapping[str, str]) -> None:
    narrow = {**environ, "LANG": "", "LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    with typist(["--demo", "--account", "prod-network", "--region", "cn-hangzhou"], narrow) as tty:
        tty.see("Enter continues")
        before = tty.position()
        tty.type(b"/10.25.0.0")
        tty.see("1 of", before)
        tty.type(b"\tv")
        tty.see("Print", before)
        before = tty.position()
        tty.type(b"v")
        tty.see("Enter goes back to cen-tui.", before)
        assert "??" in tty.shown(before)
        before = tty.position()
        tty.type(b"\r")
        tty.see("Print", before)
        tty.type(b"\x1b")
        leave(tty)


def test_what_python_is_told_of_its_own_streams_does_not_change_the_screens(
    environ: Mapping[str, str],
) -> None:
    with typist(["--demo"], {**environ, "PYTHONIOENCODING": "latin-1"}) as tty:
        tty.see(FIRST)
        tty.see("\N{BOX DRAWINGS LIGHT HORIZONTAL}")
        assert "\\u" not in tty.shown()
        leave(tty)


def test_a_terminal_that_draws_lines_two_cells_wide_is_sent_ascii(environ: Mapping[str, str]) -> None:
    with controlled(["--demo"], environ, answer=b"\x1b[1;3R") as terminal:
        terminal.see("LTAI~")
        before = len(terminal.drawn)
        terminal.type(b"?")
        terminal.see("(the console calls it UID)")
        terminal.read_for(0.3)
        assert not [char for char in terminal.drawn[before:].decode("utf-8", "replace") if not char.isascii()]
        terminal.type(b"\x1b" + QUIT)
