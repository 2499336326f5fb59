"""All networks of one type in one region: the first page at once, the rest side by side, in order."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.networks.base import NetworkType, Page

if TYPE_CHECKING:
    from cen_tui.cloud.client import Cloud

_SIDE_BY_SIDE: Final = 4
_MOST_PAGES: Final = 2000


@dataclass(slots=True)
class _Held:
    """What was listed so far."""

    ids: set[str] = field(default_factory=set)
    total: int = 0
    moved: bool = False
    """Whether the total changed on the way: rows may then have slipped from one page to another."""
    ended: bool = False
    """Whether a page came back empty: there is nothing behind it, whatever the total says."""

    def take(self, page: Page) -> Page:
        """Note a page and return it without the networks that were held already."""
        fresh = tuple(network for network in page.networks if network.id not in self.ids)
        self.moved = self.moved or (bool(self.ids) and page.total != self.total)
        self.ended = not page.networks
        self.ids.update(network.id for network in fresh)
        self.total = page.total
        return replace(page, networks=fresh)


async def pages(kind: NetworkType, cloud: "Cloud", region: str) -> AsyncGenerator[Page]:
    """Yield the region's networks page by page, none of them twice.

    A page's total is the cloud's latest. When the total changes while pages are read, they are read
    once more for what slipped through. Close it early with `contextlib.aclosing`: what is under way
    is then cancelled. Raises `CloudError`.
    """

    async def fetch(number: int) -> Page:
        return await kind.page(cloud, region, number)

    held = _Held()
    yield held.take(await fetch(1))
    done = 1
    while not held.ended and done < (last := _page_count(held.total, kind.page_size)):
        async with aclosing(_ahead(fetch, range(done + 1, last + 1))) as later:
            async for page in later:
                yield held.take(page)
                if not page.networks:
                    break
        done = last
    if held.moved:
        last = _page_count(held.total, kind.page_size)
        async with aclosing(_ahead(fetch, range(1, last + 1))) as again:
            async for page in again:
                yield held.take(page)


def _page_count(total: int, size: int) -> int:
    return min(-(-total // size), _MOST_PAGES)


async def _ahead(fetch: Callable[[int], Awaitable[Page]], numbers: Iterable[int]) -> AsyncGenerator[Page]:
    """Yield pages in order while the next few are already on their way."""
    to_come = iter(numbers)
    under_way: deque[asyncio.Future[Page]] = deque()
    try:
        for number in islice(to_come, _SIDE_BY_SIDE):
            under_way.append(asyncio.ensure_future(fetch(number)))
        while under_way:
            page = await under_way[0]
            under_way.popleft()
            for number in islice(to_come, 1):
                under_way.append(asyncio.ensure_future(fetch(number)))
            yield page
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
