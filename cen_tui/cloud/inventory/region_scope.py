"""In which regions networks of a type can be."""

from typing import TYPE_CHECKING

from cen_tui.cloud.networks.base import NetworkType
from cen_tui.cloud.regions import ALL, regions_of

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


def exists_in(kind: NetworkType, region: str) -> bool:
    """Tell whether networks of this type can be in a region; in all of them together, any type can."""
    regions = kind.regions()
    return regions is None or region == ALL or region in regions


async def regions_to_ask(kind: NetworkType, cloud: "Cloud", region: str) -> tuple[str, ...]:
    """Return the regions that a list of this type reads: the one, or for `ALL` each that can hold any."""
    if region != ALL:
        return (region,)
    return tuple(one.id for one in await regions_of(cloud) if exists_in(kind, one.id))
