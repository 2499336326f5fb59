"""Signing in with an account: the cloud says who it is, and the wizard goes on as that account."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.message import Message

from cen_tui.cloud.errors.base import CloudError
from cen_tui.text import grouped
from cen_tui.tui.background import background
from cen_tui.tui.screens.grants.past_acts import JournalNotice
from cen_tui.vault.base import StoreError, VaultError

if TYPE_CHECKING:
    from textual.screen import Screen, ScreenResultCallbackType

    from cen_tui.cloud.auth.identity import Identity
    from cen_tui.cloud.auth.sources import CredentialSource
    from cen_tui.cloud.clients import Cloud
    from cen_tui.vault.base import Account
    from cen_tui.wizard.draft import Draft


_Opened = TypeVar("_Opened")


class SigningIn(JournalNotice):
    """Proves an account with the cloud, notes its use, and goes on; a refusal stays on the screen."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.landing = ""
        """The `key` of the account that the cursor goes to when the list is shown next."""
        self._asks = False
        """Whether it is being asked if an account may sign in."""

    class Asked(Message):
        """Signing in does something that is asked about first."""

        def __init__(self, account: Account, way: CredentialSource) -> None:
            super().__init__()
            self.account = account
            self.way = way

    class Proved(Message):
        """The cloud said who signs in with an account."""

        def __init__(self, account: Account, cloud: Cloud, identity: Identity) -> None:
            super().__init__()
            self.account = account
            self.cloud = cloud
            self.identity = identity

    class Failed(Message):
        """The vault or the cloud refused."""

        def __init__(self, error: CloudError | VaultError, account: Account | None = None) -> None:
            super().__init__()
            self.error = error
            self.account = account

    def open(
        self, screen: Screen[_Opened], callback: ScreenResultCallbackType[_Opened] | None = None
    ) -> None:
        """Stop a sign-in that is under way, which would go on behind a form; not for an explanation."""
        from cen_tui.tui.screens.dialogs.commands import HelpScreen

        if self.is_active and not isinstance(screen, HelpScreen):
            self._stop_sign_in()
        super().open(screen, callback)

    def sign_in(self, account: Account) -> None:
        """Begin to sign in; Esc stops it."""
        self.clear_problem()
        self.status.waiting(f"Signing in as {account.name}… (Esc stops)")
        self.prove(account)

    @background(group="sign-in")
    async def prove(self, account: Account) -> None:
        """Ask the cloud who signs in with this account."""
        from cen_tui.cloud.auth.identity import who_am_i
        from cen_tui.cloud.auth.sources import renewable

        cloud: Cloud | None = None
        try:
            way = await self.cen_app.signins.way(account)
            if self.cen_app.must_ask(way):
                self.post_message(self.Asked(account, way))
                return
            cloud = self.cen_app.open_cloud(way)
            identity = await who_am_i(cloud)
        except CloudError as error:
            if cloud is not None:
                await self.cen_app.leave_cloud(cloud)
            self.post_message(self.Failed(error, await self._noted(account, error)))
        except VaultError as error:
            self.post_message(self.Failed(error, account))
        else:
            ends = None if renewable(way) else cloud.expires
            self.post_message(self.Proved(replace(account, ends=ends), cloud, identity))

    async def _noted(self, account: Account, error: CloudError) -> Account:
        """Note on the account that it was refused, where that is about the account and nothing else."""
        if not error.is_about_sign_in:
            return account
        trouble = f"{error.title}. {error.advice}"
        try:
            await self.cen_app.signins.failed(account, trouble)
        except VaultError as problem:
            self.cen_app.warn(f"{problem} {problem.advice}")
        return replace(account, trouble=trouble)

    @on(Asked)
    def _ask(self, message: Asked) -> None:
        from cen_tui.tui.screens.dialogs.dialog import consent

        account, way = message.account, message.way
        self.status.say("")
        if self._asks:
            return  # as of Enter pressed twice
        self._asks = True

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - a screen's result
            self._asks = False
            if yes:
                self.cen_app.allow(way)
                self.sign_in(account)

        self.open_in_turn(consent(way), answered)

    @on(Proved)
    async def _enter(self, message: Proved) -> None:
        account, identity = message.account, message.identity
        if account.uid and account.uid != identity.uid:
            self.cen_app.warn(
                f"The key of {account.name} now belongs to account {grouped(identity.uid)}; "
                f"it used to be {grouped(account.uid)}."
            )
        proved = replace(account, uid=identity.uid, who=identity.who)
        try:
            proved = await self.cen_app.signins.used(proved)
        except VaultError as error:
            self.cen_app.warn(f"{error} {error.advice}")
        self.landing = account.key
        self.status.say(f"Signed in as {identity.who} of account {grouped(identity.uid)}.")
        self._tell_end(message.cloud, proved)
        self.cen_app.use_cloud(message.cloud, proved)
        self.go_on(self.draft.answered(account=proved))

    def _tell_end(self, cloud: Cloud, account: Account) -> None:
        """Say of temporary credentials when they end, and whether that is the end."""
        if cloud.expires is None:
            return
        at = f"{cloud.expires:%H:%M} UTC"
        if account.ends:
            self.cen_app.warn(f"These credentials end at {at} and cannot be renewed here: sign in anew then.")
        else:
            said = f"Temporary credentials, until {at}; renewed by themselves."
            self.notify(said, timeout=10, markup=False)

    @on(Failed)
    def _refuse(self, message: Failed) -> None:
        self.status.say("Choose another account, correct this one with e, or press Enter to try again.")
        self.problem.tell(message.error)
        account, keeper = message.account, self.cen_app.signins.keeper
        if account is not None:
            self.refused(account)
        if account and keeper and isinstance(message.error, StoreError):
            from cen_tui.tui.screens.accounts.keeping import StorageScreen

            screen = StorageScreen(keeper, message.error, place=self.root_of(account).source)
            self.open_in_turn(screen, lambda worth_it: self.sign_in(account) if worth_it else None)

    def refused(self, account: Account) -> None:
        """Do what follows for the list when an account was refused."""

    def root_of(self, account: Account) -> Account:
        """Return the account whose sign-in an account stands on: its own, but for a role."""
        return account

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
