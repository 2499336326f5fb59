"""Cbn: the CEN owner's view of what is attached, whichever call attached it."""

from typing import Final

from cen_tui.demo.actions.common import PAGES, RESULTS, iso_minutes, wrapped
from cen_tui.demo.actions.grants_cbn import cen_region
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import Body
from cen_tui.demo.http.paging import by_token, numbered
from cen_tui.demo.http.parameters import choice
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.rules import PAY_BY_CEN_OWNER
from cen_tui.demo.world import World, type_of

_TYPES: Final = ("", "VPC", "VBR", "CCN")
_CHILDREN: Final = frozenset(_TYPES)
_REGIONS: Final = ("VpcRegionId", "VbrRegionId", "VpnRegionId", "TransitRouterRegionId")
_OF_ROUTERS: Final = (*RESULTS, "CenId", "RegionId", "TransitRouterId", "TransitRouterAttachmentId")


@action(
    CBN,
    "DescribeCenAttachedChildInstances",
    required=("CenId",),
    optional=(*PAGES, "ChildInstanceRegionId", "ChildInstanceType"),
)
async def describe_cen_attached_child_instances(world: World, call: Call) -> Body:
    """Answer a page of what is attached to one CEN of the caller's."""
    choice(call, "ChildInstanceType", _TYPES)
    found = [
        attachment
        for attachment in _attached(world, call)
        if type_of(attachment.network) in _CHILDREN
        and call.text("ChildInstanceRegionId") in {"", cen_region(attachment.network)}
        and call.text("ChildInstanceType") in {"", type_of(attachment.network)}
    ]
    part = numbered(call, found)
    shapes = [_child(world, attachment) for attachment in part.items]
    return {**part.fields, "ChildInstances": wrapped("ChildInstance", shapes)}


@action(
    CBN,
    "ListTransitRouterVpcAttachments",
    optional=(*_OF_ROUTERS, "VpcId", "OrderType", "Status"),
)
async def list_transit_router_vpc_attachments(world: World, call: Call) -> Body:
    """Answer the VPCs attached to Enterprise transit routers of the caller's."""
    return _router_attachments(world, call, "VPC")


@action(CBN, "ListTransitRouterVbrAttachments", optional=_OF_ROUTERS)
async def list_transit_router_vbr_attachments(world: World, call: Call) -> Body:
    """Answer the VBRs attached to Enterprise transit routers of the caller's."""
    return _router_attachments(world, call, "VBR")


@action(CBN, "ListTransitRouterVpnAttachments", optional=_OF_ROUTERS)
async def list_transit_router_vpn_attachments(world: World, call: Call) -> Body:
    """Answer the IPsec-VPN connections attached to Enterprise transit routers of the caller's."""
    return _router_attachments(world, call, "VPN")


@action(CBN, "ListTransitRouterEcrAttachments", optional=_OF_ROUTERS)
async def list_transit_router_ecr_attachments(world: World, call: Call) -> Body:
    """Answer the Express Connect Routers attached to Enterprise transit routers of the caller's."""
    return _router_attachments(world, call, "ECR")


def _router_attachments(world: World, call: Call, kind: str) -> Body:
    shapes = [
        _router_attachment(world, attachment, kind.title())
        for attachment in _attached(world, call)
        if attachment.router and type_of(attachment.network) == kind
    ]
    part = by_token(call, [shape for shape in shapes if _matches(call, shape)])
    return {**part.fields, "TransitRouterAttachments": list(part.items)}


def _attached(world: World, call: Call) -> list[Attachment]:
    cens = [cen for cen in world.estate.cens if cen.owner == call.caller.uid]
    wanted = call.text("CenId")
    return [each for cen in cens if wanted in {"", cen.id} for each in world.attachments.of_cen(cen.id)]


def _matches(call: Call, shape: Body) -> bool:
    names = ("TransitRouterId", "TransitRouterAttachmentId", "VpcId", "OrderType", "Status")
    region = next(shape[name] for name in _REGIONS if name in shape)
    return call.text("RegionId") in {"", region} and all(call.text(n) in {"", shape.get(n)} for n in names)


def _child(world: World, attachment: Attachment) -> Body:
    return {
        "CenId": attachment.cen.id,
        "ChildInstanceId": attachment.network.id,
        "ChildInstanceType": type_of(attachment.network),
        "ChildInstanceRegionId": cen_region(attachment.network),
        "ChildInstanceOwnerId": int(attachment.network.owner),
        "ChildInstanceAttachTime": iso_minutes(attachment.created),
        "Status": world.attachments.status(attachment),
    }


def _router_attachment(world: World, attachment: Attachment, word: str) -> Body:
    rule = world.rules.find(attachment.network.id, attachment.cen.id, router=True)
    return {
        "CenId": attachment.cen.id,
        "TransitRouterId": attachment.router,
        "TransitRouterAttachmentId": attachment.id,
        f"{word}Id": attachment.network.id,
        f"{word}OwnerId": int(attachment.network.owner),
        "TransitRouterRegionId" if word == "Ecr" else f"{word}RegionId": attachment.region,
        "ResourceType": word.upper(),
        "AutoPublishRouteEnabled": False,
        "OrderType": rule.payer_in_force if rule else PAY_BY_CEN_OWNER,
        "CreationTime": iso_minutes(attachment.created),
        "Status": world.attachments.status(attachment),
    }
