"""The hand-over's offer to attach at once, where the CEN owner's account is saved here too."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from cen_tui.cloud.cen.instances import Cen, cens
from cen_tui.cloud.errors.base import CloudError
from cen_tui.session import SignedIn
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.cen_owner.inbox import InboxScreen
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.handover import stands


class AttachOffer(StepScreen):
    """Signs in to the CEN owner's account on its key alone, and leads to what was granted to the CEN."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "attach", "Attach", tooltip="Attach it with the CEN owner's account, saved here"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._cen_owner: Account | None = None

    class Offered(Message):
        """The CEN owner's account is saved here."""

        def __init__(self, account: Account) -> None:
            super().__init__()
            self.account = account

    class Opened(Message):
        """The CEN owner's account signed in; None in place of a CEN that it has not."""

        def __init__(self, signed: SignedIn, cen: Cen | None) -> None:
            super().__init__()
            self.signed = signed
            self.cen = cen

    class NotOpened(Message):
        """The vault or the cloud refused."""

        def __init__(self, error: CloudError | VaultError) -> None:
            super().__init__()
            self.error = error

    def on_mount(self) -> None:
        """Learn whether the CEN owner's account is saved here; nobody signs in."""
        self.find_cen_owner()

    @background(group="others")
    async def find_cen_owner(self) -> None:
        """Read the saved accounts. A vault that cannot be read offers nothing."""
        account, target = self.draft.account, self.draft.target
        try:
            others = await self.cen_app.session.others(account.uid if account else "")
        except VaultError:
            return
        for other in others:
            if target is not None and other.uid == target.owner_uid:
                self.post_message(self.Offered(other))
                return

    @on(Offered)
    def _offer(self, message: Offered) -> None:
        self._cen_owner = message.account
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to attach only what was granted, and with an account that is there."""
        return super().check_action(action, parameters) and (action != "attach" or self._can_attach())

    def _can_attach(self) -> bool:
        return self._cen_owner is not None and any(stands(result) for result in self.draft.results)

    def action_attach(self) -> None:
        """Sign in to the CEN owner's account."""
        if self._cen_owner is not None:
            self.status.waiting(f"Signing in as {self._cen_owner.name}…")
            self.open_inbox(self._cen_owner)

    @background(group="cen-owner")
    async def open_inbox(self, account: Account) -> None:
        """Sign in, and find the CEN among the account's own."""
        target = self.draft.target
        try:
            signed = await self.cen_app.session.open(account)
            found = await cens(signed.cloud, target.cen_id if target else "")
        except (VaultError, CloudError) as error:
            self.post_message(self.NotOpened(error))
        else:
            self.post_message(self.Opened(signed, found[0] if found else None))

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        if message.cen is None:
            self.status.say("The grant helps nobody as it is: revoke it, and grant again.")
            self.problem.say(
                "The CEN owner's account has no such CEN.",
                f"{message.signed.whose} has no CEN {self.draft.target.cen_id if self.draft.target else ''}.",
                "Compare the CEN ID with its owner.",
            )
            return
        self.status.say()
        first = next(result.network.id for result in self.draft.results if stands(result))
        self.open_in_turn(InboxScreen(message.signed, message.cen, landing=first))

    @on(NotOpened)
    def _not_opened(self, message: NotOpened) -> None:
        self.status.say("The grant stands all the same. a tries again.")
        self.problem.tell(message.error)
