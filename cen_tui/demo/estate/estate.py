"""Everything that the embedded cloud knows before its first call; the same in every run."""

from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias, TypeVar

from cen_tui.demo.estate.accounts import KEYS
from cen_tui.demo.estate.ccns import CCNS
from cen_tui.demo.estate.cens import CENS
from cen_tui.demo.estate.ecrs import ECRS
from cen_tui.demo.estate.kinds import (
    AccessKey,
    Ccn,
    Cen,
    Ecr,
    Region,
    Role,
    StandingAssociation,
    StandingAttachment,
    StandingRule,
    Vbr,
    Vpc,
    VpnConnection,
)
from cen_tui.demo.estate.regions import REGIONS
from cen_tui.demo.estate.roles import ROLES
from cen_tui.demo.estate.standing import standing_associations, standing_attachments, standing_rules
from cen_tui.demo.estate.vbrs import VBRS
from cen_tui.demo.estate.vpcs import vpcs
from cen_tui.demo.estate.vpns import VPNS

Network: TypeAlias = Vpc | Vbr | Ccn | VpnConnection | Ecr
_Named = TypeVar("_Named", bound=Network | Cen)


@dataclass(frozen=True, slots=True)
class Estate:
    """What is there at the start. Make another with `dataclasses.replace`."""

    regions: tuple[Region, ...] = ()
    keys: tuple[AccessKey, ...] = ()
    roles: tuple[Role, ...] = ()
    vpcs: tuple[Vpc, ...] = ()
    vbrs: tuple[Vbr, ...] = ()
    ccns: tuple[Ccn, ...] = ()
    vpns: tuple[VpnConnection, ...] = ()
    ecrs: tuple[Ecr, ...] = ()
    cens: tuple[Cen, ...] = ()
    rules: tuple[StandingRule, ...] = ()
    attachments: tuple[StandingAttachment, ...] = ()
    associations: tuple[StandingAssociation, ...] = ()
    without_routers: frozenset[str] = frozenset()
    """Account IDs that have not activated the transit router service."""

    @property
    def networks(self) -> tuple[Network, ...]:
        """Every network, of all types."""
        return (*self.vpcs, *self.vbrs, *self.ccns, *self.vpns, *self.ecrs)

    def network(self, name: str) -> Network:
        """Return the network of that name; KeyError when there is none."""
        return _found(name, self.networks)

    def cen(self, name: str) -> Cen:
        """Return the CEN of that name; KeyError when there is none."""
        return _found(name, self.cens)


@cache
def estate() -> Estate:
    """Return the estate of the demo."""
    bare = Estate(
        regions=REGIONS,
        keys=KEYS,
        roles=ROLES,
        vpcs=vpcs(),
        vbrs=VBRS,
        ccns=CCNS,
        vpns=VPNS,
        ecrs=ECRS,
        cens=CENS,
    )
    named = {network.name: network.id for network in bare.networks}
    return replace(
        bare,
        rules=standing_rules(named),
        attachments=standing_attachments(named),
        associations=standing_associations(named),
    )


def _found(name: str, things: tuple[_Named, ...]) -> _Named:
    for thing in things:
        if thing.name == name:
            return thing
    raise KeyError(name)
