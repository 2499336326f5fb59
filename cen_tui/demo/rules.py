"""The existing grant rules of all products."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cen_tui.demo.estate.estate import Network
from cen_tui.demo.estate.kinds import Ccn, StandingRule

PAY_BY_CEN_OWNER: Final = "PayByCenOwner"
PAY_BY_RESOURCE_OWNER: Final = "PayByResourceOwner"


class Family(StrEnum):
    """The product whose action wrote a rule."""

    VPC = "Vpc"
    CBN = "Cbn"
    SMARTAG = "Smartag"


@dataclass(slots=True)
class Rule:
    """One grant rule. `repeats` counts further grants of the same target that were accepted."""

    number: int
    family: Family
    network: Network
    cen_id: str
    cen_owner: str
    created: datetime
    payer: str = PAY_BY_CEN_OWNER
    payer_in_force: str = PAY_BY_CEN_OWNER
    payer_changed: datetime | None = None
    traffic_service: bool = False
    repeats: int = 0
    shows_from: float = 0.0


class Rules:
    """Every rule of the world. `ticks` gives monotonic seconds."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._rules: list[Rule] = []
        self._number = 1000

    def add_existing(self, standing: StandingRule, network: Network) -> None:
        """Enter a rule that was there before the first call."""
        own = Family.SMARTAG if isinstance(network, Ccn) else Family.VPC
        family = Family.CBN if standing.payer else own
        rule = self.add(family, network, standing.cen_id, standing.cen_owner, standing.created)
        rule.payer = rule.payer_in_force = standing.payer or PAY_BY_CEN_OWNER

    def add(  # noqa: PLR0913, PLR0917 - what a rule consists of
        self,
        family: Family,
        network: Network,
        cen_id: str,
        cen_owner: str,
        created: datetime,
        lag: float = 0.0,
    ) -> Rule:
        """Write a rule, which shows in reads `lag` seconds from now."""
        self._number += 1
        rule = Rule(self._number, family, network, cen_id, cen_owner, created)
        rule.shows_from = self._ticks() + lag if lag else 0.0
        self._rules.append(rule)
        return rule

    def find(
        self, network_id: str, cen_id: str, cen_owner: str | None = None, *, router: bool | None = None
    ) -> Rule | None:
        """Return the rule of a network for a CEN, whether it shows yet or not.

        `router` asks for one that Cbn wrote, or for one that it did not.
        """
        for rule in self._rules:
            if (
                rule.network.id == network_id
                and rule.cen_id == cen_id
                and cen_owner in {None, rule.cen_owner}
                and router in {None, rule.family is Family.CBN}
            ):
                return rule
        return None

    def remove(self, rule: Rule) -> None:
        """Remove a rule."""
        self._rules.remove(rule)

    def of_network(self, network_id: str, *, router: bool | None = None) -> list[Rule]:
        """Return the rules of a network that show, oldest first; `router` as in `find`."""
        return [
            rule
            for rule in self.showing()
            if rule.network.id == network_id and router in {None, rule.family is Family.CBN}
        ]

    def count(self, network_id: str) -> int:
        """Return how many rules a network has, whether they show yet or not."""
        return sum(rule.network.id == network_id for rule in self._rules)

    def all(self) -> list[Rule]:
        """Return every rule, also those that do not show yet."""
        return list(self._rules)

    def showing(self) -> list[Rule]:
        """Return every rule that shows, in the order written."""
        now = self._ticks()
        return [rule for rule in self._rules if rule.shows_from <= now]
