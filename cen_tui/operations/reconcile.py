"""Reconciles an operation whose answer was lost: finds its outcome by reading alone."""

from datetime import timedelta
from typing import Final

from cen_tui.cloud.concurrency import network_lock
from cen_tui.operations import unknown_outcome
from cen_tui.operations.change import Change
from cen_tui.operations.outcome import OperationResult, Outcome, Refusal
from cen_tui.operations.polling import VISIBLE_WITHIN, PollPolicy

_A_FEW_READS: Final = PollPolicy(waits=(0.0, 1.0, 2.0), tries=3)


async def reconcile(
    change: Change, *, polling: PollPolicy | None = None, age: timedelta = VISIBLE_WITHIN
) -> OperationResult:
    """Return VERIFIED when an earlier change is in force, and REFUSED when it is not and cannot be any more.

    UNKNOWN is what cannot be read, what the cloud is at work on, and what does not show while it was begun
    less than `VISIBLE_WITHIN` ago; `age` is how long ago.

    The change's `cloud` must sign in as the account that began it. What was not done can be sent again with
    its ClientToken. Waits while this process is at work on the network. Raises no `CloudError`.
    """
    async with network_lock(change.network.id):
        seen = await change.read_back(polling or _A_FEW_READS)
    if seen.done:
        return change.result(Outcome.VERIFIED, rule=seen.rule)
    if seen.error is not None:
        error = seen.error
    elif seen.begun:
        error = unknown_outcome.under_way(change)
    elif age < VISIBLE_WITHIN:
        error = unknown_outcome.not_visible_yet(change)
    else:
        error, refusal = unknown_outcome.not_done(change), Refusal.NOT_DONE
        return change.result(Outcome.REFUSED, rule=seen.rule, error=error, refusal=refusal)
    return change.result(Outcome.UNKNOWN, rule=seen.rule, error=error)
