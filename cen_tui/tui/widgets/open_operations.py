"""Says on a confirmation that the same operation was started before, and has no known result."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from cen_tui.operations.open_operation import OpenOperation, Wanted, open_operation
from cen_tui.storage.files import FileProblem
from cen_tui.tui.background import background
from cen_tui.tui.drawn_once import SinglePaintScreen
from cen_tui.tui.wizard_app import wizard_app

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal

LABEL: Final = "Unfinished"
"""Stands before the operation of which the result is not known."""
_LABEL_WIDTH: Final = 15


class OpenOperations(Static):
    """Reads the journal as it is mounted, and shows itself only where something is open.

    The screen takes no answer before `is_read`, and not before what was found has been painted.
    """

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        super().__init__("", id="open-operations", markup=False)
        self.display = False
        self.is_read = False
        self._wanted = wanted

    def on_mount(self) -> None:
        """Look into the journal."""
        self.read_journal()

    @background()
    async def read_journal(self) -> None:
        """Find what is open; a journal that cannot be read refuses the operation itself, with the reason."""
        journal = wizard_app(self).journal
        try:
            found = await asyncio.to_thread(_open_ones, journal, self._wanted)
        except FileProblem:
            found = []
        self._show(found)

    def broke(self, error: Exception) -> None:
        """Tell of an error that nothing expected, and let the screen be used."""
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
        lines: list[tuple[str, str]] = []
        for each in found:
            since = f"{each.intent.at:%Y-%m-%d %H:%M} UTC"
            account = each.intent.account
            which = f"{each.intent.network_id}, {since}, {account}"
            alone = f"since {since}, by {account}; no known result"
            lines += [(LABEL, which if several else alone), ("", each.goes_on)]
        return Content("\n").join(
            Content.assemble((f"{label:<{_LABEL_WIDTH}}", "dim"), text) for label, text in lines
        )


def _open_ones(journal: "Journal", wanted: Sequence[Wanted]) -> list[OpenOperation]:
    return [found for each in wanted if (found := open_operation(journal, each)) is not None]
