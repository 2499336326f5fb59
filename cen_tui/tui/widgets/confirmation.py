"""What a confirmation shows: labelled lines, unfinished operations, the caution, and a dry run's requests."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, pgettext
from cen_tui.operations.open_operation import OpenOperation, Wanted, open_operation
from cen_tui.storage.files import FileProblem
from cen_tui.terminal.cells import cell_width, padded
from cen_tui.tui.background import background
from cen_tui.tui.drawn_once import SinglePaintScreen
from cen_tui.tui.widgets.in_sight import ReadThrough
from cen_tui.tui.wizard_app import wizard_app
from cen_tui.wizard.confirmation import Confirmation, Line

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal

_LABEL_WIDTH: Final = max(15, cell_width(pgettext("confirmation", "Network owner")) + 1)
"""Cells of every label, so that what is in parts on the screen stands in one column."""
UNFINISHED: Final = _("Unfinished")
"""Labels an operation whose result is not known."""
ALONE: Final = _("since {since}, by {account}; no known result")
"""Said of an operation where only one network is confirmed."""
DRY_RUN: Final = _("Read-only: nothing is sent. This is what would be sent:")


class OpenOperations(Static):
    """Operations on the same rules whose result is not known, read from the journal; hidden without any.

    The screen takes no answer before `is_read`, and not before what was found has been painted.
    """

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        super().__init__("", id="open-operations", markup=False)
        self.display = False
        self.is_read = False
        self._wanted = wanted

    def on_mount(self) -> None:
        """Read the journal."""
        self.read_journal()

    @background()
    async def read_journal(self) -> None:
        """Find them; where the journal cannot be read, the operation itself is refused with the reason."""
        journal = wizard_app(self).journal
        try:
            found = await asyncio.to_thread(_open_ones, journal, self._wanted)
        except FileProblem:
            found = []
        self._show(found)

    def broke(self, error: Exception) -> None:
        """Report an unexpected error, and let the screen be used."""
        wizard_app(self).broke(error)
        self.is_read = True

    def _show(self, found: Sequence[OpenOperation]) -> None:
        if found:
            self.update(self._text(found))
            self.display = True
            self.screen.add_class("-open-operations")
            if isinstance(self.screen, SinglePaintScreen) and self.screen.input_guard is not None:
                self.screen.input_guard.arm()
        self.is_read = True

    def _text(self, found: Sequence[OpenOperation]) -> Content:
        several = len({each.network.id for each in self._wanted}) > 1
        lines: list[Line] = []
        for each in found:
            since = f"{each.intent.at:%Y-%m-%d %H:%M} UTC"
            account = each.intent.account
            which = listed([each.intent.network_id, since, account])
            alone = ALONE.format(since=since, account=account)
            lines += [Line(UNFINISHED, which if several else alone), Line("", each.goes_on)]
        return labelled(lines)


def _open_ones(journal: "Journal", wanted: Sequence[Wanted]) -> list[OpenOperation]:
    return [found for each in wanted if (found := open_operation(journal, each)) is not None]


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
    notice.border_title = _("Caution")
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
    lines = tuple(lines)
    width = max([_LABEL_WIDTH, *(cell_width(line.label) + 1 for line in lines)])
    return Content("\n").join(
        Content.assemble((padded(line.label, width), "dim"), (line.value, "bold" if line.strong else ""))
        for line in lines
    )
