"""Networks by their IDs, whatever their types: for those that the command line names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cen_tui.cloud.networks import NETWORK_TYPES
from cen_tui.cloud.networks.base import Network, NetworkType

if TYPE_CHECKING:
    from cen_tui.cloud.client import Cloud


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The networks found, and the IDs that this account has not there."""

    networks: tuple[Network, ...]
    missing: tuple[str, ...]


def type_of(network_id: str) -> NetworkType | None:
    """Return the type that an ID's prefix names, or None for no type of ours."""
    return next((kind for kind in NETWORK_TYPES if network_id.startswith(kind.prefix)), None)


async def look_up(cloud: "Cloud", region: str, ids: Iterable[str]) -> LookedUp:
    """Find networks by ID in a region, a CCN where the CCNs of that region are.

    Raises `CloudError`.
    """
    networks: list[Network] = []
    missing: list[str] = []
    for network_id in dict.fromkeys(ids):
        kind = type_of(network_id)
        network = await kind.find(cloud, kind.home_region(region), network_id) if kind else None
        if network is None:
            missing.append(network_id)
        else:
            networks.append(network)
    return LookedUp(tuple(networks), tuple(missing))
