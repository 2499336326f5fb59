"""Runs the operations that were confirmed, in order, and tells what is left to do after them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.cen.attachments import CenAttachment, attachment_of
from cen_tui.cloud.cen.received_grants import received_grants
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.retry import Listener
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.operations.polling import PollPolicy
from cen_tui.text import grouped
from cen_tui.vault.base import Account
from cen_tui.wizard.attached import AttachedState, attached_state, attachments_now
from cen_tui.wizard.caution import NO_GRANT_STANDS
from cen_tui.wizard.cen_owner.attach_guide import after_attaching
from cen_tui.wizard.handover import in_force
from cen_tui.wizard.payer import payer_name

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

DETACHED: Final = _(
    "The grant still stands: the network can be attached again. Its owner can revoke the grant now."
)
DETACHED_UNREAD: Final = _(
    "Whether its grant still stands could not be read. If it does, its owner can revoke it now."
)
REVOKED_ATTACHED: Final = _(
    "It is still attached to {cen} of {owner}, and reachable: ask the CEN's owner to detach it."
)
DETACH_FIRST: Final = _(
    "It is attached to {cen} of {owner}: ask the CEN's owner to detach it first, then revoke again."
)
REVOKED_UNREAD: Final = _(
    "Whether it is attached could not be read. If it is, it stays so until the CEN's owner detaches it."
)
_OTHER_STEP: Final = _("""\
The {now} pays until the CEN's owner, in their account, has changed the payer of the attachment to {payer} \
too.""")


@dataclass(frozen=True, slots=True)
class OperationContext:
    """What the operations of one account are run with."""

    journal: Journal
    cloud: "Cloud"
    account: Account
    on_problem: Callable[[str], None]
    """Hears of an outcome that could not be written down."""
    polling: PollPolicy | None = None
    on_change: Callable[[str], None] = field(default=lambda _network_id: None)
    """Hears the ID of a network once something of it may have been changed."""

    async def run(
        self,
        operation: Wanted,
        *,
        token: str = "",
        progress: Callable[[Stage], None],
        on_wait: Listener | None = None,
    ) -> OperationResult:
        """Run one operation; `token` is the ClientToken of an earlier one whose answer was lost."""
        try:
            return await run_journaled(
                operation.kind,
                journal=self.journal,
                cloud=self.cloud,
                account=self.account,
                network=operation.network,
                target=operation.target,
                options=operation.options,
                attach_options=operation.attach_options,
                progress=progress,
                on_wait=on_wait,
                token=token,
                on_problem=self.on_problem,
                polling=self.polling,
            )
        finally:
            self.on_change(operation.network.id)


async def run_in_order(
    context: OperationContext,
    operations: Sequence[Wanted],
    *,
    token: str = "",
    progress: Callable[[Stage], None],
    on_wait: Listener | None = None,
) -> tuple[OperationResult, ...]:
    """Run operations on one network one after the other, until one is not known to have worked.

    `token` is the first one's: another API would take it for another request.
    """
    results: list[OperationResult] = []
    for operation in operations:
        results.append(await context.run(operation, token=token, progress=progress, on_wait=on_wait))
        if not in_force(results[-1]):
            break
        token = ""
    return tuple(results)


async def what_is_left(context: OperationContext, operation: Wanted, result: OperationResult) -> str:
    """Return what is still to be done after an operation, and by whom; or nothing."""
    if operation.kind is OperationKind.REVOKE:
        return await _after_revoking(context, operation, result)
    if not in_force(result):
        return ""
    if operation.kind is OperationKind.ATTACH:
        options = operation.attach_options or AttachOptions()
        return after_attaching(operation.network, options, await _attachment(context, operation))
    if operation.kind is OperationKind.DETACH:
        return await _after_detaching(context, operation)
    return _other_step(result.rule, operation) if operation.kind is OperationKind.CHANGE_PAYER else ""


async def _attachment(context: OperationContext, operation: Wanted) -> CenAttachment | None:
    """Read the attachment's ID; without it, the commands for its routes have a word in capitals there."""
    try:
        return await attachment_of(context.cloud, operation.target.cen_id, operation.network)
    except CloudError:
        return None


async def _after_detaching(context: OperationContext, operation: Wanted) -> str:
    """Say what is left of the grant: its owner may have revoked it before."""
    try:
        grants = await received_grants(context.cloud, operation.target.cen_id, operation.network)
    except CloudError:
        return DETACHED_UNREAD
    return DETACHED if grants else NO_GRANT_STANDS


async def _after_revoking(context: OperationContext, operation: Wanted, result: OperationResult) -> str:
    """Say whether it is attached now: the CEN's owner is told of nothing, and has to detach it.

    That refuses the revoke of a grant for a transit router, with a code that stands for a busy network too.
    """
    busy = result.error is not None and result.error.kind is ErrorKind.CONFLICT
    if not in_force(result) and not busy:
        return ""
    target, network = operation.target, await attachments_now(context.cloud, operation.network)
    says = {AttachedState.HERE: DETACH_FIRST if busy else REVOKED_ATTACHED}
    says[AttachedState.UNKNOWN] = "" if busy else REVOKED_UNREAD
    left = says.get(attached_state(network, target.cen_id), "")
    return left.format(cen=target.cen_id, owner=grouped(target.owner_uid))


def _other_step(rule: GrantRule | None, operation: Wanted) -> str:
    if rule is None or rule.payer_in_force == rule.payer or operation.options.payer is None:
        return ""
    return _OTHER_STEP.format(now=payer_name(rule.payer_in_force), payer=operation.options.payer.value)
