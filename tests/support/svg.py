"""A terminal screen as an SVG file: the same bytes for the same screen, no font or file from elsewhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len
from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME

Rows = tuple[tuple[Segment, ...], ...]
"""A screen from top to bottom, each row from left to right."""

_CELL: Final = 12
_LINE: Final = 23
_BASELINE: Final = 18
_SIZE: Final = 19.93  # 12 a letter in the fonts below, so that viewers without textLength are right, too
_MARGIN: Final = 12
_DIM: Final = 0.4
_FONTS: Final = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace"
_WORDS: Final = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a character is drawn, and whether it takes two cells."""

    front: str
    back: str
    bold: bool
    underlined: bool
    wide: bool


def svg(rows: Rows, columns: int, title: str) -> str:
    """Return a screen as an SVG, with a title for those who cannot see it.

    Every piece of text says where it starts and how wide it is: columns stay columns in any monospace font.
    """
    width, height = columns * _CELL + 2 * _MARGIN, len(rows) * _LINE + 2 * _MARGIN
    runs = [(y, x, text, look) for y, row in enumerate(rows) for x, text, look in _runs(row)]
    inside = f'<g transform="translate({_MARGIN} {_MARGIN})"'
    size = f'viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(title)}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{_frame(rows)}"/>',
        f'{inside} shape-rendering="crispEdges">',
        *(_background(y, x, cell_len(text), look) for y, x, text, look in runs),
        "</g>",
        f'{inside} font-family="{_FONTS}" font-size="{_SIZE}">',
        *(piece for y, x, text, look in runs for piece in _pieces(y, x, text, look)),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def plain(rows: Rows) -> str:
    """Return a screen as text, without the blanks at the ends of lines."""
    return "".join("".join(segment.text for segment in row).rstrip() + "\n" for row in rows)


def _runs(row: Iterable[Segment]) -> Iterator[tuple[int, str, _Look]]:
    """Give the pieces of a row that look alike, with the column where each begins."""
    letters = ((letter, _look(letter, segment.style)) for segment in row for letter in segment.text)
    column = 0
    for look, run in groupby(letters, lambda each: each[1]):
        text = "".join(letter for letter, _ in run)
        yield column, text, look
        column += cell_len(text)


def _look(letter: str, style: Style | None) -> _Look:
    style = style or Style.null()
    front = _triplet(style.color, SVG_EXPORT_THEME.foreground_color)
    back = _triplet(style.bgcolor, SVG_EXPORT_THEME.background_color)
    if style.reverse:
        front, back = back, front
    if style.dim:
        front = blend_rgb(front, back, _DIM)
    return _Look(front.hex, back.hex, bool(style.bold), bool(style.underline), cell_len(letter) > 1)


def _triplet(color: Color | None, otherwise: ColorTriplet) -> ColorTriplet:
    return otherwise if color is None or color.is_default else color.get_truecolor(SVG_EXPORT_THEME)


def _frame(rows: Rows) -> str:
    """Return the colour of the margin: that of the bottom left corner."""
    return _look(" ", rows[-1][0].style).back


def _background(y: int, x: int, cells: int, look: _Look) -> str:
    place = f'x="{x * _CELL}" y="{y * _LINE}" width="{cells * _CELL}" height="{_LINE}"'
    return f'<rect {place} fill="{look.back}"/>'


def _pieces(y: int, x: int, text: str, look: _Look) -> Iterator[str]:
    """Give the words of a run, parted at wide gaps."""
    style = ' font-weight="bold"' if look.bold else ""
    style += ' text-decoration="underline"' if look.underlined else ""
    for found in _WORDS.finditer(text):
        left = x + cell_len(text[: found.start()])
        place = f'{_across(left, found[0], look)} y="{y * _LINE + _BASELINE}"'
        yield f'<text {place} fill="{look.front}"{style}>{escape(found[0])}</text>'


def _across(left: int, text: str, look: _Look) -> str:
    """Return where the letters go: one by one where they are wide, as fonts differ in how wide."""
    if not look.wide:
        return f'x="{left * _CELL}" textLength="{len(text) * _CELL}"'
    places = " ".join(str((left + 2 * number) * _CELL) for number in range(len(text)))
    return f'x="{places}"'
