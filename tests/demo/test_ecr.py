from collections.abc import Awaitable

import pytest
from alibabacloud_cbn20170912 import models as cbn_models
from alibabacloud_expressconnectrouter20230901 import models
from support.demo import CEN_OWNER, NETWORK_OWNER, cbn, ecr, refusal

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.server import DemoCloud


def associate(cloud: DemoCloud, who: Credentials = NETWORK_OWNER, /, **more: object) -> Awaitable[object]:
    cen = cloud.estate.cen("group-backbone")
    fields = {
        "ecr_id": cloud.estate.network("专线路由器").id,
        "association_region_id": cen.routers[0].region,
        "cen_id": cen.id,
        "transit_router_id": cen.routers[0].id,
        "transit_router_owner_id": int(cen.owner),
        "create_attachment": False,
        **more,
    }
    request = models.CreateExpressConnectRouterAssociationRequest(**fields)
    return ecr(cloud, who).create_express_connect_router_association_async(request)  # type: ignore[no-any-return]


async def associations(cloud: DemoCloud) -> list[dict[str, object]]:
    request = models.DescribeExpressConnectRouterAssociationRequest(
        ecr_id=cloud.estate.network("专线路由器").id
    )
    body = (await ecr(cloud).describe_express_connect_router_association_async(request)).body
    return [each.to_map() for each in body.association_list]


async def listed(cloud: DemoCloud, who: Credentials = NETWORK_OWNER, /, **more: object) -> list[str]:
    request = models.DescribeExpressConnectRouterRequest(**more)
    body = (await ecr(cloud, who).describe_express_connect_router_async(request)).body
    assert (body.success, body.code, body.http_status_code) == (True, "200", 200)
    return [each.name for each in body.ecr_list]


async def test_the_list_has_all_of_the_account_and_none_of_another(cloud: DemoCloud) -> None:
    assert await listed(cloud) == [each.name for each in cloud.estate.ecrs]
    assert await listed(cloud, CEN_OWNER) == []
    assert await listed(cloud, name="leased-lines") == ["leased-lines"]
    tag = models.DescribeExpressConnectRouterRequestTag(key="site", value="all")
    assert await listed(cloud, tag=[tag]) == ["leased-lines"]
    assert {call.unknown for call in cloud.received} == {()}


async def test_it_comes_in_parts_by_token(cloud: DemoCloud) -> None:
    request = models.DescribeExpressConnectRouterRequest(max_results=3)
    first = (await ecr(cloud).describe_express_connect_router_async(request)).body
    assert (len(first.ecr_list), first.total_count) == (3, 4)
    request = models.DescribeExpressConnectRouterRequest(max_results=3, next_token=first.next_token)
    rest = (await ecr(cloud).describe_express_connect_router_async(request)).body
    assert (len(rest.ecr_list), rest.next_token) == (1, "")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"ecr_id": "ecr-1"}, 404, "ResourceNotFound.EcrId"),
        ({"max_results": 0}, 400, "IllegalParam.MaxResults"),
        ({"max_results": 5, "next_token": "x"}, 400, "IllegalParam.NextToken"),
    ],
)
async def test_what_cannot_be_listed(
    cloud: DemoCloud, fields: dict[str, object], status: int, code: str
) -> None:
    request = models.DescribeExpressConnectRouterRequest(**fields)
    refused = await refusal(ecr(cloud).describe_express_connect_router_async(request))
    assert (refused.status, refused.code) == (status, code)


async def test_parameters_count_in_the_body_alone(cloud: DemoCloud) -> None:
    client = ecr(cloud)
    request = models.DescribeExpressConnectRouterRegionRequest()
    refused = await refusal(client.describe_express_connect_router_region_async(request))
    assert refused.code == "MissingParam.EcrId"
    wanted = cloud.estate.network("leased-lines").id
    request = models.DescribeExpressConnectRouterRegionRequest(ecr_id=wanted)
    body = (await client.describe_express_connect_router_region_async(request)).body
    assert body.region_id_list == ["cn-hangzhou", "cn-shanghai", "ap-southeast-1"]


async def test_the_supported_regions(cloud: DemoCloud) -> None:
    request = models.ListExpressConnectRouterSupportedRegionRequest(node_type="TR")
    body = (await ecr(cloud).list_express_connect_router_supported_region_async(request)).body
    assert body.supported_region_id_list == [region.id for region in cloud.estate.regions]


async def test_an_association_is_one_sided_until_the_transit_router_attaches(cloud: DemoCloud) -> None:
    await associate(cloud)
    await associate(cloud)
    (made,) = await associations(cloud)
    cen = cloud.estate.cen("group-backbone")
    assert (made["Status"], made["AssociationNodeType"]) == ("INACTIVE", "TR")
    assert (made["TransitRouterId"], made["TransitRouterOwnerId"]) == (cen.routers[0].id, int(cen.owner))
    network = cloud.estate.network("专线路由器")
    cloud.world.attachments.add(network, cen, cloud.world.now(), cen.routers[0].id)
    (attached,) = await associations(cloud)
    assert attached["Status"] == "ACTIVE"
    assert {call.unknown for call in cloud.received} == {()}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ecr_id": "ecr-1"}, "ResourceNotFound.EcrId"),
        ({"transit_router_id": "tr-1"}, "ResourceNotFound.TransitRouterId"),
        ({"transit_router_owner_id": None}, "ResourceNotFound.TransitRouterId"),
        ({"association_region_id": "me-east-1"}, "IllegalParam.AssociationRegionId"),
        ({"association_region_id": None}, "MissingParam.AssociationRegionId"),
        ({"vpc_id": "vpc-1"}, "ExclusiveParam.TransitRouterIdAndVpcId"),
        ({"create_attachment": True}, "IllegalParam.TransitRouterId"),
    ],
)
async def test_what_cannot_be_associated(cloud: DemoCloud, fields: dict[str, object], code: str) -> None:
    assert (await refusal(associate(cloud, **fields))).code == code
    assert await associations(cloud) == []


async def test_one_ecr_is_associated_from_the_start(cloud: DemoCloud) -> None:
    cen, network = cloud.estate.cen("group-backbone"), cloud.estate.network("leased-lines")
    (made,) = cloud.world.associations.of(network.id)
    assert (made.cen, made.router.region) == (cen, "cn-hangzhou")


async def test_only_the_owner_can_associate(cloud: DemoCloud) -> None:
    assert (await refusal(associate(cloud, CEN_OWNER))).code == "ResourceNotFound.EcrId"


async def test_a_grant_takes_a_region_that_the_ecr_is_in_or_none(cloud: DemoCloud) -> None:
    cen = cloud.estate.cen("group-backbone")
    fields = {
        "instance_id": cloud.estate.network("leased-lines").id,
        "instance_type": "ECR",
        "cen_id": cen.id,
        "cen_owner_id": int(cen.owner),
    }
    client = cbn(cloud)
    elsewhere = cbn_models.GrantInstanceToTransitRouterRequest(**fields, region_id="me-east-1")
    assert (await refusal(client.grant_instance_to_transit_router_async(elsewhere))).status == 404
    for more in ({}, {"region_id": "cn-shanghai"}):
        request = cbn_models.GrantInstanceToTransitRouterRequest(**fields, **more)
        await client.grant_instance_to_transit_router_async(request)
    assert cloud.world.rules.count(cloud.estate.network("leased-lines").id) == 1


async def test_the_payer_of_a_grant_is_not_changed(cloud: DemoCloud) -> None:
    request = cbn_models.ModifyGrantInstanceToTransitRouterRequest(
        cen_id=cloud.estate.cen("group-backbone").id,
        instance_id=cloud.estate.network("leased-lines").id,
        order_type="PayByResourceOwner",
    )
    refused = await refusal(cbn(cloud).modify_grant_instance_to_transit_router_async(request))
    assert refused.code == "OperationUnsupported.action"
