"""The zones that a transit router can use, and the vSwitches of a granted VPC in them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.paginators import rows_by_page

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


@dataclass(frozen=True, slots=True)
class VSwitch:
    """A vSwitch through which a transit router can reach a VPC."""

    id: str
    zone: str
    name: str = ""
    usable: bool = True
    """Whether Enterprise transit routers exist in its zone."""


async def vswitches(cloud: "Cloud", cen_id: str, vpc: Network) -> tuple[VSwitch, ...]:
    """Return the vSwitches of a VPC that is granted to a CEN of the account's.

    Sources: ListGrantVSwitchesToCen, ListTransitRouterAvailableResource. Raises `CloudError`.
    """
    zones = converters.texts(getattr(await _available(cloud, vpc.region), "available_zones", None))
    rows = await rows_by_page(
        cloud,
        Product.CBN,
        "ListGrantVSwitchesToCen",
        "v_switches",
        cen_id=cen_id,
        region_id=vpc.region,
        vpc_id=vpc.id,
    )
    found = [_vswitch(row, zones) for row in rows]
    return tuple(one for one in found if one.id)


async def router_zones(cloud: "Cloud", region: str) -> tuple[str, ...]:
    """Return the zones of a region that a single-tunnel VPN connection can be attached in.

    Source: ListTransitRouterAvailableResource. Raises `CloudError`.
    """
    return converters.texts(getattr(await _available(cloud, region), "master_zones", None))


async def _available(cloud: "Cloud", region: str) -> object:
    return await cloud.call(Product.CBN, "ListTransitRouterAvailableResource", region_id=region)


def _vswitch(row: object, zones: tuple[str, ...]) -> VSwitch:
    zone = converters.text_of(row, "zone_id")
    return VSwitch(
        id=converters.text_of(row, "v_switch_id"),
        zone=zone,
        name=converters.text_of(row, "v_switch_name"),
        usable=not zones or zone in zones,
    )
