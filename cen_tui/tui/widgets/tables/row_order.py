"""Which rows a table shows and in which order: held once, narrowed and sorted in milliseconds at 50,000."""

from bisect import insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cen_tui.tui.widgets.tables.rows import Column, Row, SortKey, by_text


class Sorting(NamedTuple):
    """What rows are sorted by: a column's index, and in which direction."""

    column: int
    descending: bool = False


class _Reversed(NamedTuple):
    """A key that sorts the other way round."""

    key: SortKey

    def __lt__(self, other: object) -> bool:
        return isinstance(other, _Reversed) and other.key < self.key


_Key = tuple[bool, SortKey | _Reversed]


_NO_VALUE = frozenset({"", "-"})


class RowOrder:
    """All rows of a table in the order given, and those that a filter lets through in the order asked for.

    Rows that arrive later go where they belong, without a look at the others.
    """

    def __init__(self, columns: Sequence[Column] = ()) -> None:
        self.shown: list[Row] = []
        """What the filter lets through, in order: another list after every change."""
        self.sorting: Sorting | None = None
        """What the rows are sorted by; None for the order given."""
        self._sort_keys = {place: column.sort_key for place, column in enumerate(columns)}
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
    def keys(self) -> frozenset[str]:
        """The keys of all rows held, shown or not."""
        return frozenset(row.key for row in self._all)

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return len(self.shown) - self._gaps

    def set(self, rows: Iterable[Row]) -> None:
        """Hold these rows instead of all before."""
        self._all = sorted(rows, key=lambda row: row.rank)
        self._gaps = sum(row.gap for row in self._all)
        self.sort(self.sorting)

    def add(self, rows: Sequence[Row]) -> bool:
        """Hold these rows too; return whether all that are shown of them came to the end."""
        self._gaps += sum(row.gap for row in rows)
        if self._ordered is not self._all:
            self._insert(self._ordered, rows)
        _insert_by_rank(self._all, rows)
        self.shown = list(self.shown)
        matching = _matching(rows, self.filter)
        if self.sorting is None:
            return _insert_by_rank(self.shown, matching)
        self._insert(self.shown, matching)
        return False

    def change(self, rows: Iterable[Row]) -> None:
        """Let each of these stand in the place of the row with its key, sorted and filtered as that was."""
        new = {row.key: row for row in rows}
        is_sorted = self._ordered is not self._all
        self._all, self._ordered, self.shown = (
            [new.get(row.key, row) for row in held] for held in (self._all, self._ordered, self.shown)
        )
        if not is_sorted:
            self._ordered = self._all

    def sort(self, sorting: Sorting | None) -> None:
        """Sort by a column, or return to the order given. Rows without a value come last either way."""
        self.sorting = sorting
        self._ordered = self._all if sorting is None else sorted(self._all, key=self._key)
        self.shown = _matching(self._ordered, self.filter)

    def _key(self, row: Row) -> _Key:
        sorting = self.sorting or Sorting(0)
        cell = "" if row.gap else row.cells[sorting.column]
        if cell in _NO_VALUE:
            return True, ()
        key = self._sort_keys.get(sorting.column, by_text)(cell)
        return False, _Reversed(key) if sorting.descending else key

    def _insert(self, held: list[Row], rows: Iterable[Row]) -> None:
        for row in rows:
            insort(held, row, key=self._key)

    def narrow(self, text: str) -> None:
        """Show only rows in which every word of the text occurs. A letter more looks through fewer rows."""
        fewer = self.filter and text.startswith(self.filter)
        self.shown = _matching(self.shown if fewer else self._ordered, text)
        self.filter = text


def _matching(rows: Sequence[Row], text: str) -> list[Row]:
    found = list(rows)
    for word in text.casefold().split():
        found = [row for row in found if word in row.search_text or row.gap]
    return found


def _insert_by_rank(held: list[Row], rows: Sequence[Row]) -> bool:
    """Put rows where they belong in the order given; return whether that was its end."""
    end = held[-1].rank if held else 0
    if all(row.rank >= end for row in rows):
        held.extend(sorted(rows, key=lambda row: row.rank))
        return True
    for row in rows:
        insort(held, row, key=lambda one: one.rank)
    return False
