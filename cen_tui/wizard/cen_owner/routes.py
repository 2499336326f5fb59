"""What is left to be set of an attachment's routes, the choice among it, and its confirmation."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.route_tables import AttachmentRoutes, attachment_routes
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.confirmation import ROUTE_KINDS, Confirmation, confirm_routes, routes_to_set

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

ROUTES_ARE_SET: Final = _("The routes are set: {table} routes for {network}, and learns its routes.")
NO_TABLE: Final = _("{router} has no system route table. Choose another one in the CEN console.")
OTHER_TABLE: Final = _(
    "{network} is associated with {table}. To change that, use the CEN console; nothing else is left to set."
)


class RouteChoice(NamedTuple):
    """One answer to the question which routes are to be set."""

    kinds: tuple[OperationKind, ...]
    words: str
    means: str
    """What follows from it, in a sentence or two."""


ROUTE_CHOICES: Final = (
    RouteChoice(
        ROUTE_KINDS,
        _("Associate and propagate"),
        _(
            "As the console does while its options are ticked: what comes from the network is forwarded, and "
            "the others find it."
        ),
    ),
    RouteChoice(
        (OperationKind.ASSOCIATE,),
        _("Associate only"),
        _(
            "What comes from the network is forwarded by the table. The table learns none of the network's "
            "routes: nothing is sent to the network by it."
        ),
    ),
    RouteChoice(
        (OperationKind.PROPAGATE,),
        _("Propagate only"),
        _(
            "The table learns the network's routes, so that others find it. What comes from the network is "
            "not forwarded."
        ),
    ),
)
"""Both first, as the console ticks them."""


@dataclass(frozen=True, slots=True)
class RoutesLeft:
    """An attachment of which routes can be set."""

    cen: Cen
    attachment: CenAttachment
    routes: AttachmentRoutes

    @property
    def kinds(self) -> tuple[OperationKind, ...]:
        """What can be set: one half of it where the other is set already, or cannot be."""
        return routes_to_set(self.routes)

    def confirmation(self, chosen: tuple[OperationKind, ...] = ROUTE_KINDS) -> Confirmation:
        """Restate what was chosen of it."""
        return confirm_routes(self.attachment, self.cen, self.routes, chosen)


async def routes_left(cloud: "Cloud", cen: Cen, attachment: CenAttachment) -> RoutesLeft | str:
    """Return what is missing of the routes; a sentence where nothing can be set.

    Raises:
        CloudError: the routes could not be read.
    """
    routes = await attachment_routes(cloud, attachment)
    return nothing_left(attachment, routes) or RoutesLeft(cen, attachment, routes)


def nothing_left(attachment: CenAttachment, routes: AttachmentRoutes) -> str:
    """Return in a sentence why no route can be set; nothing where one can."""
    network_id = attachment.network.id
    if not routes.table_id:
        return NO_TABLE.format(router=attachment.router_id)
    if routes_to_set(routes):
        return ""
    if routes.other_table:
        return OTHER_TABLE.format(network=network_id, table=routes.other_table)
    return ROUTES_ARE_SET.format(network=network_id, table=routes.table_id)


def has_routes_to_set(operation: Wanted) -> bool:
    """Tell whether routes are set after an operation that worked: by an Enterprise transit router alone."""
    options = operation.attach_options or AttachOptions()
    return operation.kind is OperationKind.ATTACH and options.through_router(operation.network)
