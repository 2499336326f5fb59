"""Step 1: the account that owns the network."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.client import Cloud
from cen_tui.cloud.errors import CloudError
from cen_tui.cloud.identity import Identity, who_am_i
from cen_tui.copying import Copyable, copy_keys
from cen_tui.screens.account_form import AccountForm, Signed
from cen_tui.screens.past_acts import PastActs
from cen_tui.screens.question import Question
from cen_tui.text import grouped
from cen_tui.vault.base import Account, VaultError
from cen_tui.widgets.filter_table import FilterTable
from cen_tui.widgets.rows import Column, Row
from cen_tui.widgets.virtual_table import VirtualTable
from cen_tui.wizard import Draft

COLUMNS = (
    Column("Name", most=None),
    Column("Account ID", most=22),
    Column("Signs in as", most=22),
    Column("Key", most=10),
    Column("Last used", most=10),
)
EMPTY = """No account is saved here yet.

An account is an AccessKey of the Alibaba Cloud account that owns the network. Use a RAM user's key
with just the permissions named in the README, not the main account's.

Press a to add one. Its secret goes into this system's keyring, and nowhere else."""


class AccountScreen(PastActs):
    """The saved accounts, last used first. Enter signs in; the cloud says who it is."""

    STEP = "account"
    HELP = """Choose the account that owns the network you want to grant.

Name         what it is called here
Account ID   the main account's ID (the console calls it UID), as the cloud named it
Signs in as  the main account itself, one of its RAM users, or a role
Key          the AccessKey ID, masked (the console: AccessKey ID)
Last used    the day when it last signed in from here
environment  keys found in ALIBABA_CLOUD_ACCESS_KEY_ID and ..._SECRET; nothing of them is stored"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Stop signing in, or clear the filter", show=False),
        Binding("a", "add", "Add", tooltip="Add an account"),
        Binding("e", "edit", "Edit", tooltip="Change the name or the key of the account under the cursor"),
        Binding("x,delete", "remove", "Remove", key_display="x", tooltip="Forget the account and its key"),
        Binding("r", "reload", "Reload", tooltip="Read the saved accounts again", show=False),
        *copy_keys("the row", show=False),
    ]

    class Listed(Message):
        """The saved accounts were read."""

        def __init__(self, accounts: tuple[Account, ...], notices: tuple[str, ...]) -> None:
            super().__init__()
            self.accounts = accounts
            self.notices = notices

    class Proved(Message):
        """The cloud said who signs in with an account."""

        def __init__(self, account: Account, cloud: Cloud, identity: Identity) -> None:
            super().__init__()
            self.account = account
            self.cloud = cloud
            self.identity = identity

    class Failed(Message):
        """The vault or the cloud refused."""

        def __init__(self, error: CloudError | VaultError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.accounts: tuple[Account, ...] = ()
        self._landing = ""
        self._news = ""
        """What is to be said when the accounts have been read again."""

    def compose_body(self) -> ComposeResult:
        """Lay out the question, the accounts and what stands in for them when there are none."""
        yield Static("Which account owns the network?", classes="lead", markup=False)
        yield FilterTable(COLUMNS, id="accounts")
        yield Static(EMPTY, classes="empty", id="none", markup=False)

    def on_mount(self) -> None:
        """Read the accounts."""
        self.query_one("#none").display = False
        self.query_one(FilterTable).focus_first()
        for notice in self.walk.setup.notices:
            self.notify(notice, timeout=20, markup=False)
        self.action_reload()

    def action_reload(self) -> None:
        """Read the saved accounts."""
        self.status.waiting("Reading the saved accounts…")
        self.read_accounts()

    @work(exclusive=True, group="vault", exit_on_error=False)
    async def read_accounts(self) -> None:
        """Fetch the accounts from the vault."""
        vault = self.walk.setup.vault
        try:
            accounts = await vault.accounts()
        except VaultError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Listed(accounts, vault.notices()))

    @on(Listed)
    def _show(self, message: Listed) -> None:
        self.accounts = message.accounts
        table = self.query_one(FilterTable)
        table.set_rows([_row(account) for account in self.accounts])
        table.display = bool(self.accounts)
        self.query_one("#none").display = not self.accounts
        says = "Enter signs in with the account under the cursor." if self.accounts else ""
        self.status.say(self._news or says)
        self._news = ""
        for notice in message.notices:
            self.notify(notice, timeout=20, markup=False)
        if self._landing:
            table.table.go_to(self._landing)
            self._landing = ""
        self._take_wish()

    def _take_wish(self) -> None:
        name = self.draft.wishes.account
        if not name:
            return
        self.draft = self.draft.without_wishes("account")
        account = next((a for a in self.accounts if a.name.casefold() == name.casefold()), None)
        if account is None:
            self.problem.say(
                f"There is no account named {name}.", "--account takes one of the names listed here."
            )
        else:
            self._sign_in(account)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        self._sign_in(self._account(message.row))

    def _account(self, row: Row) -> Account:
        return next(account for account in self.accounts if account.name == row.key)

    def _sign_in(self, account: Account) -> None:
        self.problem.clear()
        self.status.waiting(f"Signing in as {account.name}… (Esc stops)")
        self.prove(account)

    @work(exclusive=True, group="sign-in", exit_on_error=False)
    async def prove(self, account: Account) -> None:
        """Ask the cloud who signs in with this account."""
        try:
            cloud = self.walk.open_cloud(await self.walk.setup.vault.sign_in(account))
            identity = await who_am_i(cloud)
        except (VaultError, CloudError) as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Proved(account, cloud, identity))

    @on(Proved)
    async def _enter(self, message: Proved) -> None:
        account, identity = message.account, message.identity
        if account.uid and account.uid != identity.uid:
            self.notify(
                f"The key of {account.name} now belongs to account {grouped(identity.uid)}; "
                f"it used to be {grouped(account.uid)}.",
                severity="warning",
                timeout=20,
                markup=False,
            )
        proved = _proved(account, identity)
        try:
            proved = await self.walk.setup.vault.used(proved)
        except VaultError as error:
            self.notify(f"{error} {error.advice}", severity="warning", timeout=20, markup=False)
        self._landing = account.name
        self.status.say(f"Signed in as {identity.who} of account {grouped(identity.uid)}.")
        self.walk.use_cloud(message.cloud, proved)
        self.go_on(self.draft.answered(account=proved))

    @on(Failed)
    def _refuse(self, message: Failed) -> None:
        self.status.say("Choose another account, correct this one with e, or press Enter to try again.")
        if isinstance(message.error, CloudError):
            self.problem.show(message.error)
        else:
            self.problem.say(str(message.error), message.error.advice)

    def on_screen_resume(self) -> None:
        """Show the accounts anew after coming back: who was last used may have changed."""
        if self._landing:
            self.action_reload()

    def action_back(self) -> None:
        """Stop a sign-in that is under way; else as everywhere."""
        if any(not worker.is_finished for worker in self.workers if worker.group == "sign-in"):
            self.workers.cancel_group(self, "sign-in")
            self.status.say("Stopped.")
        else:
            super().action_back()

    def copyable(self) -> Copyable | None:
        """Offer the account under the cursor: its ID, and how it signs in; never its key."""
        row = self.query_one(FilterTable).row
        account = self._account(row) if row else None
        if account is None or not account.uid:
            return None
        line = "  ".join(filter(None, (account.name, account.uid, account.who)))
        return Copyable(account.uid, line, "The row", f"account-{account.uid}.txt")

    def action_add(self) -> None:
        """Open the form for a new account."""
        self.app.push_screen(AccountForm(None, self.accounts), self._added)

    def action_edit(self) -> None:
        """Open the form on the account under the cursor."""
        if (account := self._changeable()) is not None:
            self.app.push_screen(AccountForm(account, self.accounts), self._added)

    def _changeable(self) -> Account | None:
        row = self.query_one(FilterTable).row
        if row is None:
            return None
        account = self._account(row)
        if account.changeable:
            return account
        self.status.say("This account comes from the environment: change it there.")
        return None

    def _added(self, signed: Signed | None) -> None:
        if signed is not None:
            self.problem.clear()
            self._landing = signed.account.name
            self._news = signed.says
            self.action_reload()

    def action_remove(self) -> None:
        """Ask, then forget the account under the cursor."""
        if (account := self._changeable()) is None:
            return
        question = Question(
            f"Forget the account {account.name}?",
            "Its AccessKey is deleted from the keyring of this machine.",
            "The key itself goes on working in Alibaba Cloud until it is deleted there.",
        )
        self.app.push_screen(question, lambda yes: self._removed(account) if yes else None)

    def _removed(self, account: Account) -> None:
        self.status.waiting(f"Removing {account.name}…")
        self.remove_account(account)

    @work(exclusive=True, group="vault", exit_on_error=False)
    async def remove_account(self, account: Account) -> None:
        """Have the vault forget an account, then read what is left."""
        vault = self.walk.setup.vault
        try:
            await vault.remove(account)
            self.post_message(self.Listed(await vault.accounts(), vault.notices()))
        except VaultError as error:
            self.post_message(self.Failed(error))


def _proved(account: Account, identity: Identity) -> Account:
    return replace(account, uid=identity.uid, who=identity.who)


def _row(account: Account) -> Row:
    used = account.last_used.strftime("%Y-%m-%d") if account.last_used else "never"
    uid = grouped(account.uid) if account.uid else "not asked yet"
    return Row(account.name, (account.name, uid, account.who, account.key_hint, used))


SCREEN = AccountScreen
