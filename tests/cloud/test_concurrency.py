import asyncio
import gc
from contextlib import aclosing

import pytest

from cen_tui.cloud import concurrency
from cen_tui.cloud.concurrency import in_order, network_lock, run_bounded


class Counter:
    """How much is under way at a time."""

    def __init__(self) -> None:
        self.now = 0
        self.most = 0
        self.begun: list[int] = []
        self.done: list[int] = []

    async def work(self, item: int) -> None:
        self.begun.append(item)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0.01)
        finally:
            self.now -= 1
        self.done.append(item)


async def test_one_network_has_one_operation_at_a_time() -> None:
    counter = Counter()

    async def kind(item: int) -> None:
        async with network_lock("vpc-1"):
            await counter.work(item)

    await asyncio.gather(*(kind(item) for item in range(5)))
    assert (counter.most, counter.done) == (1, [0, 1, 2, 3, 4])


async def test_different_networks_do_not_wait_for_each_other() -> None:
    async with asyncio.timeout(60), network_lock("vpc-1"), network_lock("vpc-2"):
        gc.collect()
        assert len(concurrency._locks) >= 2


async def test_nothing_is_kept_of_a_turn_that_is_over() -> None:
    async with network_lock("vpc-of-this-test"):
        pass
    gc.collect()
    assert not [network for _, network in concurrency._locks if network == "vpc-of-this-test"]


@pytest.mark.parametrize(("count", "bound", "most"), [(0, 4, 0), (1, 4, 1), (30, 4, 4), (5, 1, 1)])
async def test_several_go_side_by_side_within_bounds(count: int, bound: int, most: int) -> None:
    counter = Counter()
    await run_bounded(counter.work, range(count), bound=bound)
    assert counter.begun == list(range(count))
    assert sorted(counter.done) == list(range(count))
    assert counter.most == most


async def test_one_that_fails_does_not_stop_the_others() -> None:
    counter = Counter()

    async def work(item: int) -> None:
        if item % 5 == 3:
            raise OSError(f"of {item}")
        await counter.work(item)

    with pytest.raises(OSError, match="of 3"):
        await run_bounded(work, range(20))
    assert len(counter.done) == 16


async def test_cancelling_ends_those_under_way_and_begins_no_other() -> None:
    under_way: list[int] = []
    four, never = asyncio.Event(), asyncio.Event()

    async def wait(item: int) -> None:
        under_way.append(item)
        if len(under_way) == 4:
            four.set()
        await never.wait()

    running = asyncio.ensure_future(run_bounded(wait, range(20), bound=4))
    await four.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert under_way == [0, 1, 2, 3]


async def test_results_come_in_order_while_the_next_are_under_way() -> None:
    counter = Counter()

    async def work(item: int) -> int:
        await counter.work(item)
        return item * 10

    async with aclosing(in_order(work, range(9), bound=4)) as coming:
        assert [each async for each in coming] == [(item, item * 10) for item in range(9)]
    assert counter.most == 4


async def test_what_is_under_way_is_cancelled_when_nobody_waits_for_it_any_more() -> None:
    counter = Counter()
    async with aclosing(in_order(counter.work, range(9), bound=4)) as coming:
        async for item, _ in coming:
            assert item == 0
            break
    assert counter.now == 0
    assert len(counter.begun) <= 5
    assert 8 not in counter.begun
