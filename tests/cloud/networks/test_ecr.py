from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest
from alibabacloud_expressconnectrouter20230901 import models
from support.demo import NETWORK_OWNER as OWNER
from support.demo import ecr, running_cloud
from support.reach import find_network, network_id, reach

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.inventory.lookup import look_up
from cen_tui.cloud.inventory.regions import exists_in, listed_in, regions_to_ask
from cen_tui.cloud.networks.base import Attachment, CenTarget, Fact, GrantApi, Network
from cen_tui.cloud.networks.ecr import Ecr
from cen_tui.cloud.networks.vpc import Vpc
from cen_tui.cloud.regions import ALL, GLOBAL
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.server import DemoCloud

KIND = Ecr()
found = partial(find_network, KIND, GLOBAL)


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, read_only=True) as ours:
        await who_am_i(ours)
        yield ours


async def test_all_of_the_account_are_one_list_whatever_the_region(cloud: Cloud, demo: DemoCloud) -> None:
    page = await KIND.page(cloud, GLOBAL, 1)
    assert [network.id for network in page.networks] == [each.id for each in demo.estate.ecrs]
    assert {network.region for network in page.networks} == {GLOBAL}
    assert page.total == len(page.networks)
    (call,) = demo.calls("DescribeExpressConnectRouter")
    assert "RegionId" not in call.parameters
    for region in ("cn-hangzhou", ALL, GLOBAL):
        assert listed_in(KIND, region) == GLOBAL
        assert exists_in(KIND, region)
        assert await regions_to_ask(KIND, cloud, region) == (GLOBAL,)
    assert not exists_in(Vpc(), GLOBAL)


async def test_a_count_asks_for_one_and_gets_the_total(cloud: Cloud, demo: DemoCloud) -> None:
    page = await KIND.page(cloud, GLOBAL, 1, size=1)
    assert (page.total, len(page.networks)) == (len(demo.estate.ecrs), 1)


async def test_every_part_of_a_long_list_is_read() -> None:
    (first, *_) = estate().ecrs
    many = tuple(replace(first, id=f"{first.id[:-3]}{number:03}") for number in range(250))
    contents = replace(estate(), ecrs=many, associations=())
    async with running_cloud(contents=contents) as demo, reach(demo) as cloud:
        page = await KIND.page(cloud, GLOBAL, 1)
        assert [network.id for network in page.networks] == [each.id for each in many]
        assert page.total == 250
        assert len(demo.calls("DescribeExpressConnectRouter")) == 3


async def test_an_ecr_tells_what_it_is(cloud: Cloud, demo: DemoCloud) -> None:
    network = await found(cloud, demo, "leased-lines")
    facts = {fact.label: fact.value for fact in network.facts}
    assert (network.type, network.status, network.address) == ("ECR", "ACTIVE", "AS45104")
    assert (network.owner_uid, network.grantable, network.attached) == (NETWORK_OWNER, True, None)
    assert facts["Description"] == "The leased lines of all sites"
    assert [(tag.key, tag.value) for tag in network.tags] == [("env", "prod"), ("site", "all")]
    assert network.created is not None
    assert {call.unknown for call in demo.received} == {()}


async def test_only_an_active_one_that_is_paid_for_can_be_granted(cloud: Cloud, demo: DemoCloud) -> None:
    changing, locked = [await found(cloud, demo, name) for name in ("trading-lines", "old-lines")]
    assert "UPDATING" in changing.obstacle
    assert "overdue payment" in locked.obstacle
    assert not changing.grantable
    assert not locked.grantable


@pytest.mark.parametrize("status", ["RECLAIMING", "DELETING", "LOCKED_ATTACHING", "ASSOCIATING"])
async def test_every_other_state_is_an_obstacle_by_its_name(status: str) -> None:
    (first, *_) = estate().ecrs
    contents = replace(estate(), ecrs=(replace(first, status=status),), associations=())
    async with running_cloud(contents=contents) as demo, reach(demo) as cloud:
        (network,) = (await KIND.page(cloud, GLOBAL, 1)).networks
        assert status in network.obstacle


async def test_the_details_tell_its_regions_and_what_it_is_associated_with(
    cloud: Cloud, demo: DemoCloud
) -> None:
    network = await found(cloud, demo, "专线路由器")
    bare = await KIND.details(cloud, network)
    assert Fact("Regions", "cn-hangzhou") in bare.facts
    assert (bare.attached, bare.attachments) == (False, ())
    cen = demo.estate.cen("group-backbone")
    router = cen.routers[0]
    request = models.CreateExpressConnectRouterAssociationRequest(
        ecr_id=network.id,
        association_region_id=router.region,
        cen_id=cen.id,
        transit_router_id=router.id,
        transit_router_owner_id=int(CEN_OWNER),
        create_attachment=False,
    )
    await ecr(demo, OWNER).create_express_connect_router_association_async(request)
    one_sided = await KIND.details(cloud, network)
    assert (
        Fact("Associated with", f"{router.id}, {router.region}, INACTIVE (not attached yet)")
        in one_sided.facts
    )
    assert (one_sided.attached, one_sided.attachments) == (False, ())
    demo.world.attachments.add(demo.world.networks[network.id], cen, demo.world.now(), router.id)
    attached = await KIND.details(cloud, network)
    assert Fact("Associated with", f"{router.id}, {router.region}, ACTIVE") in attached.facts
    assert (attached.attached, attached.attachments) == (True, (Attachment(cen.id, CEN_OWNER),))
    assert {call.unknown for call in demo.received} == {()}


async def test_what_of_the_details_cannot_be_read_is_said_and_stops_nothing(
    cloud: Cloud, demo: DemoCloud
) -> None:
    network = await found(cloud, demo, "leased-lines")
    demo.set_faults(
        "error@DescribeExpressConnectRouterRegion=Forbidden.RAM/403,"
        "error@DescribeExpressConnectRouterAssociation=Forbidden.RAM/403"
    )
    told = await KIND.details(cloud, network)
    facts = {fact.label: fact.value for fact in told.facts}
    assert facts["Regions not read"] == facts["Associations not read"] == "Permission denied"
    assert told.attached is None


async def test_one_that_is_not_there_is_not_found(cloud: Cloud, demo: DemoCloud) -> None:
    assert await KIND.find(cloud, GLOBAL, "ecr-0000000000000000zz") is None
    for region in ("cn-hangzhou", ALL):
        looked_up = await look_up(cloud, region, (network_id(demo, "leased-lines"), "ecr-1"))
        assert ([each.name for each in looked_up.networks], looked_up.missing) == (
            ["leased-lines"],
            ("ecr-1",),
        )


async def test_another_error_than_that_is_not_taken_for_it(cloud: Cloud, demo: DemoCloud) -> None:
    demo.set_faults("error@DescribeExpressConnectRouter=Forbidden.RAM/403")
    with pytest.raises(Exception, match="Permission denied") as caught:
        await KIND.find(cloud, GLOBAL, "ecr-1")
    assert getattr(caught.value, "kind", None) is ErrorKind.DENIED


def test_it_is_granted_for_a_transit_router_alone_and_attached_to_the_one_that_was_named() -> None:
    (api,) = KIND.apis
    assert api.api is GrantApi.ROUTER
    attach = " ".join(
        api.attach_command(Network("ECR", "ecr-1", "", GLOBAL, "125"), CenTarget("cen-1", "196"))
    )
    assert attach == (
        "aliyun cbn CreateTransitRouterEcrAttachment --TransitRouterId TRANSIT-ROUTER-ID "
        "--RegionId REGION-ID --EcrId ecr-1 --EcrOwnerId 125"
    )


def test_it_is_in_no_region() -> None:
    assert KIND.regions() == (GLOBAL,)
    assert KIND.home_region("cn-hangzhou") == GLOBAL
