"""The list of accounts on the first screen: read from the vault, shown, and pointed at."""

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from cen_tui.screens.account_rows import COLUMNS, EMPTY, row
from cen_tui.screens.signing_in import SigningIn
from cen_tui.vault.base import Account, VaultError
from cen_tui.widgets.filter_table import FilterTable
from cen_tui.wizard import Draft


class AccountList(SigningIn):
    """The saved accounts, last used first."""

    class Listed(Message):
        """The saved accounts were read."""

        def __init__(self, accounts: tuple[Account, ...], notices: tuple[str, ...]) -> None:
            super().__init__()
            self.accounts = accounts
            self.notices = notices

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.accounts: tuple[Account, ...] = ()

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

    def on_screen_resume(self) -> None:
        """Show the accounts anew after coming back: who was last used may have changed."""
        if self.landing:
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
        table.set_rows([row(account) for account in self.accounts])
        table.display = bool(self.accounts)
        self.query_one("#none").display = not self.accounts
        self.status.say("Enter signs in with the account under the cursor." if self.accounts else "")
        for notice in message.notices:
            self.notify(notice, timeout=20, markup=False)
        if self.landing:
            table.table.go_to(self.landing)
            self.landing = ""
        self.listed()

    def listed(self) -> None:
        """Do what waited for the list."""

    def account_of(self, key: str) -> Account:
        """Return the account whose row is known by this key."""
        return next(account for account in self.accounts if account.name == key)

    @property
    def pointed_at(self) -> Account | None:
        """The account under the cursor."""
        under = self.query_one(FilterTable).row
        return self.account_of(under.key) if under else None
