import pytest
from support.demo import running_cloud
from support.demo_networks import NAMES, network
from support.reach import reach
from support.scripted import REQUEST_ID, scripted_server

from cen_tui.cloud import converters
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.lookup import type_of
from cen_tui.cloud.networks.base import Network, NetworkType
from cen_tui.cloud.networks.registry import NETWORK_TYPES, network_type
from cen_tui.terminal.cells import cell_width
from cen_tui.wizard.facts import LABEL_WIDTH, main_facts, more_facts


def test_types_are_found_by_their_key() -> None:
    assert [kind.key for kind in NETWORK_TYPES][:3] == ["VPC", "VBR", "CCN"]
    assert network_type("vbr") is NETWORK_TYPES[1]
    with pytest.raises(KeyError):
        network_type("SAG")


@pytest.mark.parametrize("kind", NETWORK_TYPES, ids=lambda kind: kind.key)
def test_an_id_belongs_to_one_type(kind: NetworkType) -> None:
    owners = [each.key for each in NETWORK_TYPES if f"{kind.prefix}1".startswith(each.prefix)]
    assert owners == [kind.key]
    assert type_of(f"{kind.prefix}1") is kind


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("VPC", "InvalidVpcID.NotFound"),
        ("VBR", "InvalidVbr.NotFound"),
        ("CCN", "CcnNotExist"),
        ("VPN", "InvalidVpnConnectionInstanceId.NotFound"),
    ],
)
async def test_a_network_that_the_cloud_calls_unknown_is_not_found(key: str, code: str) -> None:
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": "R", "Code": code, "Message": ""}, status=404)
        assert await network_type(key).find(cloud, "cn-shanghai", "x-1") is None
        server.answer({"RequestId": "R", "Code": "InvalidRegionId.NotFound", "Message": ""}, status=404)
        with pytest.raises(CloudError, match="region is not known"):
            await network_type(key).find(cloud, "cn-shanghai", "x-1")


REGION = "cn-hangzhou"
ROWS = [{"VpnGatewayId": "vpn-1", "Name": "office"}, {"Name": "without an ID"}]


class VpnGateway(NetworkType):
    action = "DescribeVpnGateways"
    rows = ("vpn_gateways", "vpn_gateway")
    id_field = "vpn_gateway_id"
    absent = ("InvalidVpnGateway",)

    def read(self, row: object, region: str, caller_uid: str) -> Network:
        network_id = converters.text(getattr(row, "vpn_gateway_id", None))
        name = converters.text(getattr(row, "name", None))
        return Network("VGW", network_id, name, region, caller_uid)


async def test_a_type_that_names_its_list_is_listed_and_found() -> None:
    held = Network("VGW", "vpn-1", "office", REGION, "1250000000000001")
    async with scripted_server() as server, server.cloud() as cloud:
        cloud.uid = held.owner_uid
        server.answer({"RequestId": REQUEST_ID, "TotalCount": 2, "VpnGateways": {"VpnGateway": ROWS}})
        page = await VpnGateway().page(cloud, REGION, 3)
        assert (page.networks, page.total) == ((held,), 2)
        assert await VpnGateway().find(cloud, REGION, "vpn-1") == held
        assert await VpnGateway().find(cloud, REGION, "vpn-2") is None
        assert await VpnGateway().details(cloud, held) == held
        listed, found, *_ = server.asked
        assert listed.query == {"RegionId": REGION, "PageNumber": "3", "PageSize": "50"}
        assert found.query == {"RegionId": REGION, "VpnGatewayId": "vpn-1"}
        assert {asked.action for asked in server.asked} == {"DescribeVpnGateways"}


async def test_a_code_for_an_absent_network_means_none() -> None:
    async with scripted_server() as server, server.cloud() as cloud:
        code = "InvalidVpnGatewayId.NotFound"
        server.answer({"RequestId": REQUEST_ID, "Code": code, "Message": ""}, status=404)
        assert await VpnGateway().find(cloud, REGION, "vpn-1") is None


async def test_no_label_of_what_is_known_of_a_network_is_cut() -> None:
    async with running_cloud() as demo, reach(demo, read_only=True) as cloud:
        for key in NAMES:
            found = await network_type(key).details(cloud, network(key))
            assert found.facts
            labels = [fact.label for fact in (*main_facts(found), *more_facts(found))]
            assert [label for label in labels if cell_width(label) > LABEL_WIDTH] == [], key
