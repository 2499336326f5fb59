"""The history of this machine: every operation with its result, and checking those without one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from cen_tui.cloud.cen.instances import Cen, cens
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext
from cen_tui.operations.outcome import OperationKind
from cen_tui.storage.files import FileProblem
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.dialogs.plain_text import TextViewer
from cen_tui.tui.screens.grants.journal_notice import JournalSnapshot, read_journal
from cen_tui.tui.widgets.facts import BROAD, DetailPane, facts_table, list_width
from cen_tui.tui.widgets.outcomes import outcome_text
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault.base import VaultError
from cen_tui.wizard import history
from cen_tui.wizard.attached import attachments_now
from cen_tui.wizard.execution.unfinished import CHECK_FAILED, CHECKING, Check, check
from cen_tui.wizard.handover import entry_sheet

if TYPE_CHECKING:
    from cen_tui.operations.journal_entries import JournalEntry
    from cen_tui.wizard.draft import Draft

COLUMNS = (
    Column(_("Started (UTC)"), max_width=16),
    Column(_("Result"), max_width=8),
    Column(_("Network"), max_width=25),
    Column("CEN", max_width=22),
    Column(_("Account"), max_width=None),
)
ROOM_FOR_CEN = 80
ROOM_FOR_ACCOUNT = 100
"""Columns of a terminal that has room for the last columns too; what is below the list says them anyway."""
LEAD = _("History of this machine")
EMPTY = f"{history.EMPTY}\n\n" + _(
    "Every grant, revoke, change of payer and attachment is recorded here before it is sent, and its result "
    "after. Esc goes back to the accounts, where Enter starts the first one."
)
SHEET = _("The hand-over sheet")
DETAILS = _("The operation")
READING_ATTACHMENTS = _("Reading what the network is attached to…")
READING_CEN = _("Reading the CEN…")


class HistoryScreen(StepScreen):
    """The journal: operations without a known result first, then the newest. Enter checks or opens one."""

    STEP = "account"
    HELP = _("""Every operation of cen-tui on this machine, the newest first.

Those without a known result stand above the others: Enter checks one with the account that started
it, which changes nothing. If it was not applied, g leads to its confirmation and sends it again: as the
very same request, or, hours later, as a new one. For what the CEN's owner did, g leads to the networks
granted to the CEN.
On any other operation, Enter opens the hand-over sheet of a grant, or all that is recorded.

Started   when it was recorded, just before it was to be sent, in UTC
Result    granted, revoked or attached, and verified; or one of those below
Network   the instance ID of the network granted, revoked or attached
CEN       the CEN instance ID that it was for
Account   the account that started it, where the screen has room for it

payer     the payer of the grant rule was changed
already   it was so before, nothing was changed
refused   the cloud refused, nothing was changed
not sent  the cloud was not reached, nothing was changed
not done  there was no answer, and a check shows that nothing was changed
unknown   there was no answer, and no check has shown the result yet

The same as lines to pipe: cen-tui history --json""")
    ENTER = _("Check or view")
    # Priority, for in the table g goes to the first row.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "g", "again", _("Send again"), tooltip=_("Confirm it again, and send the request"), priority=True
        ),
        *copy_keys(_("the sheet, or what is known")),
    ]

    def __init__(self, draft: Draft, snapshot: JournalSnapshot) -> None:
        super().__init__(draft)
        self._checks: dict[str, Check] = {}
        self._checking = False
        self._sent_again = False
        self._take(snapshot)

    def _take(self, snapshot: JournalSnapshot) -> None:
        self._entries = {entry.intent.id: entry for entry in reversed(snapshot.entries)}
        self._open = {entry.intent.id for entry in snapshot.open_entries}

    def compose_body(self) -> ComposeResult:
        """Lay out the operations above what is known of the one under the cursor."""
        yield Static(LEAD, classes="lead", markup=False)
        room = list_width(self.app.size.width)
        columns = COLUMNS[: 3 + (room >= ROOM_FOR_CEN) + (room >= ROOM_FOR_ACCOUNT)]
        with Horizontal(id="list"):
            yield FilterTable(columns, id="history")
            yield DetailPane()
        yield Static("", id="about-operation", markup=False)
        yield Static(EMPTY, classes="empty", markup=False)

    def on_mount(self) -> None:
        """Show the operations."""
        self.query_one(FilterTable).focus_first()
        self._show()

    def on_screen_resume(self) -> None:
        """Show what was recorded meanwhile, after an operation was sent again."""
        if self._sent_again:
            self._sent_again = False
            self.reload()

    @background(group="journal")
    async def reload(self) -> None:
        """Read the journal again, and show it."""
        await self._reload()

    async def _reload(self) -> None:
        if snapshot := await read_journal(self):
            self._take(snapshot)
        await self.apply(self._show)

    def _show(self) -> None:
        table = self.query_one(FilterTable)
        table.set_rows([self._row(entry, len(table.columns)) for entry in self._entries.values()])
        self.query_one("#list").display = bool(self._entries)
        self.query_one("#about-operation").display = bool(self._entries)
        self.query_one(".empty").display = not self._entries
        self._describe()

    def _summary(self) -> str:
        if not self.query_one(FilterTable).shown:  # the list itself says what to do
            return ""
        if self._open:
            return ngettext(
                "{count:,} operation without a known result. Enter checks one.",
                "{count:,} operations without a known result. Enter checks one.",
                len(self._open),
            ).format(count=len(self._open))
        return ngettext(
            "{count:,} operation. Enter opens the selected one.",
            "{count:,} operations. Enter opens the selected one.",
            len(self._entries),
        ).format(count=len(self._entries))

    def _row(self, entry: JournalEntry, columns: int) -> Row:
        intent = entry.intent
        cells = (
            f"{intent.at:%Y-%m-%d %H:%M}",
            history.short_outcome(entry),
            intent.network_id,
            intent.cen_id,
            intent.account,
        )
        # what was checked keeps its place until the screen is left
        on_top = intent.id in self._open or intent.id in self._checks
        style = "warning" if intent.id in self._open else ""
        return Row(intent.id, cells[:columns], rank=int(not on_top), style=style)

    @property
    def _selected(self) -> JournalEntry | None:
        row = self.query_one(FilterTable).row
        return self._entries.get(row.key) if row else None

    @on(FilterTable.Narrowed)
    @on(VirtualTable.Moved)
    def _describe(self) -> None:
        entry = self._selected
        found = self._checks.get(entry.intent.id) if entry else None
        if not self._checking:
            self.status.say(found.next_step if found else self._summary())
        known = facts_table(history.about(entry) if entry else (), history.LABEL_WIDTH)
        # beside a list on a broad screen there is room for it already
        below = "" if self.app.size.width >= BROAD else known
        self.query_one("#about-operation", Static).update(outcome_text(found.result) if found else below)
        self.query_one(DetailPane).show(known)
        self.refresh_bindings()

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        entry = self._entries.get(message.row.key)
        if entry is None:
            return
        if entry.intent.id in self._open:
            self.clear_problem()
            self._checking = True
            self.status.waiting(CHECKING.format(network=entry.intent.network_id))
            self.check_operation(entry)
        else:
            offered = _offered(entry)
            self.open(TextViewer(offered.title, offered.text, file_name=offered.file_name))

    @background()
    async def check_operation(self, entry: JournalEntry) -> None:
        """Read whether an operation is in force, and record what is known then."""
        app = self.cen_app
        try:
            found = await check(entry, app.session, app.journal, app.options.polling)
        except (VaultError, CloudError, FileProblem) as error:
            await self.apply(partial(self._fail, error))
            return
        self._checks[entry.intent.id] = found
        self._checking = False
        await self._reload()

    def broke(self, error: Exception) -> None:
        """Tell of an error that nothing expected; another check may be tried."""
        self._checking = False
        super().broke(error)

    def _fail(self, error: VaultError | CloudError | FileProblem) -> None:
        self._checking = False
        self.status.say(CHECK_FAILED)
        self.problem.show(error)

    @property
    def _repeatable(self) -> Check | None:
        """What a check found of the operation under the cursor, where it may be sent again."""
        entry = self._selected
        found = self._checks.get(entry.intent.id) if entry else None
        return found if found and found.may_repeat else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to send again what may be; leave the g to a field that is typed into."""
        offered = action != "again" or (
            self.is_mounted and not isinstance(self.focused, Input) and self._repeatable is not None
        )
        return super().check_action(action, parameters) and offered

    def action_again(self) -> None:
        """Lead to the confirmation of an operation that was not applied."""
        from cen_tui.tui.screens.confirm import ConfirmScreen
        from cen_tui.wizard.confirmation import confirm_payer

        found = self._repeatable
        if found is None:
            return
        intent = found.entry.intent
        self._sent_again = True
        # what is found out meanwhile is not known here: it is checked again first
        del self._checks[intent.id]
        if intent.kind.of_cen_owner:
            self.status.waiting(READING_CEN)
            self.open_inbox_again(found)
        elif intent.kind is OperationKind.REVOKE:
            self.status.waiting(READING_ATTACHMENTS)
            self.confirm_revoke_again(found)
        elif intent.kind is OperationKind.CHANGE_PAYER and intent.options.payer:
            change = confirm_payer(found.draft, intent.network, found.rule, intent.options.payer)
            self.open(ConfirmScreen(found.draft, change))
        else:
            self.advance(found.draft)

    @background(group="inbox")
    async def open_inbox_again(self, found: Check) -> None:
        """Read the CEN, and lead to what was granted to it; by its ID alone where it cannot be read."""
        from cen_tui.tui.screens.cen_owner.inbox import InboxScreen

        intent = found.entry.intent
        try:
            cen = next(iter(await cens(found.signed.cloud, intent.cen_id)), None)
        except CloudError:
            cen = None
        self.status.say("")
        cen = cen or Cen(intent.cen_id, "", intent.cen_owner)
        self.open_in_turn(InboxScreen(found.signed, cen, select_id=intent.network_id))

    @background(group="revoke")
    async def confirm_revoke_again(self, found: Check) -> None:
        """Read what the network is attached to, and lead to the confirmation of its revoke."""
        from cen_tui.tui.screens.confirm import ConfirmScreen
        from cen_tui.wizard.confirmation import confirm_revoke

        network = await attachments_now(found.signed.cloud, found.entry.intent.network)
        self.status.say("")
        self.open_in_turn(ConfirmScreen(found.draft, confirm_revoke(found.draft, network, found.rule)))

    def copyable(self) -> Copyable | None:
        """Offer the operation under the cursor: its network, and its sheet."""
        entry = self._selected
        return _offered(entry) if entry else None


def _offered(entry: JournalEntry) -> Copyable:
    network_id = entry.intent.network_id
    if sheet := entry_sheet(entry):
        return Copyable(network_id, sheet, SHEET, f"cen-handover-{network_id}.txt")
    return Copyable(network_id, history.details(entry), DETAILS, f"operation-{network_id}.txt")
