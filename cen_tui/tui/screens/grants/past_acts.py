"""What the first screen knows of the acts before: the history, and those whose answer was lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from cen_tui.storage.files import FileProblem
from cen_tui.text import counted
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import StepScreen
from cen_tui.wizard.draft import Draft

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal
    from cen_tui.operations.journal_entries import JournalEntry


class JournalSnapshot(NamedTuple):
    """What the journal holds."""

    entries: tuple[JournalEntry, ...] = ()
    says: tuple[str, ...] = ()
    """What must be said of lines that could not be read."""
    open_entries: tuple[JournalEntry, ...] = ()


class JournalNotice(StepScreen):
    """Reads the journal whenever the screen comes to the front, and offers what it holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "history", "History", tooltip="What was granted and revoked from here"),
        Binding("s", "settle", "Settle", tooltip="Look up what came of acts whose answer was lost"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._open = False

    def on_screen_resume(self) -> None:
        """Learn whether anything is open."""
        self.call_after_refresh(self.read_journal, "")

    class JournalRead(Message):
        """The journal was read, or why it could not be."""

        def __init__(self, read: JournalSnapshot, then: str, problem: FileProblem | None = None) -> None:
            super().__init__()
            self.read = read
            self.then = then
            self.problem = problem

    @background(group="journal")
    async def read_journal(self, then: str) -> None:
        """Read the journal, for the screen named by `then` or to learn whether anything is open."""
        try:
            read = await asyncio.to_thread(_read, self.cen_app.journal)
        except FileProblem as problem:
            self.post_message(self.JournalRead(JournalSnapshot(), then, problem))
        else:
            self.post_message(self.JournalRead(read, then))

    @on(JournalRead)
    def _journal_read(self, message: JournalRead) -> None:
        for sentence in message.read.says:
            self.cen_app.warn(sentence)
        if message.problem is not None:
            self.problem.say(str(message.problem), message.problem.advice, "Nothing is granted without it.")
            return
        open_entries = message.read.open_entries
        if self._open != bool(open_entries):
            self._open = bool(open_entries)
            self.refresh_bindings()
        if message.then == "history":
            self._show_history(message.read.entries)
        elif open_entries:
            self._offer_to_settle(open_entries, at_once=message.then == "settle")

    def _show_history(self, entries: tuple[JournalEntry, ...]) -> None:
        from cen_tui.tui.screens.grants.history import HistoryScreen

        self.open_in_turn(HistoryScreen(self.draft, entries))

    def _offer_to_settle(self, open_entries: tuple[JournalEntry, ...], *, at_once: bool) -> None:
        from cen_tui.tui.screens.grants.settle import ReconcileScreen, begun

        if at_once:
            self.open_in_turn(ReconcileScreen(self.draft, open_entries))
        else:
            self.problem.say(
                f"The answer to {counted(len(open_entries), 'act')} was lost.",
                begun(open_entries[-1]),
                "Press s to look up what came of it; that only reads.",
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to settle only where something is open."""
        return super().check_action(action, parameters) and (action != "settle" or self._open)

    def action_history(self) -> None:
        """Show what was done from here."""
        self.read_journal("history")

    def action_settle(self) -> None:
        """Show the acts whose answer was lost."""
        self.clear_problem()
        self.read_journal("settle")


def _read(journal: Journal) -> JournalSnapshot:
    return JournalSnapshot(*journal.entries(), journal.open_entries())
