"""Grants one network to one CEN and proves that it happened. Never guesses what came of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from cen_tui.cloud.errors import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, GrantRule, Network, NetworkType
from cen_tui.cloud.outcome import ActResult, Outcome, Stage

if TYPE_CHECKING:
    from cen_tui.cloud.client import Cloud

_HOW_TO_CHECK: Final = "Look at the network's grant rules in a minute, before granting again."


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a rule is looked for after the grant: it may take seconds to show."""

    waits: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0, 3.0)
    """Seconds before each look; the last is repeated until `tries` are used up."""
    tries: int = 6


@dataclass(frozen=True, slots=True)
class _Errand:
    """One network to be granted to one CEN."""

    cloud: "Cloud"
    kind: NetworkType
    network: Network
    target: CenTarget
    patience: Patience

    def result(
        self,
        outcome: Outcome,
        *,
        rule: GrantRule | None = None,
        error: CloudError | None = None,
        request_id: str = "",
    ) -> ActResult:
        return ActResult(self.network, self.target, outcome, rule, error, request_id)

    async def standing_rule(self) -> GrantRule | None:
        rules = await self.kind.rules(self.cloud, self.network)
        return next((rule for rule in rules if rule.target == self.target), None)

    async def send(self) -> str:
        token = uuid4().hex
        return await self.kind.grant(self.cloud, self.network, self.target, token)

    async def read_back(self) -> GrantRule | CloudError | None:
        """Return the rule once it shows; else the last error, or None where the rules were readable."""
        waits = chain(self.patience.waits, repeat(self.patience.waits[-1] if self.patience.waits else 0))
        found: GrantRule | CloudError | None = None
        for _, wait in zip(range(self.patience.tries), waits, strict=False):
            await asyncio.sleep(wait)
            try:
                found = await self.standing_rule()
            except CloudError as error:
                found = error
            if isinstance(found, GrantRule):
                break
        return found


async def grant(  # noqa: PLR0913 - what, to whom, and how it is told
    cloud: "Cloud",
    kind: NetworkType,
    network: Network,
    target: CenTarget,
    *,
    progress: Callable[[Stage], None],
    patience: Patience | None = None,
) -> ActResult:
    """Grant a network to a CEN unless it is granted already, and read the rule back.

    A refusal is a result, not an exception; only cancellation passes through.
    """
    errand = _Errand(cloud, kind, network, target, patience or Patience())
    progress(Stage.READING)
    try:
        standing = await errand.standing_rule()
    except CloudError as error:
        return errand.result(Outcome.REFUSED, error=error)
    if standing:
        return errand.result(Outcome.ALREADY, rule=standing)
    progress(Stage.SENDING)
    try:
        request_id = await errand.send()
    except CloudError as error:
        return await _after_failure(errand, error, progress)
    progress(Stage.VERIFYING)
    return _after_success(errand, await errand.read_back(), request_id)


def _after_success(errand: _Errand, seen: GrantRule | CloudError | None, request_id: str) -> ActResult:
    if isinstance(seen, GrantRule):
        return errand.result(Outcome.VERIFIED, rule=seen, request_id=request_id)
    return errand.result(Outcome.UNKNOWN, error=_unseen(seen, request_id), request_id=request_id)


async def _after_failure(errand: _Errand, error: CloudError, progress: Callable[[Stage], None]) -> ActResult:
    duplicate = error.kind is ErrorKind.DUPLICATE
    if not duplicate and not error.outcome_unknown:
        return errand.result(Outcome.REFUSED, error=error, request_id=error.request_id)
    progress(Stage.VERIFYING)
    seen = await errand.read_back()
    if isinstance(seen, GrantRule):
        outcome = Outcome.ALREADY if duplicate else Outcome.VERIFIED
        return errand.result(outcome, rule=seen, request_id=error.request_id)
    return errand.result(Outcome.UNKNOWN, error=_unsettled(error), request_id=error.request_id)


def _unsettled(error: CloudError) -> CloudError:
    """Return the error of a grant whose answer was lost, with what to do about the doubt."""
    return CloudError(
        error.title,
        kind=error.kind,
        happened=f"{error.happened} The rule does not show, but it may still appear.",
        advice=_HOW_TO_CHECK,
        code=error.code,
        request_id=error.request_id,
        ram_action=error.ram_action,
        outcome_unknown=True,
    )


def _unseen(trouble: CloudError | None, request_id: str) -> CloudError:
    """Return the error for a grant that was accepted and whose rule did not show."""
    why = f"The rules could not be read: {trouble.happened}" if trouble else "The rule does not show yet."
    return CloudError(
        "Granted, but not verified",
        kind=trouble.kind if trouble else ErrorKind.NOT_FOUND,
        happened=f"The cloud accepted the grant. {why}",
        advice=_HOW_TO_CHECK,
        code=trouble.code if trouble else "",
        request_id=request_id,
        ram_action=trouble.ram_action if trouble else "",
        outcome_unknown=True,
    )
