import pytest
from support.demo import running_cloud
from support.reach import reach
from support.scripted import REQUEST_ID, scripted_server

from cen_tui.cloud.endpoints import Product, endpoint_for
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.regions import live_regions
from cen_tui.cloud.regions import BUILT_IN, CCN_REGIONS, region_name


async def test_the_live_list_is_in_english_and_in_our_order() -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        regions = await live_regions(cloud)
        assert demo.received[-1].parameters == {"AcceptLanguage": "en-US"}
    order = [region.id for region in BUILT_IN]
    ids = [region.id for region in regions]
    assert ids == sorted(ids, key=order.index)
    assert regions[0].name == "China (Hangzhou)"
    assert {region.id for region in regions if region.ccn} == set(CCN_REGIONS) & set(ids)


async def test_a_region_nobody_knew_comes_last() -> None:
    rows = [
        {"RegionId": "xx-new-1", "LocalName": "Newland"},
        {"RegionId": "ap-south-1", "LocalName": ""},
        {"LocalName": "no ID"},
    ]
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": REQUEST_ID, "Regions": {"Region": rows}})
        known, new = await live_regions(cloud)
    assert (known.id, known.name, known.note) == ("ap-south-1", "India (Mumbai)", "closed")
    assert (new.id, new.name, new.note, new.ccn) == ("xx-new-1", "Newland", "", False)


@pytest.mark.parametrize("answer", [{}, {"Regions": {"Region": []}}, {"Regions": {"Region": "x"}}])
async def test_no_region_at_all_is_an_error(answer: dict[str, object]) -> None:
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": REQUEST_ID, **answer})
        with pytest.raises(CloudError, match="could not be read"):
            await live_regions(cloud)


def test_the_built_in_list_has_each_region_once() -> None:
    ids = [region.id for region in BUILT_IN]
    assert len(ids) == len(set(ids)) == 42
    assert ids[0] == "cn-hangzhou"


@pytest.mark.parametrize("region", ["us-southeast-1", "eu-west-2"])
def test_newer_regions_are_known_with_a_host_of_their_own(region: str) -> None:
    assert region in [one.id for one in BUILT_IN]
    assert region_name(region) != region
    assert endpoint_for(Product.VPC, region).host == f"vpc.{region}.aliyuncs.com"


def test_a_region_is_named_or_shown_by_its_id() -> None:
    assert region_name("eu-central-1") == "Germany (Frankfurt)"
    assert region_name("xx-new-1") == "xx-new-1"
