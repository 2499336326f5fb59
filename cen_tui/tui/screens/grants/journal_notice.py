"""What the first screen says of the journal: operations without a known result, and the history."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from cen_tui.i18n import gettext as _
from cen_tui.storage.files import FileProblem
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import ScreenPart, StepScreen

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal
    from cen_tui.operations.journal_entries import JournalEntry

NOTHING_WITHOUT = _("Nothing is granted without it.")


class JournalSnapshot(NamedTuple):
    """What the journal holds."""

    entries: tuple[JournalEntry, ...] = ()
    notices: tuple[str, ...] = ()
    """What must be said of lines that could not be read."""
    open_entries: tuple[JournalEntry, ...] = ()
    """Those without a known result, which nobody is at work on."""


class JournalNotice(ScreenPart):
    """Reads the journal for the screen that owns it, and shows there what it holds."""

    @background(group="journal")
    async def refresh(self) -> None:
        """Learn whether an operation has no known result, and say so."""
        snapshot = await read_journal(self.screen)
        if snapshot and snapshot.open_entries:
            from cen_tui.wizard.execution.unfinished import notice

            self.screen.problem.say(*notice(snapshot.open_entries))


async def read_journal(screen: StepScreen) -> JournalSnapshot | None:
    """Return what the journal holds; None where it cannot be read, which the screen then says."""
    try:
        snapshot = await asyncio.to_thread(_snapshot, screen.cen_app.journal)
    except FileProblem as problem:
        screen.problem.say(str(problem), problem.advice, NOTHING_WITHOUT)
        return None
    for sentence in snapshot.notices:
        screen.cen_app.warn(sentence)
    return snapshot


def _snapshot(journal: Journal) -> JournalSnapshot:
    return JournalSnapshot(*journal.entries(), journal.open_entries())
