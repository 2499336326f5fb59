"""The API of transit routers against the embedded cloud: what is sent, what is read, and what is said."""

import pytest
from support.changes import grant_calls, network
from support.reach import target
from support.scripted import scripted_server

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, GrantApi, Network, Payer
from cen_tui.cloud.networks.router_rules import RouterGrants, change_payer
from cen_tui.demo.server import DemoCloud

VPC = RouterGrants("VPC")
TO = CenTarget("cen-1", "196")


@pytest.mark.parametrize("payer", list(Payer))
async def test_a_rule_comes_and_goes_with_its_payer(cloud: Cloud, demo: DemoCloud, payer: Payer) -> None:
    vpc, to = network(demo, "VPC"), target(demo)
    assert await VPC.grant(cloud, vpc, to, token="unused", payer=payer)
    (rule,) = await VPC.rules(cloud, vpc)
    assert (rule.target, rule.apis) == (to, (GrantApi.ROUTER,))
    assert rule.payer == rule.payer_in_force == payer
    assert rule.created is not None
    assert await grant_calls("VPC").rules(cloud, vpc) == ()  # the other API has written nothing
    assert await VPC.revoke(cloud, vpc, to, token="unused")
    assert await VPC.rules(cloud, vpc) == ()
    assert {call.unknown for call in demo.received} == {()}


async def test_all_rules_of_a_network_are_read(cloud: Cloud, demo: DemoCloud) -> None:
    vpc = network(demo, "VPC")
    for number in range(5):
        to = CenTarget(f"cen-00000000partner{number}", "1960521077884321")
        await VPC.grant(cloud, vpc, to, token="", payer=Payer.CEN_OWNER)
    assert len(await VPC.rules(cloud, vpc)) == 5


async def test_each_page_is_asked_for_with_the_token_of_the_one_before() -> None:
    rows = [{"CenId": f"cen-{number}", "CenOwnerId": 196} for number in range(3)]
    head = {"RequestId": "R", "TotalCount": 3}
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer_in_turn(
            {**head, "GrantRules": rows[:2], "NextToken": "the rest"}, {**head, "GrantRules": rows[2:]}
        )
        found = await VPC.rules(cloud, Network("VPC", "vpc-1", "", "cn-hangzhou"))
    assert [rule.target.cen_id for rule in found] == ["cen-0", "cen-1", "cen-2"]
    assert [asked.query.get("NextToken") for asked in server.asked] == [None, "the rest"]


async def test_without_a_payer_nothing_is_sent(cloud: Cloud, demo: DemoCloud) -> None:
    with pytest.raises(CloudError, match="No payer") as caught:
        await VPC.grant(cloud, network(demo, "VPC"), target(demo), token="", payer=None)
    assert caught.value.kind is ErrorKind.REFUSED
    assert demo.received == []


async def test_the_payer_of_before_is_in_force_while_the_network_is_attached(
    cloud: Cloud, demo: DemoCloud
) -> None:
    attached = Network("VPC", demo.estate.network("sg-prod").id, "", "ap-southeast-1")
    await change_payer(cloud, attached, target(demo), token="once", payer=Payer.NETWORK_OWNER)
    (rule,) = await VPC.rules(cloud, attached)
    assert (rule.payer, rule.payer_in_force) == (Payer.NETWORK_OWNER, Payer.CEN_OWNER)


@pytest.mark.parametrize(
    ("word", "kind", "attach"),
    [
        ("VPC", "VPC", "CreateTransitRouterVpcAttachment --CenId cen-1 --RegionId r --VpcId x-1"),
        ("ExpressConnect", "VBR", "CreateTransitRouterVbrAttachment --CenId cen-1 --RegionId r --VbrId x-1"),
    ],
)
def test_commands_say_the_same(word: str, kind: str, attach: str) -> None:
    on = Network(kind, "x-1", "", "r", owner_uid="125")
    grants = RouterGrants(word)
    assert " ".join(grants.attach_command(on, TO)).startswith(f"aliyun cbn {attach}")
