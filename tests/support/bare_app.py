"""A bare Textual application with a list, to measure ours beside. Run as `python bare_app.py [waits]`."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer


class BareApp(App[None]):
    """Thirteen rows; with `waits`, covered by Textual's own sign that something is awaited."""

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the list."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("ID", "Name", "Address", "Status", "Attached")
        for number in range(13):
            table.add_row(f"vpc-bp1ujryty39knar8fn{number:03}", "name", "10.20.0.0/16", "Available", "no")
        table.loading = "waits" in sys.argv


if __name__ == "__main__":
    BareApp().run()
