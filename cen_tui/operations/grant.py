"""Grants one network to one CEN and proves that it happened. Never guesses what came of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cen_tui.cloud.http.retry import Listener
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network, NetworkType
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.operations.polling import PollPolicy, RuleChange
from cen_tui.operations.runner import Announce, Earlier, Operation

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


async def grant(  # noqa: PLR0913 - what, to whom, and how it is told
    cloud: "Cloud",
    kind: NetworkType,
    network: Network,
    target: CenTarget,
    *,
    terms: GrantOptions | None = None,
    progress: Callable[[Stage], None],
    announce: Announce | None = None,
    on_wait: Listener | None = None,
    token: str = "",
    earlier: Earlier | None = None,
    patience: PollPolicy | None = None,
) -> OperationResult:
    """Grant a network to a CEN unless it is granted already, and read the rule back.

    `announce` is awaited with the ClientToken (empty for a product that takes none) right before the
    first send; what it raises passes through, and nothing is sent. `token` is that of an earlier grant
    of the same to the same whose answer was lost, and `earlier` one of which it is still not known what
    came. `terms` say by which family, and who pays: without them, the type's own first one. A rule that
    stands with another payer is a refusal. `on_wait` hears of every pause before another try. A refusal
    is a result, not an exception; cancellation passes through.
    """
    watch = RuleChange(cloud, kind, OperationKind.GRANT, network, target, terms or options_for(kind))
    return await Operation(watch, progress, announce, token, patience or PollPolicy(), earlier).carry_out(
        on_wait
    )


__all__ = ["PollPolicy", "grant"]
