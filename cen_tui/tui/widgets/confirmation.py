"""What is confirmed as it is shown: the labelled lines, and what else would be sent in a dry run."""

from collections.abc import Iterable
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cen_tui.tui.widgets.in_sight import ReadThrough
from cen_tui.tui.widgets.open_operations import OpenOperations
from cen_tui.wizard.confirmation import Confirmation, Line

_LABEL_WIDTH: Final = 15
DRY_RUN: Final = "Read-only: nothing is sent. This is what would be sent:"


def restated(confirmation: Confirmation, opened: OpenOperations) -> ComposeResult:
    """Yield the heading, the networks, whose they are and to whom; the list of networks scrolls.

    `opened` tells of operations on the same rules whose outcome is not known, behind the networks.
    """
    yield Static(confirmation.heading, id="heading", markup=False)
    with ReadThrough(id="what", can_focus=False):
        yield Static(labelled(confirmation.networks), markup=False)
        yield opened
    yield Static(labelled(confirmation.parties), id="parties", markup=False)


def caution_notice(confirmation: Confirmation) -> Static:
    """Return the caution in its frame."""
    notice = Static(confirmation.caution, classes="caution", markup=False)
    notice.border_title = "Caution"
    return notice


def dry_run(confirmation: Confirmation, commands: Iterable[str]) -> ComposeResult:
    """Yield all of a confirmation with what it would send, to be scrolled; there is nothing to answer."""
    with VerticalScroll(id="dry-run"):
        yield Static(confirmation.heading, id="heading", markup=False)
        yield Static(labelled((*confirmation.networks, *confirmation.parties)), id="parties", markup=False)
        yield Static(DRY_RUN, classes="happened", markup=False)
        yield Static("\n\n".join(commands), id="requests", markup=False)
        yield caution_notice(confirmation)


def labelled(lines: Iterable[Line]) -> Content:
    """Return lines with their labels in a column."""
    return Content("\n").join(
        Content.assemble(
            (f"{line.label:<{_LABEL_WIDTH}}", "dim"), (line.value, "bold" if line.strong else "")
        )
        for line in lines
    )
