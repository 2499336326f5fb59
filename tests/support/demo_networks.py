"""The networks of the embedded cloud that tests operate on, one of each type, and their CEN target."""

from typing import Final

from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import GLOBAL
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import Estate, estate

NAMES: Final = {
    "VPC": "prod-core",
    "VBR": "office-line-1",
    "CCN": "branches",
    "VPN": "warehouse-vpn",
    "ECR": "leased-lines",
}
"""A network of each type that is granted to nobody yet."""
REGIONS: Final = {**dict.fromkeys(NAMES, "cn-hangzhou"), "CCN": "cn-shanghai", "ECR": GLOBAL}
TABS: Final = {kind.key: str(number) for number, kind in enumerate(NETWORK_TYPES, 1)}
"""The key that brings a type's list to the front."""
BACKBONE: Final = estate().cen("group-backbone").id
TO_BACKBONE: Final = CenTarget(BACKBONE, CEN_OWNER)


def id_of(name: str) -> str:
    """Return the ID of a network by its name."""
    return estate().network(name).id


def network(key: str, name: str = "", within: Estate | None = None) -> Network:
    """Return the network of a type, or the one of that name, as a list would have it."""
    found = (within or estate()).network(name or NAMES[key])
    return Network(key, found.id, found.name, REGIONS[key], found.owner)
