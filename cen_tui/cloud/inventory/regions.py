"""The account's regions, as the cloud names them, and in which of them networks of a type can be."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import NetworkType
from cen_tui.cloud.regions import ALL, BUILT_IN, KNOWN, Region

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_ASKED_AT: Final = "cn-hangzhou"


async def live_regions(cloud: "Cloud") -> tuple[Region, ...]:
    """Return the regions that the cloud names for this account (DescribeRegions of Vpc).

    Those known already come first, in their own order and with their notes. Raises `CloudError`.
    """
    body = await cloud.call(Product.VPC, "DescribeRegions", _ASKED_AT, accept_language="en-US")
    rows, _ = converters.rows_of(body, "regions", "region")
    found = {region.id: region for region in map(_region, rows) if region.id}
    if not found:
        raise converters.unreadable("It names no region at all.")
    known = [found.pop(region.id) for region in BUILT_IN if region.id in found]
    cloud.regions = (*known, *found.values())
    return cloud.regions


async def regions_of(cloud: "Cloud") -> tuple[Region, ...]:
    """Return the account's regions, asking only once; those built in where the cloud names none."""
    if cloud.regions:
        return cloud.regions
    try:
        return await live_regions(cloud)
    except CloudError:
        return BUILT_IN


def exists_in(kind: NetworkType, region: str) -> bool:
    """Tell whether networks of this type can be in a region; in all of them together, any type can."""
    regions = kind.regions()
    return regions is None or region == ALL or region in regions


async def regions_to_ask(kind: NetworkType, cloud: "Cloud", region: str) -> tuple[str, ...]:
    """Return the regions that a list of this type reads: the one, or for `ALL` each that can hold any."""
    if region != ALL:
        return (region,)
    return tuple(one.id for one in await regions_of(cloud) if exists_in(kind, one.id))


def _region(row: object) -> Region:
    region_id = converters.text(getattr(row, "region_id", None))
    known = KNOWN.get(region_id, Region(region_id, region_id))
    return replace(known, name=converters.text(getattr(row, "local_name", None)) or known.name)
