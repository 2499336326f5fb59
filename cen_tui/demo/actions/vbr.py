"""Vpc: virtual border routers."""

from typing import Final

from cen_tui.demo.actions.common import PAGES, associated_cens, iso_seconds, tag_list, wrapped
from cen_tui.demo.errors import Body
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Vbr
from cen_tui.demo.http.paging import numbered
from cen_tui.demo.http.parameters import filters, flag, tags
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import VPC, action
from cen_tui.demo.world import World

_FILTER_KEYS: Final = ("PhysicalConnectionId", "VbrId", "Status", "Name", "AccessPointId", "eccId", "type")


@action(
    VPC,
    "DescribeVirtualBorderRouters",
    required=("RegionId",),
    optional=(
        *PAGES,
        "Filter.N.Key",
        "Filter.N.Value.N",
        "IncludeCrossAccountVbr",
        "ResourceGroupId",
        "Tags.N.Key",
        "Tags.N.Value",
    ),
)
async def describe_virtual_border_routers(world: World, call: Call) -> Body:
    """Answer a page of the caller's VBRs, and of other owners' when IncludeCrossAccountVbr is set."""
    wanted, crossing = filters(call, _FILTER_KEYS), flag(call, "IncludeCrossAccountVbr")
    shapes = []
    for vbr in world.estate.vbrs:
        seen = vbr.owner == call.caller.uid or (crossing and call.caller.uid in vbr.visible_to)
        if not seen or vbr.region != call.text("RegionId") or not tags(call, "Tags") <= set(vbr.tags):
            continue
        shape = _shape(world, vbr)
        if all(str(shape.get(_field(key), "")) in values for key, values in wanted.items()):
            shapes.append(shape)
    part = numbered(call, shapes)
    return {**part.fields, "VirtualBorderRouterSet": wrapped("VirtualBorderRouterType", part.items)}


def _field(key: str) -> str:
    return {"type": "Type", "eccId": "EccId"}.get(key, key)


def _shape(world: World, vbr: Vbr) -> Body:
    letters = vbr.id[4:7]
    return {
        "VbrId": vbr.id,
        "Name": vbr.name,
        "Description": vbr.description,
        "Status": vbr.status,
        "PhysicalConnectionId": made_up("pc-", 21, vbr.region, vbr.circuit, letters=letters),
        "PhysicalConnectionStatus": "Enabled",
        "PhysicalConnectionBusinessStatus": "Normal",
        "PhysicalConnectionOwnerUid": vbr.owner,
        "AccessPointId": f"ap-{vbr.region}-demo-B",
        "CircuitCode": vbr.circuit,
        "VlanId": vbr.vlan,
        "VlanInterfaceId": made_up("ri-", 21, vbr.id, letters=letters),
        "LocalGatewayIp": vbr.gateways[0],
        "PeerGatewayIp": vbr.gateways[1],
        "PeeringSubnetMask": "255.255.255.252" if vbr.gateways[0] else "",
        "Bandwidth": vbr.bandwidth,
        "RouteTableId": made_up("vtb-", 21, vbr.id, letters=letters),
        "Type": "subInterface",
        "CreationTime": iso_seconds(vbr.created),
        "SitelinkEnable": False,
        "ResourceGroupId": "rg-acfmdemogroup01",
        "AssociatedCens": associated_cens(world, vbr.id),
        "Tags": wrapped("Tags", tag_list(vbr.tags)),
    }
