"""The regions: those known without asking, those the cloud names, and where CCNs live."""

from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters, sdk
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.known_regions import BUILT_IN, Region

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_ASKED_AT: Final = "cn-hangzhou"
_BY_ID: Final = {region.id: region for region in BUILT_IN}
ALL: Final = "all"
"""Stands for every region of the account where a region ID is asked for."""
CCN_REGIONS: Final = tuple(region.id for region in BUILT_IN if region.ccn)
"""The regions that hold CCNs. Mainland China's CCNs all live in cn-shanghai."""


async def live_regions(cloud: "Cloud") -> tuple[Region, ...]:
    """Return the regions that the cloud names for this account (DescribeRegions of Vpc).

    Those known already come first, in their own order and with their notes. Raises `CloudError`.
    """
    client = await cloud.vpc(_ASKED_AT)
    request = sdk.vpc_models().DescribeRegionsRequest(accept_language="en-US")
    body = converters.body_of(await client.describe_regions_async(request))
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


def region_name(region: str) -> str:
    """Return a region's English name, or its ID when it is not a known one."""
    if region == ALL:
        return "all regions"
    known = _BY_ID.get(region)
    return known.name if known else region


def ccn_region(region: str) -> str:
    """Return the region that holds the CCNs serving `region`, or `region` itself when none is known."""
    if region in CCN_REGIONS or not region.startswith("cn-") or "-gov-" in region:
        return region
    return "cn-shanghai-finance-1" if "finance" in region else "cn-shanghai"


def _region(row: object) -> Region:
    region_id = converters.text(getattr(row, "region_id", None))
    known = _BY_ID.get(region_id)
    name = converters.text(getattr(row, "local_name", None)) or (known.name if known else region_id)
    return Region(region_id, name, known.note if known else "", ccn=known.ccn if known else False)


__all__ = [
    "ALL",
    "BUILT_IN",
    "CCN_REGIONS",
    "Region",
    "ccn_region",
    "live_regions",
    "region_name",
    "regions_of",
]
