"""Changes who pays under a transit router's grant rule that stands, and proves that it was taken.

What is asked for takes force at once while nothing is attached; else once the CEN's owner has changed
the attachment too. The cloud refuses a change within an hour of connecting or of the last change.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cen_tui.cloud.http.retry import Listener
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network, NetworkType
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.operations.polling import PollPolicy, RuleChange
from cen_tui.operations.runner import Announce, Earlier, Operation

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


async def change_payer(  # noqa: PLR0913 - of what, to whom, and how it is told
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
    """Let the payer of `terms` pay from now on, unless that is so already, and read the rule back.

    The parameters are those of `grant`. A refusal is a result, not an exception; cancellation passes
    through. Raises `ValueError` when the terms name no payer.
    """
    if terms is None or terms.payer is None:
        raise ValueError("a change of payer names the payer")
    watch = RuleChange(cloud, kind, OperationKind.CHANGE_PAYER, network, target, terms)
    return await Operation(watch, progress, announce, token, patience or PollPolicy(), earlier).carry_out(
        on_wait
    )
