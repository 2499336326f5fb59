"""Step 1: the account that owns the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.auth.principal import in_words
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.session import ConsentNeededError, SignedIn, refusal_text
from cen_tui.text import grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.accounts.account_table import HELP, AboutAccount, AccountTable
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.grants.journal_notice import JournalNotice, read_journal
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault import account_list
from cen_tui.vault.base import Account, Source, StoreError, VaultError

if TYPE_CHECKING:
    from textual.screen import Screen, ScreenResultCallbackType

    from cen_tui.tui.screens.accounts.changes import AccountChanges
    from cen_tui.wizard.draft import Draft

_Opened = TypeVar("_Opened")
HINT: Final = _("Enter signs in with the account under the cursor. G lists all it has granted.")
SIGNED_IN: Final = _("Signed in as {who} of account {uid}.")
IN_MEMORY: Final = _(
    "In memory only, lost when you quit: {name}. Ctrl+Q again quits; w, then e and Ctrl+S, stores."
)
SEVERAL_IN_MEMORY: Final = _(
    "In memory only, lost when you quit: {count} accounts. Ctrl+Q again quits; w, then e and Ctrl+S, stores."
)
_OF_AN_ACCOUNT: Final = {
    "edit",
    "remove",
    "cens",
    "grants",
    "role",
    "import",
    "label",
    "group",
    "copy",
    "view",
}
REFUSED: Final = _("Select another account, edit this one with e, or press Enter to retry.")


class AccountScreen(StepScreen):
    """The saved accounts, last used first. Enter signs in; the cloud says who it is."""

    STEP = "account"
    FROM_REQUEST = ("region", "networks", "cen_owner", "cen_id", "payer")
    AUTO_FOCUS = "VirtualTable"
    ENTER = _("Sign in")
    HELP = HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", _("Add"), tooltip=_("Add an account")),
        Binding(
            "e", "edit", _("Edit"), tooltip=_("Edit the name or the key of the account under the cursor")
        ),
        Binding(
            "x,delete", "remove", _("Remove"), key_display="x", tooltip=_("Remove the account and its key")
        ),
        Binding(
            "c", "cens", _("CEN owner"), tooltip=_("The CEN owner's side: ask for a network, and attach it")
        ),
        Binding("h", "history", _("History"), tooltip=_("What was granted and revoked from here")),
        Binding(
            "G", "grants", _("Granted"), tooltip=_("All that was granted out of the account under the cursor")
        ),
        Binding(
            "R", "role", _("Role"), tooltip=_("Assume a role with the account under the cursor"), show=False
        ),
        Binding("i", "import", _("Import"), tooltip=_("Import a profile of the aliyun CLI"), show=False),
        Binding("l", "label", _("Label"), tooltip=_("Add a note or a coloured label"), show=False),
        Binding(
            "w",
            "storage",
            _("Credential storage"),
            tooltip=_("Select where credentials are stored"),
            show=False,
        ),
        Binding("b", "group", _("By ID"), tooltip=_("Group accounts by account ID, or not"), show=False),
        Binding("r", "reload", _("Reload"), tooltip=_("Reload the list of accounts"), show=False),
        Binding("escape", "back", _("Back"), tooltip=_("Stop signing in, or clear the filter"), show=False),
        *copy_keys(_("the row"), show=False),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._session = self.cen_app.session
        self._journal = JournalNotice(self)
        self._was_read = False
        self._said_lost = False
        self._select = ""
        """The `key` of the account that the cursor goes to when the accounts have been read next."""
        self._status_after_read = ""
        """What is said then."""

    def compose_body(self) -> ComposeResult:
        """Lay out the question, the accounts, what is said of one, and what stands there without any."""
        yield Static(_("Which account owns the network?"), classes="lead", markup=False)
        yield AccountTable(id="accounts")
        yield AboutAccount(id="about", markup=False)

    def on_mount(self) -> None:
        """Read the accounts."""
        self._table.focus_first()
        for notice in self.cen_app.options.notices:
            self.notify(notice, timeout=20, markup=False)
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Reload the accounts after coming back, as another was used last; read the journal again."""
        if self._select:
            self.action_reload()
        self.call_after_refresh(self._journal.refresh)

    # The list

    @property
    def _table(self) -> AccountTable:
        return self.query_one(AccountTable)

    def action_reload(self) -> None:
        """Read the accounts after the next paint: the first frame must not wait for them."""
        self.status.waiting(_("Reading the saved accounts…"))
        self.call_after_refresh(self.read_accounts)

    @background(group="vault")
    async def read_accounts(self) -> None:
        """Read the accounts from all their sources, and show them."""
        try:
            accounts = await self._session.directory.accounts()
            await self.apply(partial(self._show, accounts))
        except VaultError as error:
            self._tell(error)

    def _show(self, accounts: tuple[Account, ...]) -> None:
        self._table.list_accounts(accounts)
        self._describe()
        self.status.say(self._status_after_read or (HINT if accounts else ""))
        directory = self._session.directory
        for notice in (*directory.notices(), *self.cen_app.recents.notices()):
            self.notify(notice, timeout=20, markup=False)
        selected = self._select or ("" if self._was_read else directory.first)
        if selected:
            self._table.table.go_to(selected)
        self._was_read, self._select, self._status_after_read = True, "", ""
        self._take_preset()

    def _take_preset(self) -> None:
        """Sign in with the account that the command line named."""
        name = self.draft.presets.account
        if not name:
            return
        self.draft = self.draft.without_presets("account")
        if account := account_list.account_named(name, self._table.accounts):
            self.sign_in(account)
        else:
            self.problem.say(
                _("There is no account named {name}.").format(name=name),
                _("--account takes one of the names listed here."),
            )

    @on(VirtualTable.Moved)
    def _describe(self) -> None:
        usual = Source.KEYRING if self._session.directory.store_manager else Source.MEMORY
        self.query_one(AboutAccount).describe(self._table, usual=usual)
        self.refresh_bindings()

    def action_group(self) -> None:
        """Group the accounts by account ID, or sort them by last use."""
        says = self._table.toggle_grouping()
        self._describe()
        self.status.say(says)

    def copyable(self) -> Copyable | None:
        """Offer the account under the cursor."""
        return self._table.copyable()

    # Signing in

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        account = account_list.account_by_key(message.row.key, self._table.accounts)
        if account is not None and self.is_active:
            self.sign_in(account)

    @background(group="sign-in")
    async def sign_in(self, account: Account) -> None:
        """Sign in with an account, and continue with the identity that the cloud returns; Esc stops it."""
        await self._sign_in(account)

    async def _sign_in(self, account: Account) -> None:
        self.clear_problem()
        self.status.waiting(_("Signing in as {account}… (Esc stops)").format(account=account.name))
        try:
            signed = await self._session.open(account, note=True)
        except ConsentNeededError as needed:
            from cen_tui.tui.screens.accounts.changes import consent

            self.status.say("")
            if await self.ask(consent(needed.source)):
                self._session.allow(needed.source)
                await self._sign_in(account)
        except (CloudError, VaultError) as error:
            await self._refuse(account, error)
        else:
            self._enter(signed)

    def _enter(self, signed: SignedIn) -> None:
        account, expires = signed.account, signed.cloud.expires
        self._select = account.key
        self.status.say(SIGNED_IN.format(who=in_words(account.principal), uid=grouped(account.uid)))
        if expires and account.expires_at:
            self.cen_app.warn(
                _("These credentials end at {time} UTC and cannot be renewed: sign in again then.").format(
                    time=f"{expires:%H:%M}"
                )
            )
        elif expires:
            said = _("Temporary credentials valid until {time} UTC; renewed automatically.").format(
                time=f"{expires:%H:%M}"
            )
            self.notify(said, timeout=10, markup=False)
        self.advance(self.draft.with_answers(account=account))

    async def _refuse(self, account: Account, error: CloudError | VaultError) -> None:
        """Show a refusal, also on the account's row; where its key could not be read, offer what may help."""
        self._tell(error)
        if isinstance(error, CloudError):
            self._table.mark_refused(account, refusal_text(error) or account.last_error)
            self._describe()
        store_manager = self._session.directory.store_manager
        if store_manager and isinstance(error, StoreError):
            from cen_tui.tui.screens.accounts.storage import make_usable

            place = account_list.base_account(account, self._table.accounts).source
            if await make_usable(self, store_manager, error, place=place):
                await self._sign_in(account)

    def _tell(self, error: CloudError | VaultError) -> None:
        self.status.say(REFUSED)
        self.problem.show(error)

    def confirm_quit(self) -> bool:
        """Say once which credentials are lost with the program, and how to store them."""
        lost = self._table.in_memory if self._session.directory.store_manager else ()
        if not lost or self._said_lost:
            return True
        self._said_lost = True
        said = (IN_MEMORY if len(lost) == 1 else SEVERAL_IN_MEMORY).format(name=lost[0], count=len(lost))
        (self.status.say if self.is_active else self.cen_app.warn)(said)
        return False

    def open(
        self, screen: Screen[_Opened], callback: ScreenResultCallbackType[_Opened] | None = None
    ) -> None:
        """Stop a sign-in that is under way, which would go on behind a form."""
        if self.is_active:
            self._stop_sign_in()
        super().open(screen, callback)

    def action_back(self) -> None:
        """Stop a sign-in that is under way; else as everywhere."""
        if not self._stop_sign_in():
            super().action_back()

    def _stop_sign_in(self) -> bool:
        """Stop a sign-in that is under way; return whether there was one."""
        under_way = any(not worker.is_finished for worker in self.workers if worker.group == "sign-in")
        if under_way:
            self.workers.cancel_group(self, "sign-in")
            self.status.say(_("Stopped."))
        return under_way

    # Changes, and what else opens from here

    @cached_property
    def _changes(self) -> AccountChanges:
        from cen_tui.tui.screens.accounts.changes import AccountChanges

        return AccountChanges(self, changed=self._reload, failed=self._tell)

    def action_add(self) -> None:
        """Add an account."""
        self._changes.add()

    def action_edit(self) -> None:
        """Edit the account under the cursor."""
        self._with_selected(self._changes.edit)

    def action_remove(self) -> None:
        """Remove the account under the cursor, when that is confirmed."""
        self._with_selected(self._changes.remove)

    def action_role(self) -> None:
        """Add a role over the account under the cursor."""
        self._with_selected(self._changes.open_role)

    def action_label(self) -> None:
        """Label the account under the cursor, or add a note."""
        self._with_selected(self._changes.label)

    def action_import(self) -> None:
        """Import the profile under the cursor."""
        self._with_selected(self._changes.import_profile)

    def _with_selected(self, change: Callable[[Account], object]) -> None:
        if (account := self._table.selected) is not None:
            change(account)

    def _reload(self, select: str, says: str) -> None:
        """Reload the accounts; then select the one with this key, and show this sentence."""
        self._select, self._status_after_read = select or self._select, says
        self.action_reload()

    def action_storage(self) -> None:
        """Select where credentials are stored."""
        self._changes.choose_storage()

    def action_cens(self) -> None:
        """Open the CEN owner's side with the account under the cursor."""
        from cen_tui.tui.screens.cen_owner.cens import CensScreen

        if (account := self._table.selected) is not None:
            self.open(CensScreen(account))

    def action_grants(self) -> None:
        """Show all grant rules of the account under the cursor."""
        from cen_tui.tui.screens.grants.audit import AuditScreen

        if (account := self._table.selected) is not None:
            self.open(AuditScreen(account))

    @background(group="journal")
    async def action_history(self) -> None:
        """Show the operations of this machine."""
        from cen_tui.tui.screens.grants.history import HistoryScreen

        self.clear_problem()
        if snapshot := await read_journal(self):
            self.open_in_turn(HistoryScreen(self.draft, snapshot))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the account under the cursor."""
        account = next((table.selected for table in self.query(AccountTable)), None)
        if account is None:
            return action not in _OF_AN_ACCOUNT and super().check_action(action, parameters)
        if action in {"edit", "remove"}:
            return account.changeable
        if action == "import":
            return account.source is Source.PROFILE and not account.unusable
        if action in {"copy", "view"}:
            return bool(account.uid)
        return super().check_action(action, parameters)
