"""Selecting the CEN of a target in the account that owns it, where that is saved here too."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from cen_tui.cloud.cen.instances import Cen
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.session import SignedIn
from cen_tui.text import grouped
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import ScreenPart, StepScreen
from cen_tui.tui.screens.cen_owner.cens import CensScreen
from cen_tui.tui.screens.dialogs.choose import Choose
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.cen_owner.inbox import FULL

FILLED_IN: Final = _("Filled in: CEN {cen} of {name}, account {uid}.")
FILLED_IN_NAMED: Final = _("Filled in: CEN {cen} ({cen_name}) of {name}, account {uid}.")
NO_PAYER: Final = _("Keep the payer on none.")


class PickCenScreen(CensScreen):
    """The CENs of the other account: Enter selects one and goes back."""

    STEP = "pick"
    PLACE = _("select a CEN")
    ADVICE = _("Enter selects one. No request is sent by that.")
    HELP = _("""The CENs of the account that the title line names, which is not the account of your network.

Enter fills the account UID and the CEN ID into the fields of the step before. Nothing is granted by that:
compare both with the message that you were sent.""")
    ENTER = _("Select")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "none", show=False),
    ]

    def __init__(self, account: Account, own_uid: str, picked: Callable[[SignedIn, Cen], None]) -> None:
        super().__init__(account)
        self._own_uid = own_uid
        self._picked = picked

    async def wanted(self, signed: SignedIn) -> tuple[Cen, ...]:
        """Return the CENs to list; raise `VaultError` when the account is the network's own."""
        if signed.account.uid == self._own_uid:
            raise VaultError(
                _("{name} signs in to the account that owns the network.").format(name=signed.account.name),
                advice=_("Its own CENs need no authorization. Select the account that owns the CEN."),
            )
        return await super().wanted(signed)

    def lead(self, signed: SignedIn) -> str:
        """Return the line that says whose CENs these are."""
        return _("Which CEN of {account}?").format(account=signed.whose)

    def choose(self, signed: SignedIn, cen: Cen) -> None:
        """Fill in the CEN and go back."""
        if self.is_active:
            self.leave()
            self._picked(signed, cen)


class ChooseAccount(Choose[Account]):
    """One of several accounts: Enter selects one, Esc none."""

    heading = _("Which account owns the CEN?")
    COLUMNS = (Column(_("Name"), max_width=None), Column(_("Account ID"), max_width=22))

    def __init__(self, accounts: tuple[Account, ...]) -> None:
        super().__init__(
            (Row(one.key, (one.name, grouped(one.uid) if one.uid else _("not known yet"))), one)
            for one in accounts
        )


class CenPicker(ScreenPart):
    """Lets the CEN be selected in another saved account, which signs in only then."""

    def __init__(self, screen: StepScreen, picked: Callable[[Cen], None]) -> None:
        """`picked` is given the selected CEN."""
        super().__init__(screen)
        self._picked = picked
        self.others: tuple[Account, ...] = ()
        """The accounts saved here whose CENs can be selected."""

    @background(group="others")
    async def find_others(self) -> None:
        """Find the other accounts that are saved here; none where the vault cannot be read."""
        try:
            self.others = await self.screen.cen_app.session.others(self.screen.draft.uid)
        except VaultError:
            return
        self.screen.refresh_bindings()

    def pick(self) -> None:
        """List the CENs of the other account, after it is selected where there are several."""
        if len(self.others) == 1:
            self._list_cens(self.others[0])
        else:
            self.screen.open(ChooseAccount(self.others), self._list_cens)

    def _list_cens(self, account: Account | None) -> None:
        if account is not None:
            self.screen.open(PickCenScreen(account, self.screen.draft.uid, self._picked_cen))

    def _picked_cen(self, signed: SignedIn, cen: Cen) -> None:
        self._picked(cen)
        said = (FILLED_IN_NAMED if cen.name else FILLED_IN).format(
            cen=cen.id, cen_name=cen.name, name=signed.account.name, uid=grouped(signed.account.uid)
        )
        full = () if cen.takes_enterprise_routers else (FULL, NO_PAYER)
        self.screen.status.say(sentences(said, *full))
