"""The revokes of one confirmation: several at a time, each rule through its APIs, and what came of each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Final, NamedTuple

from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.http.retry import RetryEvent
from cen_tui.cloud.networks.base import CenTarget
from cen_tui.i18n import gettext as _
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationResult, Stage
from cen_tui.wizard.execution.operation_run import (
    REVOKED_UNREAD,
    OperationContext,
    run_in_order,
    what_is_left,
)
from cen_tui.wizard.handover import in_force

WAITING: Final = _("waiting for its turn")
ALL_REVOKED: Final = _("{total:,} of {total:,} revoked. Esc goes back.")
SOME_REVOKED: Final = _("{revoked:,} of {total:,} revoked. y copies the results; Esc goes back.")
SOME_ATTACHED: Final = _(
    "{revoked:,} of {total:,} revoked, {left:,} left to detach. y copies the results; Esc goes back."
)


class RuleKey(NamedTuple):
    """What tells one rule from every other: a network and a CEN target."""

    network_id: str
    target: CenTarget


@dataclass(slots=True)
class RevokeRun:
    """Revokes of several rules. A failure of one does not stop the others."""

    operations: Sequence[Wanted]
    """Those of one rule stand together."""
    on_progress: Callable[[], None]
    """Called when a rule went on to its next stage, or has its outcome."""
    stages: dict[RuleKey, str] = field(default_factory=dict)
    results: dict[RuleKey, tuple[OperationResult, ...]] = field(default_factory=dict)
    """What came of each rule that has ended, by API."""
    left: dict[RuleKey, str] = field(default_factory=dict)
    """What is still to be done after each of them, and by whom; empty where nothing is."""
    broken_off: set[RuleKey] = field(default_factory=set)
    """Rules whose revoke broke: its outcome is unknown."""

    @property
    def rules(self) -> tuple[RuleKey, ...]:
        """All rules, in the order of the confirmation."""
        return tuple(dict.fromkeys(map(_key, self.operations)))

    @property
    def ended(self) -> int:
        """How many rules have their outcome, or were broken off."""
        return len(self.results) + len(self.broken_off)

    @property
    def gone(self) -> tuple[OperationResult, ...]:
        """The last result of each rule that is known to exist no more."""
        return tuple(results[-1] for results in self.results.values() if all(map(in_force, results)))

    def is_cut_short(self, key: RuleKey) -> bool:
        """Tell whether a rule failed through one API and was then not tried through the other."""
        return len(self.results[key]) < sum(_key(operation) == key for operation in self.operations)

    @property
    def summary(self) -> str:
        """How many of the rules are revoked, as a sentence."""
        revoked, total = len(self.gone), len(self.rules)
        says = ALL_REVOKED if revoked == total else SOME_REVOKED
        attached = [left for left in self.left.values() if left not in {"", REVOKED_UNREAD}]
        return (SOME_ATTACHED if attached else says).format(revoked=revoked, total=total, left=len(attached))

    async def run(self, context: OperationContext) -> None:
        """Revoke each rule. What breaks in one passes through once the others ended."""
        await run_bounded(partial(self._revoke, context), tuple(self._by_rule()))

    def _by_rule(self) -> Iterator[tuple[Wanted, ...]]:
        return (tuple(group) for _rule, group in groupby(self.operations, _key))

    async def _revoke(self, context: OperationContext, operations: tuple[Wanted, ...]) -> None:
        key = _key(operations[0])
        tell = partial(self._tell, key)
        try:
            results = await run_in_order(context, operations, progress=tell, on_wait=tell)
            self.left[key] = await what_is_left(context, operations[len(results) - 1], results[-1])
            self.results[key] = results
        except Exception:  # told by who awaits the run; noted, since its line is still to be shown
            self.broken_off.add(key)
            raise
        finally:
            self.on_progress()

    def _tell(self, key: RuleKey, progress: Stage | RetryEvent) -> None:
        self.stages[key] = str(progress)
        self.on_progress()


def _key(operation: Wanted) -> RuleKey:
    return RuleKey(operation.network.id, operation.target)
