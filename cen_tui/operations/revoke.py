"""Takes back one CEN's permission to attach a network and proves that it is gone."""

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


async def revoke(  # noqa: PLR0913 - what, from whom, and how it is told
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
    """Revoke a network's grant rule for a CEN where there is one, and look until it is gone.

    What is attached stays attached. The parameters are those of `grant`; the result's rule is the one
    that stood. A refusal is a result, not an exception; cancellation passes through.
    """
    watch = RuleChange(cloud, kind, OperationKind.REVOKE, network, target, terms or options_for(kind))
    return await Operation(watch, progress, announce, token, patience or PollPolicy(), earlier).carry_out(
        on_wait
    )
