from functools import partial

import pytest
from support.reach import find_network, network_id, target

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.networks.vbr import Vbr
from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.demo.server import DemoCloud

KIND = Vbr()
API = KIND.apis[0]
REGION = "cn-hangzhou"
found = partial(find_network, KIND, REGION)


async def test_a_vbr_tells_its_line(cloud: Cloud, demo: DemoCloud) -> None:
    await who_am_i(cloud)
    network = await found(cloud, demo, "office-line-1")
    facts = {fact.label: fact.value for fact in network.facts}
    assert network.address == "192.168.100.1 - 192.168.100.2"
    assert network.owner_uid == NETWORK_OWNER
    assert (network.type, network.status, network.grantable) == ("VBR", "active", True)
    assert facts["VLAN"] == "1010"
    assert facts["Circuit code"] == "longtel001"
    assert facts["Bandwidth"] == "200 Mbit/s"
    assert facts["Customer-side IP"] == "192.168.100.2"
    assert network.tags[0].key == "site"


async def test_only_the_accounts_own_vbrs_are_listed(cloud: Cloud) -> None:
    page = await KIND.page(cloud, REGION, 1)
    assert page.total == len(page.networks)
    assert "neighbour-line" not in {network.name for network in page.networks}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("unconfirmed", "not confirmed"),
        ("recovering", "Wait until it is active"),
        ("terminating", "being terminated"),
        ("terminated", "is terminated"),
        ("deleting", "being deleted"),
    ],
)
async def test_only_an_active_vbr_can_be_granted(cloud: Cloud, status: str, words: str) -> None:
    page = await KIND.page(cloud, REGION, 1)
    network = next(each for each in page.networks if each.status == status)
    assert not network.grantable
    assert words in network.obstacle


async def test_an_attached_vbr_says_to_what(cloud: Cloud, demo: DemoCloud) -> None:
    network = await KIND.details(cloud, await found(cloud, demo, "office-line-2"))
    assert network.attached
    assert network.attachments[0].cen_id == demo.estate.cen("group-backbone").id


async def test_find_knows_only_this_region(cloud: Cloud, demo: DemoCloud) -> None:
    assert await KIND.find(cloud, "cn-shanghai", network_id(demo, "office-line-1")) is None
    assert await KIND.find(cloud, REGION, network_id(demo, "neighbour-line")) is None


async def test_grant_and_revoke_go_through_vpc_as_type_vbr(cloud: Cloud, demo: DemoCloud) -> None:
    network, to = await found(cloud, demo, "office-line-1"), target(demo)
    await API.grant(cloud, network, to, token="token-1", payer=None)
    received = demo.calls("GrantInstanceToCen")[0]
    assert received.product == "Vpc"
    assert dict(received.parameters) == {
        "RegionId": REGION,
        "InstanceId": network.id,
        "InstanceType": "VBR",
        "CenId": to.cen_id,
        "CenOwnerId": to.owner_uid,
        "ClientToken": "token-1",
    }
    assert [rule.target for rule in await API.rules(cloud, network)] == [to]
    await API.revoke(cloud, network, to, token="token-2")
    assert await API.rules(cloud, network) == ()


async def test_a_vbr_that_is_closed_to_other_accounts_is_explained(cloud: Cloud, demo: DemoCloud) -> None:
    network = await found(cloud, demo, "partner-line")
    with pytest.raises(CloudError) as caught:
        await API.grant(cloud, network, target(demo), token="token", payer=None)
    assert caught.value.code == "Invalid.Grant"
    assert caught.value.kind is ErrorKind.REFUSED
    assert "account manager" in caught.value.advice


def test_commands_say_the_same() -> None:
    network = Network("VBR", "vbr-1", "x", REGION)
    to = CenTarget("cen-1", "196")
    attach = API.attach_command(network, to)
    assert attach[2] == "CreateTransitRouterVbrAttachment"
    assert attach[-4:] == ("--VbrId", "vbr-1", "--VbrOwnerId", "YOUR-ACCOUNT-ID")


def test_vbrs_live_everywhere() -> None:
    assert KIND.regions() is None
    assert KIND.home_region(REGION) == REGION
