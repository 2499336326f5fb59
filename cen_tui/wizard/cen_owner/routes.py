"""What is left to be set of an attachment's routes, and its confirmation."""

from typing import TYPE_CHECKING, Final

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.route_tables import AttachmentRoutes, attachment_routes
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.confirmation import Confirmation, confirm_routes

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

ROUTES_ARE_SET: Final = _("The routes are set: {table} routes for {network}, and learns its routes.")
NO_TABLE: Final = _("{router} has no system route table. Choose another one in the CEN console.")
OTHER_TABLE: Final = _(
    "{network} is associated with {table}. To change that, use the CEN console; nothing else is left to set."
)


async def routes_left(cloud: "Cloud", cen: Cen, attachment: CenAttachment) -> Confirmation | str:
    """Return the confirmation that sets what is missing of the routes; a sentence where nothing can be set.

    Raises:
        CloudError: the routes could not be read.
    """
    routes = await attachment_routes(cloud, attachment)
    return nothing_left(attachment, routes) or confirm_routes(attachment, cen, routes)


def nothing_left(attachment: CenAttachment, routes: AttachmentRoutes) -> str:
    """Return in a sentence why no route can be set; nothing where one can."""
    network_id = attachment.network.id
    if not routes.table_id:
        return NO_TABLE.format(router=attachment.router_id)
    if not routes.propagated:
        return ""
    if routes.other_table:
        return OTHER_TABLE.format(network=network_id, table=routes.other_table)
    return ROUTES_ARE_SET.format(network=network_id, table=routes.table_id) if routes.associated else ""


def has_routes_to_set(operation: Wanted) -> bool:
    """Tell whether routes are set after an operation that worked: by an Enterprise transit router alone."""
    options = operation.attach_options or AttachOptions()
    return operation.kind is OperationKind.ATTACH and options.through_router(operation.network)
