"""IPsec-VPN connections, listed through Vpc; only for a transit router can they be granted."""

from typing import Final

from cen_tui.cloud import converters
from cen_tui.cloud.networks import tunnels
from cen_tui.cloud.networks.base import Fact, GrantCalls, Network
from cen_tui.cloud.networks.fields import facts, tags
from cen_tui.cloud.networks.listed import Listed
from cen_tui.cloud.networks.router_rules import RouterGrants

# What it is bound to. A word that is not listed here is not held against it: the cloud then decides.
_OBSTACLES: Final = {
    "VPNGW": "This connection is bound to a VPN gateway: only one that is bound to nothing can be granted.",
    "CEN": "This connection is bound to a transit router. It can be granted once it is bound to nothing.",
}


class Vpn(Listed):
    """The network type VPN: an IPsec connection, not a VPN gateway. Source: DescribeVpnConnections."""

    key: str = "VPN"
    prefix: str = "vco-"
    title: str = "IPsec-VPN connection (VPN)"
    address_heading: str = "Subnets"
    action: str = "DescribeVpnConnections"
    rows: tuple[str, str] = ("vpn_connections", "vpn_connection")
    id_field: str = "vpn_connection_id"
    absent: tuple[str, ...] = ("InvalidVpnConnection",)
    about: str = "an IPsec-VPN connection that is bound to no VPN gateway; for a transit router alone"
    families: tuple[GrantCalls, ...] = (RouterGrants("VPN"),)

    def read(self, row: object, region: str, caller_uid: str) -> Network:
        """Return the connection of a row."""
        bound_to = converters.text(getattr(row, "attach_type", None))
        obstacle = _OBSTACLES.get(bound_to, "")
        return Network(
            type=self.key,
            id=converters.text(getattr(row, "vpn_connection_id", None)),
            name=converters.text(getattr(row, "name", None)),
            region=region,
            owner_uid=caller_uid,
            address=" - ".join(filter(None, _subnets(row))),
            status=converters.text(getattr(row, "state", None)),
            grantable=not obstacle,
            obstacle=obstacle,
            attached=bound_to == "CEN",
            tags=tags(getattr(row, "tag", None), "tag"),
            facts=_facts(row),
            created=converters.moment(getattr(row, "create_time", None)),
        )


def _subnets(row: object) -> tuple[str, str]:
    """Return the subnets of the cloud's end and of the customer's end."""
    return (
        converters.text(getattr(row, "local_subnet", None)),
        converters.text(getattr(row, "remote_subnet", None)),
    )


def _facts(row: object) -> tuple[Fact, ...]:
    local, remote = _subnets(row)
    return facts(
        ("Subnets, cloud side", local),
        ("Subnets, customer side", remote),
        (tunnels.LABEL, tunnels.tunnels(row)),
        ("Public address", converters.text(getattr(row, "internet_ip", None))),
        ("Customer gateway", converters.text(getattr(row, "customer_gateway_id", None))),
        ("VPN gateway", converters.text(getattr(row, "vpn_gateway_id", None))),
        ("Transit router", converters.text(getattr(row, "transit_router_id", None))),
        ("Negotiation", converters.text(getattr(row, "status", None))),
        ("Resource group", converters.text(getattr(row, "resource_group_id", None))),
    )
