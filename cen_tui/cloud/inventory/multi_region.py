"""All networks of one type in several regions at once; a region that fails does not hold the others up."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import stream_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.pagination import pages
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.networks.base import Network, NetworkType

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


async def list_regions(
    kind: NetworkType, cloud: "Cloud", regions: Sequence[str], early: FirstPagePrefetch | None = None
) -> AsyncGenerator[RegionBatch]:
    """Yield what the regions hold as it arrives, each region's own in order; its last arrival has ended.

    A first page that `early` has on its way is not asked for again.

    Close it early with `contextlib.aclosing`: what is under way is then cancelled. Raises nothing of the
    cloud's: a region that cannot be read ends with its error.
    """
    async with aclosing(
        stream_bounded(partial(_read, kind, cloud, early), regions, bound=_REGIONS_AT_ONCE)
    ) as arrivals:
        async for arrival in arrivals:
            yield arrival


async def _read(
    kind: NetworkType,
    cloud: "Cloud",
    early: FirstPagePrefetch | None,
    region: str,
    hand_over: Callable[[RegionBatch], None],
) -> None:
    error: CloudError | None = None
    try:
        async with aclosing(pages(kind, cloud, region, early)) as listing:
            async for page in listing:
                hand_over(RegionBatch(region, page.networks, page.total))
    except CloudError as failure:
        error = failure
    hand_over(RegionBatch(region, ended=True, error=error))


def summed_up(failures: Mapping[str, CloudError], regions: int) -> CloudError:
    """Return one error for several regions that could not be read, of so many."""
    errors = list(failures.values())
    first = errors[0]
    if len(errors) == regions == 1:
        return first
    named = [f"{region}: {error.title}." for region, error in failures.items()]
    more = f" And {len(named) - _MOST_NAMED} more." if len(named) > _MOST_NAMED else ""
    return CloudError(
        f"{len(errors)} of {regions} regions could not be read",
        kind=first.kind,
        detail=" ".join(named[:_MOST_NAMED]) + more,
        advice=first.advice,
        code=first.code,
        request_id=first.request_id,
        ram_action=first.ram_action,
    )
