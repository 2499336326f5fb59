import asyncio
from dataclasses import replace

import pytest
from alibabacloud_cbn20170912 import models
from alibabacloud_vpc20160428 import models as vpc_models
from support.demo import CEN_OWNER, NETWORK_OWNER, cbn, refusal, running_cloud, vpc

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.estate.accounts import CEN_OWNER as OWNER_OF_CENS
from cen_tui.demo.estate.accounts import NETWORK_OWNER as OWNER_OF_NETWORKS
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.estate.kinds import Vpc
from cen_tui.demo.estate.vpcs import vswitches
from cen_tui.demo.rules import PAY_BY_CEN_OWNER, PAY_BY_RESOURCE_OWNER, Family
from cen_tui.demo.server import DemoCloud

LONG = 2.0
"""Seconds: long enough to be asked meanwhile."""


def granted(cloud: DemoCloud, name: str, cen_name: str = "group-backbone") -> None:
    cen, world = cloud.estate.cen(cen_name), cloud.world
    world.rules.add(Family.VPC, cloud.estate.network(name), cen.id, cen.owner, world.now())


async def attach_vpc(cloud: DemoCloud, name: str, /, **more: object) -> str:
    vpc, cen = cloud.estate.network(name), cloud.estate.cen("group-backbone")
    assert isinstance(vpc, Vpc)
    zone = models.CreateTransitRouterVpcAttachmentRequestZoneMappings(
        zone_id=f"{vpc.region}-b", v_switch_id=vswitches(vpc)[0].id
    )
    fields = {
        "cen_id": cen.id,
        "region_id": vpc.region,
        "vpc_id": vpc.id,
        "vpc_owner_id": int(vpc.owner),
        "zone_mappings": [zone],
        **more,
    }
    request = models.CreateTransitRouterVpcAttachmentRequest(**fields)
    answer = await cbn(cloud, CEN_OWNER).create_transit_router_vpc_attachment_async(request)
    return str(answer.body.transit_router_attachment_id)


async def attach_vbr(cloud: DemoCloud, name: str, /, **more: object) -> str:
    vbr, cen = cloud.estate.network(name), cloud.estate.cen("group-backbone")
    router = next(each.id for each in cen.routers if each.region == vbr.region)
    fields = {"transit_router_id": router, "vbr_id": vbr.id, "vbr_owner_id": int(vbr.owner), **more}
    request = models.CreateTransitRouterVbrAttachmentRequest(**fields)
    answer = await cbn(cloud, CEN_OWNER).create_transit_router_vbr_attachment_async(request)
    return str(answer.body.transit_router_attachment_id)


async def attach_child(
    cloud: DemoCloud, name: str, cen_name: str, /, who: Credentials = CEN_OWNER, **more: object
) -> None:
    network = cloud.estate.network(name)
    kind = network.id[:3].upper()
    fields = {
        "cen_id": cloud.estate.cen(cen_name).id,
        "child_instance_id": network.id,
        "child_instance_type": kind,
        "child_instance_region_id": f"ccn-{network.region}" if kind == "CCN" else network.region,
        "child_instance_owner_id": int(network.owner),
        **more,
    }
    request = models.AttachCenChildInstanceRequest(**fields)
    await cbn(cloud, who).attach_cen_child_instance_async(request)


async def vpc_attachments(cloud: DemoCloud, **more: object) -> dict[str, str]:
    request = models.ListTransitRouterVpcAttachmentsRequest(**more)
    body = (await cbn(cloud, CEN_OWNER).list_transit_router_vpc_attachments_async(request)).body
    return {each.vpc_id: each.status for each in body.transit_router_attachments}


async def test_without_a_grant_nothing_is_attached(cloud: DemoCloud) -> None:
    for call in (
        attach_vpc(cloud, "prod-core"),
        attach_vbr(cloud, "office-line-1"),
        attach_child(cloud, "branches", "group-backbone"),
    ):
        refused = await refusal(call)
        assert (refused.status, refused.code) == (409, "Forbbiden.AttachChildInstanceAcrossUid")


@pytest.mark.parametrize("name", ["staging", "office-line-1"])
@pytest.mark.parametrize("cen", ["group-backbone", "海外骨干"])
async def test_only_a_ccn_is_attached_where_there_is_no_basic_router(
    cloud: DemoCloud, name: str, cen: str
) -> None:
    granted(cloud, name, cen)
    refused = await refusal(attach_child(cloud, name, cen))
    assert (refused.status, refused.code) == (400, "OperationFailed.InvalidTransitRouter")


async def test_a_granted_vpc_is_attached_a_little_later(cloud: DemoCloud) -> None:
    granted(cloud, "prod-core")
    cloud.world.attachments.attaching_seconds = LONG
    attachment = await attach_vpc(cloud, "prod-core")
    assert (attachment[:10], len(attachment)) == ("tr-attach-", 28)
    vpc_id = cloud.estate.network("prod-core").id
    assert await vpc_attachments(cloud, transit_router_attachment_id=attachment) == {vpc_id: "Attaching"}
    await asyncio.sleep(LONG)
    assert await vpc_attachments(cloud, vpc_id=vpc_id, region_id="cn-hangzhou") == {vpc_id: "Attached"}


async def test_a_network_is_attached_to_a_cen_once(cloud: DemoCloud) -> None:
    refused = await refusal(attach_vpc(cloud, "prod-data"))
    assert (refused.status, refused.code) == (409, "InvalidOperation.ChildInstanceAlreadyAttached")


async def test_a_vpc_is_attached_to_several_cens_up_to_its_quota(cloud: DemoCloud) -> None:
    granted(cloud, "erp")
    await attach_vpc(cloud, "erp")
    erp = cloud.estate.network("erp")
    request = vpc_models.DescribeVpcAttributeRequest(region_id=erp.region, vpc_id=erp.id)
    body = (await vpc(cloud).describe_vpc_attribute_async(request)).body
    names = ("own-backbone", "group-backbone")
    assert [each.cen_id for each in body.associated_cens.associated_cen] == [
        cloud.estate.cen(name).id for name in names
    ]
    granted(cloud, "erp", "海外骨干")
    cloud.world.attachments.most_cens = len(names)
    overseas = cloud.estate.cen("海外骨干").id
    assert (
        await refusal(attach_vpc(cloud, "erp", cen_id=overseas))
    ).code == "QuotaFull.ChildInstanceRelatedCen"


async def test_a_ccn_is_in_one_cen_only_and_gets_a_basic_router_in_its_area(cloud: DemoCloud) -> None:
    granted(cloud, "branches")
    await attach_child(cloud, "branches", "group-backbone")
    request = models.ListTransitRoutersRequest(
        cen_id=cloud.estate.cen("group-backbone").id, region_id="ccn-cn-shanghai"
    )
    (router,) = (await cbn(cloud, CEN_OWNER).list_transit_routers_async(request)).body.transit_routers
    assert router.type == "Basic"
    granted(cloud, "branches", "group-legacy")
    again = await refusal(attach_child(cloud, "branches", "group-legacy"))
    assert again.code == "InvalidOperation.ChildInstanceAlreadyAttached"


async def test_a_cen_of_protection_level_full_takes_no_enterprise_router(cloud: DemoCloud) -> None:
    for name in ("tokyo-prod", "staging"):
        granted(cloud, name, "group-legacy")
    legacy = cloud.estate.cen("group-legacy").id
    full = await refusal(attach_vpc(cloud, "tokyo-prod", cen_id=legacy))
    assert full.code == "OperationUnsupported.CenFullLevel"
    await attach_child(cloud, "staging", "group-legacy")
    granted(cloud, "staging")
    other = await refusal(attach_vpc(cloud, "staging"))
    assert other.code == "InvalidStatus.VpcAttachedFullModeCen"


@pytest.mark.parametrize(
    ("uid", "payer", "code"),
    [
        (OWNER_OF_CENS, PAY_BY_CEN_OWNER, "Forbbiden.TransitRouterServiceNotOpen"),
        (OWNER_OF_NETWORKS, PAY_BY_RESOURCE_OWNER, "Forbidden.ResourceOwnerTransitRouterServiceNotOpen"),
        (OWNER_OF_NETWORKS, PAY_BY_CEN_OWNER, ""),
    ],
)
async def test_who_is_to_pay_must_have_activated_the_service(uid: str, payer: str, code: str) -> None:
    contents = replace(estate(), without_routers=frozenset({uid}))
    async with running_cloud(work_seconds=0, contents=contents) as cloud:
        cen, world = cloud.estate.cen("group-backbone"), cloud.world
        rule = world.rules.add(Family.CBN, cloud.estate.network("prod-core"), cen.id, cen.owner, world.now())
        rule.payer = rule.payer_in_force = payer
        if code:
            assert (await refusal(attach_vpc(cloud, "prod-core"))).code == code
        else:
            assert await attach_vpc(cloud, "prod-core")


@pytest.mark.parametrize(("name", "zones"), [("warehouse-vpn", 0), ("fra-branch-vpn", 1)])
async def test_only_a_single_tunnel_connection_takes_a_zone(cloud: DemoCloud, name: str, zones: int) -> None:
    granted(cloud, name)
    vpn, cen = cloud.estate.network(name), cloud.estate.cen("group-backbone")

    async def attach(count: int) -> None:
        zone = models.CreateTransitRouterVpnAttachmentRequestZone(zone_id=f"{vpn.region}-b")
        request = models.CreateTransitRouterVpnAttachmentRequest(
            cen_id=cen.id,
            region_id=vpn.region,
            vpn_id=vpn.id,
            vpn_owner_id=int(vpn.owner),
            zone=[zone] * count or None,
        )
        await cbn(cloud, CEN_OWNER).create_transit_router_vpn_attachment_async(request)

    refused = await refusal(attach(1 - zones))
    assert refused.code == "OperationUnsupported.VcoTunnelNotMatchZoneParam"
    await attach(zones)
    assert (await refusal(attach(zones))).code == "InvalidOperation.VpnAssociated"


async def test_a_granted_vbr_is_attached(cloud: DemoCloud) -> None:
    granted(cloud, "office-line-1")
    await attach_vbr(cloud, "office-line-1")
    assert cloud.world.attachments.of(cloud.estate.network("office-line-1").id) is not None


async def test_a_granted_ccn_is_attached_and_a_vpc_through_a_basic_router(cloud: DemoCloud) -> None:
    granted(cloud, "branches")
    granted(cloud, "staging", "group-legacy")
    await attach_child(cloud, "branches", "group-backbone")
    await attach_child(cloud, "staging", "group-legacy")
    assert cloud.world.attachments.of(cloud.estate.network("staging").id) is not None


async def test_ones_own_network_takes_no_grant(cloud: DemoCloud) -> None:
    await attach_child(cloud, "staging", "own-backbone", who=NETWORK_OWNER, child_instance_owner_id=None)


async def test_a_grant_to_the_wrong_owner_is_worth_nothing(cloud: DemoCloud) -> None:
    world, cen = cloud.world, cloud.estate.cen("group-backbone")
    world.rules.add(Family.VPC, cloud.estate.network("prod-core"), cen.id, "1999999999999999", world.now())
    assert (await refusal(attach_vpc(cloud, "prod-core"))).code == "Forbbiden.AttachChildInstanceAcrossUid"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"cen_id": "cen-00000000nobodys"}, "InvalidCenId.NotFound"),
        ({"vpc_owner_id": None}, "InvalidParameter"),
        ({"zone_mappings": None}, "MissingParameter.ZoneMappings.N.ZoneId"),
        ({"region_id": "cn-shanghai"}, "IllegalParam.RegionId"),
        (
            {
                "zone_mappings": [
                    models.CreateTransitRouterVpcAttachmentRequestZoneMappings(
                        zone_id="z", v_switch_id="vsw-1"
                    )
                ]
            },
            "OperationFailed.VSwitchNotFound",
        ),
    ],
)
async def test_attaching_wrongly(cloud: DemoCloud, more: dict[str, object], code: str) -> None:
    granted(cloud, "prod-core")
    assert (await refusal(attach_vpc(cloud, "prod-core", **more))).code == code


async def test_basic_and_enterprise_routers_take_their_own_calls(cloud: DemoCloud) -> None:
    granted(cloud, "prod-core")
    enterprise = await refusal(attach_child(cloud, "prod-core", "group-backbone"))
    assert enterprise.code == "OperationFailed.InvalidTransitRouter"
    legacy = cloud.estate.cen("group-legacy")
    basic = await refusal(attach_vbr(cloud, "office-line-1", transit_router_id=legacy.routers[0].id))
    assert basic.code == "OperationUnsupported.TransitRouterType"


async def test_a_ccns_region_needs_its_prefix_and_the_cen_its_owner(cloud: DemoCloud) -> None:
    wrong = await refusal(
        attach_child(cloud, "branches", "group-backbone", child_instance_region_id="cn-shanghai")
    )
    assert wrong.code == "IllegalParam.RegionId"
    foreign = await refusal(attach_child(cloud, "branches", "group-backbone", who=NETWORK_OWNER))
    assert foreign.code == "ParameterCenInstanceId"


async def test_a_repeated_token_attaches_once_and_another_request_with_it_is_refused(
    cloud: DemoCloud,
) -> None:
    granted(cloud, "prod-core")
    first = await attach_vpc(cloud, "prod-core", client_token="once")
    assert await attach_vpc(cloud, "prod-core", client_token="once") == first
    other = await refusal(
        attach_vpc(cloud, "prod-core", client_token="once", auto_publish_route_enabled=True)
    )
    assert other.code == "IdempotentParameterMismatch"
    again = await refusal(attach_vpc(cloud, "prod-core", client_token="twice"))
    assert again.code == "InvalidOperation.ChildInstanceAlreadyAttached"


@pytest.mark.parametrize(
    ("zones", "code"),
    [
        (("a",), "InvalidParameter"),
        (("b", "b"), "Duplicated.ZoneMapping"),
        (("b", "none"), "OperationFailed.VSwitchNotFound"),
    ],
)
async def test_zones_that_cannot_be_used(cloud: DemoCloud, zones: tuple[str, ...], code: str) -> None:
    granted(cloud, "prod-core")
    vpc = cloud.estate.network("prod-core")
    assert isinstance(vpc, Vpc)
    ids = {one.zone[-1]: one.id for one in vswitches(vpc)}
    mappings = [
        models.CreateTransitRouterVpcAttachmentRequestZoneMappings(
            zone_id=f"{vpc.region}-{zone}", v_switch_id=ids.get(zone, "vsw-none")
        )
        for zone in zones
    ]
    assert (await refusal(attach_vpc(cloud, "prod-core", zone_mappings=mappings))).code == code


async def test_a_region_without_a_transit_router_gets_one(cloud: DemoCloud) -> None:
    granted(cloud, "tokyo-prod")
    assert (await attach_vpc(cloud, "tokyo-prod")).startswith("tr-attach-")
    request = models.ListTransitRoutersRequest(
        cen_id=cloud.estate.cen("group-backbone").id, region_id="ap-northeast-1"
    )
    (router,) = (await cbn(cloud, CEN_OWNER).list_transit_routers_async(request)).body.transit_routers
    assert router.type == "Enterprise"
