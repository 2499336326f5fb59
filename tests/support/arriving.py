"""The six screens of the walk, each opened by the shortest way there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from support.confirming import network_ids
from support.walk import BACKBONE, Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.wizard import Wishes


@dataclass(frozen=True, slots=True)
class Arrival:
    """One screen: what the command line says to come near it, and how it is awaited."""

    name: str
    wishes: Wishes
    arrive: Callable[[Walk], Awaitable[object]]

    @asynccontextmanager
    async def walk(self, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Walk]:
        """Open the screen in this size."""
        async with walking(wishes=self.wishes, size=size) as walk:
            await self.arrive(walk)
            await walk.pilot.pause()
            yield walk


async def _handed_over(walk: Walk) -> None:
    await walk.see("Type the last four digits")
    await walk.grant()


SIGNED_IN = Wishes("prod-network")
IN_REGION = replace(SIGNED_IN, region="cn-hangzhou")
WITH_NETWORK = replace(IN_REGION, networks=network_ids("prod-core"))
WITH_TARGET = replace(WITH_NETWORK, cen_owner=CEN_OWNER, cen_id=BACKBONE)
ARRIVALS = (
    Arrival("account", Wishes(), lambda walk: walk.see("Enter signs in")),
    Arrival("region", SIGNED_IN, lambda walk: walk.see("regions. Type to filter")),
    Arrival("network", IN_REGION, lambda walk: walk.listed()),
    Arrival("target", WITH_NETWORK, lambda walk: walk.see("Which CEN may attach it from now on?")),
    Arrival("confirm", WITH_TARGET, lambda walk: walk.see("Type the last four digits")),
    Arrival("handover", WITH_TARGET, _handed_over),
)
