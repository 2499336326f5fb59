"""Filters of every line that is sent to the terminal: colours removed, characters mapped to ASCII."""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.widget import Widget

_SIGNS: Final = {
    **dict.fromkeys("─━═╌┄╴╶▔▁⎺⎽―", "-"),
    **dict.fromkeys("│┃║▌▐▍▎▏▊▋█▕", "|"),
    **dict.fromkeys("╭╮╰╯┌┐└┘┏┓┗┛├┤┬┴┼╔╗╚╝", "+"),
    **dict.fromkeys("▂▃▄▅▆▇▀▉", " "),  # the ends of a scroll bar, which is drawn in reverse
    "…": "~",
    "·": "-",
    "•": "*",
    "←": "<",
    "→": ">",
    "↑": "^",
    "↓": "v",
    "⏎": "<",
    "×": "x",  # noqa: RUF001 - the sign is meant
    **dict.fromkeys("“”", '"'),
    **dict.fromkeys("‘’", "'"),  # noqa: RUF001 - as Chinese quotes
    **dict.fromkeys("–—", "-"),  # noqa: RUF001 - dashes
}
_AMBIGUOUS: Final = "A"
"""What Unicode calls a character that a terminal draws in one cell or in two (UAX #11)."""


def in_ascii(text: str) -> str:
    """Return a text of the same width in ASCII: lines and signs as similar ones, other characters as `?`."""
    return text if text.isascii() else "".join(_ascii(character) for character in text)


@lru_cache(4096)
def _ascii(character: str) -> str:
    if character.isascii():
        return character
    return _SIGNS.get(character) or "?" * cell_len(character)


def in_unambiguous_widths(text: str) -> str:
    """Return a text of the same width without lines, signs and characters of ambiguous width."""
    return text if text.isascii() else "".join(_unambiguous(character) for character in text)


@lru_cache(4096)
def _unambiguous(character: str) -> str:
    if character in _SIGNS or unicodedata.east_asian_width(character) == _AMBIGUOUS:
        return _ascii(character)
    return character


@lru_cache(4096)
def _without_colour(style: Style) -> Style:
    return style.without_color


class Colourless(LineFilter):
    """Removes every colour, the default ones too; keeps bold, dim, underline and reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without colour."""
        return [
            Segment(text, _without_colour(style) if style else style, control)
            for text, style, control in segments
        ]


class Ascii(LineFilter):
    """Maps every character to ASCII of the same width, so that the layout stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments in ASCII."""
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]


class UnambiguousWidths(LineFilter):
    """Maps to ASCII what the terminal draws in two cells instead of one; Chinese stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without what is of ambiguous width."""
        return [Segment(in_unambiguous_widths(text), style, control) for text, style, control in segments]


def with_ascii_ellipsis(widget: Widget, says: str) -> str:
    """Return a text with three dots in place of its ellipsis where none is sent."""
    mapped = any(isinstance(each, Ascii | UnambiguousWidths) for each in widget.get_line_filters())
    return says.replace("…", "...") if mapped else says
