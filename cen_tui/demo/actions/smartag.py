"""Smartag: the regions of cloud connect networks, and the networks."""

from cen_tui.demo.actions.common import PAGES, epoch_ms, local_name, tag_list, wrapped
from cen_tui.demo.errors import Body
from cen_tui.demo.estate.kinds import Ccn
from cen_tui.demo.http.paging import numbered
from cen_tui.demo.http.parameters import tags
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import SMARTAG, action
from cen_tui.demo.world import World


@action(SMARTAG, "DescribeRegions", optional=("AcceptLanguage",))
async def describe_regions(world: World, call: Call) -> Body:
    """Answer the regions that have cloud connect networks."""
    regions = [
        {"RegionId": region.id, "LocalName": local_name(call, region)}
        for region in world.estate.regions
        if region.ccn
    ]
    return {"Regions": wrapped("Region", regions)}


@action(
    SMARTAG,
    "DescribeCloudConnectNetworks",
    required=("RegionId",),
    optional=(*PAGES, "CcnId", "Name", "Tag.N.Key", "Tag.N.Value"),
)
async def describe_cloud_connect_networks(world: World, call: Call) -> Body:
    """Answer a page of the caller's CCNs in a region."""
    found = [
        ccn
        for ccn in world.estate.ccns
        if ccn.region == call.text("RegionId")
        and ccn.owner == call.caller.uid
        and call.text("CcnId") in {"", ccn.id}
        and call.text("Name") in {"", ccn.name}
        and tags(call) <= set(ccn.tags)
    ]
    part = numbered(call, found)
    shapes = (_shape(world, ccn) for ccn in part.items)
    return {**part.fields, "CloudConnectNetworks": wrapped("CloudConnectNetwork", shapes)}


def _shape(world: World, ccn: Ccn) -> Body:
    attachment = world.attachments.of(ccn.id)
    return {
        "CcnId": ccn.id,
        "Name": ccn.name,
        "Description": ccn.description,
        "CidrBlock": ",".join(ccn.cidrs),
        "SnatCidrBlock": "",
        "AssociatedCenId": attachment.cen.id if attachment else "",
        "AssociatedCenOwnerId": attachment.cen.owner if attachment else "",
        "AssociatedCenStatus": world.attachments.status(attachment) if attachment else "",
        "AssociatedCloudBoxCount": str(ccn.devices),
        "AvailableCloudBoxCount": str(ccn.devices_online),
        "InterworkingStatus": "disabled",
        "CreateTime": epoch_ms(ccn.created),
        "ResourceGroupId": "rg-acfmdemogroup01",
        "Tags": wrapped("Tag", tag_list(ccn.tags)),
    }
