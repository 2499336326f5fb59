"""Vpc: IPsec-VPN connections."""

from cen_tui.demo.actions.common import PAGES, epoch_ms, matching, tag_list, wrapped
from cen_tui.demo.errors import Body
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import VpnConnection
from cen_tui.demo.http.paging import numbered
from cen_tui.demo.http.parameters import tags
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import VPC, action
from cen_tui.demo.world import World


@action(
    VPC,
    "DescribeVpnConnections",
    required=("RegionId",),
    optional=(
        *PAGES,
        "CustomerGatewayId",
        "ResourceGroupId",
        "Tag.N.Key",
        "Tag.N.Value",
        "VpnConnectionId",
        "VpnGatewayId",
    ),
)
async def describe_vpn_connections(world: World, call: Call) -> Body:
    """Answer a page of the caller's IPsec-VPN connections."""
    shapes = (
        _shape(world, vpn)
        for vpn in world.estate.vpns
        if vpn.owner == call.caller.uid
        and vpn.region == call.text("RegionId")
        and tags(call) <= set(vpn.tags)
    )
    names = ("CustomerGatewayId", "VpnConnectionId", "VpnGatewayId")
    part = numbered(call, matching(call, shapes, {name: name for name in names}))
    return {**part.fields, "VpnConnections": wrapped("VpnConnection", part.items)}


def _shape(world: World, vpn: VpnConnection) -> Body:
    letters = vpn.id[4:7]
    attachment = world.attachments.of(vpn.id)
    bound = "CEN" if attachment else vpn.attach_type
    return {
        "VpnConnectionId": vpn.id,
        "Name": vpn.name,
        "CreateTime": epoch_ms(vpn.created),
        "State": "attached" if attachment else vpn.state,
        "Status": "ike_sa_not_established",
        "AttachType": bound,
        "AttachInstanceId": attachment.cen.id if attachment else "",
        "CrossAccountAuthorized": bool(attachment and attachment.cen.owner != vpn.owner),
        "CustomerGatewayId": made_up("cgw-", 21, vpn.id, letters=letters),
        "VpnGatewayId": made_up("vpn-", 21, vpn.id, letters=letters) if bound == "VPNGW" else "",
        "TransitRouterId": made_up("tr-", 21, vpn.id, letters=letters) if bound == "CEN" else "",
        "TransitRouterName": "",
        "InternetIp": vpn.internet_ip,
        "LocalSubnet": vpn.subnets[0],
        "RemoteSubnet": vpn.subnets[1],
        "NetworkType": "public",
        "EnableDpd": True,
        "EnableNatTraversal": True,
        "EffectImmediately": False,
        "ResourceGroupId": "rg-acfmdemogroup01",
        "EnableTunnelsBgp": False,
        "TunnelOptionsSpecification": wrapped("TunnelOptions", _tunnels(vpn)),
        "Tag": wrapped("Tag", tag_list(vpn.tags)),
    }


def _tunnels(vpn: VpnConnection) -> list[Body]:
    """Return the two tunnels of a dual-tunnel connection; a single-tunnel one lists none."""
    roles = ("master", "slave") if vpn.tunnels == 2 else ()  # noqa: PLR2004 - dual-tunnel
    return [
        {"Role": role, "State": "active", "TunnelId": made_up("tun-", 21, vpn.id, role)} for role in roles
    ]
