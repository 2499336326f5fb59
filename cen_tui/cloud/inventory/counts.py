"""How many networks each region holds: one small call a type, side by side, none holding up the others."""

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import stream_bounded
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.retry import retry_listener
from cen_tui.cloud.inventory.regions import exists_in, listed_in
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import GLOBAL, Region
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_REGIONS_AT_ONCE: Final = 32
_IN_SHORT: Final = MappingProxyType(
    {
        ErrorKind.DENIED: _("not permitted"),
        ErrorKind.NOT_FOUND: _("not open to you"),
        ErrorKind.THROTTLED: _("throttled"),
        ErrorKind.TRANSPORT: _("no answer"),
        ErrorKind.SIGN_IN: _("sign-in failed"),
    }
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one region holds, as far as it could be counted."""

    region: str
    amounts: Mapping[str, int] = field(default_factory=dict)
    """By the key of the network type; a type that cannot exist there, or was not counted, is absent."""
    failure: str = ""
    """Why a type was not counted, in two or three words."""


def countable(regions: Iterable[Region]) -> tuple[str, ...]:
    """Return what is counted of these regions: each, and what belongs to none."""
    return (*(region.id for region in regions), GLOBAL)


async def counts(cloud: "Cloud", regions: Sequence[str]) -> AsyncGenerator[Counted]:
    """Yield what every region holds, the quickest first; `GLOBAL` for what belongs to none.

    Close it early with `contextlib.aclosing`: what is in progress is then cancelled. Raises nothing of the
    cloud's, and reports no retries.
    """
    async with aclosing(stream_bounded(partial(_count, cloud), regions, bound=_REGIONS_AT_ONCE)) as counted:
        async for one in counted:
            yield one


async def _count(cloud: "Cloud", region: str, hand_over: Callable[[Counted], None]) -> None:
    """Count one region's networks, one type after the other: they share a connection."""
    amounts: dict[str, int] = {}
    failure = ""
    with retry_listener(lambda _event: None):
        for kind in NETWORK_TYPES:
            try:
                if listed_in(kind, region) == region and exists_in(kind, region):
                    amounts[kind.key] = (await kind.page(cloud, region, 1, size=1)).total
            except CloudError as error:
                failure = failure or _IN_SHORT.get(error.kind, _("not counted"))
                if error.kind is ErrorKind.TRANSPORT:
                    break
    hand_over(Counted(region, amounts, failure))
