"""Step 1: the account that owns the network."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.session import ConsentNeededError, SignedIn, trouble_of
from cen_tui.text import counted, grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.accounts.account_rows import COLUMNS, EMPTY, about, rows_of
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.grants.journal_notice import JournalNotice
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault import account_list
from cen_tui.vault.base import Account, Source, StoreError, VaultError

if TYPE_CHECKING:
    from textual.content import Content
    from textual.screen import Screen, ScreenResultCallbackType

    from cen_tui.tui.screens.accounts.account_form import Signed
    from cen_tui.tui.screens.dialogs.question import Question
    from cen_tui.wizard.draft import Draft

_Opened = TypeVar("_Opened")
HINT = "Enter signs in with the account under the cursor."
REFUSED = "Choose another account, correct this one with e, or press Enter to try again."


class AccountScreen(StepScreen):
    """The saved accounts, last used first. Enter signs in; the cloud says who it is."""

    STEP = "account"
    AUTO_FOCUS = "VirtualTable"
    HELP = """Choose the account that owns the network you want to grant.

Name         what it is called here
Account ID   the main account's ID (the console calls it UID), as the cloud named it
Signs in as  the main account itself, one of its RAM users, or a role; after ! it was refused
Last used    the day when it last signed in from here
Key          the AccessKey ID, masked; or what there is instead:
environment  keys found in ALIBABA_CLOUD_ACCESS_KEY_ID and ..._SECRET; nothing of them is stored
aliyun CLI   a profile in ~/.aliyun/config.json, used as it is; i copies its key into the keyring
role         a RAM role that another account assumes: t adds one"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "history", "History", tooltip="What was granted and revoked from here"),
        Binding("s", "settle", "Settle", tooltip="Look up what came of acts whose answer was lost"),
        Binding(
            "u",
            "group",
            "By ID",
            tooltip="Put accounts with the same account ID together, or not",
            show=False,
        ),
        Binding("r", "reload", "Reload", tooltip="Read the accounts again", show=False),
        Binding("escape", "back", "Back", tooltip="Stop signing in, or clear the filter", show=False),
        *copy_keys("the row", show=False),
        Binding("a", "add", "Add", tooltip="Add an account"),
        Binding("e", "edit", "Edit", tooltip="Change the name or the key of the account under the cursor"),
        Binding("x,delete", "remove", "Remove", key_display="x", tooltip="Forget the account and its key"),
        Binding("t", "role", "Role", tooltip="Assume a role with the account under the cursor"),
        Binding("p", "places", "Places", tooltip="Choose where sign-ins are kept on this host", show=False),
        Binding("n", "note", "Note", tooltip="Note something; give it a label in colour", show=False),
        Binding(
            "i", "import", "Import", tooltip="Copy a profile of the aliyun CLI into the keyring", show=False
        ),
        Binding("c", "cens", "CENs", tooltip="The CEN owner's side: ask for a network, and attach it"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.accounts: tuple[Account, ...] = ()
        self._session = self.cen_app.session
        self._journal = JournalNotice(self)
        self._by_uid = False
        self._was_read = False
        self._select = ""
        """The `key` of the account that the cursor goes to when the accounts have been read next."""
        self._news = ""
        """What is said then."""

    def compose_body(self) -> ComposeResult:
        """Lay out the question, the accounts, what is said of one, and what stands there without any."""
        yield Static("Which account owns the network?", classes="lead", markup=False)
        yield FilterTable(COLUMNS, id="accounts")
        yield Static(id="about", markup=False)

    def on_mount(self) -> None:
        """Read the accounts."""
        self.query_one(FilterTable).focus_first()
        for notice in self.cen_app.setup.notices:
            self.notify(notice, timeout=20, markup=False)
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Show the accounts anew after coming back, as another was used last; learn what is open."""
        if self._select:
            self.action_reload()
        self.call_after_refresh(self.read_journal)

    # The list

    def action_reload(self) -> None:
        """Read the accounts, once what is on the screen stands: the first frame is not to wait for them."""
        self.status.waiting("Reading the saved accounts…")
        self.call_after_refresh(self.read_accounts)

    @background(group="vault")
    async def read_accounts(self) -> None:
        """Fetch the accounts from wherever they live, and show them."""
        try:
            self._show(await self._session.signins.accounts())
        except VaultError as error:
            self._tell(error)

    def _show(self, accounts: tuple[Account, ...]) -> None:
        self.accounts = accounts
        self._fill()
        self.status.say(self._news or (HINT if accounts else ""))
        signins = self._session.signins
        for notice in (*signins.notices(), *self.cen_app.recents.notices()):
            self.notify(notice, timeout=20, markup=False)
        selected = self._select or ("" if self._was_read else signins.first)
        if selected:
            self.query_one(FilterTable).table.go_to(selected)
        self._was_read, self._select, self._news = True, "", ""
        self._take_preset()

    def _take_preset(self) -> None:
        """Sign in with the account that the command line named."""
        name = self.draft.presets.account
        if not name:
            return
        self.draft = self.draft.without_presets("account")
        if account := account_list.account_named(name, self.accounts):
            self.sign_in(account)
        else:
            self.problem.say(
                f"There is no account named {name}.", "--account takes one of the names listed here."
            )

    def _fill(self) -> None:
        table = self.query_one(FilterTable)
        table.set_rows(rows_of(self.accounts, by_uid=self._by_uid))
        first = bool(self.accounts) and not table.display
        table.display = bool(self.accounts)
        if first:  # what lost the focus when it was hidden does not get it back by itself
            table.focus_first()
        self._describe()

    @on(VirtualTable.Moved)
    def _describe(self) -> None:
        line, said = self.query_one("#about", Static), self._said()
        line.set_class(not self.accounts, "empty")
        line.update(said)
        line.display = bool(said)

    def _said(self) -> Content | str:
        """Return what is said of the account under the cursor, or what to do where there is none at all."""
        if not self.accounts:
            return EMPTY
        account, usual = self.selected, Source.KEYRING if self._session.signins.keeper else Source.MEMORY
        return about(account, self.accounts, usual=usual) if account else ""

    @property
    def selected(self) -> Account | None:
        """The account under the cursor."""
        under = self.query_one(FilterTable).row
        return account_list.account_by_key(under.key, self.accounts) if under else None

    def action_group(self) -> None:
        """Put the accounts of one account ID together, or each where its last use puts it."""
        self._by_uid = not self._by_uid
        self._fill()
        ids = len({account.uid for account in self.accounts if account.uid})
        order = f"by account ID: {counted(ids, 'ID')}" if self._by_uid else "by last use"
        self.status.say(f"{counted(len(self.accounts), 'account')}, {order}.")

    def copyable(self) -> Copyable | None:
        """Offer the account under the cursor: its ID, and how it signs in; never its key."""
        account = self.selected
        if account is None or not account.uid:
            return None
        line = "  ".join(filter(None, (account.name, account.uid, account.who)))
        return Copyable(account.uid, line, "The row", f"account-{account.uid}.txt")

    # Signing in

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        account = account_list.account_by_key(message.row.key, self.accounts)
        if account is not None and self.is_active:
            self.sign_in(account)

    @background(group="sign-in")
    async def sign_in(self, account: Account) -> None:
        """Have the cloud say who signs in with an account, and go on as that; Esc stops it."""
        await self._sign_in(account)

    async def _sign_in(self, account: Account) -> None:
        self.clear_problem()
        self.status.waiting(f"Signing in as {account.name}… (Esc stops)")
        try:
            signed = await self._session.open(account, note=True)
        except ConsentNeededError as needed:
            await self._ask_consent(needed)
        except (CloudError, VaultError) as error:
            await self._refuse(account, error)
        else:
            self._enter(signed)

    async def _ask_consent(self, needed: ConsentNeededError) -> None:
        from cen_tui.tui.screens.dialogs.consent import consent

        self.status.say("")
        if await self.ask(consent(needed.source)):
            self._session.allow(needed.source)
            await self._sign_in(needed.account)

    def _enter(self, signed: SignedIn) -> None:
        account, expires = signed.account, signed.cloud.expires
        self._select = account.key
        self.status.say(f"Signed in as {account.who} of account {grouped(account.uid)}.")
        if expires and account.ends:
            self.cen_app.warn(
                f"These credentials end at {expires:%H:%M} UTC and cannot be renewed here: sign in anew then."
            )
        elif expires:
            said = f"Temporary credentials, until {expires:%H:%M} UTC; renewed by themselves."
            self.notify(said, timeout=10, markup=False)
        self.go_on(self.draft.answered(account=account))

    async def _refuse(self, account: Account, error: CloudError | VaultError) -> None:
        """Tell of it, also on the account's row; where its key could not be read, offer what may help."""
        self._tell(error)
        if isinstance(error, CloudError):
            trouble = trouble_of(error) or account.trouble
            self.accounts = tuple(
                replace(one, trouble=trouble) if one.key == account.key else one for one in self.accounts
            )
            self._fill()
        keeper = self._session.signins.keeper
        if keeper and isinstance(error, StoreError):
            from cen_tui.tui.screens.accounts.keeping import StorageScreen

            place = account_list.base_account(account, self.accounts).source
            if await self.ask(StorageScreen(keeper, error, place=place)):
                await self._sign_in(account)

    def _tell(self, error: CloudError | VaultError) -> None:
        self.status.say(REFUSED)
        self.problem.tell(error)

    def open(
        self, screen: Screen[_Opened], callback: ScreenResultCallbackType[_Opened] | None = None
    ) -> None:
        """Stop a sign-in that is under way, which would go on behind a form; not for an explanation."""
        from cen_tui.tui.screens.dialogs.help import HelpScreen

        if self.is_active and not isinstance(screen, HelpScreen):
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
            self.status.say("Stopped.")
        return under_way

    # Changes

    def action_add(self) -> None:
        """Open the form for a new account."""
        from cen_tui.tui.screens.accounts.account_form import AccountForm

        self.open(AccountForm(None, self.accounts), self._added)

    def action_edit(self) -> None:
        """Open the form on the account under the cursor."""
        from cen_tui.tui.screens.accounts.account_form import AccountForm

        account = self._changeable()
        if account is not None and account.role is not None:
            over = account_list.account_by_key(account.role.over, self.accounts)
            self.open_role(over or account, account)
        elif account is not None:
            self.open(AccountForm(account, self.accounts), self._added)

    def action_role(self) -> None:
        """Open the form for a role over the account under the cursor."""
        if (account := self.selected) is not None:
            self.open_role(account, None)

    @background(group="role")
    async def open_role(self, over: Account, role: Account | None) -> None:
        """Find out how the account signs in that assumes the role, and open the form."""
        from cen_tui.tui.screens.accounts.role_form import RoleForm

        try:
            source = await self._session.source_of(over)
        except ConsentNeededError:
            self.status.say(f"Sign in with {over.name} once first: it asks something before.")
        except VaultError as error:
            self._tell(error)
        else:
            self.open_in_turn(RoleForm(over, source, role), self._added)

    def _added(self, signed: Signed | None) -> None:
        if signed is not None:
            self.clear_problem()
            self._select, self._news = signed.account.key, signed.says
            self.action_reload()

    def action_import(self) -> None:
        """Import the profile under the cursor."""
        account = self.selected
        if account is None or account.source is not Source.PROFILE:
            self.status.say("Only a profile of the aliyun CLI can be imported.")
        else:
            self.import_profile(account)

    @background(group="sign-in")
    async def import_profile(self, account: Account) -> None:
        """Ask, prove the profile, and copy its key and the roles over it."""
        from cen_tui.vault.profiles.copying import has_key

        try:
            source = await self._session.signins.way(account)
            if not has_key(source):
                self.status.say(f"A profile of mode {account.mode} has no key to copy: use it as it is.")
                return
            if not await self.ask(_import_question(account)):
                return
            self.status.waiting(f"Importing {account.name}…")
            saved = await self._session.import_profile(account, source)
        except (CloudError, VaultError) as error:
            self._tell(error)
            return
        if account.region:
            self.cen_app.recents.region_used(saved.uid, account.region)
        self._select = saved.key
        self.notify(f"{saved.name} is imported; the CLI's profile is still there.", markup=False)
        self.action_reload()

    def action_note(self) -> None:
        """Open the note on the account under the cursor."""
        from cen_tui.tui.screens.accounts.note_form import NoteForm

        if (account := self.selected) is not None:
            self.open(NoteForm(account), partial(self._noted, account))

    def _noted(self, account: Account, said: tuple[str, str] | None) -> None:
        if said is not None:
            self.keep_note(account, *said)

    # groups of their own: reading the accounts, which coming back may begin, must not end what changes them
    @background(group="note")
    async def keep_note(self, account: Account, label: str, note: str) -> None:
        """Keep label and note, then read the accounts again."""
        await self._show_after(self._session.signins.remark(account, note=note, label=label))

    def action_remove(self) -> None:
        """Ask, then forget the account under the cursor."""
        from cen_tui.tui.screens.dialogs.question import Question

        if (account := self._changeable()) is not None:
            effects = account_list.effects_of_removal(account, self.accounts)
            question = Question(f"Forget the account {account.name}?", *effects)
            self.open(question, partial(self._answered_removal, account))

    def _answered_removal(self, account: Account, yes: bool | None) -> None:  # noqa: FBT001 - a screen's result
        if yes:
            self.status.waiting(f"Removing {account.name}…")
            self.remove_account(account)

    @background(group="remove")
    async def remove_account(self, account: Account) -> None:
        """Have an account forgotten, then read what is left."""
        await self._show_after(self._session.signins.remove(account))

    async def _show_after(self, change: Awaitable[None]) -> None:
        try:
            await change
            self._show(await self._session.signins.accounts())
        except VaultError as error:
            self._tell(error)

    def _changeable(self) -> Account | None:
        account = self.selected
        why_not = account_list.why_unchangeable(account) if account else ""
        if why_not:
            self.status.say(why_not)
        return None if why_not else account

    # What else opens from here

    def action_places(self) -> None:
        """Show where sign-ins are kept, and what else there is."""
        from cen_tui.tui.screens.accounts.keeping import StorageScreen

        if keeper := self._session.signins.keeper:
            self.open(StorageScreen(keeper), lambda changed: self.action_reload() if changed else None)
        else:
            self.status.say("In the demo, sign-ins are kept in memory alone.")

    def action_cens(self) -> None:
        """Open the CEN owner's side with the account under the cursor."""
        from cen_tui.tui.screens.cen_owner.cens import CensScreen

        if (account := self.selected) is not None:
            self.open(CensScreen(account))

    @background(group="journal")
    async def read_journal(self) -> None:
        """Learn whether the answer to an operation was lost."""
        await self._journal.refresh()

    @background(group="journal")
    async def action_history(self) -> None:
        """Show what was done from here."""
        await self._journal.show_history()

    @background(group="journal")
    async def action_settle(self) -> None:
        """Show the operations whose answer was lost."""
        self.clear_problem()
        await self._journal.show_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to settle only where something is open."""
        return super().check_action(action, parameters) and (action != "settle" or self._journal.has_open)


def _import_question(account: Account) -> Question:
    from cen_tui.tui.screens.dialogs.question import Question

    return Question(
        f"Import the profile {account.name}?",
        "It is proved with the cloud, then its key is copied into the keyring, as an account of its own.",
        "The CLI's file stays as it is, with the key in plain text: remove it there with "
        f"aliyun configure delete --profile {account.name}.",
    )


SCREEN = AccountScreen
