"""Asks for one of a few."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cen_tui.i18n import gettext as _
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

Choice = TypeVar("Choice")


class Choose(Dialog[Choice | None]):
    """Closes with the choice that Enter was pressed on, or with None where Esc was pressed."""

    COLUMNS: ClassVar[tuple[Column, ...]]
    MOST_ROWS: ClassVar[int] = 10
    """Rows that are seen at once; the others scroll."""
    ENTER = _("Select")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", _("Back"))]

    def __init__(self, choices: Iterable[tuple[Row, Choice]]) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._choices: dict[str, Choice] = {}
        for row, choice in choices:
            self._rows.append(row)
            self._choices[row.key] = choice

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield VirtualTable(Layout(self.COLUMNS))

    def on_mount(self) -> None:
        """Fill the list."""
        table = self.query_one(VirtualTable)
        table.fill(self._rows, height_limit=self.MOST_ROWS)
        self.set_focus(table)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        message.stop()
        self.dismiss(self._choices[message.row.key])
