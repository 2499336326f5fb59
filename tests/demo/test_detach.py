"""Detaching, and what is read of attachments and routes, as the embedded cloud answers it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

import pytest
from alibabacloud_cbn20170912 import models
from support.demo import CEN_OWNER, NETWORK_OWNER, cbn, refusal, running_cloud

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.estate.accounts import CEN_OWNER as OWNER_OF_CENS
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.estate.kinds import Ecr
from cen_tui.demo.rules import Family
from cen_tui.demo.server import DemoCloud


def standing(cloud: DemoCloud, name: str) -> Attachment:
    """Return an attachment that was there before, with its routes set in the console."""
    found = cloud.world.attachments.of(cloud.estate.network(name).id)
    assert found is not None
    return found


def delete(
    cloud: DemoCloud, kind: str, attachment: str, /, who: Credentials = CEN_OWNER, **more: object
) -> Awaitable[object]:
    request = getattr(models, f"DeleteTransitRouter{kind}AttachmentRequest")(
        transit_router_attachment_id=attachment, **more
    )
    client = cbn(cloud, who)
    return getattr(client, f"delete_transit_router_{kind.lower()}_attachment_async")(request)  # type: ignore[no-any-return]


def detach_child(cloud: DemoCloud, name: str, cen: str, kind: str, region: str) -> Awaitable[object]:
    request = models.DetachCenChildInstanceRequest(
        cen_id=cloud.estate.cen(cen).id,
        child_instance_id=cloud.estate.network(name).id,
        child_instance_type=kind,
        child_instance_region_id=region,
    )
    return cbn(cloud, CEN_OWNER).detach_cen_child_instance_async(request)  # type: ignore[no-any-return]


async def test_what_depends_on_an_attachment_goes_by_force_only(cloud: DemoCloud) -> None:
    held = standing(cloud, "sg-prod")
    cloud.world.attachments.attaching_seconds = 2.0  # long enough to be asked meanwhile
    assert (await refusal(delete(cloud, "Vpc", held.id))).code == "OperationFailed.AttachmentInUse"
    await delete(cloud, "Vpc", held.id, force=True)
    assert cloud.world.attachments.status(standing(cloud, "sg-prod")) == "Detaching"
    assert held.id not in cloud.world.attachments.associated | cloud.world.attachments.propagated
    busy = await refusal(delete(cloud, "Vpc", held.id, force=True))
    assert busy.code == "IncorrectStatus.Attachment"
    await asyncio.sleep(cloud.world.attachments.attaching_seconds)
    assert cloud.world.attachments.of(held.network.id) is None
    gone = await refusal(delete(cloud, "Vpc", held.id, force=True))
    assert gone.code == "InvalidTransitRouterAttachmentId.NotFound"


async def test_a_repeated_token_detaches_once(cloud: DemoCloud) -> None:
    held = standing(cloud, "office-line-2")
    for _ in range(2):
        await delete(cloud, "Vbr", held.id, force=True, client_token="once")


async def test_an_attachment_is_detached_by_its_own_call_and_its_cens_owner(cloud: DemoCloud) -> None:
    held = standing(cloud, "sg-prod")
    for call in (
        delete(cloud, "Vbr", held.id, force=True),
        delete(cloud, "Vpc", held.id, NETWORK_OWNER, force=True),
    ):
        assert (await refusal(call)).code == "InvalidTransitRouterAttachmentId.NotFound"


async def test_a_basic_router_has_a_call_of_its_own(cloud: DemoCloud) -> None:
    await detach_child(cloud, "门店网络", "group-backbone", "CCN", "ccn-cn-shanghai")
    enterprise = detach_child(cloud, "sg-prod", "group-backbone", "VPC", "ap-southeast-1")
    assert (await refusal(enterprise)).code == "OperationFailed.InvalidTransitRouter"
    absent = detach_child(cloud, "staging", "group-backbone", "VPC", "cn-hangzhou")
    assert (await refusal(absent)).code == "ParameterInstanceId"


async def test_what_a_route_table_is_for_is_listed_and_set_once_it_is_attached(cloud: DemoCloud) -> None:
    held, client = standing(cloud, "sg-prod"), cbn(cloud, CEN_OWNER)
    request = models.ListTransitRouterRouteTableAssociationsRequest(transit_router_attachment_id=held.id)
    body = (await client.list_transit_router_route_table_associations_async(request)).body
    (one,) = body.transit_router_associations
    assert (one.resource_id, one.resource_type, one.status) == (held.network.id, "VPC", "Active")
    every = models.ListTransitRouterRouteTablePropagationsRequest(
        transit_router_route_table_id=one.transit_router_route_table_id
    )
    body = (await client.list_transit_router_route_table_propagations_async(every)).body
    assert {each.transit_router_attachment_id for each in body.transit_router_propagations} >= {held.id}
    cloud.world.attachments.detach(held)
    request = models.AssociateTransitRouterAttachmentWithRouteTableRequest(
        transit_router_attachment_id=held.id,
        transit_router_route_table_id=one.transit_router_route_table_id,
    )
    busy = await refusal(client.associate_transit_router_attachment_with_route_table_async(request))
    assert busy.code == "IncorrectStatus.Attachment"


@pytest.mark.parametrize(("uid", "enabled"), [("", "true"), (OWNER_OF_CENS, None)])
async def test_whether_the_service_is_active_is_reported(uid: str, enabled: str | None) -> None:
    contents = replace(estate(), without_routers=frozenset({uid}))
    async with running_cloud(contents=contents) as cloud:
        request = models.CheckTransitRouterServiceRequest()
        body = (await cbn(cloud, CEN_OWNER).check_transit_router_service_async(request)).body
    assert body.enabled == enabled


@pytest.mark.parametrize(("region", "blocks"), [("cn-hangzhou", 1), ("cn-shanghai", 0)])
async def test_a_vpn_connection_takes_its_addresses_from_a_cidr_block(
    cloud: DemoCloud, region: str, blocks: int
) -> None:
    cen, world = cloud.estate.cen("group-backbone"), cloud.world
    router = next(each for each in cen.routers if each.region == region)
    request = models.ListTransitRouterCidrRequest(region_id=region, transit_router_id=router.id)
    body = (await cbn(cloud, CEN_OWNER).list_transit_router_cidr_async(request)).body
    assert len(body.cidr_lists) == blocks
    if blocks:
        return
    vpn = cloud.estate.network("warehouse-vpn")
    world.rules.add(Family.CBN, vpn, cen.id, cen.owner, world.now())
    attach = models.CreateTransitRouterVpnAttachmentRequest(
        transit_router_id=router.id, region_id=region, vpn_id=vpn.id, vpn_owner_id=int(vpn.owner)
    )
    refused = await refusal(cbn(cloud, CEN_OWNER).create_transit_router_vpn_attachment_async(attach))
    assert refused.code == "OperationFailed.AllocateCidrFailed"


async def test_an_ecr_is_attached_once_it_is_associated_and_loses_that_when_it_is_detached(
    cloud: DemoCloud,
) -> None:
    ecr, cen, world = cloud.estate.network("leased-lines"), cloud.estate.cen("group-backbone"), cloud.world
    assert isinstance(ecr, Ecr)
    world.attachments.attaching_seconds = 0.0
    world.rules.add(Family.CBN, ecr, cen.id, cen.owner, world.now())
    router = next(each for each in cen.routers if each.region == "cn-shanghai")
    request = models.CreateTransitRouterEcrAttachmentRequest(
        transit_router_id=router.id, region_id=router.region, ecr_id=ecr.id, ecr_owner_id=int(ecr.owner)
    )
    client = cbn(cloud, CEN_OWNER)
    early = await refusal(client.create_transit_router_ecr_attachment_async(request))
    assert early.code == "IncorrectStatus.EcrResource"
    world.associations.add(ecr, cen, router, world.now())
    answer = await client.create_transit_router_ecr_attachment_async(request)
    listed = models.ListTransitRouterEcrAttachmentsRequest(region_id="cn-shanghai")
    body = (await client.list_transit_router_ecr_attachments_async(listed)).body
    (one,) = body.transit_router_attachments
    assert (one.ecr_id, one.transit_router_region_id) == (ecr.id, "cn-shanghai")
    await delete(cloud, "Ecr", answer.body.transit_router_attachment_id)
    assert world.associations.find(ecr.id, router.id) is None


@pytest.mark.parametrize("kind", ["Vpn", "Ecr"])
async def test_no_router_is_made_for_what_needs_one_beforehand(cloud: DemoCloud, kind: str) -> None:
    network = cloud.estate.network({"Vpn": "warehouse-vpn", "Ecr": "leased-lines"}[kind])
    request = getattr(models, f"CreateTransitRouter{kind}AttachmentRequest")(
        cen_id=cloud.estate.cen("group-backbone").id,
        region_id="ap-northeast-1",
        **{f"{kind.lower()}_id": network.id, f"{kind.lower()}_owner_id": int(network.owner)},
    )
    method = getattr(cbn(cloud, CEN_OWNER), f"create_transit_router_{kind.lower()}_attachment_async")
    assert (await refusal(method(request))).code == "InvalidTransitRouterId.NotFound"
