"""A confirmation as it is shown: what, whose, to whom; the caution; the one field."""

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from cen_tui.tui.widgets.digits_row import DigitsRow
from cen_tui.tui.widgets.open_operations import OpenOperations
from cen_tui.tui.widgets.read_through import ReadThrough
from cen_tui.wizard.confirmation import Confirmation, Line

_LABEL_WIDTH: Final = 12


def confirmation_widgets(
    confirmation: Confirmation, opened: OpenOperations, digits: DigitsRow, classes: str = ""
) -> ComposeResult:
    """Yield the widgets from the heading to the field; `classes` are those of the list of networks.

    `opened` tells of operations on the same rule that are open; it scrolls with a list of networks.
    """
    yield Static(confirmation.heading, classes="strong", id="heading", markup=False)
    if confirmation.networks:
        with ReadThrough(id="what", classes=classes, can_focus=False):
            yield Static(_labelled(confirmation.networks), markup=False)
            yield opened
    yield Static(_labelled(confirmation.parties), id="parties", markup=False)
    if not confirmation.networks:
        yield opened
    notice = Static(confirmation.caution, classes="caution", markup=False)
    notice.border_title = "Caution"
    yield notice
    yield digits


def _labelled(lines: tuple[Line, ...]) -> Content:
    return Content("\n").join(
        Content.assemble(
            (f"{line.label:<{_LABEL_WIDTH}}", "dim"), (line.value, "bold" if line.strong else "")
        )
        for line in lines
    )
