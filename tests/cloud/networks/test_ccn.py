from functools import partial

import pytest
from support.reach import find_network, network_id, target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.networks.ccn import Ccn
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.server import DemoCloud

KIND = Ccn()
API = KIND.apis[0]
REGION = "cn-shanghai"
found = partial(find_network, KIND, REGION)


async def test_a_ccn_tells_its_devices(cloud: Cloud, demo: DemoCloud) -> None:
    network = await found(cloud, demo, "branches")
    facts = {fact.label: fact.value for fact in network.facts}
    assert network.address == "192.168.10.0/24, 192.168.11.0/24"
    assert (network.type, network.status, network.grantable) == ("CCN", "", True)
    assert facts["SAG devices"] == "3, of which available: 2"
    assert network.created is not None
    assert network.created.year == 2024


async def test_the_name_none_is_no_name(cloud: Cloud, demo: DemoCloud) -> None:
    page = await KIND.page(cloud, REGION, 1)
    nameless = next(each for each in page.networks if each.id == network_id(demo, "None"))
    assert nameless.name == ""


async def test_an_attached_ccn_says_to_what(cloud: Cloud, demo: DemoCloud) -> None:
    network = await KIND.details(cloud, await found(cloud, demo, "门店网络"))
    assert network.attached
    assert network.attachments[0].owner_uid == CEN_OWNER


async def test_find_knows_only_this_region(cloud: Cloud, demo: DemoCloud) -> None:
    assert await KIND.find(cloud, REGION, network_id(demo, "sea-stores")) is None
    assert await KIND.find(cloud, "ap-southeast-1", network_id(demo, "sea-stores")) is not None


async def test_grant_and_revoke_go_through_smartag_in_its_own_words(cloud: Cloud, demo: DemoCloud) -> None:
    network, to = await found(cloud, demo, "branches"), target(demo)
    await API.grant(cloud, network, to, token="unused", payer=None)
    granted = demo.calls("GrantInstanceToCbn")[0]
    ids = {"RegionId": REGION, "CcnInstanceId": network.id, "CenInstanceId": to.cen_id}
    assert granted.product == "Smartag"
    assert dict(granted.parameters) == ids | {"CenUid": to.owner_uid}
    rules = await API.rules(cloud, network)
    assert [rule.target for rule in rules] == [to]
    assert demo.calls("DescribeGrantRules")[0].parameters["AssociatedCcnId"] == network.id
    await API.revoke(cloud, network, to, token="unused")
    assert dict(demo.calls("RevokeInstanceFromCbn")[0].parameters) == ids
    assert await API.rules(cloud, network) == ()


@pytest.mark.parametrize(
    ("reroutes", "note"), [(True, "also permits secure rerouting of traffic"), (False, "")]
)
async def test_a_rule_that_permits_rerouting_says_so(
    cloud: Cloud, demo: DemoCloud, *, reroutes: bool, note: str
) -> None:
    network, to = await found(cloud, demo, "branches"), target(demo)
    await API.grant(cloud, network, to, token="unused", payer=None)
    for rule in demo.world.rules.of_network(network.id, router=False):
        rule.traffic_service = reroutes
    assert [rule.note for rule in await API.rules(cloud, network)] == [note]


async def test_granting_twice_is_reported_as_a_duplicate(cloud: Cloud, demo: DemoCloud) -> None:
    network = await found(cloud, demo, "门店网络")
    with pytest.raises(CloudError) as caught:
        await API.grant(cloud, network, target(demo), token="unused", payer=None)
    assert caught.value.kind is ErrorKind.DUPLICATE


@pytest.mark.parametrize(
    ("region", "home"),
    [
        ("cn-hangzhou", "cn-shanghai"),
        ("cn-beijing", "cn-shanghai"),
        ("cn-shanghai", "cn-shanghai"),
        ("cn-hongkong", "cn-hongkong"),
        ("cn-shenzhen-finance-1", "cn-shanghai-finance-1"),
        ("cn-north-2-gov-1", "cn-north-2-gov-1"),
        ("eu-central-1", "eu-central-1"),
        ("us-west-1", "us-west-1"),
    ],
)
def test_mainland_chinas_ccns_are_in_shanghai(region: str, home: str) -> None:
    assert KIND.home_region(region) == home


def test_ccns_live_in_few_regions() -> None:
    regions = KIND.regions() or ()
    assert "cn-shanghai" in regions
    assert "us-west-1" not in regions
    assert "ap-southeast-2" not in regions
    assert all(KIND.home_region(region) == region for region in regions)


def test_commands_say_the_same() -> None:
    network = Network("CCN", "ccn-1", "x", REGION, owner_uid="125")
    to = CenTarget("cen-1", "196")
    attach = " ".join(API.attach_command(network, to))
    assert "--ChildInstanceType CCN --ChildInstanceRegionId ccn-cn-shanghai" in attach
