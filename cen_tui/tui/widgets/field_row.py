"""A field with its label in front of it, one line of a form."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from cen_tui.tui.widgets.field import Field


def field_row(label: str, name: str, value: str = "", *, password: bool = False) -> ComposeResult:
    """Yield the row; the field's ID is `name`."""
    with Horizontal(classes="row"):
        yield Static(label, classes="label", markup=False)
        yield Field(value, id=name, password=password)
