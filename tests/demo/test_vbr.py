from alibabacloud_vpc20160428 import models
from support.demo import refusal, vpc

from cen_tui.demo.server import DemoCloud


async def listed(cloud: DemoCloud, region: str = "cn-hangzhou", /, **more: object) -> list[object]:
    request = models.DescribeVirtualBorderRoutersRequest(region_id=region, page_size=50, **more)
    body = (await vpc(cloud).describe_virtual_border_routers_async(request)).body
    return list(body.virtual_border_router_set.virtual_border_router_type)


async def found(cloud: DemoCloud, key: str, *values: str) -> list[str]:
    wanted = models.DescribeVirtualBorderRoutersRequestFilter(key=key, value=list(values))
    return [each.name for each in await listed(cloud, filter=[wanted])]  # type: ignore[attr-defined]


async def test_vbrs_in_every_state(cloud: DemoCloud) -> None:
    states = {each.status for each in await listed(cloud)}  # type: ignore[attr-defined]
    assert states == {"active", "unconfirmed", "terminated", "deleting", "recovering", "terminating"}


async def test_the_fields_of_a_vbr(cloud: DemoCloud) -> None:
    vbr = next(each.to_map() for each in await listed(cloud) if each.name == "office-line-2")  # type: ignore[attr-defined]
    assert (vbr["VbrId"], len(vbr["VbrId"])) == (cloud.estate.network("office-line-2").id, 25)
    assert (vbr["VlanId"], vbr["PeerGatewayIp"]) == (1011, "192.168.100.6")
    assert vbr["AssociatedCens"]["AssociatedCen"][0]["CenId"] == cloud.estate.cen("group-backbone").id
    assert vbr["Tags"]["Tags"] == [{"Key": "site", "Value": "office"}]


async def test_filters(cloud: DemoCloud) -> None:
    vbr_id = cloud.estate.network("partner-line").id
    assert await found(cloud, "VbrId", vbr_id) == ["partner-line"]
    assert await found(cloud, "Status", "deleting", "terminated") == ["old-dc", "old-dc-backup"]
    assert await found(cloud, "Name", "office-line-1") == ["office-line-1"]
    assert await found(cloud, "type", "none") == []
    tag = models.DescribeVirtualBorderRoutersRequestTags(key="site", value="office")
    assert len(await listed(cloud, tags=[tag])) == 2


async def test_filters_that_do_not_exist_or_are_too_many(cloud: DemoCloud) -> None:
    assert (await refusal(found(cloud, "Colour", "red"))).code == "InvalidParameter"
    assert (await refusal(found(cloud, "Name", *"abcdef"))).code == "InvalidParameter"


async def test_other_owners_vbrs_only_on_request(cloud: DemoCloud) -> None:
    own, all_of_them = await listed(cloud), await listed(cloud, include_cross_account_vbr=True)
    assert len(all_of_them) == len(own) + 1
