"""What is to be attached, and the screen that confirms it."""

from dataclasses import dataclass

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.networks.base import Network
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.session import SignedIn
from cen_tui.tui.screens.cen_owner.cen_side import draft_of
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.wizard.confirmation import confirm_attach


@dataclass(frozen=True, slots=True)
class Attaching:
    """What is to be attached to what, how, and by whom."""

    signed: SignedIn
    cen: Cen
    granted: Granted
    attach_options: AttachOptions

    @property
    def network(self) -> Network:
        """The network that was granted."""
        return self.granted.network


def attach_confirmation(attaching: Attaching) -> ConfirmScreen:
    """Return the screen that confirms an attachment."""
    confirmation = confirm_attach(attaching.granted, attaching.cen, attaching.attach_options)
    return ConfirmScreen(draft_of(attaching.signed), confirmation)
