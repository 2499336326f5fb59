"""Everything that was granted, revoked and attached from here, and what came of it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, Outcome, Refusal
from cen_tui.text import counted, grouped
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.dialogs.plain_text import TextViewer
from cen_tui.tui.widgets.beside import DetailPane, room_for_list
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.handover import entry_sheet, outcome_words
from cen_tui.wizard.payer import payer_words

COLUMNS = (
    Column("When (UTC)", most=16),
    Column("Outcome", most=7),
    Column("Network", most=25),
    Column("CEN", most=22),
    Column("Account", most=None),
)
ROOM_FOR_ACCOUNT = 100
"""Columns of a terminal that has room for the last column too."""
WORDS = {Outcome.ALREADY: "already", Outcome.UNKNOWN: "unknown"}
SHORT: dict[str, str] = {Refusal.NOT_SENT: "unsent", Refusal.NOT_DONE: "failed"}
"""What the column has room for, of what changed nothing and was not refused by the cloud."""
DONE = {
    OperationKind.GRANT: "granted",
    OperationKind.REVOKE: "revoked",
    OperationKind.CHANGE_PAYER: "changed",
    OperationKind.ATTACH: "in CEN",
}
EMPTY = """Nothing was granted or revoked from here yet.

Every act is written down before it is sent, and what came of it after."""


class HistoryScreen(StepScreen):
    """The journal, the newest act first. Enter opens the hand-over sheet of a grant."""

    STEP = "account"
    HELP = """Everything that this tool did on this machine, the newest first. Enter opens the hand-over sheet
of a grant, or all that is known of an act that has none.

When      the moment it was begun, in UTC
Outcome   granted, revoked or attached, and seen to be; or one of those below
Network   the instance ID of what was opened, or closed again
CEN       the CEN instance ID of whom it was opened to
Account   the account that owns the network, where the screen has room for it

in CEN    the network was attached to the CEN, with the account that owns the CEN
already   it was so before, nothing was changed
refused   the cloud said no, nothing was changed
unsent    the cloud was not reached, nothing was changed
failed    the answer was lost, and a later look shows that nothing was changed
unknown   the answer was lost, and the rules did not tell
lost      the program ended before the answer; s on the first screen looks it up

The same as lines to pipe: cen-tui history --json"""
    ENTER = "View"
    BINDINGS: ClassVar[list[BindingType]] = [
        *copy_keys("the sheet, or what is known"),
    ]

    def __init__(self, draft: Draft, entries: tuple[JournalEntry, ...]) -> None:
        super().__init__(draft)
        self._entries = {entry.intent.id: entry for entry in reversed(entries)}

    def compose_body(self) -> ComposeResult:
        """Lay out the acts, or what stands in for them."""
        yield Static("What was done from here", classes="lead", markup=False)
        wide = room_for_list(self.app.size.width) >= ROOM_FOR_ACCOUNT
        with Horizontal(id="list"):
            yield FilterTable(COLUMNS if wide else COLUMNS[:-1], id="history")
            yield DetailPane()
        yield Static(EMPTY, classes="empty", markup=False)

    def on_mount(self) -> None:
        """Show the acts."""
        table = self.query_one(FilterTable)
        columns = len(table.columns)
        table.set_rows([_row(entry, columns) for entry in self._entries.values()])
        self.query_one("#list").display = bool(self._entries)
        self.query_one(".empty").display = not self._entries
        table.focus_first()
        if self._entries:
            self.status.say(f"{counted(len(self._entries), 'act')}. Enter opens the hand-over sheet.")

    @on(VirtualTable.Chosen)
    def _open(self, message: VirtualTable.Chosen) -> None:
        offered = _offered(self._entries[message.row.key])
        self.open(TextViewer(offered.title, offered.text, file_name=offered.file_name))

    @on(VirtualTable.Moved)
    def _tell_beside(self, message: VirtualTable.Moved) -> None:
        self.query_one(DetailPane).show(_known(self._entries[message.row.key]))

    def copyable(self) -> Copyable | None:
        """Offer the act under the cursor: its network, and its sheet."""
        row = self.query_one(FilterTable).row
        return _offered(self._entries[row.key]) if row else None


def _offered(entry: JournalEntry) -> Copyable:
    network_id = entry.intent.network_id
    sheet = entry_sheet(entry) if entry.intent.act is OperationKind.GRANT else ""
    title = "The hand-over sheet" if sheet else "What is known of it"
    return Copyable(network_id, sheet or _known(entry), title, f"cen-handover-{network_id}.txt")


def _outcome(entry: JournalEntry) -> str:
    ending, act = entry.ending, entry.intent.act
    if ending is None:
        return "lost"
    if ending.outcome is Outcome.REFUSED:
        return SHORT.get(ending.refusal, "refused")
    return WORDS.get(ending.outcome, DONE[act])


def _row(entry: JournalEntry, columns: int) -> Row:
    intent = entry.intent
    cells = (f"{intent.at:%Y-%m-%d %H:%M}", _outcome(entry), intent.network_id, intent.cen_id, intent.account)
    return Row(intent.id, cells[:columns])


def _known(entry: JournalEntry) -> str:
    intent = entry.intent
    owner = f" of {grouped(intent.network_owner)}" if intent.network_owner not in {"", intent.uid} else ""
    lines = [
        f"{intent.act.noun}, begun {intent.at:%Y-%m-%d %H:%M} UTC with cen-tui {intent.version}",
        f"Account   {intent.account}, {grouped(intent.uid)}",
        f"Network   {intent.network_type} {intent.network_id} in {intent.region}{owner}",
        f"CEN       {intent.cen_id} of {grouped(intent.cen_owner)}",
        *([f"Payer     {payer_words(intent.terms.payer)}"] if intent.terms.payer else []),
    ]
    for ending in entry.endings:
        code = f" · {ending.code}" if ending.code else ""
        request = f" · request ID {ending.request_id}" if ending.request_id else ""
        words = outcome_words(intent.act, ending.outcome, ending.refusal)
        lines.append(f"{ending.at:%Y-%m-%d %H:%M} UTC  {words}{code}{request}")
        lines += [f"  {ending.says}"] if ending.says else []
    return "\n".join(lines if entry.endings else [*lines, "The answer was lost."])
