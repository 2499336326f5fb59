"""IPsec-VPN connections, listed through Vpc; only for a transit router can they be granted."""

from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters, sdk
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks import tunnels
from cen_tui.cloud.networks.base import Fact, GrantCalls, Network, Page
from cen_tui.cloud.networks.fields import facts, tags, with_ids
from cen_tui.cloud.networks.router_rules import RouterGrants

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

# What it is bound to. A word that is not listed here is not held against it: the cloud then decides.
_OBSTACLES: Final = {
    "VPNGW": "This connection is bound to a VPN gateway: only one that is bound to nothing can be granted.",
    "CEN": "This connection is bound to a transit router. It can be granted once it is bound to nothing.",
}


class Vpn:
    """The network type VPN: an IPsec connection, not a VPN gateway. Source: DescribeVpnConnections."""

    key: str = "VPN"
    prefix: str = "vco-"
    title: str = "IPsec-VPN connection (VPN)"
    address_heading: str = "Subnets"
    page_size: int = 50
    about: str = "an IPsec-VPN connection that is bound to no VPN gateway; for a transit router alone"
    families: tuple[GrantCalls, ...] = (RouterGrants("VPN"),)

    def regions(self) -> tuple[str, ...] | None:
        """Return None: they exist in every region."""
        return None

    def home_region(self, region: str) -> str:
        """Return the region itself."""
        return region

    async def page(self, cloud: "Cloud", region: str, number: int, size: int | None = None) -> Page:
        """Return one page of the region's IPsec-VPN connections (DescribeVpnConnections)."""
        client = await cloud.vpc(region)
        request = sdk.vpc_models().DescribeVpnConnectionsRequest(
            region_id=region, page_number=number, page_size=size or self.page_size
        )
        rows, total = _rows(await client.describe_vpn_connections_async(request))
        return Page(with_ids(_network(row, region, cloud.uid) for row in rows), total)

    async def find(self, cloud: "Cloud", region: str, network_id: str) -> Network | None:
        """Return one connection by its ID (DescribeVpnConnections), or None."""
        client = await cloud.vpc(region)
        request = sdk.vpc_models().DescribeVpnConnectionsRequest(
            region_id=region, vpn_connection_id=network_id
        )
        try:
            response = await client.describe_vpn_connections_async(request)
        except CloudError as error:
            if error.kind is ErrorKind.NOT_FOUND and error.code.startswith("InvalidVpnConnection"):
                return None
            raise
        networks = (_network(row, region, cloud.uid) for row in _rows(response)[0])
        return next((network for network in networks if network.id == network_id), None)

    async def details(self, cloud: "Cloud", network: Network) -> Network:
        """Return the connection anew: its list answer holds everything."""
        return await self.find(cloud, network.region, network.id) or network


def _rows(response: object) -> tuple[list[object], int]:
    return converters.rows_of(converters.body_of(response), "vpn_connections", "vpn_connection")


def _network(row: object, region: str, caller_uid: str) -> Network:
    bound_to = converters.text(getattr(row, "attach_type", None))
    obstacle = _OBSTACLES.get(bound_to, "")
    return Network(
        type="VPN",
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
