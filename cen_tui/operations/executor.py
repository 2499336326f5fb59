"""Runs operations under the journal: nothing is sent whose intent is not on the disk first."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.retry import Listener
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.cloud.networks.registry import network_type
from cen_tui.i18n import english, sentences
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach import Attach
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.attachment_payer import ChangeAttachmentPayer
from cen_tui.operations.change import Change
from cen_tui.operations.detach import Detach
from cen_tui.operations.journal import AlreadyBegunError, Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Refusal, Stage
from cen_tui.operations.polling import VISIBLE_WITHIN, PollPolicy
from cen_tui.operations.reconcile import reconcile
from cen_tui.operations.route_changes import AssociateRouteTable, PropagateRoutes
from cen_tui.operations.rule_changes import ChangePayer, Grant, Revoke
from cen_tui.operations.runner import BegunElsewhereError, Earlier, Operation
from cen_tui.operations.unknown_outcome import still_unknown
from cen_tui.storage.files import FileProblem
from cen_tui.vault.base import Account

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_CHANGES: Final = MappingProxyType[OperationKind, type[Change]](
    {
        change.kind: change
        for change in (
            Grant,
            Revoke,
            ChangePayer,
            Attach,
            Detach,
            AssociateRouteTable,
            PropagateRoutes,
            ChangeAttachmentPayer,
        )
    }
)
_INTERRUPTED: Final = _("Interrupted before the response was understood.")
_NOT_SENT: Final = _("Interrupted before anything was sent.")
_NOT_APPLIED: Final = _("It was not applied: a later operation on the same rule found no trace of it.")


def change_for(
    kind: OperationKind,
    cloud: "Cloud",
    network: Network,
    target: CenTarget,
    options: GrantOptions | None = None,
) -> Change:
    """Return the change of a kind; without options, it is made through the type's own first API.

    Raises:
        ValueError: a change of payer whose options name no payer.
    """
    return _CHANGES[kind](cloud, network, target, options or options_for(network_type(network.type)))


async def run_journaled(  # noqa: PLR0913 - who does what to whom, and how it is told
    kind: OperationKind,
    *,
    journal: Journal,
    cloud: "Cloud",
    account: Account,
    network: Network,
    target: CenTarget,
    options: GrantOptions | None = None,
    progress: Callable[[Stage], None],
    on_wait: Listener | None = None,
    on_problem: Callable[[str], None] | None = None,
    token: str = "",
    polling: PollPolicy | None = None,
    attach_options: AttachOptions | None = None,
) -> OperationResult:
    """Run an operation with the intent on the disk before it is sent, and the outcome after.

    `account` is the one that acts; `options` are as in `change_for`; `attach_options` say how an attachment
    is made.

    A journal that cannot be written refuses the operation; `on_problem` is called when an outcome could
    not be written. An operation that is cancelled, or breaks, is written as unknown before that passes
    through.

    An earlier one of the same kind on the same rule that the journal holds as unknown is continued with its
    ClientToken, whoever began it, and is written as done once this one shows it to be.

    Raises:
        ValueError: a change of payer whose options name no payer.
    """
    change = change_for(kind, cloud, network, target, options)
    if attach_options is not None:
        change = Attach(cloud, network, target, change.options, attach_options=attach_options)
    record = _JournaledRun(journal, change, account)
    earlier: Earlier | None = None
    try:
        unfinished, earlier = await asyncio.to_thread(_before, journal, change)
        result = await Operation(change, progress, record.begin, token, polling, earlier).run(on_wait)
    except BaseException as error:
        if isinstance(error, FileProblem) and not record.has_begun:
            return _not_written(change, error, earlier)
        record.interrupted()
        raise
    unwritten = await record.end(result)
    if resolved := _resolves(result, earlier):
        unwritten = await asyncio.to_thread(_end_all, journal, unfinished, resolved, result) or unwritten
    if unwritten and on_problem:
        on_problem(unwritten)
    return result


async def reconcile_journaled(
    entry: JournalEntry,
    *,
    journal: Journal,
    cloud: "Cloud",
    polling: PollPolicy | None = None,
) -> OperationResult:
    """Read whether what an unfinished operation wanted is so, and write down its outcome once it is known.

    `cloud` must sign in to the account that began it. Only reads.

    Raises:
        FileProblem: the outcome could not be written down: the operation stays unfinished.
    """
    intent = entry.intent
    change = change_for(intent.kind, cloud, intent.network, intent.target, intent.options)
    result = await reconcile(change, polling=polling, age=journal.age(entry))
    if result.outcome is not Outcome.UNKNOWN:
        await asyncio.to_thread(_end, journal, intent.id, result)
    return result


@dataclass(slots=True)
class _JournaledRun:
    """The entry of one operation in the journal, written from whichever thread."""

    journal: Journal
    change: Change
    account: Account
    _intent_id: str = ""
    _closed: bool = False
    _guard: threading.Lock = field(default_factory=threading.Lock)
    """Of the two fields above, and never held while a disk is waited for."""

    @property
    def has_begun(self) -> bool:
        """Whether the intent is in the journal."""
        return bool(self._intent_id)

    async def begin(self, token: str) -> str:
        """Write the intent, and return the ClientToken to send; once this returns, it may be sent.

        Raises:
            BegunElsewhereError: another session has begun it a moment ago. Nothing was written.
        """
        try:
            return await asyncio.to_thread(self._begin, token)
        except asyncio.CancelledError:
            self._finish(Outcome.REFUSED, english(_NOT_SENT), Refusal.NOT_SENT)
            raise

    def _begin(self, token: str) -> str:
        change = self.change
        try:
            intent = self.journal.begin(
                change.kind, self.account, change.network, change.target, token, change.options
            )
        except AlreadyBegunError as begun:
            raise BegunElsewhereError(Earlier("", begun.age)) from None
        with self._guard:
            self._intent_id = intent.id
            abandoned = self._closed
        if abandoned:
            with contextlib.suppress(FileProblem):
                self.journal.end(
                    intent.id, Outcome.REFUSED, says=english(_NOT_SENT), refusal=Refusal.NOT_SENT
                )
        return intent.token

    async def end(self, result: OperationResult) -> str:
        """Write the outcome of an operation that was announced; return what went wrong with writing it."""
        try:
            return await asyncio.to_thread(self._end, result)
        except asyncio.CancelledError:
            self._end(result)
            raise

    def _end(self, result: OperationResult) -> str:
        if intent_id := self._close():
            try:
                _end(self.journal, intent_id, result)
            except FileProblem as problem:
                return _not_in_the_journal(problem)
        return ""

    def interrupted(self) -> None:
        """Write that the outcome is not known, if the intent was written."""
        self._finish(Outcome.UNKNOWN, english(_INTERRUPTED))

    def _finish(self, outcome: Outcome, says: str, refusal: Refusal = Refusal.BY_CLOUD) -> None:
        """Write an outcome at once, from the event loop itself, which may be about to end."""
        if intent_id := self._close():
            with contextlib.suppress(Exception):  # then it stays unfinished, which is true as well
                self.journal.end(intent_id, outcome, says=says, refusal=refusal)

    def _close(self) -> str:
        """Return the intent to be ended, once; nothing when there is none, or it is being ended."""
        with self._guard:
            intent_id = "" if self._closed else self._intent_id
            self._closed = True
            return intent_id


def _before(journal: Journal, change: Change) -> tuple[tuple[JournalEntry, ...], Earlier | None]:
    """Return the earlier tries, and what is known of them: the last one's token, and when one was at work."""
    unfinished = journal.unfinished(change.kind, change.network, change.target, change.options)
    if not unfinished:
        return (), None
    last = unfinished[-1]
    token = journal.token_to_repeat(last)
    too_old = bool(last.intent.token) and not token
    return unfinished, Earlier(token, min(map(journal.age, unfinished)), too_old)


def _resolves(result: OperationResult, earlier: Earlier | None) -> Outcome | None:
    """Return the outcome of the earlier tries, as far as the result of this one proves it."""
    if result.outcome in {Outcome.VERIFIED, Outcome.ALREADY}:
        return Outcome.VERIFIED
    old = earlier is not None and earlier.age >= VISIBLE_WITHIN
    return Outcome.REFUSED if old and result.outcome is Outcome.REFUSED else None


def _end_all(
    journal: Journal, entries: tuple[JournalEntry, ...], outcome: Outcome, result: OperationResult
) -> str:
    """Write the outcome of earlier tries; return why it could not be written, or nothing."""
    in_force = outcome is Outcome.VERIFIED
    told = (
        {"request_id": result.request_id}
        if in_force
        else {"says": english(_NOT_APPLIED), "refusal": Refusal.NOT_DONE.value}
    )
    try:
        for entry in entries:
            journal.end(entry.intent.id, outcome, **told)
    except FileProblem as problem:
        return _not_in_the_journal(problem)
    return ""


def _not_in_the_journal(problem: FileProblem) -> str:
    return sentences(_("The outcome is not in the journal."), str(problem), problem.advice)


def _end(journal: Journal, intent_id: str, result: OperationResult) -> None:
    error = result.error
    journal.end(
        intent_id,
        result.outcome,
        code=error.code if error else "",
        request_id=result.request_id or (error.request_id if error else ""),
        says=f"{english(error.title)}: {english(error.detail)}" if error else "",
        refusal=result.refusal,
    )


def _not_written(change: Change, problem: FileProblem, earlier: Earlier | None) -> OperationResult:
    """Return the result of what was not sent, as it could not be written; an earlier try stays unknown."""
    error = CloudError(
        _("Nothing was sent: the journal cannot be written"),
        kind=ErrorKind.REFUSED,
        detail=str(problem),
        advice=problem.advice,
    )
    if earlier is None:
        return change.result(Outcome.REFUSED, error=error)
    return change.result(Outcome.UNKNOWN, error=still_unknown(change, error))
