"""The next screen of attaching a network, once nothing is missing for it."""

from functools import partial
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import ScreenPart
from cen_tui.tui.screens.cen_owner.attach import Attaching, attach_confirmation
from cen_tui.tui.screens.cen_owner.vswitches import VSwitchesScreen
from cen_tui.wizard.cen_owner.inbox import Obstacle
from cen_tui.wizard.cen_owner.readiness import attach_obstacle

CHECKING: Final = _("Checking what has to be there before {network} is attached…")
AGAIN: Final = _("Nothing was sent. Press Enter again when it is done.")


class AttachPath(ScreenPart):
    """Looks for what is missing, and opens the next screen where nothing is."""

    @background(group="attach")
    async def advance(self, attaching: Attaching) -> None:
        """Continue with what is to be attached; say what has to be done first where it cannot be yet."""
        screen, network = self.screen, attaching.network
        screen.clear_problem()
        screen.status.waiting(CHECKING.format(network=network.id))
        options = attaching.attach_options
        obstacle = await attach_obstacle(attaching.signed.cloud, attaching.cen, network, options)
        await screen.apply(partial(self._checked, attaching, obstacle))

    def _checked(self, attaching: Attaching, obstacle: Obstacle | None) -> None:
        screen = self.screen
        if obstacle is not None:
            screen.status.say(AGAIN)
            screen.problem.say(*obstacle)
            return
        screen.status.say()
        asks = attaching.attach_options.asks_for_vswitches(attaching.network)
        screen.open(VSwitchesScreen(attaching) if asks else attach_confirmation(attaching))
