"""Texts in cells: what Chinese takes, and where its lines break."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich._wrap import divide_line
from rich.cells import cell_len

from cen_tui.terminal.cells import cell_width, line_breaks, padded, wrapped

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


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("他按“Enter”键", 10, ["他按", "“Enter”键"]),
        ("正在读取网络……再试", 13, ["正在读取网", "络……再试"]),
        ("华东-生产", 4, ["华", "东-", "生产"]),
        ("正在读取…", 8, ["正在读", "取…"]),
        ("请用--read-only", 6, ["请用", "--read-only"]),
        ("核心(主用)线", 6, ["核心", "(主用)", "线"]),
        ("见vpc(生产)", 6, ["见vpc", "(生产)"]),
        ("属于VPC/VBR，等", 10, ["属于", "VPC/VBR，", "等"]),
    ],
)
def test_a_mark_stays_with_what_it_belongs_to(text: str, cells: int, lines: list[str]) -> None:
    assert wrapped(text, cells) == lines


def test_a_word_that_is_too_long_is_folded_on_a_line_of_its_own_where_that_is_wanted() -> None:
    text = "角色acs:ram::12500001:role/ops，请核对"
    breaks = line_breaks(text, 10, folds=True)
    assert [text[start:end] for start, end in pairwise((0, *breaks, len(text)))] == [
        "角色",
        "acs:ram::1",
        "2500001:ro",
        "le/ops，请",
        "核对",
    ]


def test_in_a_column_that_is_narrower_than_a_character_each_has_a_line() -> None:
    assert line_breaks("可用", 1, folds=True) == [1]
    assert line_breaks("a可用", 1, folds=True) == [1, 2]


@given(st.text(alphabet="ab(). -", max_size=60), st.integers(2, 20))
def test_what_is_english_breaks_as_it_does_without_chinese(text: str, cells: int) -> None:
    text = text.strip()
    assert line_breaks(text, cells, measure=cell_len) == divide_line(text, cells, fold=False)


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
