"""Only digits typed in answer to the confirmation grant: older input, pastes and variables do not."""

import os
import signal
import time
from pathlib import Path

import pytest
from support.consent import (
    ANSWER,
    AT_CONFIRMATION,
    AT_ONCE,
    AT_TARGET,
    DIGITS,
    DROPPED,
    PASTE,
    PASTED,
    TAKES_DIGITS,
    granting,
)
from support.demo_networks import BACKBONE
from support.demo_process import Server
from support.typist import Typist

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.confirmation_texts import SENTENCES
from cen_tui.wizard.target import TARGET_QUESTION

OWNER, CEN = CEN_OWNER.encode(), BACKBONE.encode()
ASKS = SENTENCES[OperationKind.GRANT].question
GRANTED = "granted and verified"


def a_reader_grants(cloud: Server, tty: Typist, since: int = 0) -> None:
    """Hold that nothing was granted, and that who waits and types the digits does grant."""
    tty.see(TAKES_DIGITS, since)
    assert cloud.granted() == []
    tty.enter(DIGITS)
    tty.see(GRANTED)
    assert len(cloud.granted()) == 1


OLDER = {
    "at 5 ms a key": (OWNER + b"\t" + CEN + b"\r" + ANSWER, 0.005),
    "at 20 ms a key": (OWNER + b"\t" + CEN + b"\r" + ANSWER, 0.02),
    "in one piece": (OWNER + b"\t" + CEN + b"\r" + ANSWER, 0),
    "behind 2,000 line ends": (OWNER + b"\t" + CEN + b"\r" * 2_000 + ANSWER, 0),
    "behind 20,000 line ends": (OWNER + b"\t" + CEN + b"\r" * 20_000 + ANSWER, 0),
    "behind 500 keys at 2 ms": (OWNER + b"\t" + CEN + b"\r" + b"x" * 500 + b"\x15" + ANSWER, 0.002),
}


@pytest.mark.parametrize("name", OLDER)
def test_what_was_typed_before_the_confirmation_does_not_answer_it(tmp_path: Path, name: str) -> None:
    typed, pace = OLDER[name]
    with granting(tmp_path, AT_TARGET) as (cloud, tty):
        tty.see(TARGET_QUESTION)
        tty.type(typed, pace=pace)
        tty.see(ASKS)
        tty.see(DROPPED)
        a_reader_grants(cloud, tty)


PASTES = {
    "the digits": ANSWER,
    "what ends the paste within it": PASTE[1] + ANSWER,
    "what ends it twice": PASTE[1] + PASTE[1] + ANSWER + PASTE[0],
}


@pytest.mark.parametrize("name", PASTES)
def test_a_paste_is_no_answer(tmp_path: Path, name: str) -> None:
    with granting(tmp_path, AT_CONFIRMATION) as (cloud, tty):
        tty.see(TAKES_DIGITS)
        before = tty.position()
        tty.type(PASTES[name].join(PASTE))
        tty.see(PASTED, before)
        tty.see(TAKES_DIGITS, before)
        a_reader_grants(cloud, tty)


@pytest.mark.parametrize("pieces", [(ANSWER,), tuple(bytes([key]) for key in ANSWER)], ids=["one", "each"])
def test_keys_that_come_faster_than_anyone_types_are_a_paste(
    tmp_path: Path, pieces: tuple[bytes, ...]
) -> None:
    with granting(tmp_path, AT_CONFIRMATION) as (cloud, tty):
        tty.see(TAKES_DIGITS)
        before = tty.position()
        for piece in pieces:
            tty.type(piece)
        tty.see(AT_ONCE, before)
        a_reader_grants(cloud, tty, before)


def test_a_message_pasted_without_brackets_is_no_answer(tmp_path: Path) -> None:
    with granting(tmp_path, AT_CONFIRMATION) as (cloud, tty):
        tty.see(TAKES_DIGITS)
        before = tty.position()
        tty.type(b"UID " + OWNER + b"\rCEN " + CEN + b"\r" + ANSWER)
        tty.see(AT_ONCE, before)
        a_reader_grants(cloud, tty, before)


def test_what_is_typed_while_the_program_stands_still_is_older_than_its_next_look(tmp_path: Path) -> None:
    with granting(tmp_path, AT_TARGET) as (cloud, tty):
        tty.see(TARGET_QUESTION)
        tty.type(OWNER + b"\t" + CEN + b"\r")
        tty.see(ASKS)
        os.kill(tty.process.pid, signal.SIGSTOP)
        tty.type(ANSWER, pace=0.05)
        time.sleep(1)  # longer than the quiet time
        os.kill(tty.process.pid, signal.SIGCONT)
        tty.see(DROPPED)
        a_reader_grants(cloud, tty)


def test_a_paste_into_the_step_before_is_no_answer(tmp_path: Path) -> None:
    message = b"UID " + OWNER + b"\r\nCEN " + CEN + b"\r\n"
    with granting(tmp_path, AT_TARGET) as (cloud, tty):
        tty.see(TARGET_QUESTION)
        tty.type((message + PASTE[1] + b"\r" + ANSWER).join(PASTE))
        tty.see(ASKS)
        tty.see(DROPPED)
        a_reader_grants(cloud, tty)


def test_what_is_typed_behind_enter_is_no_part_of_what_was_entered(tmp_path: Path) -> None:
    with granting(tmp_path, AT_TARGET) as (cloud, tty):
        tty.see(TARGET_QUESTION)
        tty.type(OWNER + b"\t" + CEN)
        tty.see(BACKBONE)
        tty.type(b"\r5555\r")
        tty.see(ASKS)
        tty.see(DROPPED)
        tty.see(TAKES_DIGITS)
        tty.enter(DIGITS)
        tty.see(GRANTED)
        (call,) = cloud.granted()
        assert call["parameters"]["CenId"] == BACKBONE


def test_a_terminal_that_answers_no_question_is_not_waited_for(tmp_path: Path) -> None:
    with granting(tmp_path, AT_CONFIRMATION, answers=False) as (cloud, tty):
        a_reader_grants(cloud, tty)


def test_a_variable_of_textual_presses_no_key_and_writes_no_screen(tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    environ = {
        "TEXTUAL_PRESS": ",".join([*CEN_OWNER[-4:], "enter"]),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path),
        "TEXTUAL_SCREENSHOT_FILENAME": picture.name,
        "TEXTUAL_DRIVER": "antigravity:Driver",
        "TEXTUAL_DELAY": "1",
    }
    with granting(tmp_path, AT_CONFIRMATION, environ=environ) as (cloud, tty):
        a_reader_grants(cloud, tty)
        tty.type(b"\x11")
        tty.ended()
        assert not picture.exists()


def test_a_terminal_too_small_for_the_caution_grants_nothing(tmp_path: Path) -> None:
    with granting(tmp_path, AT_CONFIRMATION, size=(50, 12)) as (cloud, tty):
        tty.see("Please enlarge the terminal")
        tty.type(ANSWER, pace=0.05)
        tty.type(b"\x11")
        assert tty.ended() == 0
        assert cloud.granted() == []


def test_an_exported_size_does_not_count_in_place_of_the_terminal_s(tmp_path: Path) -> None:
    exported = {"COLUMNS": "200", "LINES": "60"}
    with granting(tmp_path, AT_CONFIRMATION, environ=exported, size=(50, 12)) as (_, tty):
        tty.see("Please enlarge the terminal")
    (tmp_path / "other").mkdir()
    with granting(tmp_path / "other", AT_CONFIRMATION, environ={"COLUMNS": "50", "LINES": "12"}) as (
        cloud,
        tty,
    ):
        a_reader_grants(cloud, tty)
