"""The existing authorizations of networks as they are read: the rules themselves, and how many CENs."""

from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.cloud.networks.grant_apis import RulesRead, grant_options, merged, read_rules
from cen_tui.cloud.networks.registry import network_type
from cen_tui.i18n import pgettext
from cen_tui.wizard import amounts

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


class Authorizations:
    """The existing authorizations, by network and by the API that showed them."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, GrantApi], tuple[GrantRule, ...]] = {}

    def add(self, read: RulesRead) -> None:
        """Take what one API shows of one network in place of what it showed before."""
        self._rules[read.network.id, read.api] = read.rules

    def of(self, network: Network) -> tuple[GrantRule, ...] | None:
        """Return the rules of a network, one a CEN; None while none of its APIs was read."""
        read = [rules for (network_id, _), rules in self._rules.items() if network_id == network.id]
        return merged(chain.from_iterable(read)) if read else None

    def include(self, networks: Iterable[Network], target: CenTarget, payer: Payer | None) -> bool:
        """Tell whether granting these networks to a CEN would send no request: every rule exists already."""
        return all(self._includes(network, target, payer) for network in networks)

    def _includes(self, network: Network, target: CenTarget, payer: Payer | None) -> bool:
        options = grant_options(network, payer)
        rules = self._rules.get((network.id, options.api), ())
        return any(rule.target == target and rule.payer in {"", options.payer} for rule in rules)


@dataclass(slots=True)
class GrantCounts:
    """To how many CENs each network is granted, as far as its grant rules were read."""

    _targets: dict[str, set[CenTarget]] = field(default_factory=dict)
    _reads: Counter[str] = field(default_factory=Counter)
    _failed: set[str] = field(default_factory=set)
    denied: bool = False
    """Whether the account may not read grant rules, so that no further ones are to be read."""

    async def read(self, cloud: "Cloud", networks: Sequence[Network]) -> AsyncGenerator[Network]:
        """Read the grant rules of these networks, one or two calls each; yield a network after each call."""
        async with aclosing(read_rules(cloud, networks)) as rules:
            async for read in rules:
                self.take(read)
                self.denied |= read.error is not None and read.error.kind is ErrorKind.DENIED
                yield read.network

    def lacking(self, networks: Iterable[Network]) -> tuple[Network, ...]:
        """Return those of the networks whose rules were not all read yet."""
        return tuple(network for network in networks if not self._is_read(network))

    def _is_read(self, network: Network) -> bool:
        return self._reads[network.id] >= len(network_type(network.type).apis)

    def take(self, read: RulesRead) -> None:
        """Note what one API shows of a network's rules, or that it could not be read."""
        network_id = read.network.id
        self._reads[network_id] += 1
        self._targets.setdefault(network_id, set()).update(rule.target for rule in read.rules)
        if read.error is not None:
            self._failed.add(network_id)

    def forget(self, network_ids: Iterable[str]) -> None:
        """Have the rules of these networks read anew: they may have changed."""
        for network_id in network_ids:
            self._reads.pop(network_id, None)
            self._targets.pop(network_id, None)
            self._failed.discard(network_id)

    def text(self, network: Network) -> str:
        """Return `no`, `1 CEN`, `2 CENs`; `1+` or `?` where some rules could not be read; else nothing."""
        if not self._is_read(network):
            return ""
        count = len(self._targets[network.id])
        if network.id in self._failed:
            return f"{count}+" if count else "?"
        return amounts.cens(count) if count else pgettext("grants", "no")
