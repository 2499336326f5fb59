"""The vSwitches of a VPC, and the zones in which a transit router can use them."""

from dataclasses import dataclass
from typing import Final

from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Vpc

_NAMES: Final = {"b": "transit-b", "g": "transit-g", "a": "old-a"}
_ROUTER_ZONES: Final = ("b", "g")


@dataclass(frozen=True, slots=True)
class VSwitch:
    """A subnet of a VPC in one zone."""

    id: str
    zone: str
    name: str


def vswitches(vpc: Vpc) -> tuple[VSwitch, ...]:
    """Return the vSwitches of a VPC: two in zones of the transit router, one in a zone without it."""
    return tuple(
        VSwitch(made_up("vsw-", 21, vpc.id, zone, letters=vpc.id[4:7]), f"{vpc.region}-{zone}", name)
        for zone, name in _NAMES.items()
    )


def router_zones(region: str) -> list[str]:
    """Return the zones of a region that Enterprise transit routers support."""
    return [f"{region}-{zone}" for zone in _ROUTER_ZONES]
