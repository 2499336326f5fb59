"""What the first screen says of the journal: the history, and the operations whose answer was lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from cen_tui.storage.files import FileProblem
from cen_tui.text import counted
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import ScreenPart, StepScreen

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal
    from cen_tui.operations.journal_entries import JournalEntry


class JournalSnapshot(NamedTuple):
    """What the journal holds."""

    entries: tuple[JournalEntry, ...] = ()
    says: tuple[str, ...] = ()
    """What must be said of lines that could not be read."""
    open_entries: tuple[JournalEntry, ...] = ()


class JournalNotice(ScreenPart):
    """Reads the journal for the screen that owns it, and shows there what it holds."""

    def __init__(self, screen: StepScreen) -> None:
        super().__init__(screen)
        self.has_open = False
        """Whether the answer to an operation was lost, as far as is known."""

    @background(group="journal")
    async def refresh(self) -> None:
        """Learn whether anything is open, and say so."""
        snapshot = await self._read()
        if snapshot and snapshot.open_entries:
            from cen_tui.tui.screens.grants.settle import begun

            self.screen.problem.say(
                f"The answer to {counted(len(snapshot.open_entries), 'act')} was lost.",
                begun(snapshot.open_entries[-1]),
                "Press s to look up what came of it; that only reads.",
            )

    @background(group="journal")
    async def show_history(self) -> None:
        """Open what was done from here."""
        from cen_tui.tui.screens.grants.history import HistoryScreen

        if snapshot := await self._read():
            self.screen.open_in_turn(HistoryScreen(self.screen.draft, snapshot.entries))

    @background(group="journal")
    async def show_open(self) -> None:
        """Open the operations whose answer was lost, if there are any."""
        from cen_tui.tui.screens.grants.settle import ReconcileScreen

        self.screen.clear_problem()
        snapshot = await self._read()
        if snapshot and snapshot.open_entries:
            self.screen.open_in_turn(ReconcileScreen(self.screen.draft, snapshot.open_entries))

    async def _read(self) -> JournalSnapshot | None:
        """Return what the journal holds; None, and said, where it cannot be read."""
        screen = self.screen
        try:
            snapshot = await asyncio.to_thread(_snapshot, screen.cen_app.journal)
        except FileProblem as problem:
            screen.problem.say(str(problem), problem.advice, "Nothing is granted without it.")
            return None
        for sentence in snapshot.says:
            screen.cen_app.warn(sentence)
        if self.has_open != bool(snapshot.open_entries):
            self.has_open = bool(snapshot.open_entries)
            screen.refresh_bindings()
        return snapshot


def _snapshot(journal: Journal) -> JournalSnapshot:
    return JournalSnapshot(*journal.entries(), journal.open_entries())
