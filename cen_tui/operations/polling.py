"""Looks for what an act wants: a rule that shows after a grant, and shows no more after a revoke."""

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, GrantCalls, GrantOptions, GrantRule, Network, NetworkType
from cen_tui.cloud.networks.grant_apis import calls_of
from cen_tui.cloud.networks.router_rules import change_payer
from cen_tui.operations.outcome import OperationKind

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_GONE: Final = (
    "InvalidInstanceId",
    "InvalidVbr",
    "InvalidVpc",
    "CcnNotExist",
    "ParameterCcnInstanceId",
    "OperationFailed.GrantCrossAccountNotExist",
)


MAY_PASS: Final = frozenset(
    {ErrorKind.THROTTLED, ErrorKind.SERVER, ErrorKind.TRANSPORT, ErrorKind.UNREADABLE}
)
"""Why a look fails that says nothing of the rules, and that another look may not meet."""

VISIBLE_WITHIN: Final = timedelta(minutes=5)
"""How long after it was begun an act may still show: for lists that lag behind, and for work done late.

No bound is documented. Lags of seconds were seen, and a request is given up after 90 s at the latest.
"""


@dataclass(frozen=True, slots=True)
class PollPolicy:
    """How long a rule is looked for after the act: it may take seconds to show."""

    waits: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0, 3.0)
    """Seconds before each look; the last is repeated until `tries` are used up."""
    tries: int = 6
    longest: float = 90.0
    """Seconds after which no other look begins, however slow the looks were."""


_LOOKS_FOR_ABSENCE: Final = 2

POLL_ONCE: Final = PollPolicy(waits=(0.0,), tries=1)


@dataclass(frozen=True, slots=True)
class Observation:
    """What the looks have shown."""

    done: bool = False
    """Whether the rule stands as the act wants it: is there for a grant, is not there for a revoke.

    Where the act names a payer, the rule has to name the same.
    """
    rule: GrantRule | None = None
    error: CloudError | None = None
    """Why the last look showed nothing at all."""
    begun: bool = False
    """Whether the cloud is at work on it: an attachment that says Attaching."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule, what an act wants to come of it, and how that is sent."""

    cloud: "Cloud"
    kind: NetworkType
    act: OperationKind
    network: Network
    target: CenTarget
    terms: GrantOptions

    @property
    def family(self) -> GrantCalls:
        """Through which the rule is read and changed: the one it is written with."""
        return calls_of(self.kind, self.terms.family)

    @property
    def takes_token(self) -> bool:
        """Whether the act carries a ClientToken: sent again with the same, it cannot be done twice."""
        return self.act is OperationKind.CHANGE_PAYER or self.family.takes_token

    async def send(self, token: str) -> str:
        """Ask the cloud for the act, once; return the request ID. Raises `CloudError`."""
        what, payer = (self.cloud, self.network, self.target), self.terms.payer
        if self.act is OperationKind.REVOKE:
            return await self.family.revoke(*what, token=token)
        if self.act is OperationKind.CHANGE_PAYER and payer:
            return await change_payer(*what, token=token, payer=payer)
        return await self.family.grant(*what, token=token, payer=payer)

    async def look(self) -> Observation:
        """Return whether the rule stands as it should. Raises `CloudError` when that cannot be read."""
        rules = await self.family.rules(self.cloud, self.network)
        rule = next((rule for rule in rules if rule.target == self.target), None)
        if self.act is OperationKind.REVOKE:
            return Observation(rule is None, rule)
        if self.act is OperationKind.CHANGE_PAYER:
            return Observation(rule is not None and rule.payer == self.terms.payer, rule)
        return Observation(rule is not None and rule.payer in {"", self.terms.payer or rule.payer}, rule)

    async def read_back(self, patience: PollPolicy) -> Observation:
        """Look until the rule stands as it should, or patience is at its end. Raises no `CloudError`.

        What is to be gone must be so in two looks in a row: one answer may come from where the rule is not
        known yet, or any more.
        """
        waits = chain(patience.waits, repeat(patience.waits[-1] if patience.waits else 0.0))
        ends = time.monotonic() + patience.longest
        wanted = _LOOKS_FOR_ABSENCE if self.act is OperationKind.REVOKE else 1
        seen, in_a_row = Observation(), 0
        for _, wait in zip(range(patience.tries), waits, strict=False):
            await asyncio.sleep(wait)
            seen = await self._look_again()
            in_a_row = in_a_row + 1 if seen.done else 0
            if in_a_row == wanted or time.monotonic() > ends:
                break
        return seen if in_a_row == wanted else replace(seen, done=False)

    async def _look_again(self) -> Observation:
        try:
            return await self.look()
        except CloudError as error:
            if is_gone(error):
                # The rules of a network go with it.
                return Observation(done=self.act is OperationKind.REVOKE)
            return Observation(error=error)


def is_gone(error: CloudError) -> bool:
    """Tell whether the cloud says that this account has no such network, or no such rule of it."""
    return error.kind is ErrorKind.NOT_FOUND and error.code.startswith(_GONE)
