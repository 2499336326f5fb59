"""A table with a filter line above it: type to narrow, sort, and see how many of how many are shown."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input, Static

from cen_tui.i18n import gettext as _
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.tables.row_order import RowOrder, Sorting
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import NO_MARK, VirtualTable

ASCENDING = " ^"
DESCENDING = " v"
"""One of the two stands after the heading of the column that the rows are sorted by, whatever its width."""
NO_MATCH = _("Nothing here matches. Esc clears the filter.")
_TABLE_KEYS = {"down": "move(1)", "up": "move(-1)", "pagedown": "page(1)", "pageup": "page(-1)"}


class FilterField(Field):
    """The filter line. The arrow keys and Enter pass through it to the table beneath."""

    _moves_table = False
    """Whether the last key moved the cursor of the table, and not that of the field."""

    @property
    def _filter_table(self) -> "FilterTable":
        return self.screen.query_one(f"#{self.name}", FilterTable)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor stands: on the row that was moved to, or in the text."""
        return (
            self._filter_table.table.cursor_screen_offset
            if self._moves_table
            else super().cursor_screen_offset
        )

    async def on_key(self, event: events.Key) -> None:
        """Let the table be moved through and chosen from while typing."""
        if self.drops(event):
            return
        action = _TABLE_KEYS.get(event.key)
        self._moves_table = action is not None
        if action is not None:
            event.prevent_default().stop()
            await self._filter_table.table.run_action(action)
        elif event.key == "enter":
            event.prevent_default().stop()
            self._filter_table.choose()
        else:
            await self.edits(event)

    def on_paste(self, event: events.Paste) -> None:
        """Leave a pasted request, which is no filter, to the screen."""
        from cen_tui.wizard.cen_owner.request import request_presets

        if request_presets(event.text) is not None:
            event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where it selects something."""
        if action == "submit" and self.is_mounted:
            return self._filter_table.shown > 0 or self._filter_table.takes_typed
        return super().check_action(action, parameters)


class FilterTable(Vertical):
    """Rows, a filter over all visible columns, a sort order, and a count of what is shown."""

    # The slash has priority so that what is typed after it in one burst lands in the filter, not in the rows.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            _("Filter"),
            key_display="/",
            tooltip=_("Narrow the list by any column"),
            priority=True,
        ),
        Binding(
            "o", "sort", _("Order"), tooltip=_("Sort by a column; again: descending; then by the next one")
        ),
    ]

    def __init__(self, columns: Sequence[Column], *, id: str, typing_first: bool = False) -> None:  # noqa: A002
        super().__init__(id=id)
        self.typing_first = typing_first
        self.columns = tuple(columns)
        self._column_layout = Layout(columns)
        self.table = VirtualTable(self._column_layout)
        self._order = RowOrder(columns)
        self._had_rows = False
        self.takes_typed = False
        self._field = FilterField(
            placeholder=_("Type to filter") if typing_first else _("Press / to filter"), name=id
        )

    def compose(self) -> ComposeResult:
        """Lay out filter line, headings and rows."""
        with Horizontal(classes="filter-line"):
            yield self._field
            yield Static(classes="count", markup=False)
        yield Static(classes="headings", markup=False)
        yield self.table

    @property
    def filter(self) -> str:
        """What is typed into the filter line."""
        return self._field.value

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.table.row

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that the filter lets through, in their order."""
        return self._order.shown

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all rows that are held, shown or not."""
        return self._order.keys

    @property
    def shown(self) -> int:
        """How many rows the filter lets through."""
        return self._order.count

    @property
    def total(self) -> int:
        """How many rows are held, shown or not."""
        return self._order.total

    def clear(self) -> None:
        """Forget all rows and marks; the filter stays."""
        self.table.marked.clear()
        self.set_rows(())

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead of the ones held."""
        self._column_layout.reset()
        self._column_layout.fit_to(rows)
        self._order.set(rows)
        self._refill()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Add rows to the ones held, each in its place."""
        self._column_layout.fit_to(rows)
        at_the_end = self._order.add(rows)
        (self.table.add_rows if at_the_end else self.table.set_rows)(self._order.shown)
        self._offer_enter()
        self._update_header()

    def change_rows(self, rows: Sequence[Row]) -> None:
        """Let each of these stand in the place of the row with its key; only what changed is drawn."""
        self._order.change(rows)
        self._offer_enter()
        if self._column_layout.fit_to(rows):
            self._refill()
        else:
            self.table.change_rows(self._order.shown)

    def takes_typed_text(self, takes: bool) -> None:  # noqa: FBT001 - what it is set to
        """Set whether Enter takes what is typed where no row matches it."""
        if takes is not self.takes_typed:
            self.takes_typed = takes
            self.refresh_bindings()

    def _offer_enter(self) -> None:
        """Have Enter offered where there is a row, and nowhere else."""
        if (self.shown > 0) is not self._had_rows:
            self._had_rows = self.shown > 0
            self.refresh_bindings()

    def _refill(self) -> None:
        self._offer_enter()
        self.table.empty_text = NO_MATCH if self.total else ""
        self.table.set_rows(self._order.shown)
        self._update_header()

    def _update_header(self) -> None:
        if not self.is_mounted:
            return
        shown, held = self.shown, self.total
        count = _("{shown:,} of {all:,}").format(shown=shown, all=held) if shown != held else f"{held:,}"
        self.query_one(".count", Static).update(count, layout=False)
        width = self._line_width
        line = NO_MARK + self._column_layout.line(self._headings(width), width)
        self.query_one(".headings", Static).update(line, layout=False)

    @property
    def _line_width(self) -> int:
        return max(1, self.table.line_width - len(NO_MARK))

    def _headings(self, width: int) -> list[str]:
        """Return the headings, with a sign after that of the column that the rows are sorted by."""
        headings = [column.heading for column in self.columns]
        shown = self._column_layout.shown(width)
        if (sorting := self._order.sorting) is not None and sorting.column in shown:
            sign = DESCENDING if sorting.descending else ASCENDING
            room = self._column_layout.widths(width)[shown.index(sorting.column)] - len(sign)
            headings[sorting.column] = _cut(headings[sorting.column], room) + sign
        return headings

    def on_mount(self) -> None:
        """Show what was given before the table was on the screen."""
        self.call_after_refresh(self._refill)
        for changed in ("virtual_size", "show_vertical_scrollbar"):  # the headings over their columns
            self.watch(self.table, changed, self._update_header, init=False)
        # Together with the letter: after its message, the screen would be drawn twice.
        self.watch(self._field, "value", self._narrow, init=False)

    def _narrow(self, text: str) -> None:
        self._order.narrow(text)
        self._refill()
        self.post_message(self.Narrowed(self))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Stop the message: the table's holder receives `Narrowed`."""
        event.stop()

    class Narrowed(Message):
        """The filter changed, and with it the rows shown."""

        def __init__(self, table: "FilterTable") -> None:
            super().__init__()
            self.filter_table = table

    class NothingToChoose(Message):
        """Enter was pressed in the filter line, and no row is shown."""

        def __init__(self, table: "FilterTable") -> None:
            super().__init__()
            self.filter_table = table

    def choose(self) -> None:
        """Choose the row under the cursor, or say that there is none.

        What was typed just before counts, even where all came in one burst.
        """
        if self._order.filter != self.filter:
            self._order.narrow(self.filter)
            self._refill()
        if self.table.row is None:
            self.post_message(self.NothingToChoose(self))
        else:
            self.table.action_choose()

    def set_filter(self, text: str) -> None:
        """Type this into the filter line."""
        self._field.value = text

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave the slash to a field that is typed into already."""
        return action != "filter" or not isinstance(self.screen.focused, Input)

    def action_filter(self) -> None:
        """Put the cursor into the filter line, before the next key is looked at."""
        self.screen.set_focus(self._field)

    def action_sort(self) -> None:
        """Sort by the next column, first ascending, then descending; at last, as the cloud gave the rows."""
        now = self._order.sorting
        if now is not None and not now.descending:
            following: Sorting | None = Sorting(now.column, descending=True)
        else:
            shown = self._column_layout.shown(self._line_width)
            column = next((each for each in shown if now is None or each > now.column), None)
            following = None if column is None else Sorting(column)
        self._order.sort(following)
        self._refill()

    def focus_first(self) -> None:
        """Put the focus where a person begins: the filter line of a list to type in, else the rows."""
        self.screen.set_focus(self._field if self.typing_first else self.table)

    def clear_filter(self) -> bool:
        """Clear the filter and leave its line; return whether there was anything to leave."""
        if not self._field.value and (self.typing_first or not self._field.has_focus):
            return False
        self._field.value = ""
        self.focus_first()
        return True


def _cut(heading: str, cells: int) -> str:
    return heading if cell_len(heading) <= cells else set_cell_size(heading, max(0, cells))
