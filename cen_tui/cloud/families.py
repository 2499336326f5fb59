"""The families that write a network's grant rules: which to take, and all their rules together."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cen_tui.cloud.errors import CloudError
from cen_tui.cloud.networks import network_type
from cen_tui.cloud.networks.base import CenTarget, GrantFamily, GrantRule, Network, NetworkType
from cen_tui.cloud.networks.terms import Family, Payer, Terms

if TYPE_CHECKING:
    from cen_tui.cloud.client import Cloud


@dataclass(frozen=True, slots=True)
class Reading:
    """What one family shows of one network's rules, or why it could not be read."""

    network: Network
    family: Family
    rules: tuple[GrantRule, ...] = ()
    error: CloudError | None = None

    @property
    def is_first(self) -> bool:
        """Whether it is of the family that the network's type is granted with unless told otherwise."""
        return network_type(self.network.type).families[0].family is self.family


def family_of(kind: NetworkType, family: Family) -> GrantFamily:
    """Return a type's own way of a family; `LookupError` when it has none."""
    for each in kind.families:
        if each.family is family:
            return each
    raise LookupError(f"{kind.key} has no {family.value} grants")


def has(kind: NetworkType, family: Family) -> bool:
    """Tell whether networks of a type can be granted through a family."""
    return any(each.family is family for each in kind.families)


def terms_for(kind: NetworkType, payer: Payer | None = None) -> Terms:
    """Return how a network of a type is granted when this payer is chosen, or none.

    A payer counts only where there is one to be named; a type that is granted with one alone needs it.
    """
    if payer is not None and has(kind, Family.ROUTER):
        return Terms(Family.ROUTER, payer)
    return Terms(kind.families[0].family)


def choices(networks: Iterable[Network]) -> tuple[Payer | None, ...]:
    """Return the payers to choose from for networks granted together; None is a grant that names none."""
    kinds = {network_type(network.type) for network in networks}
    if not any(has(kind, Family.ROUTER) for kind in kinds):
        return (None,)
    return (None, *Payer) if all(has(kind, Family.CEN) for kind in kinds) else tuple(Payer)


async def readings(cloud: "Cloud", networks: Iterable[Network]) -> AsyncIterator[Reading]:
    """Yield what each family shows of each network, the first family of every network before the others.

    An error of one does not end the others.
    """
    ways = [(network, way) for network in networks for way in network_type(network.type).families]
    for network, way in sorted(ways, key=lambda pair: pair[1] is not network_type(pair[0].type).families[0]):
        try:
            yield Reading(network, way.family, await way.rules(cloud, network))
        except CloudError as error:
            yield Reading(network, way.family, error=error)


def merged(rules: Iterable[GrantRule]) -> tuple[GrantRule, ...]:
    """Return one rule a CEN target, with the families that show it and the payer that one of them names."""
    found: dict[CenTarget, GrantRule] = {}
    for rule in rules:
        held = found.get(rule.target)
        found[rule.target] = rule if held is None else _both(held, rule)
    return tuple(found.values())


def _both(one: GrantRule, other: GrantRule) -> GrantRule:
    return replace(
        one,
        created=min(filter(None, (one.created, other.created)), default=None),
        note=one.note or other.note,
        families=tuple(dict.fromkeys((*one.families, *other.families))),
        payer=one.payer or other.payer,
        payer_in_force=one.payer_in_force or other.payer_in_force,
    )
