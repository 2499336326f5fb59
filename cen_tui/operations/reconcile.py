"""Reconciles an operation whose response was lost: finds its outcome by reading alone."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import network_lock
from cen_tui.cloud.http.retry import Listener, retry_listener
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network, NetworkType
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.operations import unknown_outcome
from cen_tui.operations.attach import AttachmentChange
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Refusal
from cen_tui.operations.polling import VISIBLE_WITHIN, PollPolicy, RuleChange

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_A_FEW_LOOKS: Final = PollPolicy(waits=(0.0, 1.0, 2.0), tries=3)


async def reconcile(  # noqa: PLR0913 - what, to whom, and how it is told
    cloud: "Cloud",
    kind: NetworkType,
    act: OperationKind,
    network: Network,
    target: CenTarget,
    *,
    terms: GrantOptions | None = None,
    on_wait: Listener | None = None,
    patience: PollPolicy | None = None,
    age: timedelta = VISIBLE_WITHIN,
) -> OperationResult:
    """Return VERIFIED when an earlier act is in force, and REFUSED when it is not and cannot be any more.

    UNKNOWN is what cannot be read, what the cloud is at work on, and what does not show while it was begun
    less than `VISIBLE_WITHIN` ago; `age` is how long ago.

    `cloud` must sign in as the account that began the act. What did not land can be sent again with its
    ClientToken. Waits its turn when this process is at work on the network. Raises no `CloudError`.
    """
    watching = AttachmentChange if act is OperationKind.ATTACH else RuleChange
    watch = watching(cloud, kind, act, network, target, terms or options_for(kind))
    async with network_lock(network.id):
        with retry_listener(on_wait):
            seen = await watch.read_back(patience or _A_FEW_LOOKS)
    if seen.done:
        outcome, error = Outcome.VERIFIED, None
    elif seen.error is not None:
        outcome, error = Outcome.UNKNOWN, seen.error
    elif seen.begun:
        outcome, error = Outcome.UNKNOWN, unknown_outcome.under_way(act)
    elif age < VISIBLE_WITHIN:
        outcome, error = Outcome.UNKNOWN, unknown_outcome.not_visible_yet(act, VISIBLE_WITHIN)
    else:
        outcome, error = Outcome.REFUSED, unknown_outcome.not_done(act)
    refusal = Refusal.NOT_DONE if outcome is Outcome.REFUSED else Refusal.BY_CLOUD
    return OperationResult(
        network, target, outcome, seen.rule, error, act=act, terms=watch.terms, refusal=refusal
    )
