import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.text import ago, grouped, safe


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (None, ""),
        (7, "7"),
        ("prod [main] 网络 é", "prod [main] 网络 é"),
        ("a\nb\tc\r", "a b c "),
        ("a\x1b[31mb", "a\ufffdb"),
        ("a\x1b]0;title\x07b", "a\ufffdb"),
        ("a\x1b]8;;http://x\x1b\\b", "a\ufffdb"),
        ("a\x9b2Jb", "a\ufffdb"),
        ("a\u202egrp\u200bb\ufeff", "a\ufffdgrp\ufffdb\ufffd"),
        ("a\u3164b\u2800c\ufe0fd\uffa0e\u034ff", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"),
        ("a\x00\x7f\ud800", "a\ufffd\ufffd\ufffd"),
        ("a\u2028b", "a\ufffdb"),
    ],
)
def test_what_a_terminal_would_obey_is_only_shown(raw: object, shown: str) -> None:
    assert safe(raw) == shown


@given(st.text() | st.text(alphabet="\x1b[]0;m\x07\x9b\\ab"))
def test_nothing_unseen_comes_through(text: str) -> None:
    shown = safe(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in shown)
    assert safe(shown) == shown


@given(st.text(min_size=11), st.integers(min_value=1, max_value=10))
def test_long_text_is_cut_and_says_so(text: str, limit: int) -> None:
    assert len(safe(text, limit=limit)) <= limit


def test_a_cut_ends_with_an_ellipsis() -> None:
    assert safe("x" * 20, limit=10) == "x" * 9 + "…"
    assert safe("x" * 10, limit=10) == "x" * 10


@given(st.from_regex(r"[0-9]{0,20}", fullmatch=True))
def test_grouping_only_adds_spaces(uid: str) -> None:
    assert grouped(uid).replace(" ", "") == uid
    assert all(len(group) <= 4 for group in grouped(uid).split())


def test_the_last_group_of_an_account_id_is_whole_whatever_its_length() -> None:
    assert grouped("1250000000000001") == "1250 0000 0000 0001"
    assert grouped("123456789012345678") == "12 3456 7890 1234 5678"


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (0, "just now"),
        (9.9, "just now"),
        (25.2, "25 s ago"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (7300, "2 h ago"),
    ],
)
def test_an_age_is_said_in_one_unit(seconds: float, says: str) -> None:
    assert ago(seconds) == says
