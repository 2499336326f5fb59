"""Networks by their IDs, whatever their types: for those that the command line names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.regions import is_global, regions_to_ask
from cen_tui.cloud.networks.base import Network, NetworkType
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import ALL, GLOBAL

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_REGIONS_AT_ONCE: Final = 16


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The networks found, and the IDs that this account has not there."""

    networks: tuple[Network, ...]
    missing: tuple[str, ...]


def type_of(network_id: str) -> NetworkType | None:
    """Return the type that an ID's prefix names, or None for no type of ours."""
    return next((kind for kind in NETWORK_TYPES if network_id.startswith(kind.prefix)), None)


async def look_up(cloud: "Cloud", region: str, ids: Iterable[str]) -> LookedUp:
    """Find networks by ID in a region, a CCN where the CCNs of that region are; or in `ALL` regions.

    Raises `CloudError`.
    """
    networks: list[Network] = []
    missing: list[str] = []
    for network_id in dict.fromkeys(ids):
        kind = type_of(network_id)
        network = await _find(kind, cloud, region, network_id) if kind else None
        if network is None:
            missing.append(network_id)
        else:
            networks.append(network)
    return LookedUp(tuple(networks), tuple(missing))


async def _find(kind: NetworkType, cloud: "Cloud", region: str, network_id: str) -> Network | None:
    if region == GLOBAL and not is_global(kind):
        return None
    if region != ALL:
        return await kind.find(cloud, kind.home_region(region), network_id)
    found: list[Network] = []

    async def find(one: str) -> None:
        if not found and (network := await kind.find(cloud, one, network_id)):
            found.append(network)

    try:
        await run_bounded(find, await regions_to_ask(kind, cloud, ALL), bound=_REGIONS_AT_ONCE)
    except CloudError:
        if not found:
            raise
    return found[0] if found else None
