"""One act from its intent in the journal to its outcome there: nothing is sent that is not written first."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.retry import Listener
from cen_tui.cloud.networks import network_type
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.operations.attach import attach
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.change_payer import change_payer
from cen_tui.operations.grant import grant
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.operations.polling import PollPolicy
from cen_tui.operations.reconcile import reconcile as look_up
from cen_tui.operations.revoke import revoke
from cen_tui.operations.runner import Earlier
from cen_tui.storage.files import FileProblem
from cen_tui.vault.base import Account

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_ACTS: Final = {
    OperationKind.GRANT: grant,
    OperationKind.REVOKE: revoke,
    OperationKind.CHANGE_PAYER: change_payer,
}
_INTERRUPTED: Final = "Interrupted before the answer was understood."
_NOT_SENT: Final = "Interrupted before anything was sent."


async def run_journaled(  # noqa: PLR0913 - who does what to whom, and how it is told
    act: OperationKind,
    *,
    journal: Journal,
    cloud: "Cloud",
    account: Account,
    network: Network,
    target: CenTarget,
    terms: GrantOptions | None = None,
    progress: Callable[[Stage], None],
    on_wait: Listener | None = None,
    on_problem: Callable[[str], None] | None = None,
    token: str = "",
    patience: PollPolicy | None = None,
    way: AttachOptions | None = None,
) -> OperationResult:
    """Do an act with the intent on the disk before it is sent, and the outcome after.

    `account` is the one that acts, and `way` how an attachment is made.

    `terms` say by which family, and who pays: without them, the type's own first family. A journal that
    cannot be written refuses the act; `on_problem` hears of an outcome that could not be written. An act
    that is cancelled, or breaks, is written as unknown before that passes through.

    An earlier one of the same kind on the same rule that the journal holds as unknown is continued with its
    ClientToken, whoever began it, and is written as done once this one shows it to be.
    """
    kind = network_type(network.type)
    terms = terms or options_for(kind)
    record = _JournaledRun(journal, act, account, network, target, terms)
    try:
        unfinished = await asyncio.to_thread(journal.unfinished, act, network.id, target, terms)
        do = partial(attach, way=way) if act is OperationKind.ATTACH else _ACTS[act]
        result = await do(
            cloud,
            kind,
            network,
            target,
            terms=terms,
            progress=progress,
            announce=record.begin,
            on_wait=on_wait,
            token=token,
            earlier=_continued(journal, unfinished),
            patience=patience,
        )
    except FileProblem as problem:
        error = _unwritten(problem)
        return OperationResult(network, target, Outcome.REFUSED, error=error, act=act, terms=terms)
    except BaseException:
        record.interrupted()
        raise
    unwritten = await record.end(result)
    if result.outcome in {Outcome.VERIFIED, Outcome.ALREADY}:
        unwritten = await asyncio.to_thread(_end_all, journal, unfinished, result) or unwritten
    if unwritten and on_problem:
        on_problem(unwritten)
    return result


async def reconcile_journaled(
    entry: JournalEntry,
    *,
    journal: Journal,
    cloud: "Cloud",
    on_wait: Listener | None = None,
    patience: PollPolicy | None = None,
) -> OperationResult:
    """Read whether what an open act wanted is so, and write down what came of it once it is known.

    `cloud` must sign in to the account that began the act. Only reads.

    Raises:
        FileProblem: it was looked up, and could not be written down: the act stays open.
    """
    intent = entry.intent
    kind = network_type(intent.network_type)
    result = await look_up(
        cloud,
        kind,
        intent.act,
        intent.network,
        intent.target,
        terms=intent.terms,
        on_wait=on_wait,
        patience=patience,
        age=journal.age(entry),
    )
    if result.outcome is not Outcome.UNKNOWN:
        await asyncio.to_thread(_end, journal, intent.id, result)
    return result


@dataclass(slots=True)
class _JournaledRun:
    """What the journal is told of one act, from whichever thread it is told."""

    journal: Journal
    act: OperationKind
    account: Account
    network: Network
    target: CenTarget
    terms: GrantOptions
    _intent_id: str = ""
    _closed: bool = False
    _guard: threading.Lock = field(default_factory=threading.Lock)
    """Of the two fields above, and never held while a disk is waited for."""

    async def begin(self, token: str) -> None:
        """Write the intent; once this returns, the act may be sent."""
        try:
            await asyncio.to_thread(self._begin, token)
        except asyncio.CancelledError:
            self._finish(Outcome.REFUSED, _NOT_SENT)
            raise

    def _begin(self, token: str) -> None:
        intent = self.journal.begin(self.act, self.account, self.network, self.target, token, self.terms)
        with self._guard:
            self._intent_id = intent.id
            abandoned = self._closed
        if abandoned:
            with contextlib.suppress(FileProblem):
                self.journal.end(intent.id, Outcome.REFUSED, says=_NOT_SENT)

    async def end(self, result: OperationResult) -> str:
        """Write the outcome of an act that was announced; return what went wrong with writing it."""
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
        """Write that the outcome is not known; an act that was not begun is none."""
        self._finish(Outcome.UNKNOWN, _INTERRUPTED)

    def _finish(self, outcome: Outcome, says: str) -> None:
        """Write an outcome at once, from the event loop itself, which may be about to end."""
        if intent_id := self._close():
            with contextlib.suppress(FileProblem):  # then the act stays open, which is the truth too
                self.journal.end(intent_id, outcome, says=says)

    def _close(self) -> str:
        """Return the intent to be ended, once; nothing when there is none, or it is being ended."""
        with self._guard:
            intent_id = "" if self._closed else self._intent_id
            self._closed = True
            return intent_id


def _continued(journal: Journal, unfinished: tuple[JournalEntry, ...]) -> Earlier | None:
    """Return what is known of the earlier tries: the last one's token, and when one was last at work."""
    if not unfinished:
        return None
    return Earlier(unfinished[-1].intent.token, min(map(journal.age, unfinished)))


def _end_all(journal: Journal, entries: tuple[JournalEntry, ...], result: OperationResult) -> str:
    """Write that earlier tries are in force; return what went wrong with writing it."""
    try:
        for entry in entries:
            journal.end(entry.intent.id, Outcome.VERIFIED, request_id=result.request_id)
    except FileProblem as problem:
        return _not_in_the_journal(problem)
    return ""


def _not_in_the_journal(problem: FileProblem) -> str:
    return f"The outcome is not in the journal. {problem} {problem.advice}"


def _end(journal: Journal, intent_id: str, result: OperationResult) -> None:
    error = result.error
    journal.end(
        intent_id,
        result.outcome,
        code=error.code if error else "",
        request_id=result.request_id or (error.request_id if error else ""),
        says=f"{error.title}: {error.detail}" if error else "",
    )


def _unwritten(problem: FileProblem) -> CloudError:
    return CloudError(
        "Nothing was sent: the journal cannot be written",
        kind=ErrorKind.REFUSED,
        detail=str(problem),
        advice=problem.advice,
    )
