"""The way from an attachment to the confirmation that sets its routes, by the choice of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from cen_tui.cloud.cen.attachments import attachment_of
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import Network
from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import ScreenPart, StepScreen
from cen_tui.tui.screens.choose_routes import ChooseRoutes
from cen_tui.wizard.cen_owner.routes import RoutesLeft, routes_left
from cen_tui.wizard.confirmation import Confirmation
from cen_tui.wizard.confirmation_texts import SENTENCES

READING: Final = _("Reading the routes…")
NOT_READ: Final = _("Nothing was sent. Press f to try again.")
NOT_ATTACHED: Final = _("{network} is not attached any more. Nothing was sent.")
NONE_CHOSEN: Final = SENTENCES[OperationKind.ASSOCIATE].not_done


class RoutesPath(ScreenPart):
    """Reads which routes of an attachment are set, and opens the confirmation for the others.

    Where none is set, it asks first which are to be.
    """

    def __init__(self, screen: StepScreen, confirm: Callable[[Confirmation], StepScreen]) -> None:
        """`confirm` returns the screen of a confirmation."""
        super().__init__(screen)
        self._confirm = confirm

    @background(group="routes")
    async def advance(self, cloud: Cloud, cen: Cen, network: Network) -> None:
        """Read, and open what comes next; say so where nothing is left to be set."""
        screen = self.screen
        screen.clear_problem()
        screen.status.waiting(READING)
        try:
            left = await _left(cloud, cen, network)
        except CloudError as error:
            await screen.apply(partial(self._fail, error))
        else:
            await screen.apply(partial(self._read, left))

    def _fail(self, error: CloudError) -> None:
        self.screen.status.say(NOT_READ)
        self.screen.problem.show(error)

    def _read(self, left: RoutesLeft | str) -> None:
        if isinstance(left, str):
            self.screen.status.say(left)
            return
        self.screen.status.say()
        if len(left.kinds) > 1:
            self.screen.open(ChooseRoutes(left), partial(self._chosen, left))
        else:
            self._chosen(left, left.kinds)

    def _chosen(self, left: RoutesLeft, kinds: tuple[OperationKind, ...] | None) -> None:
        if kinds:
            self.screen.open(self._confirm(left.confirmation(kinds)))
        else:
            self.screen.status.say(NONE_CHOSEN)


async def _left(cloud: Cloud, cen: Cen, network: Network) -> RoutesLeft | str:
    attachment = await attachment_of(cloud, cen.id, network)
    if attachment is None:
        return NOT_ATTACHED.format(network=network.id)
    return await routes_left(cloud, cen, replace(attachment, network=network))
