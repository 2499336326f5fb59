from datetime import UTC, datetime
from functools import partial

import pytest
from aiohttp import web
from support.reach import find_network, network_id, target
from support.scripted import REQUEST_ID, Asked, scripted_server

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, Fact, Network, Tag
from cen_tui.cloud.networks.vpc import Vpc
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER, OTHER_OWNER
from cen_tui.demo.server import DemoCloud

KIND = Vpc()
API = KIND.apis[0]
REGION = "cn-hangzhou"
found = partial(find_network, KIND, REGION)


async def test_a_page_lists_vpcs_with_what_a_person_needs(cloud: Cloud) -> None:
    page = await KIND.page(cloud, REGION, 1)
    core = next(network for network in page.networks if network.name == "prod-core")
    assert page.total == len(page.networks)
    assert (core.type, core.region, core.status) == ("VPC", REGION, "Available")
    assert core.owner_uid == NETWORK_OWNER
    assert core.address == "10.20.0.0/16, 10.21.0.0/16"
    assert core.created == datetime(2024, 3, 5, 8, 12, 44, tzinfo=UTC)
    assert Tag("team", "network") in core.tags
    assert Fact("Description", "Core services of production") in core.facts
    assert core.grantable
    assert not core.attached
    assert any(network.name == "生产-核心" for network in page.networks)


async def test_pages_hold_fifty_and_name_the_whole(cloud: Cloud, demo: DemoCloud) -> None:
    page = await KIND.page(cloud, "us-west-1", 50)
    assert (len(page.networks), page.total) == (50, 2500)
    assert dict(demo.received[-1].parameters) == {
        "RegionId": "us-west-1",
        "PageNumber": "50",
        "PageSize": "50",
    }


async def test_an_empty_region_has_no_vpcs(cloud: Cloud) -> None:
    page = await KIND.page(cloud, "me-east-1", 1)
    assert (page.networks, page.total) == ((), 0)


async def test_a_pending_vpc_cannot_be_granted_yet(cloud: Cloud, demo: DemoCloud) -> None:
    pending = await found(cloud, demo, "migration-2026")
    assert not pending.grantable
    assert "Wait until it is Available" in pending.obstacle


async def test_anothers_vpc_cannot_be_granted_once_it_is_known_who_asks(
    cloud: Cloud, demo: DemoCloud
) -> None:
    assert (await found(cloud, demo, "shared-services")).grantable
    await who_am_i(cloud)
    shared = await found(cloud, demo, "shared-services")
    assert shared.owner_uid == OTHER_OWNER
    assert not shared.grantable
    assert "only its owner can grant it" in shared.obstacle


async def test_find_knows_only_this_accounts_networks_in_this_region(cloud: Cloud, demo: DemoCloud) -> None:
    core = network_id(demo, "prod-core")
    assert await KIND.find(cloud, "cn-shanghai", core) is None
    assert await KIND.find(cloud, REGION, "vpc-neverheardofit0000000") is None
    assert await KIND.find(cloud, REGION, network_id(demo, "backbone-egress")) is None


async def test_details_tell_where_it_is_attached(cloud: Cloud, demo: DemoCloud) -> None:
    network = await found(cloud, demo, "prod-data")
    assert network.attached
    detailed = await KIND.details(cloud, network)
    assert detailed.id == network.id
    assert detailed.attached
    assert [attachment.owner_uid for attachment in detailed.attachments] == [CEN_OWNER]
    assert detailed.attachments[0].cen_id == demo.estate.cen("group-backbone").id
    assert any(fact.label == "Contains" for fact in detailed.facts)
    assert len({fact.label for fact in detailed.facts}) == len(detailed.facts)


async def test_rules_are_read_over_all_pages() -> None:
    def rows(first: int, last: int) -> list[dict[str, object]]:
        return [
            {"CenInstanceId": f"cen-{number}", "CenOwnerId": str(number), "CreationTime": "2026-01-02T03:04Z"}
            for number in range(first, last)
        ]

    async with scripted_server() as server, server.cloud() as cloud:
        network = Network("VPC", "vpc-1", "", REGION)
        pages = {"1": rows(1, 51), "2": rows(51, 61)}

        async def answering(asked: Asked) -> web.StreamResponse:
            content = {
                "RequestId": REQUEST_ID,
                "TotalCount": 60,
                "CenGrantRules": {"CbnGrantRule": pages[asked.query["PageNumber"]]},
            }
            return web.json_response(content)

        server.answering = answering
        rules = await API.rules(cloud, network)
    assert len(rules) == 60
    assert rules[59].target == CenTarget("cen-60", "60")
    assert rules[0].created == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


async def test_grant_and_revoke_send_what_is_documented_and_nothing_else(
    cloud: Cloud, demo: DemoCloud
) -> None:
    network, to = await found(cloud, demo, "prod-core"), target(demo)
    assert await API.grant(cloud, network, to, token="token-1", payer=None)
    expected = {
        "RegionId": REGION,
        "InstanceId": network.id,
        "InstanceType": "VPC",
        "CenId": to.cen_id,
        "CenOwnerId": to.owner_uid,
    }
    granted = demo.calls("GrantInstanceToCen")[0]
    assert dict(granted.parameters) == expected | {"ClientToken": "token-1"}
    assert granted.unknown == ()
    assert [rule.target for rule in await API.rules(cloud, network)] == [to]
    assert await API.revoke(cloud, network, to, token="token-2")
    revoked = demo.calls("RevokeInstanceFromCen")[0]
    assert dict(revoked.parameters) == expected | {"ClientToken": "token-2"}
    assert await API.rules(cloud, network) == ()


@pytest.mark.parametrize("owner", ["", "12a", "¹²", "-5"])
async def test_an_owner_that_is_no_number_is_never_sent(cloud: Cloud, demo: DemoCloud, owner: str) -> None:
    network = await found(cloud, demo, "prod-core")
    odd = CenTarget("cen-1", owner)
    for change in (partial(API.grant, payer=None), API.revoke):
        with pytest.raises(CloudError) as caught:
            await change(cloud, network, odd, token="token")
        assert caught.value.kind is ErrorKind.REFUSED
    assert demo.calls("GrantInstanceToCen") == []


def test_commands_say_the_same() -> None:
    network = Network("VPC", "vpc-1", "x", REGION, owner_uid="125")
    to = CenTarget("cen-1", "196")
    assert " ".join(API.attach_command(network, to)) == (
        "aliyun cbn CreateTransitRouterVpcAttachment --CenId cen-1 --RegionId cn-hangzhou --VpcId vpc-1"
        " --VpcOwnerId 125 --ZoneMappings.1.ZoneId ZONE-ID --ZoneMappings.1.VSwitchId VSWITCH-ID"
    )


def test_vpcs_live_everywhere() -> None:
    assert KIND.regions() is None
    assert KIND.home_region("cn-hangzhou") == "cn-hangzhou"
