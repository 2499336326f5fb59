"""The grant rules that exist for a selection of networks, as they are read one after the other."""

from collections.abc import Iterable
from itertools import chain

from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.cloud.networks.grant_apis import RulesRead, grant_options, merged


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
