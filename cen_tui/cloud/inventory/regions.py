"""The account's regions, as the cloud names them, and in which of them networks of a type can be."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import NetworkType
from cen_tui.cloud.regions import ALL, BUILT_IN, GLOBAL, KNOWN, Region
from cen_tui.i18n import CHINESE, language
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_ASKED_AT: Final = "cn-hangzhou"


async def live_regions(cloud: "Cloud") -> tuple[Region, ...]:
    """Return the regions that the cloud names for this account (DescribeRegions of Vpc).

    Those known already come first, in their own order and with their notes. Raises `CloudError`.
    """
    body = await cloud.call(Product.VPC, "DescribeRegions", _ASKED_AT, accept_language=_api_language())
    rows, _total = converters.rows_of(body, "regions", "region")
    found = {region.id: region for region in map(_region, rows) if region.id}
    if not found:
        raise converters.unreadable(_("It names no region at all."))
    known = [found.pop(region.id) for region in BUILT_IN if region.id in found]
    cloud.regions = (*known, *found.values())
    return cloud.regions


def _api_language() -> str:
    """Return the language of the names, as the API calls it."""
    return "zh-CN" if language() == CHINESE else "en-US"


async def regions_of(cloud: "Cloud") -> tuple[Region, ...]:
    """Return the account's regions, asking only once; those built in where the cloud names none."""
    if cloud.regions:
        return cloud.regions
    try:
        return await live_regions(cloud)
    except CloudError:
        return BUILT_IN


def is_global(kind: NetworkType) -> bool:
    """Tell whether networks of this type belong to no region: one list has all of the account's."""
    return kind.regions() == (GLOBAL,)


def listed_in(kind: NetworkType, region: str) -> str:
    """Return where networks of this type are listed for a region; `GLOBAL` for a type that is in none."""
    return GLOBAL if is_global(kind) else region


def exists_in(kind: NetworkType, region: str) -> bool:
    """Tell whether networks of this type are listed for a region; in all of them together, any type is."""
    regions, place = kind.regions(), listed_in(kind, region)
    return place != GLOBAL if regions is None else place == ALL or place in regions


async def regions_to_ask(kind: NetworkType, cloud: "Cloud", region: str) -> tuple[str, ...]:
    """Return the regions that a list of this type reads: the one, or for `ALL` each that can hold any.

    For a type that belongs to no region that is `GLOBAL`, read once.
    """
    if (place := listed_in(kind, region)) != ALL:
        return (place,)
    return tuple(one.id for one in await regions_of(cloud) if exists_in(kind, one.id))


def _region(row: object) -> Region:
    region_id = converters.text_of(row, "region_id")
    known = KNOWN.get(region_id, Region(region_id, region_id))
    return replace(known, name=converters.text_of(row, "local_name") or known.name)
