"""What can be done to the accounts in the list: add one, change one, forget one."""

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from cen_tui.screens.account_form import AccountForm, Signed
from cen_tui.screens.account_list import AccountList
from cen_tui.screens.question import Question
from cen_tui.vault.base import Account, VaultError


class AccountChanges(AccountList):
    """Adds, edits and removes accounts; what comes from elsewhere is left alone and said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add an account"),
        Binding("e", "edit", "Edit", tooltip="Change the name or the key of the account under the cursor"),
        Binding("x,delete", "remove", "Remove", key_display="x", tooltip="Forget the account and its key"),
    ]

    def action_add(self) -> None:
        """Open the form for a new account."""
        self.app.push_screen(AccountForm(None, self.accounts), self._added)

    def action_edit(self) -> None:
        """Open the form on the account under the cursor."""
        if (account := self._changeable()) is not None:
            self.app.push_screen(AccountForm(account, self.accounts), self._added)

    def _changeable(self) -> Account | None:
        account = self.pointed_at
        if account is None or account.changeable:
            return account
        self.status.say("This account comes from the environment: change it there.")
        return None

    def _added(self, signed: Signed | None) -> None:
        if signed is not None:
            self.problem.clear()
            self.landing = signed.account.name
            self.action_reload()
            self.notify(signed.says, timeout=8, markup=False)

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
