"""The APIs for a network's grant rules: which one to use, and the rules of all of them."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import in_order
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import (
    CenTarget,
    GrantApi,
    GrantCalls,
    GrantOptions,
    GrantRule,
    Network,
    NetworkType,
    Payer,
)
from cen_tui.cloud.networks.registry import network_type

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_AT_A_TIME: Final = 8
"""Concurrent reads of rules: as many as connections are opened to a host."""


@dataclass(frozen=True, slots=True)
class RulesRead:
    """What one API shows of one network's rules, or why it could not be read."""

    network: Network
    api: GrantApi
    rules: tuple[GrantRule, ...] = ()
    error: CloudError | None = None

    @property
    def is_first(self) -> bool:
        """Whether it is the API that the type is granted with unless told otherwise."""
        return network_type(self.network.type).apis[0].api is self.api


def calls_of(kind: NetworkType, api: GrantApi) -> GrantCalls:
    """Return a type's calls of an API; `LookupError` when it has none."""
    for each in kind.apis:
        if each.api is api:
            return each
    raise LookupError(f"{kind.key} has no {api.value} grants")


def has(kind: NetworkType, api: GrantApi) -> bool:
    """Tell whether networks of a type can be granted through an API."""
    return any(each.api is api for each in kind.apis)


def changes_payer(kind: NetworkType) -> bool:
    """Tell whether the payer of a rule of this type can be changed; else it is revoked and granted again."""
    return any(each.changes_payer for each in kind.apis)


def options_for(kind: NetworkType, payer: Payer | None = None) -> GrantOptions:
    """Return how a network of a type is granted when this payer is chosen, or none.

    A payer counts only where there is one to be named; a type that is granted with one alone needs it.
    """
    if payer is not None and has(kind, GrantApi.ROUTER):
        return GrantOptions(GrantApi.ROUTER, payer)
    return GrantOptions(kind.apis[0].api)


def grant_options(network: Network, payer: Payer | None) -> GrantOptions:
    """Return how one network of a selection is granted when this payer is chosen, or none, for all of it.

    The choice counts for the networks that take it. One that cannot be granted without a payer is granted
    with the CEN owner as payer where none is chosen: so it bills nobody but who asks for it.
    """
    options = options_for(network_type(network.type), payer)
    if options.api is GrantApi.ROUTER and options.payer is None:
        return replace(options, payer=Payer.CEN_OWNER)
    return options


def choices(networks: Iterable[Network]) -> tuple[Payer | None, ...]:
    """Return the payers to choose from for a selection; None is a grant that names none.

    A network that takes no choice, or only part of it, takes nothing from the choice of the others.
    """
    kinds = [network_type(network.type) for network in networks]
    payable = [kind for kind in kinds if has(kind, GrantApi.ROUTER)]
    if not payable:
        return (None,)
    return (None, *Payer) if any(has(kind, GrantApi.CEN) for kind in payable) else tuple(Payer)


async def read_rules(cloud: "Cloud", networks: Iterable[Network]) -> AsyncGenerator[RulesRead]:
    """Yield what each API shows of each network, the first API of every network before the others.

    Several are read at a time. An error of one does not end the others. Close it early with
    `contextlib.aclosing`.
    """
    reads = [(network, calls) for network in networks for calls in network_type(network.type).apis]
    reads.sort(key=lambda pair: pair[1] is not network_type(pair[0].type).apis[0])
    async with aclosing(in_order(partial(_reading, cloud), reads, bound=_AT_A_TIME)) as found:
        async for _, reading in found:
            yield reading


async def _reading(cloud: "Cloud", read: tuple[Network, GrantCalls]) -> RulesRead:
    network, calls = read
    try:
        return RulesRead(network, calls.api, await calls.rules(cloud, network))
    except CloudError as error:
        return RulesRead(network, calls.api, error=error)


def merged(rules: Iterable[GrantRule]) -> tuple[GrantRule, ...]:
    """Return one rule a CEN target, with the APIs that show it and the payer that one of them names."""
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
        apis=tuple(dict.fromkeys((*one.apis, *other.apis))),
        payer=one.payer or other.payer,
        payer_in_force=one.payer_in_force or other.payer_in_force,
    )


async def rules_of(cloud: "Cloud", network: Network) -> tuple[tuple[GrantRule, ...], CloudError | None]:
    """Return a network's rules through all of its APIs, and why those of a further API could not be read.

    Raises:
        CloudError: those of the API that its type is granted with could not be read.
    """
    found: list[GrantRule] = []
    unread: CloudError | None = None
    async with aclosing(read_rules(cloud, (network,))) as coming:
        async for reading in coming:
            found += reading.rules
            if reading.error is not None and reading.is_first:
                raise reading.error
            unread = reading.error or unread
    return merged(found), unread
