"""Changes of a grant rule: grants, revokes or changes its payer, and proves that it happened."""

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


async def change_rule(  # noqa: PLR0913 - what, of what, for whom, and how it is told
    act: OperationKind,
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
    """Change the rule of a network for a CEN unless it is so already, and look until it is.

    `announce` is awaited with the ClientToken (empty for a product that takes none) right before the
    first send; what it raises passes through, and nothing is sent. `token` is that of an earlier change
    of the same to the same whose answer was lost, and `earlier` one of which it is still not known what
    came. `terms` say by which family, and who pays: without them, the type's own first one. `on_wait`
    hears of every pause before another try. A refusal is a result, not an exception; cancellation passes
    through.

    To a grant, a rule that stands with another payer is a refusal. A revoke detaches nothing; its
    result's rule is the one that stood. Another payer takes force at once while nothing is attached,
    else once the CEN's owner has changed the attachment too; the cloud refuses it within an hour of
    connecting or of the last change.

    Raises:
        ValueError: a change of payer whose terms name no payer.
    """
    if act is OperationKind.CHANGE_PAYER and (terms is None or terms.payer is None):
        raise ValueError("a change of payer names the payer")
    watch = RuleChange(cloud, kind, act, network, target, terms or options_for(kind))
    operation = Operation(watch, progress, announce, token, patience or PollPolicy(), earlier)
    return await operation.carry_out(on_wait)
