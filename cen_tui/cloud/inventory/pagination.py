"""All networks of one type in one region: the first page at once, the rest side by side, in order."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import in_order
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.networks.base import NetworkType, Page

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_AHEAD: Final = 16
"""Pages asked for ahead of the one that is due: more than the pace lets through, so that it never idles."""
_MOST_PAGES: Final = 2000
_MOST_READINGS: Final = 3
"""How often a region that keeps changing is read again before what is held must do."""

_Fetch = Callable[[int], Awaitable[Page]]


@dataclass(slots=True)
class _Held:
    """What was listed so far."""

    size: int
    ids: set[str] = field(default_factory=set)
    total: int = 0
    shaky: int = 0
    """The first page whose rows may have slipped to a page that was read already; 0 for none."""
    ended: bool = False
    """Whether a page came back empty: there is nothing behind it, whatever the total says."""

    def take(self, number: int, page: Page) -> Page:
        """Note a page and return it without the networks that were held already."""
        fresh = tuple(network for network in page.networks if network.id not in self.ids)
        if self.ids and page.total != self.total and not self.shaky:
            moved = -(-abs(page.total - self.total) // self.size)
            self.shaky = max(1, number - moved)
        self.ended = not page.networks
        self.ids.update(network.id for network in fresh)
        self.total = page.total
        return replace(page, networks=fresh)

    @property
    def last(self) -> int:
        """The number of the last page, as the total has it."""
        return min(-(-self.total // self.size), _MOST_PAGES)


async def pages(
    kind: NetworkType, cloud: "Cloud", region: str, early: FirstPagePrefetch | None = None
) -> AsyncGenerator[Page]:
    """Yield the region's networks page by page, none of them twice; `early` may have the first on its way.

    A page's total is the cloud's latest. When it changes on the way, the pages from there on are read again
    for what slipped through, and those before only if there are still fewer than there should be. Close it
    early with `contextlib.aclosing`: what is under way is then cancelled. Raises `CloudError`.
    """
    fetch = partial(kind.page, cloud, region)
    held = _Held(kind.page_size)
    yield held.take(1, await ((early and early.take(kind, region)) or fetch(1)))
    done = 1
    while not held.ended and done < (last := held.last):
        async with aclosing(_read(fetch, held, range(done + 1, last + 1))) as later:
            async for page in later:
                yield page
        done = last
    for _ in range(_MOST_READINGS):
        if not (first := held.shaky):
            break
        held.shaky = 0
        for numbers in (range(first, held.last + 1), range(1, first)):
            if numbers.start > 1 or len(held.ids) < held.total:
                async with aclosing(_read(fetch, held, numbers)) as again:
                    async for page in again:
                        yield page


async def _read(fetch: _Fetch, held: _Held, numbers: range) -> AsyncGenerator[Page]:
    """Yield what is new on these pages, in order, up to the first that is empty."""
    async with aclosing(in_order(fetch, numbers, bound=_AHEAD)) as coming:
        async for number, page in coming:
            yield held.take(number, page)
            if held.ended:
                return
