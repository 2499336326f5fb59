"""What the CEN's owner reads: its CENs and routers, what was granted to them, what is attached, vSwitches."""

from collections.abc import AsyncIterator

import pytest
from support.attaching import BASIC, CASES, CCN, ECR, ENTERPRISE, NO_ROUTER, OWNS_CENS, VBR, VPN, Case
from support.demo import running_cloud
from support.reach import OWNER, reach
from support.scripted import REQUEST_ID, scripted_server

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.cen.attachments import (
    CHILDREN,
    ROUTER_TYPES,
    AttachmentLists,
    attachment_lists,
    attachments,
)
from cen_tui.cloud.cen.instances import cens, routers
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, received
from cen_tui.cloud.cen.vswitches import vswitches
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import Network
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.rules import PAY_BY_RESOURCE_OWNER, Family
from cen_tui.demo.server import DemoCloud

BACKBONE, LEGACY = estate().cen("group-backbone"), estate().cen("group-legacy")


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud() as running:
        yield running


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, OWNS_CENS) as one:
        await who_am_i(one)
        yield one


async def test_an_account_sees_its_own_cens_and_no_others(demo: DemoCloud, cloud: Cloud) -> None:
    found = await cens(cloud)
    assert [cen.name for cen in found] == ["group-backbone", "group-legacy", "海外骨干"]
    assert {cen.owner_uid for cen in found} == {CEN_OWNER}
    assert (found[0].status, f"{found[0].created:%Y-%m-%d %z}") == ("Active", "2025-06-01 +0000")
    assert [cen.name for cen in await cens(cloud, LEGACY.id)] == ["group-legacy"]
    async with reach(demo, OWNER) as other:
        assert await cens(other, LEGACY.id) == ()


async def test_transit_routers_and_their_editions(cloud: Cloud) -> None:
    assert {router.enterprise for router in await routers(cloud, BACKBONE.id)} == {True}
    legacy = await routers(cloud, LEGACY.id)
    assert {router.region for router in legacy} == {"cn-hangzhou", "cn-beijing", "cn-shenzhen"}
    assert {router.enterprise for router in legacy} == {False}


async def test_grants_of_every_type_are_read_with_owner_and_region(demo: DemoCloud, cloud: Cloud) -> None:
    found = [one for kind in PRODUCT_TYPES for one in (await received(cloud, BACKBONE.id, kind)).found]
    wanted = [rule.network_id for rule in demo.estate.rules if rule.cen_id == BACKBONE.id]
    assert sorted(one.network.id for one in found) == sorted(wanted)
    assert {one.network.owner_uid for one in found} == {NETWORK_OWNER}
    for one in found:
        assert one.network.region == demo.world.networks[one.network.id].region
        assert one.network.id.startswith(one.network.type.lower())
    assert f"{found[0].created:%Y-%m-%d %H:%M}" == "2025-06-02 03:10"
    assert demo.calls("DescribeGrantRulesToCen")[0].product == "Cbn"


async def test_many_grants_come_part_by_part_with_their_payer(demo: DemoCloud, cloud: Cloud) -> None:
    vpcs = [vpc for vpc in demo.estate.vpcs if vpc.region == "us-west-1"][:230]
    for vpc in vpcs:
        rule = demo.world.rules.add(Family.CBN, vpc, LEGACY.id, CEN_OWNER, demo.world.now())
        rule.payer = rule.payer_in_force = PAY_BY_RESOURCE_OWNER
    found = (await received(cloud, LEGACY.id, "VPC")).found
    assert {one.network.id for one in found} >= {vpc.id for vpc in vpcs}
    assert len(found) == 231
    assert found[-1].payer == found[-1].payer_in_force == PAY_BY_RESOURCE_OWNER
    calls = demo.calls("DescribeGrantRulesToCen")
    assert [bool(call.parameters.get("NextToken")) for call in calls] == [False, True, True]


async def test_a_part_of_the_grants_that_fails_leaves_the_ones_before_it_and_the_rest_is_asked_for(
    demo: DemoCloud, cloud: Cloud
) -> None:
    for vpc in [vpc for vpc in demo.estate.vpcs if vpc.region == "us-west-1"][:230]:
        demo.world.rules.add(Family.CBN, vpc, LEGACY.id, CEN_OWNER, demo.world.now())
    demo.set_faults("unavailable@DescribeGrantRulesToCen=0.5")
    found = await received(cloud, LEGACY.id, "VPC")
    while found.error is not None:
        assert len(found.found) % 100 == 0
        assert bool(found.token) is bool(found.found)
        found = await received(cloud, LEGACY.id, "VPC", found)
    assert len({one.network.id for one in found.found}) == len(found.found) == 231
    done = [call for call in demo.calls("DescribeGrantRulesToCen") if not call.code]
    assert len(done) == 3
    assert len(demo.calls("DescribeGrantRulesToCen")) > 3


async def test_a_part_of_the_grants_that_cannot_be_read_is_asked_for_again(demo: DemoCloud) -> None:
    demo.set_faults("null@DescribeGrantRulesToCen=1:4")
    async with reach(demo, OWNS_CENS, retrying=RetryPolicy(first=0.001, longest=0.002)) as cloud:
        found = await received(cloud, LEGACY.id, "VPC")
    assert found.error is None


async def test_what_is_attached_is_read_from_every_list(demo: DemoCloud, cloud: Cloud) -> None:
    standing = demo.world.attachments.of_cen(BACKBONE.id)
    found = (await attachment_lists(cloud, BACKBONE.id)).found
    assert {one.network.id: one.state for one in found} == {one.network.id: "Attached" for one in standing}
    assert {one.network.id: one.id for one in found if one.enterprise} == {
        one.network.id: one.id for one in standing if one.router
    }
    for kind in ROUTER_TYPES:
        assert len(demo.calls(f"ListTransitRouter{kind.title()}Attachments")) == 1
    assert await attachment_lists(cloud, LEGACY.id) == AttachmentLists()


LISTS = {kind: f"ListTransitRouter{kind.title()}Attachments" for kind in ROUTER_TYPES}
OF_CEN = "DescribeCenAttachedChildInstances"


@pytest.mark.parametrize(("kind", "action"), [*LISTS.items(), (CHILDREN, OF_CEN)])
async def test_a_list_of_attachments_that_cannot_be_read_leaves_the_others(
    demo: DemoCloud, cloud: Cloud, kind: str, action: str
) -> None:
    for case in (VPN, ECR):
        case.stand_attached(demo)
    demo.set_faults(f"error@{action}=Forbidden.RAM/403")
    read = await attachment_lists(cloud, BACKBONE.id)
    assert {name: error.ram_action for name, error in read.errors.items()} == {kind: f"cen:{action}"}
    standing = [one for one in demo.world.attachments.of_cen(BACKBONE.id) if one.network.key != kind]
    assert {one.id for one in read.found if one.enterprise} == {one.id for one in standing if one.router}
    ccns = {one.network.id for one in read.found if one.network.type == "CCN"}
    assert bool(ccns) is (kind != CHILDREN)


async def test_where_no_list_of_attachments_may_be_read_each_says_so(demo: DemoCloud, cloud: Cloud) -> None:
    demo.set_faults(",".join(f"error@{action}=Forbidden.RAM/403" for action in (*LISTS.values(), OF_CEN)))
    read = await attachment_lists(cloud, BACKBONE.id)
    assert read.found == ()
    assert set(read.errors) == {*ROUTER_TYPES, CHILDREN}


async def test_where_no_list_of_attachments_can_be_read_at_all_it_fails(
    demo: DemoCloud, cloud: Cloud
) -> None:
    demo.set_faults("error=InvalidAccessKeyId.NotFound/404")
    with pytest.raises(CloudError) as caught:
        await attachment_lists(cloud, BACKBONE.id)
    assert caught.value.kind is ErrorKind.SIGN_IN


async def test_the_attachment_of_one_network_is_not_answered_from_a_part_of_the_lists(
    demo: DemoCloud, cloud: Cloud
) -> None:
    for case, action in ((VBR, LISTS["VBR"]), (CCN, OF_CEN), (BASIC, OF_CEN)):
        demo.set_faults(f"error@{action}=Forbidden.RAM/403")
        with pytest.raises(CloudError):
            await attachments(cloud, case.target(demo).cen_id, case.network(demo))


@pytest.mark.parametrize("case", [one for one in CASES if one is not NO_ROUTER], ids=str)
async def test_an_attachment_of_every_type_names_its_network_router_and_payer(
    demo: DemoCloud, cloud: Cloud, case: Case
) -> None:
    held = case.stand_attached(demo)
    (found,) = await attachments(cloud, case.target(demo).cen_id, case.network(demo))
    assert (found.network, found.state) == (case.network(demo), "Attached")
    own = (held.id, held.router, "PayByCenOwner") if held.router else ("", "", "")
    assert (found.id, found.router_id, found.payer) == own


ANOTHER = {"VbrId": "vbr-2", "TransitRouterAttachmentId": "tr-attach-2"}


@pytest.mark.parametrize(
    "answer",
    [
        {"TotalCount": 2, "TransitRouterAttachments": [ANOTHER]},
        {"TotalCount": 1, "TransitRouterAttachments": []},
        {"TransitRouterAttachments": []},
        {},
    ],
    ids=["one of two", "none of one", "no total", "nothing"],
)
async def test_a_list_that_is_not_whole_is_not_taken_for_one_without_the_network(
    answer: dict[str, object],
) -> None:
    vbr = Network("VBR", "vbr-1", "", "cn-hangzhou")
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": REQUEST_ID, **answer})
        with pytest.raises(CloudError):
            await attachments(cloud, "cen-1", vbr)


@pytest.mark.parametrize("case", [ENTERPRISE, BASIC, CCN, VPN, ECR], ids=str)
async def test_one_network_that_is_not_attached_here(demo: DemoCloud, cloud: Cloud, case: object) -> None:
    assert isinstance(case, type(ENTERPRISE))
    assert await attachments(cloud, case.target(demo).cen_id, case.network(demo)) == ()


async def test_vswitches_are_seen_while_the_grant_stands(demo: DemoCloud, cloud: Cloud) -> None:
    vpc = ENTERPRISE.network(demo)
    assert await vswitches(cloud, BACKBONE.id, vpc) == ()
    ENTERPRISE.grant(demo)
    found = await vswitches(cloud, BACKBONE.id, vpc)
    assert [(one.zone[-1], one.usable) for one in found] == [("b", True), ("g", True), ("a", False)]
    assert all(one.id.startswith("vsw-bp1") and one.name for one in found)


async def test_an_answer_without_its_list_is_not_taken_for_an_empty_one(
    demo: DemoCloud, cloud: Cloud
) -> None:
    demo.set_faults("hidden-error@ListTransitRouters")
    with pytest.raises(CloudError) as caught:
        await routers(cloud, BACKBONE.id)
    assert caught.value.kind is not ErrorKind.NOT_FOUND
