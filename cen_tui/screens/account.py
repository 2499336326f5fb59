"""Step 1: the account that owns the network."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from cen_tui.screens.account_changes import AccountChanges
from cen_tui.widgets.virtual_table import VirtualTable


class AccountScreen(AccountChanges):
    """The saved accounts, last used first. Enter signs in; the cloud says who it is."""

    STEP = "account"
    HELP = """Choose the account that owns the network you want to grant.

Account ID   the main account's ID (the console calls it UID), as the cloud named it
Signs in as  the main account itself, one of its RAM users, or a role
Key          the AccessKey ID, masked
environment  keys found in ALIBABA_CLOUD_ACCESS_KEY_ID and ..._SECRET; nothing of them is stored"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", "Reload", tooltip="Read the saved accounts again", show=False),
    ]

    def listed(self) -> None:
        """Sign in with the account that the command line named."""
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
            self.sign_in(account)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        self.sign_in(self.account_of(message.row.key))


SCREEN = AccountScreen
