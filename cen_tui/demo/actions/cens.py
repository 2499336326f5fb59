"""Cbn: the CEN owner's view of CENs, transit routers, regions and what is attached."""

from typing import Final

from cen_tui.demo.actions.common import PAGES, RESULTS, iso_minutes, local_name, tag_list, wrapped
from cen_tui.demo.actions.grants_cbn import cen_region
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import Body
from cen_tui.demo.estate.kinds import Cen, Region
from cen_tui.demo.paging import by_token, numbered
from cen_tui.demo.parameters import choice, filters, tags
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.request import Call
from cen_tui.demo.rules import PAY_BY_CEN_OWNER
from cen_tui.demo.world import World, type_of

_FILTER_KEYS: Final = ("CenId", "Name")
_TYPES: Final = ("", "VPC", "VBR", "CCN")


@action(
    CBN,
    "DescribeCens",
    optional=(
        *PAGES,
        "Filter.N.Key",
        "Filter.N.Value.N",
        "Tag.N.Key",
        "Tag.N.Value",
        "ResourceGroupId",
    ),
)
async def describe_cens(world: World, call: Call) -> Body:
    """Answer a page of the caller's own CENs."""
    wanted = filters(call, _FILTER_KEYS)
    own = [cen for cen in world.estate.cens if cen.owner == call.caller.uid]
    shapes = [_shape(cen) for cen in own if tags(call) <= set(cen.tags)]
    found = [shape for shape in shapes if all(shape[key] in wanted[key] for key in wanted)]
    part = numbered(call, found)
    return {**part.fields, "Cens": wrapped("Cen", part.items)}


@action(
    CBN, "ListTransitRouters", required=("CenId",), optional=(*PAGES, "RegionId", "Type", "TransitRouterId")
)
async def list_transit_routers(world: World, call: Call) -> Body:
    """Answer a page of the transit routers of one CEN of the caller's."""
    cen = world.owned_cen(call.text("CenId"), call.caller)
    found: list[Body] = [
        {
            "CenId": cen.id,
            "TransitRouterId": router.id,
            "RegionId": router.region,
            "Type": router.type,
            "Status": "Active",
            "AliUid": int(cen.owner),
            "TransitRouterName": "",
            "CreationTime": iso_minutes(cen.created),
        }
        for router in (cen.routers if cen else ())
        if cen is not None
        and call.text("RegionId") in {"", router.region}
        and call.text("Type") in {"", router.type}
        and call.text("TransitRouterId") in {"", router.id}
    ]
    part = numbered(call, found)
    return {**part.fields, "TransitRouters": list(part.items)}


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
        if call.text("ChildInstanceRegionId") in {"", cen_region(attachment.network)}
        and call.text("ChildInstanceType") in {"", type_of(attachment.network)}
    ]
    part = numbered(call, found)
    shapes = [_child(world, attachment) for attachment in part.items]
    return {**part.fields, "ChildInstances": wrapped("ChildInstance", shapes)}


@action(
    CBN,
    "ListTransitRouterVpcAttachments",
    optional=(*RESULTS, "CenId", "RegionId", "TransitRouterId", "TransitRouterAttachmentId", "VpcId"),
)
async def list_transit_router_vpc_attachments(world: World, call: Call) -> Body:
    """Answer the VPCs attached to Enterprise transit routers of the caller's."""
    shapes = [
        shape
        for attachment in _attached(world, call)
        if attachment.router and type_of(attachment.network) == "VPC"
        if _matches(call, shape := _vpc_attachment(world, attachment))
    ]
    part = by_token(call, shapes)
    return {**part.fields, "TransitRouterAttachments": list(part.items)}


@action(CBN, "DescribeChildInstanceRegions", optional=("ProductType", "AcceptLanguage"))
async def describe_child_instance_regions(world: World, call: Call) -> Body:
    """Answer the regions in which networks of a type can be attached."""
    kind = choice(call, "ProductType", _TYPES)
    regions = [
        {"RegionId": _child_region(region, kind), "LocalName": local_name(call, region)}
        for region in world.estate.regions
        if kind != "CCN" or region.ccn
    ]
    return {"Regions": wrapped("Region", regions)}


def _child_region(region: Region, kind: str) -> str:
    return f"ccn-{region.id}" if kind == "CCN" else region.id


def _attached(world: World, call: Call) -> list[Attachment]:
    cens = [cen for cen in world.estate.cens if cen.owner == call.caller.uid]
    wanted = call.text("CenId")
    return [each for cen in cens if wanted in {"", cen.id} for each in world.attachments.of_cen(cen.id)]


def _matches(call: Call, shape: Body) -> bool:
    names = ("TransitRouterId", "TransitRouterAttachmentId", "VpcId")
    region = call.text("RegionId") in {"", shape["VpcRegionId"]}
    return region and all(call.text(name) in {"", shape[name]} for name in names)


def _shape(cen: Cen) -> Body:
    return {
        "CenId": cen.id,
        "Name": cen.name,
        "Description": cen.description,
        "Status": "Active",
        "CreationTime": iso_minutes(cen.created),
        "ProtectionLevel": "REDUCED",
        "Ipv6Level": "DISABLED",
        "ResourceGroupId": "rg-acfmdemogroup02",
        "CenBandwidthPackageIds": wrapped("CenBandwidthPackageId", ()),
        "Tags": wrapped("Tag", tag_list(cen.tags)),
    }


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


def _vpc_attachment(world: World, attachment: Attachment) -> Body:
    rule = world.rules.find(attachment.network.id, attachment.cen.id, router=True)
    return {
        "CenId": attachment.cen.id,
        "TransitRouterId": attachment.router,
        "TransitRouterAttachmentId": attachment.id,
        "VpcId": attachment.network.id,
        "VpcOwnerId": int(attachment.network.owner),
        "VpcRegionId": attachment.network.region,
        "ResourceType": "VPC",
        "ChargeType": "POSTPAY",
        "OrderType": rule.payer_in_force if rule else PAY_BY_CEN_OWNER,
        "CreationTime": iso_minutes(attachment.created),
        "Status": world.attachments.status(attachment),
    }
