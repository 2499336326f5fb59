"""The list of accounts on the first screen: read from where they live, shown, and pointed at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from cen_tui.text import counted
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.accounts.account_rows import COLUMNS, EMPTY, about, rows_of
from cen_tui.tui.screens.accounts.account_sign_in import SigningIn
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault.base import Account, Source, VaultError

if TYPE_CHECKING:
    from textual.content import Content

    from cen_tui.wizard.draft import Draft

HINT = "Enter signs in with the account under the cursor."


class AccountList(SigningIn):
    """All accounts, last used first, or those of one account ID together."""

    BINDINGS: ClassVar[list[BindingType]] = [
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
    ]

    class Listed(Message):
        """The accounts were read."""

        def __init__(self, accounts: tuple[Account, ...], notices: tuple[str, ...]) -> None:
            super().__init__()
            self.accounts = accounts
            self.notices = notices

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.accounts: tuple[Account, ...] = ()
        self._by_uid = False
        self._listed = False
        self.news = ""
        """What is to be said when the accounts have been read again."""

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
        """Show the accounts anew after coming back: who was last used may have changed."""
        if self.landing:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the accounts, once what is on the screen stands: the first frame is not to wait for them."""
        self.status.waiting("Reading the saved accounts…")
        self.call_after_refresh(self.read_accounts)

    @background(group="vault")
    async def read_accounts(self) -> None:
        """Fetch the accounts from wherever they live."""
        signins = self.cen_app.signins
        try:
            accounts = await signins.accounts()
        except VaultError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Listed(accounts, signins.notices()))

    @on(Listed)
    def _show(self, message: Listed) -> None:
        self.accounts = message.accounts
        self._fill()
        self.status.say(self.news or (HINT if self.accounts else ""))
        self.news = ""
        for notice in (*message.notices, *self.cen_app.recents.notices()):
            self.notify(notice, timeout=20, markup=False)
        if not self._listed:
            self._listed, self.landing = True, self.landing or self.cen_app.signins.first
        if self.landing:
            self.query_one(FilterTable).table.go_to(self.landing)
            self.landing = ""
        self.listed()

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
        account, usual = self.pointed_at, Source.KEYRING if self.cen_app.signins.keeper else Source.MEMORY
        return about(account, self.accounts, usual=usual) if account else ""

    def refused(self, account: Account) -> None:
        """Show on its row that an account was refused."""
        held = {one.key: one for one in self.accounts}
        if account.key in held:
            held[account.key] = replace(held[account.key], trouble=account.trouble)
            self.accounts = tuple(held.values())
            self._fill()

    def action_group(self) -> None:
        """Put the accounts of one account ID together, or each where its last use puts it."""
        self._by_uid = not self._by_uid
        self._fill()
        ids = len({account.uid for account in self.accounts if account.uid})
        order = f"by account ID: {counted(ids, 'ID')}" if self._by_uid else "by last use"
        self.status.say(f"{counted(len(self.accounts), 'account')}, {order}.")

    def copyable(self) -> Copyable | None:
        """Offer the account under the cursor: its ID, and how it signs in; never its key."""
        account = self.pointed_at
        if account is None or not account.uid:
            return None
        line = "  ".join(filter(None, (account.name, account.uid, account.who)))
        return Copyable(account.uid, line, "The row", f"account-{account.uid}.txt")

    def listed(self) -> None:
        """Do what waited for the list."""

    def root_of(self, account: Account) -> Account:
        """Return the account whose sign-in an account stands on."""
        known = {one.key: one for one in self.accounts}
        for _ in known:
            account = known.get(account.role.over, account) if account.role else account
        return account

    def account_of(self, key: str) -> Account | None:
        """Return the account whose row is known by this key, if it is still there."""
        return next((account for account in self.accounts if account.key == key), None)

    @property
    def pointed_at(self) -> Account | None:
        """The account under the cursor."""
        under = self.query_one(FilterTable).row
        return self.account_of(under.key) if under else None
