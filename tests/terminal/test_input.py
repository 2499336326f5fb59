"""What the terminal sends: pastes carry text alone, however it comes, and one without an end can be left."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from cen_tui.terminal.input import TerminalInput

BEGINS, ENDS, CURSOR = "\x1b[200~", "\x1b[201~", "\x1b[1;80R"
PIECES = [
    BEGINS,
    ENDS,
    CURSOR,
    "\x1b",
    "\x1b[?2026;2$y",
    "\x1b[48;24;80;480;960t",
    "\x1b[I",
    "\x1bOP",
    "vpc-1",
    "R\r",
]


def heeded(*pieces: str) -> str:
    source = TerminalInput("utf-8")
    return "".join(map(source.without_sequences_in_pastes, pieces))


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        (f"vpc{CURSOR}-1", "vpc-1"),
        ("a\x1b[?2026;2$yb", "ab"),
        ("a\x1b[Ib\x1b[48;24;80;480;960tc", "a\x1b[Ib\x1b[48;24;80;480;960tc"),
        (
            "a\x1bRb\x1b[Ac\x1b",
            "a\N{REPLACEMENT CHARACTER}Rb\N{REPLACEMENT CHARACTER}[Ac\N{REPLACEMENT CHARACTER}",
        ),
    ],
)
def test_a_paste_holds_no_sequence_that_would_be_taken_for_keys(pasted: str, left: str) -> None:
    assert heeded(f"\x1bOA{BEGINS}{pasted}{ENDS}{CURSOR}") == f"\x1bOA{BEGINS}{left}{ENDS}{CURSOR}"


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.integers(0, 200), max_size=8))
def test_it_is_the_same_in_whichever_pieces_it_comes(parts: list[str], cuts: list[int]) -> None:
    text = "".join(parts)
    places = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    end = BEGINS + ENDS  # with which nothing is held back
    assert heeded(*pieces, ENDS, end) == heeded(text, ENDS, end)


@given(st.lists(st.sampled_from([each for each in PIECES if each != ENDS]), max_size=12))
def test_textual_reads_no_key_of_a_paste(parts: list[str]) -> None:
    source, parser = TerminalInput("utf-8"), XTermParser()
    read: list[object] = []
    for piece in (BEGINS, *parts, ENDS):
        if text := source.without_sequences_in_pastes(piece):
            read += parser.feed(text)
        parser._timeout_time = 0.0 if parser._timeout_time is not None else None
        read += parser.tick()
    assert not [event for event in read if isinstance(event, events.Key)]


def test_ctrl_c_ends_a_paste_without_an_end_only_after_a_silence() -> None:
    now = 0.0
    source = TerminalInput("utf-8", lambda: now)
    now = 1.0
    assert not source.gives_up(b"\x03")
    source.without_sequences_in_pastes(f"{BEGINS}vpc-1\x1b")
    assert not source.gives_up(b"\x03")
    now = 2.0
    assert source.gives_up(b"\x03")
    assert source.without_sequences_in_pastes("j\x1b[A") == "j\x1b[A"
