import asyncio
from collections.abc import Awaitable, Callable

import pytest

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.concurrency_limit import FIRST, MOST, ConcurrencyLimiter


class Work:
    """Calls that end when they are told to."""

    def __init__(self, limiter: ConcurrencyLimiter) -> None:
        self.limiter = limiter
        self.under_way: dict[int, asyncio.Future[None]] = {}
        self.begun: list[int] = []
        self.tasks: dict[int, asyncio.Future[None]] = {}

    def start(self, *numbers: int) -> None:
        for number in numbers:
            self.tasks[number] = asyncio.ensure_future(self.limiter.run(self._call(number)))

    def _call(self, number: int) -> Callable[[], Awaitable[None]]:
        async def call() -> None:
            self.begun.append(number)
            self.under_way[number] = asyncio.get_running_loop().create_future()
            try:
                await self.under_way[number]
            finally:
                del self.under_way[number]

        return call

    async def settled(self) -> set[int]:
        for _ in range(5):
            await asyncio.sleep(0)
        return set(self.under_way)

    async def end(self, *numbers: int, error: Exception | None = None) -> set[int]:
        for number in numbers:
            future = self.under_way[number]
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)
        left = await self.settled()
        await asyncio.gather(*(self.tasks.pop(number) for number in numbers), return_exceptions=True)
        return left


def failure(kind: ErrorKind) -> CloudError:
    return CloudError("No", kind=kind, detail="It failed.", advice="Wait.")


async def test_the_bound_grows_by_one_a_round_up_to_the_most() -> None:
    work = Work(ConcurrencyLimiter())
    work.start(*range(200))
    grown = []
    while under_way := await work.settled():
        grown.append(len(under_way))
        await work.end(*under_way)
    assert grown[:4] == [FIRST, FIRST, FIRST + 1, FIRST + 2] or grown[:3] == [FIRST, FIRST + 1, FIRST + 2]
    assert max(grown) == MOST == work.limiter.bound
    assert work.begun == list(range(200))


async def test_throttling_halves_the_bound_once_for_all_that_were_under_way() -> None:
    work = Work(ConcurrencyLimiter(first=8))
    work.start(*range(30))
    assert len(await work.settled()) == 8
    await work.end(0, 1, 2, error=failure(ErrorKind.THROTTLED))
    assert work.limiter.bound == 4
    assert await work.end(3) == {4, 5, 6, 7}
    assert await work.end(4) == {5, 6, 7, 8}
    await work.end(8, error=failure(ErrorKind.THROTTLED))
    assert work.limiter.bound == 2
    for task in work.tasks.values():
        task.cancel()
    await asyncio.gather(*work.tasks.values(), return_exceptions=True)


async def test_the_bound_is_never_less_than_one_and_recovers() -> None:
    limiter = ConcurrencyLimiter(first=1)

    async def refused() -> None:
        raise failure(ErrorKind.THROTTLED)

    async def fine() -> None:
        pass

    for _ in range(5):
        with pytest.raises(CloudError):
            await limiter.run(refused)
    assert limiter.bound == 1
    await limiter.run(fine)
    assert limiter.bound == 2


async def test_another_failure_leaves_the_bound_as_it_is() -> None:
    work = Work(ConcurrencyLimiter())
    work.start(0)
    await work.settled()
    await work.end(0, error=failure(ErrorKind.SERVER))
    assert work.limiter.bound == FIRST


async def test_who_gives_up_waiting_takes_nobodys_turn() -> None:
    work = Work(ConcurrencyLimiter(first=1, most=1))
    work.start(0, 1, 2)
    assert await work.settled() == {0}
    work.tasks.pop(1).cancel()
    assert await work.end(0) == {2}
    await work.end(2)
    work.start(3)
    assert await work.settled() == {3}
    await work.end(3)


async def test_who_is_cancelled_as_its_turn_comes_hands_it_on() -> None:
    work = Work(ConcurrencyLimiter(first=1, most=1))
    work.start(0, 1, 2)
    await work.settled()
    work.under_way[0].set_result(None)
    await asyncio.sleep(0)
    work.tasks[1].cancel()
    assert await work.settled() == {2}
    await work.end(2)
    await asyncio.gather(*work.tasks.values(), return_exceptions=True)
