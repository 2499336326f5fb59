"""All networks of one type in one region: the first page at once, the rest side by side, in order.

A page that fails for good leaves a gap; the pages behind it are read all the same.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import in_order
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import Backoff, call_with_retry, may_pass, times_of_part
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.networks.base import NetworkType, Page

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

MOST_PAGES: Final = 2000
_AHEAD: Final = 16
"""Pages requested ahead of the current one: more than the concurrency limit admits, so that it is used up."""
_MOST_READINGS: Final = 3
"""How often a region that keeps changing is read again before what is held must do."""
_MOST_FAILED_IN_A_ROW: Final = 8
"""Consecutive pages that may fail before the rest is not requested."""

_Fetch = Callable[[int], Awaitable[Page]]


@dataclass(frozen=True, slots=True)
class Gap:
    """Pages of a region's list that could not be read, beside what was."""

    pages: tuple[int, ...]
    ids: frozenset[str] = frozenset()
    """The networks that are held already."""
    total: int = 0
    """How many the region held when they were read."""


class IncompleteError(Exception):
    """A region's list was read as far as it could be; `pages` lack."""

    def __init__(self, pages: tuple[int, ...], error: CloudError) -> None:
        super().__init__(f"{len(pages)} pages lack: {error.title}")
        self.pages = pages
        self.error = error
        """Why the first of them lacks."""


@dataclass(slots=True)
class _Held:
    """What was listed so far."""

    size: int
    ids: set[str] = field(default_factory=set)
    total: int = 0
    shifted_from: int = 0
    """The first page whose rows may have shifted to a page that was read already; 0 for none."""
    ended: bool = False
    """Whether a page came back empty: there is nothing behind it, whatever the total says."""
    missing: dict[int, CloudError] = field(default_factory=dict)
    """The pages that could not be read, and why."""
    given_up: bool = False
    """Whether the remaining pages are not requested."""
    _failed_in_a_row: int = 0

    def take(self, number: int, page: Page) -> Page:
        """Note a page and return it without the networks that were held already."""
        fresh = tuple(network for network in page.networks if network.id not in self.ids)
        if self.ids and page.total != self.total and not self.shifted_from:
            moved = -(-abs(page.total - self.total) // self.size)
            self.shifted_from = max(1, number - moved)
        self._failed_in_a_row = 0
        self.missing.pop(number, None)
        self.ended = not page.networks
        if self.ended:
            self.missing = {lacking: why for lacking, why in self.missing.items() if lacking < number}
        self.ids.update(network.id for network in fresh)
        self.total = page.total
        return replace(page, networks=fresh, number=number)

    def miss(self, number: int, error: CloudError, left: Sequence[int]) -> None:
        """Note a page that failed for good; where there is no sense in going on, also those that are left."""
        self.missing[number] = error
        self._failed_in_a_row += 1
        if not may_pass(error) or self._failed_in_a_row >= _MOST_FAILED_IN_A_ROW:
            self.given_up = True
            self.missing |= dict.fromkeys(left, error)

    @property
    def last(self) -> int:
        """The number of the last page, as the total has it."""
        return min(-(-self.total // self.size), MOST_PAGES)


async def pages(
    kind: NetworkType,
    cloud: "Cloud",
    region: str,
    gap: Gap | None = None,
    prefetch: FirstPagePrefetch | None = None,
) -> AsyncGenerator[Page]:
    """Yield the region's networks page by page, none of them twice; with `gap`, only what lacks there.

    `prefetch` may have the first page on its way.

    A page's total is the cloud's latest. When it changes on the way, the pages from there on are read again
    for rows that have shifted, and those before only if there are still fewer than there should be. Close it
    early with `contextlib.aclosing`: what is in progress is then cancelled. Raises `CloudError` where nothing
    could be read, and `IncompleteError` at the end where pages lack.
    """
    fetch = partial(_page, kind, cloud, region, prefetch)
    held = _Held(kind.page_size)
    if gap is None:
        yield held.take(1, await fetch(1))
        done = 1
    else:
        held.ids, held.total, done = set(gap.ids), gap.total, -(-gap.total // kind.page_size)
        async with aclosing(_read(fetch, held, gap.pages)) as lacking:
            async for page in lacking:
                yield page
    while not (held.ended or held.given_up) and done < (last := held.last):
        async with aclosing(_read(fetch, held, range(done + 1, last + 1))) as later:
            async for page in later:
                yield page
        done = last
    async with aclosing(_read_shifted(fetch, held)) as shifted:
        async for page in shifted:
            yield page
    if held.missing:
        lacking_pages = tuple(sorted(held.missing))
        raise IncompleteError(lacking_pages, held.missing[lacking_pages[0]])


async def _read_shifted(fetch: _Fetch, held: _Held) -> AsyncGenerator[Page]:
    """Yield rows that shifted to a page that was read already, while the list was being read."""
    for _ in range(_MOST_READINGS):
        if held.given_up or not (first := held.shifted_from):
            break
        held.shifted_from = 0
        for numbers in (range(first, held.last + 1), range(1, first)):
            if numbers.start > 1 or len(held.ids) < held.total:
                async with aclosing(_read(fetch, held, numbers)) as again:
                    async for page in again:
                        yield page


async def _read(fetch: _Fetch, held: _Held, numbers: Sequence[int]) -> AsyncGenerator[Page]:
    """Yield what is new on these pages, in order, up to the first that is empty; note those that fail."""
    async with aclosing(in_order(partial(_attempt, fetch), numbers, bound=_AHEAD)) as coming:
        async for number, found in coming:
            if isinstance(found, CloudError):
                held.miss(number, found, [later for later in numbers if later > number])
            else:
                yield held.take(number, found)
            if held.ended or held.given_up:
                return


async def _attempt(fetch: _Fetch, number: int) -> Page | CloudError:
    try:
        return await fetch(number)
    except CloudError as error:
        return error


async def _page(
    kind: NetworkType, cloud: "Cloud", region: str, prefetch: FirstPagePrefetch | None, number: int
) -> Page:
    """Return a page; one that cannot be read is requested again. Raises `CloudError`."""

    async def ask() -> Page:
        coming = prefetch.take(kind, region) if prefetch and number == 1 else None
        return await (coming or kind.page(cloud, region, number))

    pauses = Backoff(cloud.options.retrying, cloud.notify_retry, times=times_of_part)
    return await call_with_retry(ask, pauses)
