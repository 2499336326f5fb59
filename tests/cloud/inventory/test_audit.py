"""All grant rules of an account: every one is found, with few calls, and what cannot be read is told."""

import asyncio
from collections import Counter
from contextlib import aclosing

from support.demo import running_cloud
from support.reach import reach
from support.small_estate import small_estate

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.inventory.audit import (
    AuditUpdate,
    NetworkGrants,
    NetworksListed,
    read_grants,
    read_network,
)
from cen_tui.cloud.networks.base import GrantApi
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.demo.rules import Family
from cen_tui.demo.server import DemoCloud


async def audit(cloud: Cloud, *regions: str, known: tuple[str, ...] = ()) -> list[AuditUpdate]:
    await who_am_i(cloud)
    async with aclosing(read_grants(cloud, regions=regions, known=known)) as coming:
        return [update async for update in coming]


def grants(updates: list[AuditUpdate]) -> list[NetworkGrants]:
    return [one for one in updates if isinstance(one, NetworkGrants)]


def found(updates: list[AuditUpdate]) -> set[tuple[str, str, str]]:
    return {
        (one.network.id, rule.target.cen_id, rule.target.owner_uid)
        for one in grants(updates)
        for rule in one.rules
    }


def standing(demo: DemoCloud) -> set[tuple[str, str, str]]:
    rules = (rule for rule in demo.world.rules.all() if rule.network.owner == NETWORK_OWNER)
    return {(rule.network.id, rule.cen_id, rule.cen_owner) for rule in rules}


async def test_every_rule_of_every_type_and_region_is_found_with_what_its_network_is_attached_to() -> None:
    async with running_cloud(contents=small_estate()) as demo, reach(demo) as cloud:
        updates = await audit(cloud)
        assert found(updates) == standing(demo)
        assert len(standing(demo)) > 12
        assert [one.unread for one in grants(updates) if one.unread] == []
        by_id = {one.network.id: one for one in grants(updates)}
        data = by_id[demo.estate.network("prod-data").id]
        assert [each.cen_id for each in data.network.attachments] == [demo.estate.cen("group-backbone").id]
        payer = by_id[demo.estate.network("sg-colo").id].rules[0]
        assert (payer.apis, payer.payer) == ((GrantApi.ROUTER,), "PayByResourceOwner")


async def test_the_calls_are_one_a_network_and_api_and_of_ccns_one_a_region() -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        updates = await audit(cloud)
        assert found(updates) == standing(demo)
        listed = {
            one.id for each in updates if isinstance(each, NetworksListed) for one in each.batch.networks
        }
        own = Counter(one.network.type for one in grants(updates))
        assert len(listed) == sum(own.values()) + 1, "all but the VPC that another account shares"
        regions = len(demo.estate.regions)
        calls = Counter(call.action for call in demo.received)
        assert calls == {
            "GetCallerIdentity": 1,
            "DescribeRegions": 1,
            "DescribeVpcs": regions + 49,
            "DescribeVirtualBorderRouters": regions,
            "DescribeVpnConnections": regions,
            "DescribeCloudConnectNetworks": sum(region.ccn for region in demo.estate.regions),
            "DescribeGrantRulesToCen": own["VPC"] + own["VBR"],
            "DescribeGrantRulesToResource": sum(own.values()) - own["CCN"],
            "DescribeExpressConnectRouter": 1,
            "DescribeGrantRules": len({ccn.region for ccn in demo.estate.ccns if ccn.owner == NETWORK_OWNER}),
            "DescribeVpcAttribute": 3,
        }


async def test_of_an_ecr_with_a_rule_what_it_is_attached_to_is_read_and_a_vpn_names_its_cen() -> None:
    async with running_cloud(contents=small_estate()) as demo, reach(demo) as cloud:
        ecr, vpn = demo.estate.network("leased-lines"), demo.estate.vpns[0]
        cen, world = demo.estate.cen("group-backbone"), demo.world
        for network in (ecr, vpn):
            world.rules.add(Family.CBN, network, cen.id, cen.owner, world.now())
        world.attachments.add(vpn, cen, world.now(), "tr-1")
        by_id = {one.network.id: one for one in grants(await audit(cloud))}
        assert [rule.target.cen_id for rule in by_id[ecr.id].rules] == [cen.id]
        assert (by_id[ecr.id].network.region, by_id[ecr.id].network.attached) == ("global", False)
        assert len(demo.calls("DescribeExpressConnectRouterAssociation")) == 1, "of the one that has a rule"
        assert [held.cen_id for held in by_id[vpn.id].network.attachments] == [cen.id]


async def test_regions_may_be_named_and_what_is_known_is_not_read_again() -> None:
    async with running_cloud(contents=small_estate()) as demo, reach(demo) as cloud:
        updates = await audit(cloud, "ap-southeast-1")
        assert {one.network.region for one in grants(updates)} == {"ap-southeast-1", "global"}
        demo.received.clear()
        known = tuple(one.network.id for one in grants(updates))
        assert grants(await audit(cloud, "ap-southeast-1", known=known)) == []
        assert not any(call.action.startswith("DescribeGrantRulesTo") for call in demo.received)


async def test_a_list_that_fails_is_reported_and_the_rules_of_its_ccns_are_found_all_the_same() -> None:
    fault = "error@DescribeCloudConnectNetworks=Forbidden.RAM/403"
    async with running_cloud(contents=small_estate(), faults=fault) as demo, reach(demo) as cloud:
        updates = await audit(cloud)
        assert found(updates) == standing(demo)
        failed = [one for one in updates if isinstance(one, NetworksListed) and one.batch.error]
        assert {one.type for one in failed} == {"CCN"}
        unlisted = next(one.network for one in grants(updates) if one.network.type == "CCN")
        assert (unlisted.name, unlisted.attached, unlisted.attachments) == ("", None, ())


async def test_what_is_refused_three_times_in_a_row_is_not_attempted_for_every_network() -> None:
    fault = "error@DescribeGrantRulesToResource=Forbidden.RAM/403"
    async with running_cloud(faults=fault) as demo, reach(demo) as cloud:
        updates = await audit(cloud, "us-west-1")
        unread = [one for one in grants(updates) if one.network.type == "VPC"]
        assert len(unread) == 2500
        assert {(each.api, each.error.kind) for one in unread for each in one.unread} == {
            (GrantApi.ROUTER, ErrorKind.DENIED)
        }
        assert len(demo.calls("DescribeGrantRulesToResource")) < 3 + 2 * 16


async def test_attachments_that_cannot_be_read_are_unknown_and_reported() -> None:
    fault = "error@DescribeVpcAttribute=Forbidden.RAM/403"
    async with running_cloud(contents=small_estate(), faults=fault) as demo, reach(demo) as cloud:
        updates = await audit(cloud, "cn-hangzhou")
        data = next(one for one in grants(updates) if one.network.id == demo.estate.network("prod-data").id)
        assert (data.network.attached, [each.api for each in data.unread]) == (None, [None])
        assert len(data.rules) == 1


async def test_it_can_be_stopped_and_then_nothing_more_is_sent() -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        await who_am_i(cloud)
        async with aclosing(read_grants(cloud)) as coming:
            async for _ in coming:
                break
        sent = len(demo.received)
        await asyncio.sleep(0.2)
        assert len(demo.received) == sent


async def test_one_network_is_read_anew_with_its_rules_and_attachments() -> None:
    async with running_cloud(contents=small_estate()) as demo, reach(demo) as cloud:
        listed = (await network_type("VPC").page(cloud, "cn-hangzhou", 1)).networks
        network = next(one for one in listed if one.name == "prod-data")
        now = await read_network(cloud, network)
        assert (len(now.rules), len(now.network.attachments), now.unread) == (1, 1, ())
        demo.set_faults("error=Forbidden.RAM/403")
        refused = await read_network(cloud, network)
        assert [each.api for each in refused.unread] == [GrantApi.CEN, GrantApi.ROUTER, None]
        assert refused.network.attached is None
