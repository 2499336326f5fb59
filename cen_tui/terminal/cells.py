"""Texts measured in cells of the terminal: a Chinese character takes two, a combining mark none."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

_WIDE: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff60\U00020000-\U0003fffd"
_OPENING: Final = "（《“‘「【"  # noqa: RUF001 - as Chinese quotes
_CLOSING: Final = "，。、：；！？）》”’」】"  # noqa: RUF001 - as above
_BRACKETS: Final = r"(\[{"
_SIGN: Final = rf"[^\w\s{_WIDE}{_OPENING}{_CLOSING}{_BRACKETS}]"
_UNIT: Final = re.compile(
    rf"""\s*(?P<unit>
    [{_OPENING}{_BRACKETS}]*
    (?:
        (?![{_OPENING}{_CLOSING}]) [{_WIDE}]
        | [^\s{_WIDE}{_OPENING}{_CLOSING}]+ (?: (?<![{_BRACKETS}]) | (?!\S) )
    )?
    (?: [{_CLOSING}] | {_SIGN}++ (?![^\W{_WIDE}]) )*
    )""",
    re.VERBOSE,
)
"""What is not broken, after the space before it: a word, or one Chinese character, with its punctuation.

A sign behind a character, such as a hyphen, is its punctuation where no word begins with it.
"""


def cell_width(text: str) -> int:
    """Return how many cells a text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def padded(text: str, cells: int) -> str:
    """Return a text with spaces after it, so that it takes this many cells; a longer one stays as it is."""
    return text + " " * (cells - cell_width(text))


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text as lines of at most so many cells, broken where `line_breaks` tells.

    A word that is longer stays whole.
    """
    text = text.strip()
    breaks = [0, *line_breaks(text, cells), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(breaks)]


def line_breaks(
    text: str, cells: int, *, folds: bool = False, measure: Callable[[str], int] = cell_width
) -> list[int]:
    """Return where the second line of a text begins, and each one after it, if none takes more cells.

    Lines end at spaces and between Chinese characters. None begins with a mark that closes, or ends with one
    that opens (https://www.w3.org/TR/clreq/#prohibition_rules_for_line_start_end). A word that is longer than
    a line stays whole, or is folded.
    """
    if measure(text) <= cells:
        return []
    breaks: list[int] = []
    room = cells
    for found in _UNIT.finditer(text.rstrip()):
        start, needed = found.start(), measure(found[0])
        if start and found["unit"] and needed > room:
            start = found.start("unit")
            breaks.append(start)
            room, needed = cells, measure(found["unit"])
        if folds and needed > room:
            folded = [start, *_folds(text, start, found.end(), cells, measure)]
            breaks += folded[1:]
            room, needed = cells, measure(text[folded[-1] : found.end()])
        room -= needed
    return breaks


def _folds(text: str, start: int, end: int, cells: int, measure: Callable[[str], int]) -> Iterator[int]:
    """Yield where a word is folded that begins a line and is longer."""
    room = cells
    for place in range(start, end):
        needed = measure(text[place])
        if needed > room and place > start:
            yield place
            room = cells
        room -= needed
