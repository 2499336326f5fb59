import pytest
from support.scripted import scripted_server

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.lookup import type_of
from cen_tui.cloud.networks import NETWORK_TYPES, network_type
from cen_tui.cloud.networks.base import NetworkType


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
