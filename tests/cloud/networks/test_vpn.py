from collections.abc import AsyncIterator
from functools import partial

import pytest
from support import attaching
from support.reach import find_network, network_id, reach

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.networks.base import CenTarget, Fact, GrantApi, Network
from cen_tui.cloud.networks.vpn import Vpn, is_single
from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.demo.server import DemoCloud

KIND = Vpn()
REGION = "cn-hangzhou"
found = partial(find_network, KIND, REGION)


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, read_only=True) as ours:
        yield ours


async def test_a_connection_tells_its_ends(cloud: Cloud, demo: DemoCloud) -> None:
    await who_am_i(cloud)
    network = await KIND.details(cloud, await found(cloud, demo, "warehouse-vpn"))
    facts = {fact.label: fact.value for fact in network.facts}
    assert network.address == "10.20.0.0/16 - 192.168.200.0/24"
    assert (network.type, network.status, network.grantable) == ("VPN", "active", True)
    assert (network.owner_uid, network.attached) == (NETWORK_OWNER, False)
    assert facts["Public address"] == "203.0.113.21"
    assert facts["Customer subnets"] == "192.168.200.0/24"
    assert network.tags[0].key == "site"
    assert network.created is not None
    assert {call.unknown for call in demo.received} == {()}


async def test_a_connection_tells_how_many_tunnels_it_has(cloud: Cloud, demo: DemoCloud) -> None:
    dual, single = [await found(cloud, demo, name) for name in ("warehouse-vpn", "office-vpn")]
    assert Fact("Tunnels", "2 (dual-tunnel)") in dual.facts
    assert Fact("Tunnels", "1 (single-tunnel)") in single.facts
    bare = Network("VPN", "vco-1", "", REGION)
    assert [is_single(each) for each in (dual, single, bare)] == [False, True, None]


async def test_only_what_is_bound_to_nothing_can_be_granted(cloud: Cloud, demo: DemoCloud) -> None:
    page = await KIND.page(cloud, REGION, 1)
    assert page.total == len(page.networks) == 4
    gateway, router = [await found(cloud, demo, name) for name in ("office-vpn", "backbone-vpn")]
    assert not gateway.grantable
    assert "VPN gateway" in gateway.obstacle
    assert not router.grantable
    assert (router.attached, "transit router" in router.obstacle) == (True, True)


async def test_one_that_is_attached_names_the_cen(cloud: Cloud, demo: DemoCloud) -> None:
    assert (await found(cloud, demo, "backbone-vpn")).attachments == ()
    attaching.VPN.stand_attached(demo)
    connection = await found(cloud, demo, "warehouse-vpn")
    assert [each.cen_id for each in connection.attachments] == [attaching.VPN.target(demo).cen_id]


async def test_find_knows_only_this_region(cloud: Cloud, demo: DemoCloud) -> None:
    assert await KIND.find(cloud, "cn-shanghai", network_id(demo, "warehouse-vpn")) is None


def test_it_is_granted_for_a_transit_router_alone() -> None:
    (api,) = KIND.apis
    assert api.api is GrantApi.ROUTER
    attach = " ".join(api.attach_command(Network("VPN", "vco-1", "", "r"), CenTarget("cen-1", "196")))
    assert attach.startswith("aliyun cbn CreateTransitRouterVpnAttachment --CenId cen-1 --RegionId r --VpnId")


def test_connections_live_everywhere() -> None:
    assert KIND.regions() is None
    assert KIND.home_region(REGION) == REGION
