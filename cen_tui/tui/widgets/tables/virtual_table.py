"""A virtual table: only the lines in sight are rendered, whatever the number of rows."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cen_tui.i18n import gettext as _
from cen_tui.tui.theme import TONES
from cen_tui.tui.widgets.tables.rows import Layout, Row, fitted

MARK = "* "
NO_MARK = "  "


class VirtualTable(ScrollView, can_focus=True):
    """Rows with a cursor and marks. One line a row, laid out by a shared `Layout`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--cursor",
        "table--blurred",
        "table--dim",
        "table--marked",
        *(f"table--{tone}" for tone in TONES),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", _("Down"), show=False),
        Binding("up,k", "move(-1)", _("Up"), show=False),
        Binding("pagedown,ctrl+f", "page(1)", _("Page down"), show=False),
        Binding("pageup,ctrl+b", "page(-1)", _("Page up"), show=False),
        Binding("home", "edge(-1)", _("First"), show=False),
        Binding("end", "edge(1)", _("Last"), show=False),
        Binding("enter", "choose", _("Choose"), show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    """Redeclared with layout=False: a changed row count must not trigger a layout of the screen."""

    class Moved(Message):
        """The cursor stands on another row; on none where no row is shown any more."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """A row was chosen with Enter or a double click."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class SightChanged(Message):
        """Other rows are in sight, or may be."""

    def __init__(self, layout: Layout, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.column_layout = layout
        self._rows: Sequence[Row] = ()
        self.marked: set[str] = set()
        self.empty_text = ""
        """What is said in the place of rows when there are none."""

    def _tell(self, message: Message) -> None:
        """Post a message as the table's own, whoever narrowed the rows: Textual takes none to its sender."""
        message.set_sender(self)
        self.post_message(message)

    @property
    def row(self) -> Row | None:
        """The row under the cursor, or None in an empty table."""
        return self._rows[self.cursor] if self._rows else None

    def fill(self, rows: Sequence[Row], *, height_limit: int | None = None) -> None:
        """Show these rows in columns that fit them, in a table that is as high, up to a limit."""
        self.column_layout.fit_to(rows)
        self.styles.height = max(1, min(len(rows), height_limit or len(rows)))
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, and keep the cursor on the row it stood on if that is still among them."""
        held, had_rows = self.row, bool(self._rows)
        self._rows = rows
        if had_rows is not bool(rows) and self.is_attached:
            self.screen.refresh_bindings()
        place = 0
        if held is not None:
            place = next((i for i, row in enumerate(rows) if row.key == held.key), 0)
        self.virtual_size = Size(self.size.width, len(rows))
        self.cursor = place
        if rows or had_rows:
            self.refresh()
            self._tell(self.SightChanged())
        else:
            self.refresh_line(0)
        if self.row is not held:
            self._tell(self.Moved(self.row))

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, which begin with all the rows that are shown already."""
        was_empty = not self._rows
        if was_empty and rows and self.is_attached:
            self.screen.refresh_bindings()
        end_in_sight = len(self._rows) < self.scroll_offset.y + self.size.height
        self._rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        if end_in_sight:
            self.refresh()
        if was_empty and self.row is not None:
            self._tell(self.Moved(self.row))

    def change_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, as many as are shown, and draw only the lines in sight that differ."""
        before, self._rows = self._rows, rows
        for index in self.in_sight:
            if rows[index] != before[index]:
                self._refresh_from_change(index, before[index])

    @property
    def line_width(self) -> int:
        """The cells of a line that no scroll bar covers."""
        return self.scrollable_content_region.width

    @property
    def in_sight(self) -> range:
        """The indexes of the rows that are in sight."""
        top = self.scroll_offset.y
        return range(top, min(top + self.size.height, len(self._rows)))

    @property
    def rows_in_sight(self) -> Sequence[Row]:
        """The rows that are in sight."""
        return self._rows[self.in_sight.start : self.in_sight.stop]

    def _refresh_from_change(self, index: int, before: Row) -> None:
        """Redraw a line from the first character on that differs: what streams in is a word at its end."""
        row, width = self._rows[index], self.line_width - len(NO_MARK)
        if (row.dim, row.style, row.sign) != (before.dim, before.style, before.sign):
            self.refresh_line(index)
            return
        was, now = (self.column_layout.line(each.cells, width) for each in (before, row))
        place = next((place for place, pair in enumerate(zip(was, now, strict=False)) if len({*pair}) > 1), 0)
        same = len(NO_MARK) + cell_len(now[:place])
        self.refresh(Region(same, index - self.scroll_offset.y, self.size.width - same, 1))

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where on the screen the row under the cursor begins: the terminal's own cursor stands there."""
        line = max(0, min(self.cursor - self.scroll_offset.y, self.size.height - 1))
        return self.content_region.offset + Offset(0, line)

    def go_to(self, key: str) -> None:
        """Put the cursor on the row with this key, if it is shown."""
        self.cursor = next((i for i, row in enumerate(self._rows) if row.key == key), self.cursor)

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        if self.row is not None:
            self.marked ^= {self.row.key}
            self.refresh_line(self.cursor)

    def mark(self, keys: frozenset[str]) -> None:
        """Mark these rows, whether they are shown or not."""
        if not keys <= self.marked:
            self.marked |= keys
            self.refresh()

    def unmark(self, keys: frozenset[str] | None = None) -> None:
        """Take the marks of these rows away, or all."""
        left = self.marked - keys if keys is not None else set()
        if left != self.marked:
            self.marked = left
            self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_virtual_size(self, size: Size) -> None:
        """Fit the scroll bar; all is laid out only where it comes or goes."""
        needs_bar = size.height > self.container_size.height
        if needs_bar is not self.show_vertical_scrollbar:
            self.refresh(layout=True)
        elif needs_bar:
            self.vertical_scrollbar.window_virtual_size = size.height
        if self.scroll_offset.y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two lines that changed, and scroll only when the cursor left the view."""
        self.refresh_line(old)
        self.refresh_line(new)
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if new < top:
            self.scroll_to(y=new, animate=False, force=True)
        elif new >= top + height:
            self.scroll_to(y=new - height + 1, animate=False, force=True)
        if old != new and self.row is not None:
            self._tell(self.Moved(self.row))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        index = y + self.scroll_offset.y
        width = self.size.width
        if index >= len(self._rows):
            text = fitted(NO_MARK + self.empty_text, width) if index == 0 else ""
            return Strip([Segment(text, self.rich_style)]).adjust_cell_length(width, self.rich_style)
        row = self._rows[index]
        mark = MARK if row.key in self.marked else f"{row.sign} "
        text = mark + self.column_layout.line(row.cells, self.line_width - len(mark))
        style = self._style_of(index, row)
        return Strip([Segment(text, style)], self.line_width).adjust_cell_length(width, style)

    def _style_of(self, index: int, row: Row) -> Style:
        if index == self.cursor:
            return self.get_component_rich_style("table--cursor" if self.has_focus else "table--blurred")
        if row.key in self.marked:
            return self.get_component_rich_style("table--marked")
        if row.dim:
            return self.get_component_rich_style("table--dim")
        return self.get_component_rich_style(f"table--{row.style}") if row.style else self.rich_style

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Tell that other rows are in sight."""
        super().watch_scroll_y(old, new)
        self._tell(self.SightChanged())

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self._tell(self.SightChanged())
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.watch_cursor(self.cursor, self.cursor)
        self.refresh()

    def on_focus(self) -> None:
        """Draw the cursor as one that keys will move."""
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        """Draw the cursor as one that keys will not move."""
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the line that was clicked; a double click chooses it, as Enter does."""
        index = event.y + self.scroll_offset.y
        if index >= len(self._rows):
            return
        if index == self.cursor and event.chain > 1:
            self.action_choose()
        self.cursor = index

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to choose only where there is a row."""
        return action != "choose" or bool(self._rows)

    def action_move(self, lines: int) -> None:
        """Move the cursor by so many rows."""
        self.cursor += lines

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screenfuls."""
        self.cursor += pages * max(1, self.size.height - 1)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first (-1) or last (1) row."""
        self.cursor = len(self._rows) - 1 if end > 0 else 0

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Chosen(self.row))
