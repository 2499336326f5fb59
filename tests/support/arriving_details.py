"""The details of a network of each further type, with all that the cloud tells of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from support.arriving import IN_REGION, Arrival
from support.walk import Walk

from cen_tui.tui.screens.grants.details import READING

_PLACES = {"VBR": "cn-hangzhou", "CCN": "cn-shanghai", "VPN": "cn-hangzhou", "ECR": "cn-hangzhou"}
"""A region that has some of a type."""


def _opening(kind: str) -> Callable[[Walk], Awaitable[object]]:
    async def arrive(walk: Walk) -> None:
        await walk.listed()
        await walk.to_tab(kind)
        await walk.press("d")
        await walk.gone(READING)

    return arrive


DETAILS = tuple(
    Arrival(f"details of a {kind}", replace(IN_REGION, region=region), _opening(kind))
    for kind, region in _PLACES.items()
)
