"""Signing in with an account: the cloud says who it is, and the walk goes on as that account."""

from dataclasses import replace

from textual import on, work
from textual.message import Message

from cen_tui.cloud.client import Cloud
from cen_tui.cloud.errors import CloudError
from cen_tui.cloud.identity import Identity, who_am_i
from cen_tui.screens.past_acts import PastActs
from cen_tui.text import grouped
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard import Draft


class SigningIn(PastActs):
    """Proves an account with the cloud, notes its use, and goes on; a refusal stays on the screen."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.landing = ""
        """The account that the cursor goes to when the list is shown next."""

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

    def sign_in(self, account: Account) -> None:
        """Begin to sign in; Esc stops it."""
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
            self.walk.warn(
                f"The key of {account.name} now belongs to account {grouped(identity.uid)}; "
                f"it used to be {grouped(account.uid)}."
            )
        proved = replace(account, uid=identity.uid, who=identity.who)
        try:
            proved = await self.walk.setup.vault.used(proved)
        except VaultError as error:
            self.walk.warn(f"{error} {error.advice}")
        self.landing = account.name
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

    def action_back(self) -> None:
        """Stop a sign-in that is under way; else as everywhere."""
        if any(not worker.is_finished for worker in self.workers if worker.group == "sign-in"):
            self.workers.cancel_group(self, "sign-in")
            self.status.say("Stopped.")
        else:
            super().action_back()
