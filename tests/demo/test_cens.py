from alibabacloud_cbn20170912 import models
from support.demo import CEN_OWNER, NETWORK_OWNER, cbn, refusal

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.server import DemoCloud


async def cens(cloud: DemoCloud, who: Credentials = CEN_OWNER, /, **more: object) -> list[str]:
    body = (await cbn(cloud, who).describe_cens_async(models.DescribeCensRequest(**more))).body
    return [each.name for each in body.cens.cen]


async def test_each_account_sees_its_own_cens(cloud: DemoCloud) -> None:
    assert await cens(cloud) == ["group-backbone", "group-legacy", "海外骨干"]
    assert await cens(cloud, NETWORK_OWNER) == ["own-backbone"]


async def test_filters_and_tags(cloud: DemoCloud) -> None:
    by_name = models.DescribeCensRequestFilter(key="Name", value=["海外骨干"])
    by_id = models.DescribeCensRequestFilter(key="CenId", value=[cloud.estate.cen("group-legacy").id])
    assert await cens(cloud, filter=[by_name]) == ["海外骨干"]
    assert await cens(cloud, filter=[by_id]) == ["group-legacy"]
    assert await cens(cloud, filter=[by_id, by_name]) == []
    assert await cens(cloud, tag=[models.DescribeCensRequestTag(key="owner", value="nobody")]) == []
    assert len(await cens(cloud, page_size=2, page_number=2)) == 1


async def test_the_shape_of_an_id(cloud: DemoCloud) -> None:
    cen = cloud.estate.cen("group-backbone")
    assert (cen.id[:4], len(cen.id)) == ("cen-", 22)
    assert all((router.id[:3], len(router.id)) == ("tr-", 24) for router in cen.routers)


async def test_transit_routers(cloud: DemoCloud) -> None:
    backbone, legacy = cloud.estate.cen("group-backbone"), cloud.estate.cen("group-legacy")
    request = models.ListTransitRoutersRequest(cen_id=backbone.id, region_id="cn-hangzhou")
    (router,) = (await cbn(cloud, CEN_OWNER).list_transit_routers_async(request)).body.transit_routers
    assert (router.type, router.ali_uid) == ("Enterprise", int(backbone.owner))
    request = models.ListTransitRoutersRequest(cen_id=legacy.id)
    found = (await cbn(cloud, CEN_OWNER).list_transit_routers_async(request)).body.transit_routers
    assert {each.type for each in found} == {"Basic"}
    assert (await cbn(cloud).list_transit_routers_async(request)).body.transit_routers == []


async def test_what_is_attached_to_a_cen(cloud: DemoCloud) -> None:
    request = models.DescribeCenAttachedChildInstancesRequest(
        cen_id=cloud.estate.cen("group-backbone").id, child_instance_type="CCN"
    )
    answer = await cbn(cloud, CEN_OWNER).describe_cen_attached_child_instances_async(request)
    (child,) = answer.body.child_instances.child_instance
    assert (child.child_instance_region_id, child.status) == ("ccn-cn-shanghai", "Attached")


async def test_regions_by_type(cloud: DemoCloud) -> None:
    request = models.DescribeChildInstanceRegionsRequest(product_type="CCN", accept_language="en-US")
    ccn = (await cbn(cloud).describe_child_instance_regions_async(request)).body.regions.region
    assert ("ccn-ap-southeast-1", "Singapore") in {(each.region_id, each.local_name) for each in ccn}
    request = models.DescribeChildInstanceRegionsRequest(product_type="VPC")
    assert len((await cbn(cloud).describe_child_instance_regions_async(request)).body.regions.region) == 13


async def test_cen_permissions_are_spelt_cen(cloud: DemoCloud) -> None:
    request = models.DescribeGrantRulesToCenRequest(cen_id="cen-x")
    missing = await refusal(cbn(cloud).describe_grant_rules_to_cen_async(request))
    assert (missing.status, missing.code) == (400, "MissingProductType")


async def test_vbrs_on_transit_routers(cloud: DemoCloud) -> None:
    backbone = cloud.estate.cen("group-backbone")
    request = models.ListTransitRouterVbrAttachmentsRequest(cen_id=backbone.id, region_id="cn-hangzhou")
    body = (await cbn(cloud, CEN_OWNER).list_transit_router_vbr_attachments_async(request)).body
    (one,) = body.transit_router_attachments
    assert (one.vbr_id, one.status, one.resource_type) == (
        cloud.estate.network("office-line-2").id,
        "Attached",
        "VBR",
    )


async def test_vswitches_of_a_granted_vpc_and_the_zones_of_routers(cloud: DemoCloud) -> None:
    vpc, backbone = cloud.estate.network("prod-data"), cloud.estate.cen("group-backbone")
    request = models.ListGrantVSwitchesToCenRequest(cen_id=backbone.id, region_id=vpc.region, vpc_id=vpc.id)
    body = (await cbn(cloud, CEN_OWNER).list_grant_vswitches_to_cen_async(request)).body
    assert [each.zone_id[-1] for each in body.v_switches] == ["b", "g", "a"]
    request.vpc_id = cloud.estate.network("prod-core").id
    assert (await cbn(cloud, CEN_OWNER).list_grant_vswitches_to_cen_async(request)).body.v_switches == []
    zones = models.ListTransitRouterAvailableResourceRequest(region_id="cn-hangzhou")
    answer = (await cbn(cloud, CEN_OWNER).list_transit_router_available_resource_async(zones)).body
    assert answer.available_zones == ["cn-hangzhou-b", "cn-hangzhou-g"]
