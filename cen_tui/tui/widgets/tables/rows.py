"""Columns and rows of a table, and how a row is laid out in the cells that a line has."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len, set_cell_size

from cen_tui.i18n import english

GAP: Final = 2
"""Blank cells between two columns."""
LEAST: Final = 4
"""Cells that a column keeps even where there is no room."""
_LEGIBLE: Final = 6
"""Cells that an open column gets before an ID is shown whole."""
_LEAST_OF_ID: Final = 14
"""Cells that an ID keeps: enough to tell it from the next."""
SortKey: TypeAlias = tuple[int | str, ...]
_ADDRESS: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)\.(\d+)(?:/(\d+))?")


def by_text(cell: str) -> SortKey:
    """Return what a text is sorted by: its letters, large or small."""
    return (cell.casefold(),)


def by_address(cell: str) -> SortKey:
    """Return what IPv4 addresses and CIDR blocks are sorted by: by the first one's numbers, before text."""
    found = _ADDRESS.match(cell)
    return (1, cell.casefold()) if found is None else (0, *(int(part or 32) for part in found.groups()))


class Column(NamedTuple):
    """One column of a table."""

    heading: str
    max_width: int | None = 40
    """The most cells it may take; None: whatever is left over."""
    min_width: int = LEAST
    """The cells that an open column gets before others get more than they need."""
    sort_key: Callable[[str], SortKey] = by_text
    room: int = 0
    """The cells that a line must have for it to be shown."""
    keeps_end: bool = False
    """Whether what is too long is cut in its middle: the end tells it from the next."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the key it is known by, and a safe text per column."""

    key: str
    cells: tuple[str, ...]
    dim: bool = False
    """Whether it is drawn quietly: it can be looked at, not chosen."""
    rank: int = 0
    """Rows of a lower rank stand before those of a higher one, however late they arrive."""
    search_text: str = ""
    """What a filter looks through, in lower case: all cells, unless given."""
    gap: bool = False
    """Whether it stands for rows that could not be read: not counted, and shown whatever the filter."""
    style: str = ""
    """One of `theme.TONES`, the colour it is drawn in."""
    sign: str = " "
    """One character before the row, where it is not marked."""

    def __post_init__(self) -> None:
        """Prepare what a filter looks through, once."""
        if not self.search_text:
            object.__setattr__(self, "search_text", search_text_of(self.cells))


def search_text_of(texts: Sequence[str]) -> str:
    """Return what a filter looks through: these texts, and what those in another language are in English."""
    meanings = (meaning for text in texts if (meaning := english(text)) != text)
    return " ".join((*texts, *meanings)).casefold()


def fitted(text: str, width: int, *, keeps_end: bool = False) -> str:
    """Return `text` in exactly `width` cells, cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    if width <= 1:
        return set_cell_size(text, width)
    end = (width - 1) // 2 if keeps_end else 0
    return set_cell_size(f"{_begun(text, width - 1 - end)}…{_begun(text[::-1], end)[::-1]}", width)


def _begun(text: str, cells: int) -> str:
    """Return what of a longer text fits whole, without a space in the place of half a character."""
    begun = set_cell_size(text, cells)
    return begun if text.startswith(begun) else begun[:-1]


class Layout:
    """The widths of a table's columns: grown by the rows it sees, shared out over a line."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._wanted: list[int] = []
        self._widths: dict[int, list[int]] = {}
        self.reset()

    def reset(self) -> None:
        """Make the columns as narrow as their headings again."""
        self._wanted = [cell_len(column.heading) for column in self.columns]
        self._widths.clear()

    def fit_to(self, rows: Sequence[Row]) -> bool:
        """Widen the columns to hold these rows; return whether any of them grew."""
        before = list(self._wanted)
        for row in rows:
            for index, cell in enumerate(row.cells):
                if (width := cell_len(cell)) > self._wanted[index]:
                    self._wanted[index] = width
        if grew := before != self._wanted:
            self._widths.clear()
        return grew

    def shown(self, line: int) -> list[int]:
        """Return the indexes of the columns that are shown on a line of `line` cells."""
        return [index for index, column in enumerate(self.columns) if column.room <= line]

    def widths(self, line: int) -> list[int]:
        """Return the width of each column that is shown on a line; the open ones share what is left over."""
        if line not in self._widths:
            self._widths[line] = self._shared_out(line)
        return self._widths[line]

    def _shared_out(self, line: int) -> list[int]:
        shown = self.shown(line)
        columns = [self.columns[index] for index in shown]
        wanted = [self._wanted[index] for index in shown]
        widths = [min(want, column.max_width or want) for want, column in zip(wanted, columns, strict=True)]
        open_columns = [place for place, column in enumerate(columns) if column.max_width is None]
        rest = line - GAP * (len(widths) - 1) - sum(widths) + sum(widths[place] for place in open_columns)
        lacking = (
            sum(min(widths[place], max(columns[place].min_width, _LEGIBLE)) for place in open_columns) - rest
        )
        for place, column in enumerate(columns):
            if lacking > 0 and column.keeps_end and column.max_width is not None:
                given = min(lacking, max(0, widths[place] - _LEAST_OF_ID))
                widths[place] -= given
                rest, lacking = rest + given, lacking - given
        _share_out(rest, widths, {place: columns[place].min_width for place in open_columns})
        return widths

    def line(self, cells: Sequence[str], width: int) -> str:
        """Return the cells of one row as a line of `width` cells."""
        pieces = [
            fitted(cells[index], size, keeps_end=self.columns[index].keeps_end)
            for index, size in zip(self.shown(width), self.widths(width), strict=True)
        ]
        return fitted((" " * GAP).join(pieces), width)


def _share_out(rest: int, widths: list[int], least: Mapping[int, int]) -> None:
    """Fit columns into `rest` cells: each gets its least first, then the narrowest grows as it needs."""
    wanted = {place: widths[place] for place in least}
    for place in least:
        widths[place] = min(wanted[place], least[place])
    for _ in range(rest - sum(widths[place] for place in least)):
        growing = [place for place in least if widths[place] < wanted[place]]
        if not growing:
            break
        widths[min(growing, key=lambda place: widths[place])] += 1
