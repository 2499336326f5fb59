"""A prefetched page is requested once, and taken only by the list that it belongs to."""

import asyncio
import gc
from collections.abc import Mapping
from typing import cast

import pytest

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.retry import Backoff, RetryEvent, RetryPolicy
from cen_tui.cloud.inventory.pagination import pages
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.networks.base import NetworkType, Page

REGION = "cn-hangzhou"
BUSY = CloudError("Throttled", kind=ErrorKind.THROTTLED, detail="It was.", advice="Wait.")


class Asked:
    """A network type that notes what is asked of it."""

    key = "VPC"
    page_size = 50

    def __init__(self, error: CloudError | None = None) -> None:
        self.asked: list[str] = []
        self.given_up = 0
        self.error = error

    async def page(self, _: object, region: str, number: int) -> Page:
        self.asked.append(f"{region} {number}")
        try:
            await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        if self.error:
            raise self.error
        return Page((), 0)


def ask(prefetch: FirstPagePrefetch, kind: Asked, region: str = REGION) -> None:
    prefetch.start(cast("NetworkType", kind), region)


async def listed(cloud: Cloud, prefetch: FirstPagePrefetch, kind: Asked, region: str = REGION) -> None:
    async for _ in pages(cast("NetworkType", kind), cloud, region, prefetch=prefetch):
        pass


async def test_the_list_takes_the_page_that_was_asked_for_and_asks_the_next_time_itself() -> None:
    async with Cloud(None) as cloud:
        prefetch = FirstPagePrefetch(cloud)
        kind = Asked()
        ask(prefetch, kind)
        await listed(cloud, prefetch, kind)
        assert kind.asked == [f"{REGION} 1"]
        await listed(cloud, prefetch, kind)
        assert kind.asked == [f"{REGION} 1"] * 2


async def test_another_list_does_not_take_it() -> None:
    async with Cloud(None) as cloud:
        prefetch = FirstPagePrefetch(cloud)
        kind = Asked()
        ask(prefetch, kind)
        await listed(cloud, prefetch, kind, "cn-shanghai")
        assert sorted(kind.asked) == [f"{REGION} 1", "cn-shanghai 1"]


@pytest.mark.parametrize("leaving", [False, True])
async def test_what_nobody_takes_is_given_up(*, leaving: bool) -> None:
    kind, prefetch = Asked(), FirstPagePrefetch(Cloud(None))
    ask(prefetch, kind)
    await asyncio.sleep(0)
    if leaving:
        prefetch.cancel()
    else:
        ask(prefetch, kind, "cn-shanghai")
    await asyncio.sleep(0.05)
    assert kind.given_up == 1
    prefetch.cancel()


async def test_a_failure_comes_to_who_lists_and_troubles_nobody_else() -> None:
    error = CloudError("No", kind=ErrorKind.DENIED, detail="", advice="")
    complaints: list[Mapping[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    async with Cloud(None) as cloud:
        prefetch = FirstPagePrefetch(cloud)
        ask(prefetch, Asked(error))
        with pytest.raises(CloudError):
            await listed(cloud, prefetch, Asked())
        ask(prefetch, Asked(error))
        await asyncio.sleep(0.05)
    gc.collect()
    assert not complaints


async def test_a_pause_before_the_list_is_there_is_reported_when_it_comes() -> None:
    class Pausing(Asked):
        async def page(self, _: object, region: str, number: int) -> Page:
            for seconds in (2.0, 0.01):
                await Backoff(RetryPolicy()).sleep(RetryEvent(BUSY, seconds, 2))
            return await super().page(_, region, number)

    async with Cloud(None) as cloud:
        prefetch = FirstPagePrefetch(cloud)
        told: list[RetryEvent] = []
        cloud.on_wait = told.append
        kind = Pausing()
        ask(prefetch, kind)
        await asyncio.sleep(0)
        assert told == []
        await listed(cloud, prefetch, kind)
        assert [pause.seconds for pause in told] == [2.0, 0.01]
