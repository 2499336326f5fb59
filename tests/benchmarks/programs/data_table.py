"""A table of networks as Textual's own widget draws it, with the keys below it."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Footer

ROWS = 2500


class Table(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "a", "Filter"),
        Binding("o", "b", "Order"),
        Binding("d", "c", "Details"),
        Binding("r", "d", "Reload"),
    ]

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("ID", "Name", "CIDR block", "Status", "Attached")
        for number in range(ROWS):
            table.add_row(
                f"vpc-rj9{number:018}", f"ads-prod-{number}", f"10.{number % 256}.0.0/16", "Available", "no"
            )


Table().run()
