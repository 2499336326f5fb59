import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import cast

import pytest
from support.demo import running_cloud
from support.reach import reach

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.concurrency_limit import FIRST, MOST
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.inventory.pagination import Gap, IncompleteError, pages
from cen_tui.cloud.networks.base import Network, NetworkType, Page
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.networks.vpc import Vpc

NOBODY = Cloud(None)
QUICK = Cloud(None, CloudOptions(retrying=RetryPolicy(first=0.001, longest=0.002)))


@dataclass
class Scripted:
    """A network type of two a page, whose holdings change as a test tells it."""

    ids: list[str]
    key: str = "VPC"
    page_size: int = 2
    asked: list[int] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    cancelled: int = 0
    slow: float = 0
    after: dict[int, list[str]] = field(default_factory=dict)
    """Which IDs there are once so many pages were asked for."""

    async def page(self, _: object, region: str, number: int) -> Page:
        self.asked.append(number)
        self.ids = self.after.get(len(self.asked), self.ids)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        held = self.ids[(number - 1) * 2 : number * 2]
        total = len(self.ids)
        try:
            await asyncio.sleep(self.slow / number)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.under_way -= 1
        return Page(tuple(Network("VPC", each, "", region) for each in held), total)


async def listed(kind: Scripted) -> list[str]:
    return [
        network.id
        async for page in pages(cast("NetworkType", kind), NOBODY, "cn-hangzhou")
        for network in page.networks
    ]


def ids(count: int) -> list[str]:
    return [f"vpc-{number:03}" for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 19, 20])
async def test_every_network_comes_once_and_in_order(count: int) -> None:
    kind = Scripted(ids(count), slow=0.01)
    assert await listed(kind) == ids(count)
    assert sorted(kind.asked) == list(range(1, max(1, -(-count // 2)) + 1))


async def test_the_rest_is_read_side_by_side_within_bounds() -> None:
    kind = Scripted(ids(80), slow=0.05)
    await listed(kind)
    assert kind.asked[0] == 1
    assert kind.most == 16


async def test_what_is_added_meanwhile_is_read_too() -> None:
    kind = Scripted(ids(6), after={3: ids(11)})
    assert await listed(kind) == ids(11)


async def test_what_slips_to_an_earlier_page_is_not_lost() -> None:
    kept = [each for each in ids(12) if each != "vpc-000"]
    kind = Scripted(ids(12), after={4: kept})
    assert set(kept) <= set(await listed(kind))


async def test_what_slips_to_a_later_page_is_not_doubled() -> None:
    more = ["vpc-new", *ids(12)]
    found = await listed(Scripted(ids(12), after={4: more}))
    assert len(found) == len(set(found))
    assert set(found) == set(more)


async def test_only_the_tail_is_read_again_when_that_is_enough() -> None:
    kept = [each for each in ids(40) if each != "vpc-030"]
    kind = Scripted(ids(40), after={18: kept})
    found = await listed(kind)
    assert set(kept) <= set(found)
    assert len(found) == len(set(found))
    assert kind.asked.count(1) == kind.asked.count(10) == 1
    assert kind.asked.count(20) == 2


async def test_a_region_that_never_rests_is_given_up_on() -> None:
    kind = Scripted(ids(6), after={number: ids(6 + number % 2) for number in range(1, 200)})
    found = await listed(kind)
    assert set(found) >= set(ids(6))
    assert len(kind.asked) < 30


async def test_throttling_slows_the_listing_down_and_loses_nothing() -> None:
    async with (
        running_cloud(faults="throttle@DescribeVpcs=0.3") as demo,
        reach(demo, retrying=RetryPolicy(first=0.01, longest=0.05)) as cloud,
    ):
        held = [
            network.id
            async for page in pages(network_type("VPC"), cloud, "us-west-1")
            for network in page.networks
        ]
        bound = cloud.limiter(Product.VPC, "us-west-1").bound
        assert cloud.limiter(Product.VPC, "cn-hangzhou").bound == FIRST
    assert len(held) == len(set(held)) == 2500
    assert bound < MOST


async def test_a_total_that_promises_too_much_ends_with_the_rows() -> None:
    @dataclass
    class Boasting(Scripted):
        async def page(self, cloud: object, region: str, number: int) -> Page:
            page = await super().page(cloud, region, number)
            return Page(page.networks, 10**9)

    kind = Boasting(ids(5))
    assert await listed(kind) == ids(5)
    assert len(kind.asked) < 25


async def test_leaving_early_cancels_what_is_under_way() -> None:
    kind = Scripted(ids(80), slow=5)
    kind.slow = 0
    async with aclosing(pages(cast("NetworkType", kind), NOBODY, "cn-hangzhou")) as listing:
        await anext(listing)
        kind.slow = 60
        waiting = asyncio.ensure_future(anext(listing))
        while kind.under_way < 16:  # noqa: ASYNC110 - what is under way tells nobody
            await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert kind.cancelled == 16
    assert kind.under_way == 0


@dataclass
class Failing(Scripted):
    """Fails on pages, each so many times, in one way."""

    failures: dict[int, int] = field(default_factory=dict)
    kind: ErrorKind = ErrorKind.SERVER

    async def page(self, cloud: object, region: str, number: int) -> Page:
        page = await super().page(cloud, region, number)
        if self.failures.get(number, 0) > 0:
            self.failures[number] -= 1
            raise CloudError("No", kind=self.kind, detail="It failed.", advice="Wait.")
        return page


async def listed_as_far(kind: Scripted, gap: Gap | None = None) -> tuple[list[str], tuple[int, ...]]:
    """Return the networks that came, and the pages that lack."""
    found: list[str] = []
    try:
        async for page in pages(cast("NetworkType", kind), QUICK, "cn-hangzhou", gap):
            found += [network.id for network in page.networks]
    except IncompleteError as incomplete:
        return found, incomplete.pages
    return found, ()


def ids_without(count: int, *lacking: int) -> list[str]:
    """Return the IDs of all pages but some."""
    return [each for place, each in enumerate(ids(count)) if place // 2 + 1 not in lacking]


async def test_a_page_that_fails_for_good_leaves_a_gap_and_only_that_is_asked_for_again() -> None:
    kind = Failing(ids(40), slow=0.01, failures={3: 9, 4: 9, 17: 9})
    assert await listed_as_far(kind) == (ids_without(40, 3, 4, 17), (3, 4, 17))
    kind.asked, kind.failures = [], {4: 9}
    gap = Gap((3, 4, 17), frozenset(ids_without(40, 3, 4, 17)), 40)
    assert await listed_as_far(kind, gap) == ([*ids(40)[4:6], *ids(40)[32:34]], (4,))
    assert sorted(kind.asked) == [3, 4, 17]


async def test_a_gap_is_filled_from_a_list_that_grew_meanwhile() -> None:
    kind = Failing(ids(40), failures={3: 1})
    found, lacking = await listed_as_far(kind)
    assert lacking == (3,)
    kind.ids = ids(45)
    more, lacking = await listed_as_far(kind, Gap((3,), frozenset(found), 40))
    assert (set(found) | set(more), lacking) == (set(ids(45)), ())


async def test_a_page_that_cannot_be_read_is_asked_for_again_as_calls_are() -> None:
    kind = Failing(ids(40), failures={1: 4, 7: 3, 20: 4}, kind=ErrorKind.UNREADABLE)
    assert await listed_as_far(kind) == (ids(40), ())
    assert (kind.asked.count(1), kind.asked.count(7), kind.asked.count(20)) == (5, 4, 5)


async def test_a_page_is_not_asked_for_again_where_retrying_is_off() -> None:
    kind = Failing(ids(40), failures={7: 1}, kind=ErrorKind.UNREADABLE)
    cloud = Cloud(None, CloudOptions(retrying=RetryPolicy(total=0)))
    with pytest.raises(IncompleteError) as raised:
        async for _ in pages(cast("NetworkType", kind), cloud, "cn-hangzhou"):
            pass
    assert raised.value.pages == (7,)
    assert kind.asked.count(7) == 1


async def test_many_pages_that_fail_one_behind_the_other_end_the_listing() -> None:
    kind = Failing(ids(400), failures=dict.fromkeys(range(11, 201), 9))
    found, lacking = await listed_as_far(kind)
    assert (found, lacking) == (ids(20), tuple(range(11, 201)))
    assert len(kind.asked) < 40


async def test_what_cannot_pass_ends_the_listing_at_once_and_says_what_lacks() -> None:
    kind = Failing(ids(400), failures={5: 9}, kind=ErrorKind.DENIED)
    found, lacking = await listed_as_far(kind)
    assert (found, lacking) == (ids(8), tuple(range(5, 201)))
    assert len(kind.asked) < 25
    assert kind.under_way == 0


async def test_a_first_page_that_fails_is_an_error() -> None:
    with pytest.raises(CloudError):
        await listed_as_far(Failing(ids(40), failures={1: 9}))


async def test_a_tenth_of_bad_answers_leaves_nothing_out_of_a_long_list() -> None:
    class SmallPages(Vpc):
        page_size = 5

    faults = "truncated@DescribeVpcs=0.05,null@DescribeVpcs=0.05"
    async with (
        running_cloud(faults=faults) as demo,
        reach(demo, retrying=RetryPolicy(first=0.002, longest=0.01)) as cloud,
    ):
        held = [
            network.id async for page in pages(SmallPages(), cloud, "us-west-1") for network in page.networks
        ]
        asked = len(demo.calls("DescribeVpcs"))
    assert len(held) == len(set(held)) == 2500
    assert asked > 510


async def test_a_large_region_over_http() -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        first, held = None, set()
        async for page in pages(network_type("VPC"), cloud, "us-west-1"):
            first = first or page
            held |= {network.id for network in page.networks}
    assert first is not None
    assert (len(first.networks), first.total, len(held)) == (50, 2500, 2500)
    assert len(demo.calls("DescribeVpcs")) == 50
    assert len({received.peer for received in demo.received}) <= MOST
