"""Texts measured in cells of the terminal: a Chinese character takes two, a combining mark none."""

import re
import unicodedata
from typing import Final

_WIDE: Final = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff60"
_OPENING: Final = "（《“‘「【"  # noqa: RUF001 - as Chinese quotes
_CLOSING: Final = "，。、：；！？）》”’」】"  # noqa: RUF001 - as above
_UNIT: Final = re.compile(
    rf"(\s*)([{_OPENING}]*(?:(?![{_OPENING}{_CLOSING}])[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*)"
)
"""What is not broken, after the space before it: a word, or one Chinese character, with its punctuation."""


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
    """Return a text as lines of at most so many cells, broken at spaces and between Chinese characters.

    No line begins with a mark that closes, or ends with one that opens. A word that is longer stays whole.
    """
    lines = [""]
    room = cells
    for space, unit in filter(any, _UNIT.findall(text.strip())):  # the last match is empty
        needed = cell_width(unit)
        gap = space if lines[-1] else ""
        if lines[-1] and len(gap) + needed > room:
            lines.append(unit)
            room = cells - needed
        else:
            lines[-1] += gap + unit
            room -= len(gap) + needed
    return lines
