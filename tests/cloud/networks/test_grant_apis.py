"""Which API is taken, what can be chosen, and the rules of both merged."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime

import pytest
from aiohttp import web
from support.changes import HASTE, ROUTER, network, revoke, stand
from support.demo import running_cloud
from support.reach import reach, target
from support.scripted import REQUEST_ID, Asked, scripted_server

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.concurrency_limit import FIRST, MOST
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, GrantRule, Network, Payer
from cen_tui.cloud.networks.grant_apis import calls_of, choices, merged, options_for, read_rules, rules_of
from cen_tui.cloud.networks.registry import network_type
from cen_tui.operations.outcome import Outcome

TARGET = CenTarget("cen-1", "196")
OTHER = CenTarget("cen-1", "197")
OLD, NEW = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)


def of(*keys: str) -> list[Network]:
    return [Network(key, f"{key}-1", "", "r") for key in keys]


@pytest.mark.parametrize(
    ("keys", "offered"),
    [
        (["VPC"], (None, *Payer)),
        (["VPC", "VBR"], (None, *Payer)),
        (["CCN"], (None,)),
        (["CCN", "VPC"], (None, *Payer)),
        (["VPN"], tuple(Payer)),
        (["CCN", "VPN"], tuple(Payer)),
        (["VPC", "VPN"], (None, *Payer)),
        (["VPC", "CCN", "VPN"], (None, *Payer)),
    ],
)
def test_what_can_be_chosen(keys: Sequence[str], offered: tuple[Payer | None, ...]) -> None:
    assert choices(of(*keys)) == offered


def test_a_payer_counts_only_where_one_can_be_named() -> None:
    assert options_for(network_type("VPC")) == GrantOptions(GrantApi.CEN)
    assert options_for(network_type("VPC"), Payer.CEN_OWNER) == GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    assert options_for(network_type("CCN"), Payer.CEN_OWNER) == GrantOptions(GrantApi.CEN)
    with pytest.raises(LookupError, match="CCN has no transit-router grants"):
        calls_of(network_type("CCN"), GrantApi.ROUTER)


def test_rules_are_merged_on_the_cen_and_its_owner() -> None:
    plain = GrantRule(TARGET, NEW)
    paid = GrantRule(TARGET, OLD, apis=(GrantApi.ROUTER,), payer="a", payer_in_force="b")
    other = GrantRule(OTHER, None)
    both, alone = merged([plain, paid, other])
    assert (both.apis, both.payer, both.payer_in_force) == (tuple(GrantApi), "a", "b")
    assert both.created == OLD
    assert alone == other
    turned, _ = merged([paid, plain, other])
    assert (turned.payer, turned.payer_in_force, turned.created) == ("a", "b", OLD)


async def test_both_families_are_read_and_both_rules_revoked_each_by_its_own() -> None:
    async with running_cloud(work_seconds=0) as demo, reach(demo) as cloud:
        await stand(demo, cloud, "VPC")
        await stand(demo, cloud, ROUTER)
        on = network(demo, "VPC")
        found = [reading async for reading in read_rules(cloud, [on])]
        assert [(reading.api, reading.is_first) for reading in found] == [
            (GrantApi.CEN, True),
            (GrantApi.ROUTER, False),
        ]
        (rule,) = merged(each for reading in found for each in reading.rules)
        assert (rule.apis, rule.payer) == (tuple(GrantApi), "PayByCenOwner")
        for api in rule.apis:
            options = GrantOptions(api)
            result = await revoke(
                cloud,
                on,
                rule.target,
                options=options,
                progress=lambda _: None,
                polling=HASTE,
            )
            assert (result.outcome, result.options) == (Outcome.VERIFIED, options)
        assert [rule for rule in demo.world.rules.all() if rule.network.id == on.id] == []


async def test_one_family_that_cannot_be_read_does_not_hide_the_other() -> None:
    denied = "error@DescribeGrantRulesToResource=Forbidden.RAM/403"
    async with running_cloud(faults=denied) as demo, reach(demo) as cloud:
        await stand(demo, cloud, "VPC")
        plain, paid = [reading async for reading in read_rules(cloud, [network(demo, "VPC")])]
    assert [rule.target for rule in plain.rules] == [target(demo)]
    assert paid.error is not None
    assert (paid.error.kind, paid.error.ram_action) == (
        ErrorKind.DENIED,
        "cen:DescribeGrantRulesToResource",
    )


async def test_of_one_network_the_own_api_is_needed_and_a_further_one_is_reported() -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        await stand(demo, cloud, "VPC")
        on = network(demo, "VPC")
        for denied, raised in (("DescribeGrantRulesToResource", False), ("DescribeGrantRulesToCen", True)):
            demo.set_faults(f"error@{denied}=Forbidden.RAM/403")
            if raised:
                with pytest.raises(CloudError):
                    await rules_of(cloud, on)
            else:
                (rule,), unread = await rules_of(cloud, on)
                assert rule.target == target(demo)
                assert unread is not None
                assert unread.kind is ErrorKind.DENIED
        demo.set_faults("")
        assert (await rules_of(cloud, on))[1] is None


async def test_the_rules_of_many_networks_are_read_several_at_a_time_and_come_in_order() -> None:
    under_way, most, together = 0, 0, asyncio.Event()

    async def answer(_: Asked) -> web.StreamResponse:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        if under_way == FIRST:
            together.set()
        await together.wait()
        await asyncio.sleep(0)
        under_way -= 1
        return web.json_response({"RequestId": REQUEST_ID, "TotalCount": 0, "GrantRules": []})

    networks = [Network("VPC", f"vpc-{number}", "", "cn-hangzhou") for number in range(40)]
    async with scripted_server() as server, server.cloud() as cloud, asyncio.timeout(60):
        server.answering = answer
        async with aclosing(read_rules(cloud, networks)) as coming:
            found = [(each.network, each.api) async for each in coming]
    assert found == [(each, api) for api in (GrantApi.CEN, GrantApi.ROUTER) for each in networks]
    assert FIRST <= most <= MOST
