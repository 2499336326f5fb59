"""The grants of one confirmation: which networks are left, several at a time, and what came of each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.http.retry import RetryEvent
from cen_tui.cloud.networks.base import CenTarget, GrantRule, Network
from cen_tui.cloud.networks.grant_apis import changes_payer, grant_options, merged, read_rules
from cen_tui.cloud.networks.registry import network_type
from cen_tui.i18n import gettext as _
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.execution.operation_run import OperationContext
from cen_tui.wizard.handover import in_force

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

DONE: Final = _("Done. Send the sheet to the CEN's owner: y copies it, s saves it.")
SOME: Final = _("{granted} of {total:,} granted. r retries the others.")
NONE: Final = _("Nothing was granted. r retries.")
UNKNOWN: Final = _("It is not known whether it was granted. r checks it again.")
OTHER_PAYER: Final = _("A rule with another payer already exists. p changes its payer.")
PAYER_CHANGED: Final = _("The payer is changed. r checks the grant again.")
REVOKED: Final = _("{revoked} of {total:,} revoked again.")


@dataclass(slots=True)
class GrantRun:
    """Grants to every network of a confirmed draft. A failure of one does not stop the others."""

    draft: Draft
    on_progress: Callable[[], None]
    """Called when a network went on to its next stage."""
    on_end: Callable[[], None]
    """Called when a network has its outcome, or its operation broke."""
    stages: dict[str, str] = field(default_factory=dict)
    """What is under way, by network ID."""
    revoked: set[str] = field(default_factory=set)
    """IDs of networks whose grant was revoked since."""
    changed: set[str] = field(default_factory=set)
    """IDs of networks whose rule named another payer, which was changed since."""
    broken_off: set[str] = field(default_factory=set)
    """IDs of networks whose operation broke: its outcome is unknown."""
    _results: dict[str, OperationResult] = field(default_factory=dict)

    @property
    def target(self) -> CenTarget:
        """Whom the networks are granted to. Raises `ValueError` for a draft that is not confirmed."""
        if self.draft.target is None or not self.draft.confirmed:
            raise ValueError("a grant needs a target and the confirmation")
        return self.draft.target

    @property
    def ended(self) -> int:
        """How many networks have their outcome, or were broken off."""
        return len(self._results) + len(self.broken_off)

    @property
    def is_busy(self) -> bool:
        """Whether a network is still without its outcome."""
        return self.ended < len(self.draft.networks)

    @property
    def results(self) -> tuple[OperationResult, ...]:
        """What came of each, in the order of the networks."""
        return tuple(self._results[n.id] for n in self.draft.networks if n.id in self._results)

    @property
    def standing(self) -> tuple[OperationResult, ...]:
        """The results of the grants that are known to stand."""
        return tuple(each for each in self.results if in_force(each) and each.network.id not in self.revoked)

    @property
    def has_failures(self) -> bool:
        """Whether a network that was tried is not known to be granted."""
        return bool(self.broken_off) or not all(map(in_force, self._results.values()))

    @property
    def other_payers(self) -> tuple[OperationResult, ...]:
        """The results of grants that were refused for a rule with another payer."""
        return tuple(
            each for each in self.results if names_other_payer(each) and each.network.id not in self.changed
        )

    def result_of(self, network: Network) -> OperationResult | None:
        """Return what came of a network, once it is known."""
        return self._results.get(network.id)

    def forget_failures(self) -> bool:
        """Leave what does not stand to the next run; tell whether there is any such."""
        self._results = {each.network.id: each for each in self.results if in_force(each)}
        self.broken_off.clear()
        self.changed.clear()
        return self.is_busy

    @property
    def summary(self) -> str:
        """How many of the networks are granted, and what to do next, as a sentence."""
        results, total = self.results, len(self.draft.networks)
        granted, revoked = len(self.standing), len(self.revoked)
        if self.other_payers:
            return OTHER_PAYER
        if self.changed:
            return PAYER_CHANGED
        if revoked:
            return REVOKED.format(revoked=revoked, total=total)
        if granted == total:
            return DONE
        if granted:
            return SOME.format(granted=granted, total=total)
        unknown = self.broken_off or any(each.outcome is Outcome.UNKNOWN for each in results)
        return UNKNOWN if unknown else NONE

    async def run(self, context: OperationContext) -> None:
        """Grant to each network that is left. What breaks in one passes through once the others ended."""
        self.stages.clear()
        await run_bounded(partial(self._grant, context), tuple(self._left()))

    def _left(self) -> Iterator[Network]:
        return (network for network in self.draft.networks if network.id not in self._results)

    async def _grant(self, context: OperationContext, network: Network) -> None:
        options = grant_options(network, self.draft.payer)
        operation = Wanted(OperationKind.GRANT, network, self.target, options)
        tell = partial(self._tell, network)
        token = self.draft.token_for(network)
        try:
            result = await context.run(operation, token=token, progress=tell, on_wait=tell)
        except Exception:  # told by who awaits the run; noted, since its line is still to be shown
            self.broken_off.add(network.id)
            self.on_end()
            raise
        self._results[network.id] = result
        self.on_end()

    def operation_ended(self, result: OperationResult) -> None:
        """Note that a grant of this run was revoked, or that the payer in its way was changed."""
        network_id = result.network.id
        if result.target != self.target or not in_force(result):
            return
        if result.kind is OperationKind.REVOKE and network_id in _ids(self.standing):
            self.revoked.add(network_id)
        if result.kind is OperationKind.CHANGE_PAYER and network_id in _ids(self.other_payers):
            self.changed.add(network_id)

    def _tell(self, network: Network, progress: Stage | RetryEvent) -> None:
        self.stages[network.id] = str(progress)
        self.on_progress()


def _ids(results: Sequence[OperationResult]) -> set[str]:
    return {result.network.id for result in results}


def names_other_payer(result: OperationResult) -> bool:
    """Tell whether a grant was refused for a rule of the same CEN with a payer that can be changed."""
    error = result.error
    if not changes_payer(network_type(result.network.type)):
        return False
    refused = result.kind is OperationKind.GRANT and result.outcome is Outcome.REFUSED
    return refused and result.rule is not None and error is not None and error.kind is ErrorKind.DUPLICATE


async def standing_rule(cloud: "Cloud", network: Network, target: CenTarget) -> GrantRule | None:
    """Return the rule of a network for a CEN, with every API that shows it; None where none does.

    Raises `CloudError` where one of them cannot be read: what is left out would still stand.
    """
    found: list[GrantRule] = []
    async with aclosing(read_rules(cloud, (network,))) as coming:
        async for read in coming:
            if read.error is not None:
                raise read.error
            found += read.rules
    return next((rule for rule in merged(found) if rule.target == target), None)
