"""Step 1: the account that owns the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from cen_tui.tui.screens.accounts.account_imports import AccountImports
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

if TYPE_CHECKING:
    from cen_tui.vault.base import Account


class AccountScreen(AccountImports):
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
        Binding("c", "cens", "CENs", tooltip="The CEN owner's side: ask for a network, and attach it"),
    ]

    def listed(self) -> None:
        """Sign in with the account that the command line named."""
        name = self.draft.presets.account
        if not name:
            return
        self.draft = self.draft.without_presets("account")
        account = next((a for a in self._saved_first() if a.name.casefold() == name.casefold()), None)
        if account is None:
            self.problem.say(
                f"There is no account named {name}.", "--account takes one of the names listed here."
            )
        else:
            self.sign_in(account)

    def _saved_first(self) -> list[Account]:
        """Return the accounts with those saved here before profiles of the CLI that have the same name."""
        return sorted(self.accounts, key=lambda account: not account.changeable)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        account = self.account_of(message.row.key)
        if account is not None and self.is_active:
            self.sign_in(account)

    def action_cens(self) -> None:
        """Open the CEN owner's side with the account under the cursor."""
        from cen_tui.tui.screens.cen_owner.cens import CensScreen

        if (account := self.pointed_at) is not None:
            self.open(CensScreen(account))


SCREEN = AccountScreen
