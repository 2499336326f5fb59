import asyncio
from contextlib import aclosing

from support.demo import running_cloud
from support.reach import network_id, reach

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.inventory.cache import ListedNetworks
from cen_tui.cloud.inventory.counts import counts
from cen_tui.cloud.inventory.lookup import look_up
from cen_tui.cloud.inventory.multi_region import RegionBatch, list_regions, summed_up
from cen_tui.cloud.inventory.regions import exists_in, regions_of, regions_to_ask
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.regions import ALL


def failure(kind: ErrorKind = ErrorKind.DENIED) -> CloudError:
    return CloudError("Permission denied", kind=kind, detail="No.", advice="Ask.", code="Forbidden.RAM")


async def test_every_network_of_the_account_arrives_with_its_region() -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        kind = network_type("VPC")
        holding = ListedNetworks(regions=await regions_to_ask(kind, cloud, ALL))
        async for arrival in list_regions(kind, cloud, holding.regions):
            assert all(network.region == arrival.region for network in arrival.networks)
            holding.take(arrival)
        holding.end()
        assert len(demo.calls("DescribeRegions")) == 1
        await regions_to_ask(network_type("CCN"), cloud, ALL)
        assert len(demo.calls("DescribeRegions")) == 1
    assert (len(holding.networks), holding.total, holding.complete) == (2532, 2532, True)
    assert holding.count_text == "2,532"
    assert {network.region for network in holding.networks.values()} == {*holding.regions} - {"me-east-1"}


async def test_a_region_that_fails_holds_no_other_up() -> None:
    async with running_cloud(faults="error@DescribeVpcs=Forbidden.RAM/403:1") as demo, reach(demo) as cloud:
        kind = network_type("VPC")
        holding = ListedNetworks(regions=("cn-hangzhou", "cn-shanghai", "cn-beijing"))
        async for arrival in list_regions(kind, cloud, holding.regions):
            holding.take(arrival)
        holding.end()
    assert not holding.complete
    assert holding.error is not None
    assert holding.error.title == "1 of 3 regions could not be read"
    assert holding.networks
    assert "3 of 3 regions" in holding.progress_text


async def test_closing_early_cancels_what_is_under_way() -> None:
    async with running_cloud(faults="latency@DescribeVpcs=60000") as demo, reach(demo) as cloud:
        async with aclosing(
            list_regions(network_type("VPC"), cloud, ("cn-hangzhou", "cn-beijing"))
        ) as coming:
            waiting = asyncio.ensure_future(anext(coming))
            await asyncio.sleep(0.05)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        assert not [task for task in others if "_read" in repr(task) or "go_through" in repr(task)]


def test_several_failures_are_one_error_that_names_the_regions() -> None:
    assert summed_up({"cn-hangzhou": (one := failure())}, 1) is one
    many = {f"cn-{number}": failure() for number in range(6)}
    error = summed_up(many, 30)
    assert error.title == "6 of 30 regions could not be read"
    assert "cn-0: Permission denied." in error.detail
    assert error.detail.endswith("And 2 more.")
    assert (error.kind, error.code, error.advice) == (ErrorKind.DENIED, "Forbidden.RAM", "Ask.")


def test_a_holding_counts_what_it_holds_and_not_what_was_promised() -> None:
    holding = ListedNetworks(regions=("a", "b"))
    assert (holding.count_text, holding.total, holding.age) == ("", None, 0.0)
    one = Network("VPC", "vpc-1", "", "a")
    assert holding.take(RegionBatch("a", (one,), 50)) == (one,)
    assert holding.take(RegionBatch("a", (one,), 50)) == ()
    assert holding.count_text == "1 of 50"
    assert holding.progress_text == "1 of 50, 0 of 2 regions"
    holding.take(RegionBatch("a", ended=True))
    holding.take(RegionBatch("b", total=0))
    holding.take(RegionBatch("b", ended=True))
    holding.end()
    assert (holding.complete, holding.count_text) == (True, "1")
    assert holding.age >= 0


def some(region: str, *numbers: int) -> tuple[Network, ...]:
    return tuple(Network("VPC", f"vpc-{region}-{number}", "", region) for number in numbers)


def test_a_holding_knows_what_lacks_where_and_puts_what_comes_late_in_its_place() -> None:
    holding = ListedNetworks(regions=("a", "b"))
    passing, final = failure(ErrorKind.SERVER), failure(ErrorKind.DENIED)
    holding.take(RegionBatch("a", some("a", 1, 2), 9, page=1))
    assert not holding.to_read_again
    holding.take(RegionBatch("a", some("a", 7, 8), 9, page=4))
    holding.take(RegionBatch("a", ended=True, error=passing, missing=(2, 3, 5)))
    holding.take(RegionBatch("b", ended=True, error=final))
    holding.end()
    assert (holding.complete, holding.lacking, holding.to_read_again) == (False, None, ("a",))
    assert holding.error is not None
    assert holding.error.title == "2 of 2 regions could not be read in full"
    first, second = holding.missing_pages
    assert [(one.first, one.count) for one in (first, second)] == [(2, 2), (5, 1)]
    assert (holding.size_of(first, 2), holding.size_of(second, 2)) == (4, 1)
    (gap,) = holding.gaps().values()
    assert (gap.pages, gap.total, len(gap.ids)) == ((2, 3, 5), 9, 4)
    holding.take(RegionBatch("a", some("a", 3, 4), 9, page=2))
    holding.take(RegionBatch("a", some("a", 9), 9, page=5))
    assert [one.first for one in holding.missing_pages] == [3]
    holding.take(RegionBatch("a", some("a", 5, 6), 9, page=3))
    holding.take(RegionBatch("a", ended=True))
    holding.end()
    assert not holding.to_read_again
    assert not holding.missing_pages
    in_place = sorted(holding.ranked(), key=lambda one: one[1])
    assert [network.id for network, _ in in_place] == [f"vpc-a-{number}" for number in range(1, 10)]


def test_a_reading_that_was_stopped_while_gaps_were_filled_leaves_them() -> None:
    holding = ListedNetworks(regions=("a",))
    holding.take(RegionBatch("a", some("a", 1), 3, page=1))
    holding.take(RegionBatch("a", ended=True, error=failure(ErrorKind.TRANSPORT), missing=(2, 3)))
    holding.end()
    assert (holding.lacking, holding.total) == (2, 3)
    holding.gaps()
    holding.take(RegionBatch("a", some("a", 2), 3, page=2))
    holding.end()
    assert (holding.complete, holding.to_read_again, holding.lacking) == (False, ("a",), 1)
    assert holding.gaps()["a"].pages == (3,)


async def test_counts_name_what_each_region_holds_and_what_could_not_be_counted() -> None:
    faults = "error@DescribeCloudConnectNetworks=Forbidden.RAM/403,throttle@DescribeVpcs=1:1"
    async with running_cloud(faults=faults) as demo, reach(demo) as cloud:
        heard: list[object] = []
        cloud.on_wait = heard.append
        ids = [region.id for region in await regions_of(cloud)]
        found = {one.region: one async for one in counts(cloud, ids)}
    assert set(found) == set(ids)
    assert sum("throttled" in one.failure for one in found.values()) == 1
    assert found["cn-shanghai"].failure in {"not permitted", "throttled"}
    assert "CCN" not in found["cn-shanghai"].amounts
    assert found["us-west-1"].amounts.get("VPC", 2500) == 2500
    assert found["cn-beijing"].amounts["VBR"] == 0
    assert not heard


async def test_a_region_that_gives_no_answer_is_asked_only_once() -> None:
    async with running_cloud(faults="drop-before") as demo, reach(demo) as cloud:
        (one,) = [one async for one in counts(cloud, ["cn-shanghai"])]
    assert (one.amounts, one.failure) == ({}, "no answer")
    assert {call.action for call in demo.received} == {"DescribeVpcs"}


async def test_a_network_is_found_by_its_id_in_whichever_region_it_is() -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        ids = [network_id(demo, name) for name in ("prod-core", "branches", "fra-prod")]
        found = await look_up(cloud, ALL, [*ids, "vpc-none", "eni-1"])
    assert [network.id for network in found.networks] == ids
    assert [network.region for network in found.networks] == ["cn-hangzhou", "cn-shanghai", "eu-central-1"]
    assert found.missing == ("vpc-none", "eni-1")


def test_all_regions_together_can_hold_any_type() -> None:
    ccn = network_type("CCN")
    assert exists_in(ccn, ALL)
    assert exists_in(ccn, "cn-shanghai")
    assert not exists_in(ccn, "cn-hangzhou")
