from alibabacloud_vpc20160428 import models
from support.demo import CEN_OWNER, vpc

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.server import DemoCloud


async def listed(
    cloud: DemoCloud, region: str = "cn-hangzhou", /, who: Credentials | None = None, **more: object
) -> list[dict[str, object]]:
    request = models.DescribeVpnConnectionsRequest(region_id=region, **more)
    client = vpc(cloud, who) if who else vpc(cloud)
    body = (await client.describe_vpn_connections_async(request)).body
    return [each.to_map() for each in body.vpn_connections.vpn_connection]


async def test_connections_in_every_case(cloud: DemoCloud) -> None:
    bound = {each["Name"]: each["AttachType"] for each in await listed(cloud)}
    assert set(bound.values()) == {"NO_ASSOCIATED", "VPNGW", "CEN"}
    assert bound["warehouse-vpn"] == "NO_ASSOCIATED"
    assert await listed(cloud, who=CEN_OWNER) == []
    assert {call.unknown for call in cloud.received} == {()}


async def test_one_connection_by_its_id_and_by_its_tag(cloud: DemoCloud) -> None:
    wanted = cloud.estate.network("warehouse-vpn").id
    (by_id,) = await listed(cloud, vpn_connection_id=wanted)
    tag = models.DescribeVpnConnectionsRequestTag(key="site", value="warehouse")
    (by_tag,) = await listed(cloud, tag=[tag])
    assert by_id == by_tag
    assert (by_id["VpnConnectionId"], by_id["CreateTime"]) == (wanted, 1741572000000)
    assert by_id["Tag"] == {"Tag": [{"Key": "site", "Value": "warehouse"}]}
    assert await listed(cloud, "eu-central-1", vpn_connection_id=wanted) == []
