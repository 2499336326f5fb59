"""The hand-over's offer to attach at once, where the CEN owner's account is saved here too."""

from typing import Final

from cen_tui.cloud.cen.instances import cens
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.session import SignedIn
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import ScreenPart, StepScreen
from cen_tui.tui.screens.cen_owner.inbox import InboxScreen
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.handover import in_force

NOT_AFFECTED: Final = _("The grant is not affected. Press c to try again.")
REVOKE_IT: Final = _("Press x to revoke this grant, then grant to the right CEN.")


class AttachOffer(ScreenPart):
    """Signs in to the CEN owner's account on its key alone, and leads to what was granted to the CEN."""

    def __init__(self, screen: StepScreen) -> None:
        super().__init__(screen)
        self._cen_owner: Account | None = None

    @property
    def is_possible(self) -> bool:
        """Whether something was granted that can be attached with an account saved here."""
        return self._cen_owner is not None and any(map(in_force, self.screen.draft.results))

    @background(group="others")
    async def find_cen_owner(self) -> None:
        """Look among the saved accounts; nobody signs in. A vault that cannot be read offers nothing."""
        target = self.screen.draft.target
        try:
            others = await self.screen.cen_app.session.others(self.screen.draft.uid)
        except VaultError:
            return
        self._cen_owner = next((one for one in others if target and one.uid == target.owner_uid), None)
        self.screen.refresh_bindings()

    @background(group="cen-owner")
    async def accept(self) -> None:
        """Sign in to the CEN owner's account, find the CEN, and show what was granted to it."""
        if self._cen_owner is None:
            return
        screen, target = self.screen, self.screen.draft.target
        screen.status.waiting(_("Signing in as {name}…").format(name=self._cen_owner.name))
        cen_id = target.cen_id if target else ""
        try:
            signed = await screen.cen_app.session.open(self._cen_owner)
            found = await cens(signed.cloud, cen_id)
        except (VaultError, CloudError) as error:
            screen.status.say(NOT_AFFECTED)
            screen.problem.show(error)
            return
        if not found:
            self._tell_no_such_cen(signed, cen_id)
            return
        screen.status.say()
        first = next(result.network.id for result in screen.draft.results if in_force(result))
        screen.open_in_turn(InboxScreen(signed, found[0], select_id=first))

    def _tell_no_such_cen(self, signed: SignedIn, cen_id: str) -> None:
        self.screen.status.say(REVOKE_IT)
        self.screen.problem.say(
            _("The CEN owner's account has no such CEN."),
            _("{account} has no CEN {cen}.").format(account=signed.whose, cen=cen_id),
            _("Compare the CEN ID with its owner. A network granted to no existing CEN cannot be attached."),
        )
