"""The CENs of the account that signs in, their transit routers, and the service of these."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks.base import CenTarget
from cen_tui.cloud.paginators import rows_by_page
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


@dataclass(frozen=True, slots=True)
class Cen:
    """A CEN instance of the account that signs in. All strings are safe to show."""

    id: str
    name: str
    owner_uid: str
    status: str = ""
    """The cloud's own word: `Creating`, `Active` or `Deleting`."""
    created: datetime | None = None
    protection: str = ""
    """The cloud's own word for which address ranges may overlap: `REDUCED` or `FULL`."""

    @property
    def takes_enterprise_routers(self) -> bool:
        """Whether it can have Enterprise transit routers: one of protection level FULL cannot."""
        return self.protection.upper() != "FULL"

    @property
    def target(self) -> CenTarget:
        """The CEN as one to which a network is granted."""
        return CenTarget(self.id, self.owner_uid)


@dataclass(frozen=True, slots=True)
class Router:
    """The transit router of a CEN in one region; a CEN has at most one there."""

    id: str
    region: str
    enterprise: bool
    """Whether it is of the Enterprise edition, which bills; the other edition is Basic."""


async def cens(cloud: "Cloud", cen_id: str = "") -> tuple[Cen, ...]:
    """Return the account's own CENs, or the one of this ID (DescribeCens, all pages).

    `cloud` must know its account ID. Raises `CloudError`.
    """
    wanted = [{"key": "CenId", "value": [cen_id]}] if cen_id else None
    rows = await rows_by_page(cloud, Product.CBN, "DescribeCens", "cens", "cen", filter=wanted)
    found = [_cen(row, cloud.uid) for row in rows]
    return tuple(cen for cen in found if cen.id and cen_id in {"", cen.id})


async def routers(cloud: "Cloud", cen_id: str) -> tuple[Router, ...]:
    """Return the transit routers of a CEN (ListTransitRouters, all pages). Raises `CloudError`."""
    rows = await rows_by_page(cloud, Product.CBN, "ListTransitRouters", "transit_routers", cen_id=cen_id)
    return tuple(router for router in map(_router, rows) if router.id)


def _cen(row: object, owner_uid: str) -> Cen:
    return Cen(
        id=converters.text_of(row, "cen_id"),
        name=converters.text_of(row, "name"),
        owner_uid=owner_uid,
        status=converters.text_of(row, "status"),
        created=converters.moment(getattr(row, "creation_time", None)),
        protection=converters.text_of(row, "protection_level"),
    )


def _router(row: object) -> Router:
    return Router(
        id=converters.text_of(row, "transit_router_id"),
        region=converters.text_of(row, "region_id"),
        enterprise=converters.text_of(row, "type") != "Basic",
    )


async def service_active(cloud: "Cloud") -> bool:
    """Tell whether the transit router service is activated in the account (CheckTransitRouterService).

    An account without it gets an answer without that field. Raises `CloudError`.
    """
    body = await cloud.call(Product.CBN, "CheckTransitRouterService")
    return converters.text_of(body, "enabled").lower() == "true"


async def cidr_blocks(cloud: "Cloud", router: Router) -> tuple[str, ...]:
    """Return the CIDR blocks of a transit router (ListTransitRouterCidr).

    It does not say whether they have addresses left. Raises `CloudError`, also without the list.
    """
    body = await cloud.call(
        Product.CBN, "ListTransitRouterCidr", region_id=router.region, transit_router_id=router.id
    )
    if not isinstance(getattr(body, "cidr_lists", None), list):
        raise converters.unreadable(_("It lacks the list that was asked for."))
    found = (converters.text_of(row, "cidr") for row in converters.inner(body, "cidr_lists"))
    return tuple(filter(None, found))
