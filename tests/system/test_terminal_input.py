"""What a terminal may send: bytes of another encoding, a paste without an end, answers that come late."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.on_a_terminal import controlled
from support.typist import Typist, typist

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing"),
    pytest.mark.timeout(120),
]

FIRST = "Enter signs in"
QUIT = b"\x11"
CTRL_C = b"\x03"
LATE = 0.6
"""Seconds for a question to the terminal and its answer, over a satellite."""


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}


def leave(hands: Typist, code: int = 0) -> None:
    hands.type(QUIT)
    assert hands.process.wait(20) == code


def test_a_name_typed_in_another_encoding_is_replaced_and_the_wizard_continues(
    environ: Mapping[str, str],
) -> None:
    with typist(["--demo"], environ) as hands:
        hands.see(FIRST)
        before = hands.position()
        hands.type(b"/" + "生产".encode("gbk") + b"viewer")
        hands.see("\N{REPLACEMENT CHARACTER}", before)
        hands.see("viewer", before)
        leave(hands)


@pytest.mark.parametrize("pressed", [CTRL_C, b"\x1b[99;5u"], ids=["plain", "keyboard protocol"])
def test_ctrl_c_gets_out_of_a_paste_whose_end_was_lost(environ: Mapping[str, str], pressed: bytes) -> None:
    with typist(["--demo"], environ) as hands:
        hands.see(FIRST)
        before = hands.position()
        hands.type(b"\x1b[200~vpc-lost")
        time.sleep(0.5)
        hands.type(b"jjj\r")
        time.sleep(0.5)
        hands.type(pressed)
        hands.see("The end of what was pasted never came", before)
        before = hands.position()
        hands.type(b"?")
        hands.see("what it is called here", before)
        hands.type(b"\x1b")
        leave(hands)


def test_ctrl_c_within_a_paste_is_text_of_it(environ: Mapping[str, str]) -> None:
    with typist(["--demo"], environ) as hands:
        hands.see(FIRST)
        before = hands.position()
        hands.type(b"/")
        hands.type(b"\x1b[200~view" + CTRL_C + b"\x11er\x1b[201~")
        hands.see("view" + 2 * "\N{REPLACEMENT CHARACTER}" + "er", before)
        leave(hands)


@pytest.mark.skipif(sys.platform != "linux", reason="the terminal is found in /proc")
@pytest.mark.parametrize("moment", [0.0, 1.5], ids=["at once", "later"])
def test_an_answer_that_comes_late_does_not_end_up_at_the_prompt(
    environ: Mapping[str, str], moment: float
) -> None:
    with typist(["--demo"], environ, late=LATE) as hands:
        prompt = os.open(f"/proc/{hands.process.pid}/fd/0", os.O_RDWR | os.O_NOCTTY)  # as the shell's
        hands.see(FIRST)
        time.sleep(moment)
        hands.type(b"j")
        time.sleep(0.1)
        leave(hands)
        time.sleep(2 * LATE)
        assert "80R" not in hands.shown()
        os.close(prompt)


def test_v_twice_comes_back_where_the_locale_has_no_such_character(environ: Mapping[str, str]) -> None:
    narrow = {**environ, "LANG": "", "LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    with typist(["--demo", "--account", "prod-network", "--region", "cn-hangzhou"], narrow) as hands:
        hands.see("Enter continues")
        before = hands.position()
        hands.type(b"/10.25.0.0")
        hands.see("1 of", before)
        hands.type(b"\tv")
        hands.see("Print", before)
        before = hands.position()
        hands.type(b"v")
        hands.see("Enter goes back to cen-tui.", before)
        assert "??" in hands.shown(before)
        before = hands.position()
        hands.type(b"\r")
        hands.see("Print", before)
        hands.type(b"\x1b")
        leave(hands)


def test_what_python_is_told_of_its_own_streams_does_not_change_the_screens(
    environ: Mapping[str, str],
) -> None:
    with typist(["--demo"], {**environ, "PYTHONIOENCODING": "latin-1"}) as hands:
        hands.see(FIRST)
        hands.see("\N{BOX DRAWINGS LIGHT HORIZONTAL}")
        assert "\\u" not in hands.shown()
        leave(hands)


def test_a_terminal_that_draws_lines_two_cells_wide_is_sent_ascii(environ: Mapping[str, str]) -> None:
    with controlled(["--demo"], environ, answer=b"\x1b[1;3R") as terminal:
        terminal.see("LTAI~")
        before = len(terminal.drawn)
        terminal.type(b"?")
        terminal.see("(the console calls it UID)")
        terminal.read_for(0.3)
        assert not [char for char in terminal.drawn[before:].decode("utf-8", "replace") if not char.isascii()]
        terminal.type(b"\x1b" + QUIT)
