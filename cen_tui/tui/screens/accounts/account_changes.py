"""What can be done to the accounts in the list: add one, change one, note something, forget one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.account_list import AccountList
from cen_tui.vault.base import Source, VaultError

if TYPE_CHECKING:
    from cen_tui.cloud.auth.sources import CredentialSource
    from cen_tui.tui.screens.accounts.account_form import Signed
    from cen_tui.vault.base import Account


class AccountChanges(AccountList):
    """Adds, edits and removes accounts; what comes from elsewhere is left alone and said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add an account"),
        Binding("e", "edit", "Edit", tooltip="Change the name or the key of the account under the cursor"),
        Binding("x,delete", "remove", "Remove", key_display="x", tooltip="Forget the account and its key"),
        Binding("t", "role", "Role", tooltip="Assume a role with the account under the cursor"),
        Binding("p", "places", "Places", tooltip="Choose where sign-ins are kept on this host", show=False),
        Binding("n", "note", "Note", tooltip="Note something; give it a label in colour", show=False),
    ]

    class RoleOpened(Message):
        """It is known how the account signs in that is to assume a role."""

        def __init__(self, over: Account, source: CredentialSource, role: Account | None) -> None:
            super().__init__()
            self.over = over
            self.source = source
            self.role = role

    def action_add(self) -> None:
        """Open the form for a new account."""
        from cen_tui.tui.screens.accounts.account_form import AccountForm

        self.open(AccountForm(None, self.accounts), self._added)

    def action_edit(self) -> None:
        """Open the form on the account under the cursor."""
        from cen_tui.tui.screens.accounts.account_form import AccountForm

        account = self._changeable()
        if account is not None and account.role is not None:
            over = next((one for one in self.accounts if one.key == account.role.over), None)
            self.open_role(over or account, account)
        elif account is not None:
            self.open(AccountForm(account, self.accounts), self._added)

    def action_role(self) -> None:
        """Open the form for a role over the account under the cursor."""
        if (account := self.pointed_at) is not None:
            self.open_role(account, None)

    @background(group="role")
    async def open_role(self, over: Account, role: Account | None) -> None:
        """Find out how the account signs in that assumes the role."""
        try:
            way = await self.cen_app.signins.way(over)
        except VaultError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.RoleOpened(over, way, role))

    @on(RoleOpened)
    def _open_role(self, message: RoleOpened) -> None:
        from cen_tui.tui.screens.accounts.role_form import RoleForm

        if self.cen_app.must_ask(message.source):
            self.status.say(f"Sign in with {message.over.name} once first: it asks something before.")
        else:
            self.open_in_turn(RoleForm(message.over, message.source, message.role), self._added)

    def action_note(self) -> None:
        """Open the note on the account under the cursor."""
        from cen_tui.tui.screens.accounts.note_form import NoteForm

        if (account := self.pointed_at) is not None:
            self.open(NoteForm(account), lambda said: self._noted_down(account, said))

    def _noted_down(self, account: Account, said: tuple[str, str] | None) -> None:
        if said is not None:
            self.keep_note(account, *said)

    # groups of their own: reading the accounts, which coming back may begin, must not end what changes them
    @background(group="note")
    async def keep_note(self, account: Account, label: str, note: str) -> None:
        """Keep label and note, then read the accounts again."""
        signins = self.cen_app.signins
        try:
            await signins.remark(account, note=note, label=label)
            self.post_message(self.Listed(await signins.accounts(), signins.notices()))
        except VaultError as error:
            self.post_message(self.Failed(error))

    def _changeable(self) -> Account | None:
        account = self.pointed_at
        if account is None or account.changeable:
            return account
        if account.source is Source.PROFILE:
            self.status.say("This is a profile of the aliyun CLI: change it with aliyun configure.")
        else:
            self.status.say("This account comes from the environment: change it there.")
        return None

    def _added(self, signed: Signed | None) -> None:
        if signed is not None:
            self.clear_problem()
            self.landing = signed.account.key
            self.news = signed.says
            self.action_reload()

    def action_places(self) -> None:
        """Show where sign-ins are kept, and what else there is."""
        from cen_tui.tui.screens.accounts.keeping import StorageScreen

        if keeper := self.cen_app.signins.keeper:
            self.open(StorageScreen(keeper), lambda changed: self.action_reload() if changed else None)
        else:
            self.status.say("In the demo, sign-ins are kept in memory alone.")

    def action_remove(self) -> None:
        """Ask, then forget the account under the cursor."""
        from cen_tui.tui.screens.dialogs.dialog import Question

        if (account := self._changeable()) is None:
            return
        over = [one.name for one in self.accounts if one.role and one.role.over == account.key]
        left = f"The roles over it cannot be assumed any more then: {', '.join(over)}." if over else ""
        gone = (
            "The role itself stays as it is; only its entry here goes."
            if account.role
            else f"Its AccessKey is deleted from the {account.source} of this machine. "
            "The key itself goes on working in Alibaba Cloud until it is deleted there."
        )
        question = Question(f"Forget the account {account.name}?", gone, *([left] if left else []))
        self.open(question, lambda yes: self._removed(account) if yes else None)

    def _removed(self, account: Account) -> None:
        self.status.waiting(f"Removing {account.name}…")
        self.remove_account(account)

    @background(group="remove")
    async def remove_account(self, account: Account) -> None:
        """Have an account forgotten, then read what is left."""
        signins = self.cen_app.signins
        try:
            await signins.remove(account)
            self.post_message(self.Listed(await signins.accounts(), signins.notices()))
        except VaultError as error:
            self.post_message(self.Failed(error))
