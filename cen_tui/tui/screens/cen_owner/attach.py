"""What is to be attached, as far as it is selected, and the confirmation that attaches it."""

from dataclasses import dataclass, replace

from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.cen.vswitches import VSwitch
from cen_tui.cloud.networks.base import Network
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.session import SignedIn
from cen_tui.tui.screens.cen_owner.cen_side import title_draft
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.wizard.confirmation import confirm_attach


@dataclass(frozen=True, slots=True)
class Attaching:
    """What is to be attached to what, how, and by whom."""

    signed: SignedIn
    cen: Cen
    granted: Granted
    routers: tuple[Router, ...]
    """The CEN's transit routers."""
    attach_options: AttachOptions

    @property
    def network(self) -> Network:
        """The network that was granted."""
        return self.granted.network

    def within(self, region: str) -> "Attaching":
        """Return it with the region chosen."""
        router = next((one for one in self.routers if one.region == region), None)
        return replace(self, attach_options=replace(self.attach_options, region=region, router=router))

    def through(self, vswitches: tuple[VSwitch, ...]) -> "Attaching":
        """Return it with the vSwitches chosen."""
        return replace(self, attach_options=replace(self.attach_options, vswitches=vswitches))


def attach_confirmation(attaching: Attaching) -> ConfirmScreen:
    """Return the screen that confirms an attachment."""
    confirmation = confirm_attach(attaching.granted, attaching.cen, attaching.attach_options)
    return ConfirmScreen(title_draft(attaching.signed), confirmation)
