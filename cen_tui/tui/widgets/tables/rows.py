"""Columns and rows of a table, and how a row is laid out in the cells that a line has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

GAP = 2
"""Blank cells between two columns."""

LEAST = 4
"""Cells that a column keeps even where there is no room."""


class Column(NamedTuple):
    """One column: its heading, and the most cells it may take (None: whatever is left over)."""

    heading: str
    most: int | None = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the key it is known by, and a safe text per column."""

    key: str
    cells: tuple[str, ...]
    dim: bool = False
    """Whether it is drawn quietly: it can be looked at, not chosen."""
    rank: int = 0
    """Rows of a lower rank stand before those of a higher one, however late they arrive."""
    sought: str = ""
    """What a filter looks through, in lower case: all cells, unless given."""
    gap: bool = False
    """Whether it stands for rows that could not be read: not counted, and shown whatever the filter."""
    tone: str = ""
    """One of `labels.TONES`, the colour it is drawn in."""

    def __post_init__(self) -> None:
        """Prepare what a filter looks through, once."""
        if not self.sought:
            object.__setattr__(self, "sought", " ".join(self.cells).casefold())


def fitted(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 1 else set_cell_size(text, width)


class Layout:
    """The widths of a table's columns: grown by the rows it sees, shared out over a line."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._wanted: list[int] = []
        self.forget()

    def forget(self) -> None:
        """Make the columns as narrow as their headings again."""
        self._wanted = [cell_len(column.heading) for column in self.columns]

    def see(self, rows: Sequence[Row]) -> bool:
        """Widen the columns to hold these rows; return whether any of them grew."""
        before = list(self._wanted)
        for row in rows:
            for index, cell in enumerate(row.cells):
                if (width := cell_len(cell)) > self._wanted[index]:
                    self._wanted[index] = width
        return before != self._wanted

    def widths(self, line: int) -> list[int]:
        """Return the width of each column on a line of `line` cells; the open columns share the rest."""
        widths = [
            min(wanted, column.most or wanted)
            for column, wanted in zip(self.columns, self._wanted, strict=True)
        ]
        open_columns = [index for index, column in enumerate(self.columns) if column.most is None]
        rest = line - GAP * (len(widths) - 1) - sum(widths) + sum(widths[i] for i in open_columns)
        for place, index in enumerate(sorted(open_columns, key=lambda index: widths[index])):
            fair = max(LEAST, rest // (len(open_columns) - place))
            widths[index] = min(widths[index], fair)
            rest -= widths[index]
        return widths

    def line(self, cells: Sequence[str], width: int) -> str:
        """Return the cells of one row as a line of `width` cells."""
        pieces = [fitted(cell, size) for cell, size in zip(cells, self.widths(width), strict=True)]
        return fitted((" " * GAP).join(pieces), width)
