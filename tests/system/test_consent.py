"""Only digits typed in answer to the confirmation grant: older input, pastes and variables do not."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.keyboard import BACKBONE, id_of
from support.second_server import KEYS, Server, server
from support.typist import Typist, typist

from cen_tui.demo.estate.accounts import CEN_OWNER

pytestmark = pytest.mark.timeout(180)

OWNER, CEN, DIGITS = CEN_OWNER.encode(), BACKBONE.encode(), CEN_OWNER[-4:].encode()
ANSWER = DIGITS + b"\r"
AT_TARGET = ("--account", "environment", "--region", "cn-hangzhou", "--network", id_of("prod-core"))
AT_CONFIRMATION = (*AT_TARGET, "--cen-owner", CEN_OWNER, "--cen-id", BACKBONE)
ASKS = "Type the last four digits of the CEN owner's account ID to grant:"
DROPPED = "was dropped"
GRANTED = "granted and verified"
PASTE = (b"\x1b[200~", b"\x1b[201~")


@contextmanager
def granting(
    folder: Path,
    flags: tuple[str, ...],
    *,
    environ: Mapping[str, str] | None = None,
    size: tuple[int, int] = (80, 24),
    answers: bool = True,
) -> Iterator[tuple[Server, Typist]]:
    home = folder / "home"
    home.mkdir()
    own = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    full = {**own, "PATH": os.environ["PATH"], **KEYS, **(environ or {})}
    with (
        server(folder) as cloud,
        typist(("--endpoint", cloud.url, *flags), full, size=size, answers=answers) as hands,
    ):
        yield cloud, hands


def a_reader_grants(cloud: Server, hands: Typist) -> None:
    """Hold that nothing was granted, and that who waits and types the digits does grant."""
    hands.see("____")
    assert cloud.granted() == []
    hands.type(ANSWER, pace=0.01)
    hands.see(GRANTED)
    assert len(cloud.granted()) == 1


OLDER = {
    "at 5 ms a key": (OWNER + b"\r" + CEN + b"\r" + ANSWER, 0.005),
    "at 20 ms a key": (OWNER + b"\r" + CEN + b"\r" + ANSWER, 0.02),
    "in one piece": (OWNER + b"\t" + CEN + b"\r" + ANSWER, 0),
    "behind 2,000 line ends": (OWNER + b"\t" + CEN + b"\r" * 2_000 + ANSWER, 0),
    "behind 20,000 line ends": (OWNER + b"\t" + CEN + b"\r" * 20_000 + ANSWER, 0),
    "behind 500 keys at 2 ms": (OWNER + b"\t" + CEN + b"\r" + b"x" * 500 + b"\x15" + ANSWER, 0.002),
}


@pytest.mark.parametrize("name", OLDER)
def test_what_was_typed_before_the_confirmation_does_not_answer_it(tmp_path: Path, name: str) -> None:
    typed, pace = OLDER[name]
    with granting(tmp_path, AT_TARGET) as (cloud, hands):
        hands.see("Which CEN may attach it from now on?")
        hands.type(typed, pace=pace)
        hands.see(ASKS)
        hands.see(DROPPED)
        a_reader_grants(cloud, hands)


PASTED = {
    "the digits": ANSWER,
    "what ends the paste within it": PASTE[1] + ANSWER,
    "what ends it twice": PASTE[1] + PASTE[1] + ANSWER + PASTE[0],
}


@pytest.mark.parametrize("name", PASTED)
def test_a_paste_is_no_answer(tmp_path: Path, name: str) -> None:
    with granting(tmp_path, AT_CONFIRMATION) as (cloud, hands):
        hands.see("____")
        before = hands.position()
        hands.type(PASTED[name].join(PASTE))
        hands.see("What was pasted was dropped", before)
        hands.see("____", before)
        a_reader_grants(cloud, hands)


def test_a_paste_into_the_step_before_is_no_answer(tmp_path: Path) -> None:
    message = b"UID " + OWNER + b"\r\nCEN " + CEN + b"\r\n"
    with granting(tmp_path, AT_TARGET) as (cloud, hands):
        hands.see("Which CEN may attach it from now on?")
        hands.type((message + PASTE[1] + b"\r" + ANSWER).join(PASTE))
        hands.see(ASKS)
        hands.see(DROPPED)
        a_reader_grants(cloud, hands)


def test_what_is_typed_behind_enter_is_no_part_of_what_was_entered(tmp_path: Path) -> None:
    with granting(tmp_path, AT_TARGET) as (cloud, hands):
        hands.see("Which CEN may attach it from now on?")
        hands.type(OWNER + b"\t" + CEN)
        hands.see(BACKBONE)
        hands.type(b"\r5555\r")
        hands.see(ASKS)
        hands.see(DROPPED)
        hands.see("____")
        hands.type(ANSWER, pace=0.01)
        hands.see(GRANTED)
        (call,) = cloud.granted()
        assert call["parameters"]["CenId"] == BACKBONE


def test_a_terminal_that_answers_no_question_is_not_waited_for(tmp_path: Path) -> None:
    with granting(tmp_path, AT_CONFIRMATION, answers=False) as (cloud, hands):
        a_reader_grants(cloud, hands)


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
    with granting(tmp_path, AT_CONFIRMATION, environ=environ) as (cloud, hands):
        a_reader_grants(cloud, hands)
        hands.type(b"\x11")
        hands.process.wait(30)
        assert not picture.exists()


def test_a_terminal_too_small_for_the_caution_grants_nothing(tmp_path: Path) -> None:
    with granting(tmp_path, AT_CONFIRMATION, size=(50, 12)) as (cloud, hands):
        hands.see("Please enlarge the terminal")
        hands.type(ANSWER, pace=0.05)
        hands.type(b"\x11")
        assert hands.process.wait(30) == 0
        assert cloud.granted() == []


def test_an_exported_size_does_not_count_in_place_of_the_terminal_s(tmp_path: Path) -> None:
    exported = {"COLUMNS": "200", "LINES": "60"}
    with granting(tmp_path, AT_CONFIRMATION, environ=exported, size=(50, 12)) as (_, hands):
        hands.see("Please enlarge the terminal")
    (tmp_path / "other").mkdir()
    with granting(tmp_path / "other", AT_CONFIRMATION, environ={"COLUMNS": "50", "LINES": "12"}) as (
        cloud,
        hands,
    ):
        a_reader_grants(cloud, hands)
