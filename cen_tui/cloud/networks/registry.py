"""The network types that can be granted, one file each. A new type is one file and one line here."""

from typing import Final

from cen_tui.cloud.networks.base import NetworkType
from cen_tui.cloud.networks.ccn import Ccn
from cen_tui.cloud.networks.ecr import Ecr
from cen_tui.cloud.networks.vbr import Vbr
from cen_tui.cloud.networks.vpc import Vpc
from cen_tui.cloud.networks.vpn import Vpn

NETWORK_TYPES: Final[tuple[NetworkType, ...]] = (Vpc(), Vbr(), Ccn(), Vpn(), Ecr())
"""In the order of the tabs."""


def network_type(key: str) -> NetworkType:
    """Return the network type with this key, in either case; `KeyError` when there is none."""
    return {kind.key: kind for kind in NETWORK_TYPES}[key.upper()]
