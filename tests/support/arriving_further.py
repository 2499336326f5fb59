"""Further states of screens: details of each type, the result of an operation, and what the cloud refuses."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from support.arriving import ACCOUNT, CONFIRM, IN_REGION, NETWORK, OTHERS, Arrival
from support.small_estate import small_estate
from support.walk import Walk

from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.tui.screens.grants.details import READING

_PLACES = {"VBR": "cn-hangzhou", "CCN": "cn-shanghai", "VPN": "cn-hangzhou", "ECR": "cn-hangzhou"}
"""A region that has some of a type."""
_ADVICE = "What to do:"


def _opening(kind: str) -> Callable[[Walk], Awaitable[object]]:
    async def arrive(walk: Walk) -> None:
        await walk.listed()
        await walk.to_tab(kind)
        await walk.press("d")
        await walk.gone(READING)

    return arrive


def _failing(before: Arrival, action: str, key: str) -> Callable[[Walk], Awaitable[object]]:
    """Return the way to what a screen says when the call is refused that a key makes."""

    async def arrive(walk: Walk) -> None:
        await before.arrive(walk)
        walk.cloud.set_faults(f"error@{action}=Forbidden.RAM/403")
        await walk.press(key)
        await walk.see(_ADVICE)

    return arrive


async def _refused(walk: Walk) -> None:
    await CONFIRM.arrive(walk)
    walk.cloud.set_faults("error@GrantInstanceToCen=InvalidVpc.NotFound/404")
    await walk.grant()
    await walk.see(_ADVICE)


async def _detached(walk: Walk) -> None:
    await next(one for one in OTHERS if one.name == "detach").arrive(walk)
    await walk.look_through()
    await walk.type(NETWORK_OWNER[-4:])
    await walk.press("enter")
    await walk.see("Esc goes back.")


FURTHER = (
    *(
        Arrival(f"details of a {kind}", replace(IN_REGION, region=region), _opening(kind))
        for kind, region in _PLACES.items()
    ),
    Arrival("detached", ACCOUNT.presets, _detached),
    Arrival("grant refused", CONFIRM.presets, _refused),
    Arrival("sign-in refused", ACCOUNT.presets, _failing(ACCOUNT, "GetCallerIdentity", "enter")),
    Arrival("list refused", NETWORK.presets, _failing(NETWORK, "DescribeVpcs", "r")),
    Arrival(
        "audit with gaps",
        ACCOUNT.presets,
        _failing(ACCOUNT, "DescribeGrantRulesToCen", "G"),
        contents=small_estate(),
    ),
)
"""What the other arrivals do not show."""
