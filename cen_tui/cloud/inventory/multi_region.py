"""All networks of one type in several regions at once; a region that fails does not hold the others up."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import stream_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.pagination import Gap, IncompleteError, pages
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.networks.base import Network, NetworkType, Page
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_REGIONS_AT_ONCE: Final = 16
_MOST_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class RegionBatch:
    """What came from one region: networks, the end of its list, or why there is no more."""

    region: str
    networks: tuple[Network, ...] = ()
    total: int | None = None
    """How many networks the region holds in all; None where this arrival does not say."""
    ended: bool = False
    error: CloudError | None = None
    page: int = 0
    """The number of the networks' page in the region's list, counted from 1."""
    missing: tuple[int, ...] = ()
    """The pages that could not be read, for the `error`; none of an error that was met by the first."""


async def list_regions(
    kind: NetworkType,
    cloud: "Cloud",
    regions: Sequence[str],
    gaps: Mapping[str, Gap] = MappingProxyType({}),
    prefetch: FirstPagePrefetch | None = None,
) -> AsyncGenerator[RegionBatch]:
    """Yield what the regions hold as it arrives, each region's own in order; its last arrival has ended.

    Of a region among `gaps`, only the pages that lack there are read; a first page that `prefetch` has on its
    way is not asked for again. Close it early with `contextlib.aclosing`: what is in progress is then
    cancelled. Raises nothing of the cloud's: a region that cannot be read ends with its error.
    """
    read = partial(_read, partial(pages, kind, cloud, prefetch=prefetch), gaps)
    async with aclosing(stream_bounded(read, regions, bound=_REGIONS_AT_ONCE)) as arrivals:
        async for arrival in arrivals:
            yield arrival


async def _read(
    listed: Callable[..., AsyncGenerator[Page]],
    gaps: Mapping[str, Gap],
    region: str,
    hand_over: Callable[[RegionBatch], None],
) -> None:
    end = RegionBatch(region, ended=True)
    try:
        async with aclosing(listed(region, gap=gaps.get(region))) as listing:
            async for page in listing:
                hand_over(RegionBatch(region, page.networks, page.total, page=page.number))
    except IncompleteError as incomplete:
        end = replace(end, error=incomplete.error, missing=incomplete.pages)
    except CloudError as failure:
        end = replace(end, error=failure)
    hand_over(end)


def summed_up(failures: Mapping[str, CloudError], regions: int, *, in_part: bool = False) -> CloudError:
    """Return one error for several regions that could not be read, of so many; `in_part` if some was read."""
    if len(failures) == regions == 1:
        return next(iter(failures.values()))
    title = (
        _("{count} of {total} regions could not be read in full")
        if in_part
        else _("{count} of {total} regions could not be read")
    )
    return as_one(title.format(count=len(failures), total=regions), tuple(failures.items()))


def as_one(title: str, failures: Sequence[tuple[str, CloudError]]) -> CloudError:
    """Return one error for all that failed, each with its place; it names the first few of them."""
    first = failures[0][1]
    said = _("{place}: {problem}.")
    named = [said.format(place=place, problem=error.title) for place, error in failures[:_MOST_NAMED]]
    others = len(failures) - len(named)
    more = _("And {count} more.").format(count=others) if others else ""
    return CloudError(
        title,
        kind=first.kind,
        detail=sentences(*named, more),
        advice=first.advice,
        code=first.code,
        request_id=first.request_id,
        ram_action=first.ram_action,
    )
