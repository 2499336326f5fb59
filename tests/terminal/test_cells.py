"""Texts in cells: what Chinese takes, and where its lines break."""

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cen_tui.terminal.cells import cell_width, padded, wrapped

LETTERS = st.text(alphabet="ab中文，。（）  -", max_size=60)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("中文", 4), ("（a）", 5), ("e\u0301", 1), ("│·…", 3), ("한글", 4)],
)
def test_a_text_takes_so_many_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_columns_stand_under_each_other() -> None:
    rows = [padded(word, 8) + "|" for word in ("网络", "network", "VPC实例", "")]
    assert {cell_width(row) for row in rows} == {9}
    assert padded("too long a word", 4) == "too long a word"


def test_chinese_breaks_anywhere_but_at_its_punctuation() -> None:
    assert wrapped("请检查地域，账号。", 10) == ["请检查地", "域，账号。"]
    assert wrapped("授权（见下文）", 6) == ["授权", "（见下", "文）"]
    assert wrapped("请运行cen-tui doctor", 14) == ["请运行cen-tui", "doctor"]


def test_a_word_that_is_too_long_stays_whole() -> None:
    assert wrapped("see acs:ram::1250000000000001:role/netops now", 10) == [
        "see",
        "acs:ram::1250000000000001:role/netops",
        "now",
    ]


@given(LETTERS, st.integers(min_value=8, max_value=40))
@example("aaaaaaaaa", 8)
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert cell_width(line) <= cells or len(wrapped(line, 1)) == 1


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=12), max_size=20), st.integers(12, 40))
def test_english_breaks_as_the_standard_library_breaks_it(words: list[str], cells: int) -> None:
    assert wrapped(" ".join(words), cells) == (textwrap.wrap(" ".join(words), cells) or [""])
