"""Whether an IPsec-VPN connection has one tunnel or two: only its owner's list answer tells.

A transit router attaches a single-tunnel connection in a zone, and refuses a zone for a dual-tunnel one.
Connections made since 2024-11-26 are dual-tunnel unless asked for otherwise.
"""

from typing import Final

from cen_tui.cloud import converters
from cen_tui.cloud.networks.base import Network

LABEL: Final = "Tunnels"
"""Of the fact that the details show."""
DUAL: Final = "2 (dual-tunnel)"
SINGLE: Final = "1 (single-tunnel)"


def tunnels(row: object) -> str:
    """Return how many tunnels a row of DescribeVpnConnections has, in words.

    Only a dual-tunnel connection has TunnelOptionsSpecification filled.
    """
    options = getattr(row, "tunnel_options_specification", None)
    return DUAL if converters.inner(options, "tunnel_options") else SINGLE


def is_single(network: Network) -> bool | None:
    """Tell whether a connection is known to be single-tunnel; None where it is not known."""
    said = next((fact.value for fact in network.facts if fact.label == LABEL), "")
    return {SINGLE: True, DUAL: False}.get(said)
