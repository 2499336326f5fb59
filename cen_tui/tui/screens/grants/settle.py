"""Acts whose answer was lost: looked up in the rules, and sent again only when asked to."""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.operations.executor import reconcile_journaled
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.session import SignedIn
from cen_tui.storage.files import FileProblem
from cen_tui.text import counted, grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.cen_owner.inbox import InboxScreen
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.widgets.outcomes import outcome_text
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.confirmation import confirm_payer, confirm_revoke
from cen_tui.wizard.draft import Draft

COLUMNS = (
    Column("Begun (UTC)", most=16),
    Column("Act", most=6),
    Column("Network", most=None),
    Column("CEN", most=None),
)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What looking up one act found, and with whom it was looked up."""

    entry: JournalEntry
    signed: SignedIn
    result: OperationResult
    token: str
    """The ClientToken to send it again with; none where the cloud takes none, or may know it no more."""


class ReconcileScreen(StepScreen):
    """Enter reads the rules with the account of the act, and says what came of it."""

    STEP = "account"
    HELP = """Each line is a grant, a revoke or an attachment that was begun and whose answer was lost: the
link dropped, the program was ended, or the cloud did not answer.

Enter looks it up with the account that began it, which changes nothing, and says whether it landed.
If it did not, g leads to the confirmation, and sends it again as the very same request, or, hours
later, as a new one. For an attachment, g leads to what was granted to the CEN.

Begun    when it was written down, just before it was to be sent, in UTC
Act      grant, revoke, attach, or change of payer
Network  the instance ID of the network
CEN      the CEN instance ID of whom it was for"""
    # Priority, for in the table g goes to the first row.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "g", "again", "Send again", tooltip="Confirm again what did not land, and send it", priority=True
        ),
        *copy_keys("the row"),
    ]

    class Listed(Message):
        """The open acts were read from the journal."""

        def __init__(self, entries: tuple[JournalEntry, ...]) -> None:
            super().__init__()
            self.entries = entries

    class Looked(Message):
        """One act was looked up."""

        def __init__(self, look: LookUp) -> None:
            super().__init__()
            self.look = look

    class Failed(Message):
        """It could not be looked up."""

        def __init__(self, error: CloudError | VaultError | FileProblem) -> None:
            super().__init__()
            self.error = error

    def __init__(self, draft: Draft, entries: tuple[JournalEntry, ...]) -> None:
        super().__init__(draft)
        self._entries = {entry.intent.id: entry for entry in entries}
        self._looks: dict[str, LookUp] = {}
        self._sent_again = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the open acts above what is known of the one under the cursor."""
        yield Static("What came of these?", classes="lead", markup=False)
        yield FilterTable(COLUMNS, id="open")
        yield Static("", id="outcomes", markup=False)

    def on_mount(self) -> None:
        """Show the acts."""
        self.query_one(FilterTable).focus_first()
        self._fill()

    def granted(self, networks: frozenset[str]) -> None:
        """Take the grant from the list that was sent again, and stands."""
        sent = self._entries.get(self._sent_again)
        if sent is not None and sent.intent.network_id in networks:
            del self._entries[self._sent_again]
            self._fill()

    def copyable(self) -> Copyable | None:
        """Offer the act under the cursor: its network, and what was begun."""
        row = self.query_one(FilterTable).row
        entry = self._entries.get(row.key) if row else None
        if entry is None:
            return None
        return Copyable(entry.intent.network_id, begun(entry), "The row", f"{entry.intent.network_id}.txt")

    def _fill(self) -> None:
        self.query_one(FilterTable).set_rows([_row(entry) for entry in self._entries.values()])
        if not self._entries:
            self.query_one("#outcomes", Static).update("")
        acts = f"{counted(len(self._entries), 'act')} without a known outcome. Enter looks one up."
        self.status.say(acts if self._entries else "No act is left without a known outcome. Esc goes back.")

    @on(VirtualTable.Moved)
    def _describe(self, message: VirtualTable.Moved) -> None:
        entry = self._entries.get(message.row.key)
        if entry is None:
            return
        look = self._looks.get(message.row.key)
        text = outcome_text(look.result) if look else begun(entry)
        self.query_one("#outcomes", Static).update(text)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        entry = self._entries.get(message.row.key)
        if entry is None:
            return
        self.clear_problem()
        self.status.waiting(f"Reading the rules of {entry.intent.network_id}…")
        self.look_up(entry)

    @background()
    async def look_up(self, entry: JournalEntry) -> None:
        """Sign in with the account that began the act, and read whether its rule stands."""
        try:
            accounts = await self.cen_app.session.signins.accounts()
            signed = await self.cen_app.session.open(_account_of(entry, accounts))
            if signed.account.uid != entry.intent.uid:
                raise _other_account(entry)
            result = await reconcile_journaled(
                entry,
                journal=self.cen_app.journal,
                cloud=signed.cloud,
                patience=self.cen_app.setup.polling,
            )
            token = await asyncio.to_thread(self.cen_app.journal.token_to_repeat, entry)
        except (VaultError, CloudError, FileProblem) as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Looked(LookUp(entry, signed, result, token)))

    @on(Looked)
    def _looked(self, message: Looked) -> None:
        look = message.look
        self._looks[look.entry.intent.id] = look
        self.query_one("#outcomes", Static).update(outcome_text(look.result))
        if look.result.outcome is Outcome.REFUSED:
            self.status.say("It did not land. g sends it again, after a confirmation; or leave it so.")
        elif look.result.outcome is Outcome.UNKNOWN:
            again = " g sends the same request again, after a confirmation." if _may_go_on(look) else ""
            self.status.say(f"Not settled. Enter looks again.{again}")
        else:
            self.status.say("Settled, and written to the journal.")

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.status.say("Nothing was changed. Enter tries again.")
        self.problem.tell(message.error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the g to a field that is typed into."""
        typing = isinstance(self.focused, Input)
        return super().check_action(action, parameters) and not (action == "again" and typing)

    def action_again(self) -> None:
        """Lead what did not land to its confirmation, to be sent as the same request."""
        row = self.query_one(FilterTable).row
        look = self._looks.get(row.key) if row else None
        if look is None or not _may_go_on(look):
            self.status.say("Look it up first, with Enter: only what did not land is sent again.")
            return
        intent, signed = look.entry.intent, look.signed
        if intent.act is OperationKind.ATTACH:
            cen = Cen(intent.cen_id, "", intent.cen_owner)
            self.open(InboxScreen(signed, cen, landing=intent.network_id))
            return
        draft = Draft(account=signed.account, region=intent.region, tokens=((intent.network_id, look.token),))
        rule = look.result.rule or GrantRule(intent.target, families=(intent.terms.family,))
        payer = intent.terms.payer
        if intent.act is OperationKind.REVOKE:
            self.open(ConfirmScreen(draft, confirm_revoke(draft, intent.network, rule)))
        elif intent.act is OperationKind.CHANGE_PAYER and payer:
            self.open(ConfirmScreen(draft, confirm_payer(draft, intent.network, rule, payer)))
        else:
            self._sent_again = intent.id
            self.go_on(draft.answered(networks=(intent.network,), target=intent.target, payer=payer))


def _may_go_on(look: LookUp) -> bool:
    """Tell whether the act may be asked for again: what may yet show only with the token it was sent with.

    An attachment is asked for from the list of what was granted, which shows one that is under way.
    """
    intent, error = look.entry.intent, look.result.error
    not_visible = error is not None and error.kind is ErrorKind.NOT_FOUND
    repeatable = bool(look.token) or intent.act is OperationKind.ATTACH
    outcome = look.result.outcome
    return outcome is Outcome.REFUSED or (outcome is Outcome.UNKNOWN and not_visible and repeatable)


def _account_of(entry: JournalEntry, accounts: tuple[Account, ...]) -> Account:
    """Return the account that began the act, or another that signs in to the same account ID."""
    fitting = [account for account in accounts if account.uid == entry.intent.uid]
    named = [account for account in accounts if account.name == entry.intent.account]
    for account in (*(one for one in fitting if one in named), *fitting, *named):
        return account
    raise _other_account(entry)


def _other_account(entry: JournalEntry) -> VaultError:
    return VaultError(
        f"No saved account signs in to {grouped(entry.intent.uid)}, which began this.",
        advice=f"Add that account (it was named {entry.intent.account}), then look this up again.",
    )


def begun(entry: JournalEntry) -> str:
    """Return a sentence on what was begun, when and by whom."""
    intent = entry.intent
    return (
        f"On {intent.at:%Y-%m-%d at %H:%M} UTC, {intent.account} ({grouped(intent.uid)}) began to "
        f"{intent.act.verb} {intent.network_id} in {intent.region}, CEN {intent.cen_id} of "
        f"{grouped(intent.cen_owner)}; the answer was lost."
    )


def _row(entry: JournalEntry) -> Row:
    intent = entry.intent
    when = f"{intent.at:%Y-%m-%d %H:%M}"
    return Row(intent.id, (when, intent.act.value, intent.network_id, intent.cen_id))
