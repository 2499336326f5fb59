"""The calls that screens make: how to bring each about, and how to repeat it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from support.demo_networks import BACKBONE
from support.walk import Walk

from cen_tui.demo.estate.accounts import CEN_OWNER, SPARE
from cen_tui.demo.estate.estate import estate
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.wizard.draft import Presets

CORE: Final = estate().network("prod-core").id
BRANCHES: Final = estate().network("branches").id
CONFIRMED: Final = Presets("prod-network", "cn-hangzhou", "VPC", (CORE,), CEN_OWNER, BACKBONE)


@dataclass(frozen=True, slots=True)
class ScreenCall:
    """One screen with one call: `ask` brings the call about, `again` repeats it."""

    name: str
    action: str
    presets: Presets
    ask: Callable[[Walk], Awaitable[None]]
    again: tuple[str, ...]
    """The keys that repeat the call."""
    well: str
    """What is on the screen when the call went well."""

    async def retry(self, walk: Walk) -> None:
        """Repeat the call, which must go well now, and see what comes of that."""
        await walk.press(*self.again)
        await walk.see(self.well)


async def _sign_in(walk: Walk) -> None:
    await walk.see("Enter signs in")
    await walk.press("enter")


async def _add(walk: Walk) -> None:
    await walk.see("Enter signs in")
    await walk.press("a")
    for text in ("night-shift", SPARE.id, str.__str__(SPARE.secret)):
        await walk.type(text)
        await walk.press("enter")
    await walk.press("enter")


async def _arrive(walk: Walk) -> None:
    await walk.gone("Which account owns the network?")


async def _second_tab(walk: Walk) -> None:
    await walk.listed()
    await walk.press("2")


async def _third_tab(walk: Walk) -> None:
    await walk.listed()
    await walk.press("3")


async def _details(walk: Walk) -> None:
    await walk.listed()
    await walk.press("d")
    await walk.see(RULES)


async def _target(walk: Walk) -> None:
    await walk.listed()
    await walk.go_to("prod-core")
    await walk.press("enter")


async def _grant(walk: Walk) -> None:
    await walk.see("Type the last four digits")
    await walk.type(CEN_OWNER[-4:])
    await walk.press("enter")


_AT_NETWORKS: Final = Presets("prod-network", "cn-hangzhou")
_GRANTED: Final = f"+ granted and verified  {CORE}"
ACCOUNT: Final = ScreenCall(
    "account", "GetCallerIdentity", Presets(), _sign_in, ("enter",), "Which region is the"
)
FORM: Final = ScreenCall("form", "GetCallerIdentity", Presets(), _add, ("ctrl+s",), "night-shift is stored")
REGION: Final = ScreenCall(
    "region", "DescribeRegions", Presets("prod-network"), _arrive, ("ctrl+r",), "13 regions. Type to filter"
)
VPCS: Final = ScreenCall("vpcs", "DescribeVpcs", _AT_NETWORKS, _arrive, ("r",), "13 VPCs in cn-hangzhou.")
VBRS: Final = ScreenCall(
    "vbrs", "DescribeVirtualBorderRouters", _AT_NETWORKS, _second_tab, ("r",), "9 VBRs in cn-hangzhou."
)
CCNS: Final = ScreenCall(
    "ccns",
    "DescribeCloudConnectNetworks",
    Presets("prod-network", "cn-shanghai"),
    _third_tab,
    ("r",),
    "4 CCNs in cn-shanghai.",
)
DETAILS: Final = ScreenCall("details", "DescribeVpcAttribute", _AT_NETWORKS, _details, ("r",), NO_RULES)
LOOK_UP: Final = ScreenCall(
    "look-up",
    "DescribeCloudConnectNetworks",
    Presets("prod-network", "cn-hangzhou", networks=(BRANCHES,)),
    _arrive,
    ("enter",),
    "4 CCNs in cn-shanghai.",
)
TARGET: Final = ScreenCall(
    "target",
    "DescribeGrantRulesToCen",
    _AT_NETWORKS,
    _target,
    ("escape", "enter"),
    NO_RULES,
)
READING: Final = ScreenCall("reading", "DescribeGrantRulesToCen", CONFIRMED, _grant, ("r",), _GRANTED)
GRANT: Final = ScreenCall("grant", "GrantInstanceToCen", CONFIRMED, _grant, ("r",), _GRANTED)

SCREEN_CALLS: Final = (ACCOUNT, FORM, REGION, VPCS, VBRS, CCNS, DETAILS, LOOK_UP, TARGET, READING, GRANT)
