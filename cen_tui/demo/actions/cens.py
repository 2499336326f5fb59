"""Cbn: the CEN owner's view of CENs, transit routers, regions, zones and vSwitches."""

from typing import Final

from cen_tui.demo.actions.common import PAGES, iso_minutes, local_name, tag_list, wrapped
from cen_tui.demo.errors import Body
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Cen, Region, Vpc
from cen_tui.demo.estate.vpcs import router_zones, vswitches
from cen_tui.demo.http.paging import numbered
from cen_tui.demo.http.parameters import choice, filters, tags
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.world import World

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
    shapes = [_shape(cen) for cen in world.own_cens(call.caller) if tags(call) <= set(cen.tags)]
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
        for router in (world.routers.of(cen) if cen else ())
        if cen is not None
        and call.text("RegionId") in {"", router.region}
        and call.text("Type") in {"", router.type}
        and call.text("TransitRouterId") in {"", router.id}
    ]
    part = numbered(call, found)
    return {**part.fields, "TransitRouters": list(part.items)}


@action(
    CBN,
    "ListGrantVSwitchesToCen",
    required=("CenId", "RegionId", "VpcId"),
    optional=(*PAGES, "ZoneId", "EnabledIpv6"),
)
async def list_grant_vswitches_to_cen(world: World, call: Call) -> Body:
    """Answer a page of the vSwitches of a VPC that is granted to a CEN of the caller's."""
    cen = world.owned_cen(call.text("CenId"), call.caller)
    vpc = world.networks.get(call.text("VpcId"))
    rule = world.rules.find(call.text("VpcId"), cen.id, cen.owner) if cen else None
    shown = rule in world.rules.showing() and isinstance(vpc, Vpc) and vpc.region == call.text("RegionId")
    found: list[Body] = [
        {"VSwitchId": each.id, "VSwitchName": each.name, "VpcId": vpc.id, "ZoneId": each.zone}
        for each in (vswitches(vpc) if shown and isinstance(vpc, Vpc) else ())
        if vpc is not None and call.text("ZoneId") in {"", each.zone}
    ]
    part = numbered(call, found)
    return {**part.fields, "VSwitches": list(part.items)}


@action(
    CBN,
    "ListTransitRouterAvailableResource",
    required=("RegionId",),
    optional=("SupportMulticast",),
)
async def list_transit_router_available_resource(world: World, call: Call) -> Body:
    """Answer the zones of a region in which Enterprise transit routers can be used."""
    zones = router_zones(call.text("RegionId")) if call.text("RegionId") in world.regions else []
    return {
        "AvailableZones": zones,
        "MasterZones": zones[:1],
        "SlaveZones": zones[1:],
        "SupportMulticast": False,
    }


@action(CBN, "CheckTransitRouterService", optional=("ClientToken",))
async def check_transit_router_service(world: World, call: Call) -> Body:
    """Answer that the caller's account has activated transit routers, or without the field where not."""
    return {} if call.caller.uid in world.estate.without_routers else {"Enabled": "true"}


@action(
    CBN,
    "ListTransitRouterCidr",
    required=("RegionId", "TransitRouterId"),
    optional=("ClientToken", "DryRun", "TransitRouterCidrId"),
)
async def list_transit_router_cidr(world: World, call: Call) -> Body:
    """Answer the CIDR blocks of one transit router of the caller's."""
    router_id = call.text("TransitRouterId")
    named = world.own_router(router_id, call.caller)
    here = named is not None and named[1].region == call.text("RegionId")
    found: list[Body] = [
        {
            "Cidr": cidr,
            "Name": "",
            "Description": "",
            "Family": "IPv4",
            "PublishCidrRoute": True,
            "TransitRouterCidrId": made_up("tr-cidr-", 18, router_id, cidr),
            "TransitRouterId": router_id,
        }
        for cidr in (named[1].cidrs if named and here else ())
    ]
    return {"CidrLists": found}


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


def _shape(cen: Cen) -> Body:
    return {
        "CenId": cen.id,
        "Name": cen.name,
        "Description": cen.description,
        "Status": "Active",
        "CreationTime": iso_minutes(cen.created),
        "ProtectionLevel": cen.protection,
        "Ipv6Level": "DISABLED",
        "ResourceGroupId": "rg-acfmdemogroup02",
        "CenBandwidthPackageIds": wrapped("CenBandwidthPackageId", ()),
        "Tags": wrapped("Tag", tag_list(cen.tags)),
    }
