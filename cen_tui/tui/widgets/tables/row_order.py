"""Which rows a table shows and in which order: held once, narrowed and sorted in milliseconds at 50,000."""

from bisect import insort
from collections.abc import Iterable, Sequence

from cen_tui.tui.widgets.tables.rows import Row


class RowOrder:
    """All rows of a table in the order given, and those that a filter lets through in the order asked for.

    Rows that arrive later go where they belong, without a look at the others.
    """

    def __init__(self) -> None:
        self.shown: list[Row] = []
        """What the filter lets through, in order: another list after every change."""
        self.sorted_by: int | None = None
        """The index of the column that the rows are sorted by; None for the order given."""
        self._all: list[Row] = []
        self._ordered = self._all
        self._gaps = 0
        self.filter = ""
        """What the rows shown were narrowed by."""

    @property
    def total(self) -> int:
        """How many rows are held, shown or not."""
        return len(self._all) - self._gaps

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return len(self.shown) - self._gaps

    def set(self, rows: Iterable[Row]) -> None:
        """Hold these rows instead of all before."""
        self._all = sorted(rows, key=lambda row: row.rank)
        self._gaps = sum(row.gap for row in self._all)
        self.sort(self.sorted_by)

    def add(self, rows: Sequence[Row]) -> bool:
        """Hold these rows too; return whether all that are shown of them came to the end."""
        self._gaps += sum(row.gap for row in rows)
        if self._ordered is not self._all:
            _insert(self._ordered, rows, self.sorted_by)
        _insert(self._all, rows, None)
        self.shown = list(self.shown)
        return _insert(self.shown, _matching(rows, self.filter), self.sorted_by)

    def change(self, rows: Iterable[Row]) -> None:
        """Let each of these stand in the place of the row with its key, sorted and filtered as that was."""
        new = {row.key: row for row in rows}
        is_sorted = self._ordered is not self._all
        self._all, self._ordered, self.shown = (
            [new.get(row.key, row) for row in held] for held in (self._all, self._ordered, self.shown)
        )
        if not is_sorted:
            self._ordered = self._all

    def sort(self, column: int | None) -> None:
        """Sort by a column, or return to the order given."""
        self.sorted_by = column
        self._ordered = self._all if column is None else sorted(self._all, key=lambda row: _by(row, column))
        self.shown = _matching(self._ordered, self.filter)

    def narrow(self, text: str) -> None:
        """Show only rows in which every word of the text occurs. A letter more looks through fewer rows."""
        fewer = self.filter and text.startswith(self.filter)
        self.shown = _matching(self.shown if fewer else self._ordered, text)
        self.filter = text


def _matching(rows: Sequence[Row], text: str) -> list[Row]:
    found = list(rows)
    for word in text.casefold().split():
        found = [row for row in found if word in row.sought or row.gap]
    return found


def _by(row: Row, column: int | None) -> tuple[bool, str | int]:
    """Return what rows are sorted by; those without a value come last, and what was not read."""
    if column is None:
        return False, row.rank
    cell = "" if row.gap else row.cells[column]
    return not cell, cell.casefold()


def _insert(held: list[Row], rows: Sequence[Row], column: int | None) -> bool:
    """Put rows where they belong in a list in order; return whether that was its end."""
    end = held[-1].rank if held else 0
    if column is None and all(row.rank >= end for row in rows):
        held.extend(sorted(rows, key=lambda row: row.rank))
        return True
    for row in rows:
        insort(held, row, key=lambda one: _by(one, column))
    return False
