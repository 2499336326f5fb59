"""Preconditions of attaching a network to an Enterprise transit router."""

from typing import TYPE_CHECKING

from cen_tui.cloud import converters
from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.endpoints import Product
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


async def service_active(cloud: "Cloud") -> bool:
    """Tell whether the transit router service is activated in the account (CheckTransitRouterService).

    An account without it gets an answer without that field. Raises `CloudError`.
    """
    body = await cloud.call(Product.CBN, "CheckTransitRouterService")
    return converters.text(getattr(body, "enabled", None)).lower() == "true"


async def cidr_blocks(cloud: "Cloud", router: Router) -> tuple[str, ...]:
    """Return the CIDR blocks of a transit router (ListTransitRouterCidr).

    It does not say whether they have addresses left. Raises `CloudError`, also without the list.
    """
    body = await cloud.call(
        Product.CBN, "ListTransitRouterCidr", region_id=router.region, transit_router_id=router.id
    )
    if not isinstance(getattr(body, "cidr_lists", None), list):
        raise converters.unreadable(_("It lacks the list that was asked for."))
    found = (converters.text(getattr(row, "cidr", None)) for row in converters.inner(body, "cidr_lists"))
    return tuple(filter(None, found))
