"""Cbn: the CEN owner's view of what is attached, whichever call attached it."""

from typing import Final

from cen_tui.demo.actions.common import PAGES, RESULTS, iso_minutes, matching, wrapped
from cen_tui.demo.actions.grants_cbn import cen_region
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import Body
from cen_tui.demo.http.paging import by_token, numbered
from cen_tui.demo.http.parameters import choice
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.rules import PAY_BY_CEN_OWNER
from cen_tui.demo.world import World

_TYPES: Final = ("", "VPC", "VBR", "CCN")
_CHILDREN: Final = frozenset(_TYPES)
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
        if attachment.network.key in _CHILDREN
        and call.text("ChildInstanceRegionId") in {"", cen_region(attachment.network)}
        and call.text("ChildInstanceType") in {"", attachment.network.key}
    ]
    part = numbered(call, found)
    shapes = [_child(world, attachment) for attachment in part.items]
    return {**part.fields, "ChildInstances": wrapped("ChildInstance", shapes)}


@action(CBN, "ListTransitRouterVpcAttachments", optional=(*_OF_ROUTERS, "VpcId", "OrderType", "Status"))
@action(CBN, "ListTransitRouterVbrAttachments", optional=_OF_ROUTERS)
@action(CBN, "ListTransitRouterVpnAttachments", optional=_OF_ROUTERS)
@action(CBN, "ListTransitRouterEcrAttachments", optional=_OF_ROUTERS)
async def list_transit_router_attachments(world: World, call: Call) -> Body:
    """Answer the networks of one type attached to Enterprise transit routers of the caller's."""
    word = call.action.removeprefix("ListTransitRouter").removesuffix("Attachments")
    shapes = [
        _router_attachment(world, attachment, word)
        for attachment in _attached(world, call)
        if attachment.router and attachment.network.key == word.upper()
    ]
    names = ("TransitRouterId", "TransitRouterAttachmentId", "VpcId", "OrderType", "Status")
    asked = {"RegionId": _region_field(word), **{name: name for name in names}}
    part = by_token(call, matching(call, shapes, asked))
    return {**part.fields, "TransitRouterAttachments": list(part.items)}


def _attached(world: World, call: Call) -> list[Attachment]:
    cens = [cen for cen in world.own_cens(call.caller) if call.text("CenId") in {"", cen.id}]
    return [each for cen in cens for each in world.attachments.of_cen(cen.id)]


def _child(world: World, attachment: Attachment) -> Body:
    return {
        "CenId": attachment.cen.id,
        "ChildInstanceId": attachment.network.id,
        "ChildInstanceType": attachment.network.key,
        "ChildInstanceRegionId": cen_region(attachment.network),
        "ChildInstanceOwnerId": int(attachment.network.owner),
        "ChildInstanceAttachTime": iso_minutes(attachment.created),
        "Status": world.attachments.status(attachment),
    }


def _region_field(word: str) -> str:
    return "TransitRouterRegionId" if word == "Ecr" else f"{word}RegionId"


def _router_attachment(world: World, attachment: Attachment, word: str) -> Body:
    rule = world.rules.find(attachment.network.id, attachment.cen.id, router=True)
    return {
        "CenId": attachment.cen.id,
        "TransitRouterId": attachment.router,
        "TransitRouterAttachmentId": attachment.id,
        f"{word}Id": attachment.network.id,
        f"{word}OwnerId": int(attachment.network.owner),
        _region_field(word): attachment.region,
        "ResourceType": word.upper(),
        "AutoPublishRouteEnabled": False,
        "OrderType": rule.payer_in_force if rule else PAY_BY_CEN_OWNER,
        "CreationTime": iso_minutes(attachment.created),
        "Status": world.attachments.status(attachment),
    }
