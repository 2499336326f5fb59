"""Vpc: regions and VPCs."""

from cen_tui.demo.actions.common import PAGES, associated_cens, iso_seconds, local_name, tag_list, wrapped
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Vpc
from cen_tui.demo.estate.vpcs import vswitches
from cen_tui.demo.http.paging import numbered
from cen_tui.demo.http.parameters import flag, tags
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import VPC, action
from cen_tui.demo.world import World

_MOST_IDS = 20


@action(VPC, "DescribeRegions", optional=("AcceptLanguage", "ProductType"))
async def describe_regions(world: World, call: Call) -> Body:
    """Answer the regions, named in Chinese unless AcceptLanguage asks for another language."""
    regions = [
        {
            "RegionId": region.id,
            "LocalName": local_name(call, region),
            "RegionEndpoint": f"vpc.{region.id}.aliyuncs.com",
        }
        for region in world.estate.regions
    ]
    return {"Regions": wrapped("Region", regions)}


@action(
    VPC,
    "DescribeVpcs",
    required=("RegionId",),
    optional=(
        *PAGES,
        "VpcId",
        "VpcName",
        "IsDefault",
        "DryRun",
        "EnableIpv6",
        "ResourceGroupId",
        "DhcpOptionsSetId",
        "VpcOwnerId",
        "Tag.N.Key",
        "Tag.N.Value",
    ),
)
async def describe_vpcs(world: World, call: Call) -> Body:
    """Answer a page of the VPCs that the caller owns or that are shared with it."""
    _refuse_dry_run(call)
    part = numbered(call, [vpc for vpc in _visible(world, call) if _wanted(call, vpc)])
    return {**part.fields, "Vpcs": wrapped("Vpc", (_shape(world, vpc) for vpc in part.items))}


@action(VPC, "DescribeVpcAttribute", required=("RegionId", "VpcId"), optional=("IsDefault", "DryRun"))
async def describe_vpc_attribute(world: World, call: Call) -> Body:
    """Answer one VPC with the CENs it is attached to and the resources in it."""
    _refuse_dry_run(call)
    for vpc in _visible(world, call):
        if vpc.id == call.text("VpcId"):
            resources = [
                {"ResourceType": "VSwitch", "ResourceCount": len(vswitches(vpc))},
                {"ResourceType": "VRouter", "ResourceCount": 1},
            ]
            return {
                **_shape(world, vpc),
                "AssociatedCens": associated_cens(world, vpc.id),
                "CloudResources": wrapped("CloudResourceSetType", resources),
                "ClassicLinkEnabled": False,
                "Ipv4GatewayId": "",
            }
    raise ApiError(404, "InvalidVpcId.NotFound", "Specified VPC does not exist.")


def _visible(world: World, call: Call) -> list[Vpc]:
    uid, region = call.caller.uid, call.text("RegionId")
    return [
        vpc
        for vpc in world.estate.vpcs
        if vpc.region == region and (vpc.owner == uid or uid in vpc.shared_with)
    ]


def _wanted(call: Call, vpc: Vpc) -> bool:
    ids = call.text("VpcId").split(",") if call.has("VpcId") else []
    if len(ids) > _MOST_IDS:
        raise ApiError(400, "InvalidParameter", f"At most {_MOST_IDS} VpcIds.")
    is_default, ipv6 = flag(call, "IsDefault"), flag(call, "EnableIpv6")
    return (
        (not ids or vpc.id in ids)
        and call.text("VpcName") in {"", vpc.name}
        and call.text("VpcOwnerId") in {"", vpc.owner}
        and is_default in {None, vpc.is_default}
        and ipv6 in {None, bool(vpc.ipv6_cidr)}
        and tags(call) <= set(vpc.tags)
    )


def _refuse_dry_run(call: Call) -> None:
    if flag(call, "DryRun"):
        raise ApiError(400, "DryRunOperation", "Request validation has been passed with DryRun flag set.")


def _shape(world: World, vpc: Vpc) -> Body:
    letters = vpc.id[4:7]
    attached = world.attachments.of(vpc.id)
    return {
        "VpcId": vpc.id,
        "VpcName": vpc.name,
        "RegionId": vpc.region,
        "CidrBlock": vpc.cidr,
        "Status": vpc.status,
        "IsDefault": vpc.is_default,
        "OwnerId": int(vpc.owner),
        "CenStatus": "Attached" if attached else "",
        "CreationTime": iso_seconds(vpc.created),
        "Description": vpc.description,
        "ResourceGroupId": "rg-acfmdemogroup01",
        "VRouterId": made_up("vrt-", 21, vpc.id, letters=letters),
        "Ipv6CidrBlock": vpc.ipv6_cidr,
        "EnabledIpv6": bool(vpc.ipv6_cidr),
        "SecondaryCidrBlocks": wrapped("SecondaryCidrBlock", vpc.secondary_cidrs),
        "UserCidrs": wrapped("UserCidr", ()),
        "VSwitchIds": wrapped("VSwitchId", (each.id for each in vswitches(vpc))),
        "RouterTableIds": wrapped("RouterTableIds", (made_up("vtb-", 21, vpc.id, letters=letters),)),
        "NatGatewayIds": wrapped("NatGatewayIds", ()),
        "Tags": wrapped("Tag", tag_list(vpc.tags)),
    }
