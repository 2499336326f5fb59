"""Runs one change of a grant rule or attachment until its outcome is known: read, announce, send, poll.

Nothing is sent before it was announced. Throttling, conflicts, a busy server and failed connections are
retried with backoff. After a lost answer the rules are read first, and a call that takes a ClientToken is
then sent again with the same. One that takes none is not: it may yet be done, and its outcome is unknown. A
read that fails for a moment proves nothing, and is repeated for as long as the call itself may be.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import uuid4

from cen_tui.cloud.concurrency import network_lock
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.retry import UNTIL_THE_TOTAL, Backoff, Listener, retry_listener
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.operations import unknown_outcome
from cen_tui.operations.change import Change
from cen_tui.operations.outcome import OperationResult, Outcome, Refusal, Stage
from cen_tui.operations.polling import MAY_PASS, POLL_ONCE, VISIBLE_WITHIN, Observation, PollPolicy

Announce = Callable[[str], Awaitable[str]]
"""Writes down, before anything is sent, that an operation with this ClientToken is about to be.

Returns the ClientToken to send: another one where the same operation was begun elsewhere meanwhile. Raises
`BegunElsewhereError` where that has none.
"""

_UNREACHED: Final = frozenset({ErrorKind.TRANSPORT})
"""Failures of a try that is known to have done nothing, and that are no answer of the cloud's."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same operation on the same rule, begun before, of which it is not known what came."""

    token: str
    """The ClientToken it was sent with; empty where the API takes none."""
    age: timedelta
    """How long ago it was last at work."""
    too_old: bool = False
    """Whether it had a token that the cloud may know no more: it cannot be continued as the same request."""


class BegunElsewhereError(Exception):
    """The same operation was begun elsewhere a moment ago, and must not be sent a second time."""

    def __init__(self, earlier: Earlier) -> None:
        super().__init__("the same operation was begun elsewhere")
        self.earlier = earlier


@dataclass(slots=True)
class Operation:
    """One change that is being made. `run` it once."""

    change: Change
    progress: Callable[[Stage], None]
    announce: Announce | None = None
    """Awaited right before the first send; what it raises passes through, and nothing is sent."""
    token: str = ""
    """The ClientToken of an earlier request for the same, whose answer was lost."""
    polling: PollPolicy | None = None
    """Unless given, the change's own."""
    earlier: Earlier | None = None
    rule: GrantRule | None = field(default=None, init=False)
    """As it was listed last."""
    lost: bool = field(default=False, init=False)
    """Whether the answer of a try was lost, an earlier one's or ours: it may thus have done its work."""
    lost_now: bool = field(default=False, init=False)
    """Whether it was one of ours."""
    _pauses: Backoff = field(init=False)
    """Between the tries of sending."""
    _read_backoff: Backoff = field(init=False)
    """Between reads that failed, counted from when it was first sent."""

    def __post_init__(self) -> None:
        """Count the time for trying again from now."""
        self._count_from_now()

    def _count_from_now(self) -> None:
        cloud = self.change.cloud
        self._pauses = Backoff(cloud.options.retrying, cloud.notify_retry)
        self._read_backoff = Backoff(cloud.options.retrying, cloud.notify_retry, times=_times_of_read)

    async def run(self, on_wait: Listener | None = None) -> OperationResult:
        """Make the change unless it is so already, and read until it is; return the result.

        Waits while another operation is at work on the network. `on_wait` is called with every pause before
        another try. A refusal is a result, not an exception: what passes through is cancellation, which
        stops only the waiting, and what `announce` raises.
        """
        async with network_lock(self.change.network.id):
            with retry_listener(on_wait):
                return await self._begin()

    async def _begin(self) -> OperationResult:
        if self.earlier:
            self._continue(self.earlier)
        self.progress(self.change.reading)
        try:
            seen = await self.change.observe()
        except CloudError as error:
            return self._not_sent(error)
        if seen.done and self.change.observations_in_a_row > 1:
            seen = await self.change.read_back(self._policy)
            if seen.error is not None:
                return self._not_sent(seen.error)
        self.rule = seen.rule
        if seen.done:
            return self._result(Outcome.VERIFIED if self.lost else Outcome.ALREADY)
        if self._may_yet_show():
            return await self._waited_out()
        if obstacle := self.change.precondition_error(seen.rule):
            return self._result(Outcome.REFUSED, obstacle)
        if self.change.takes_token:
            self.token = self.token or uuid4().hex
        return await self._announce_and_send()

    @property
    def _policy(self) -> PollPolicy:
        return self.polling or self.change.polling

    def _continue(self, earlier: Earlier) -> None:
        self.earlier = earlier
        self.lost = True
        self.token = "" if earlier.too_old else earlier.token or self.token
        self.progress(Stage.TOO_OLD if earlier.too_old else Stage.CONTINUING)

    async def _announce_and_send(self) -> OperationResult:
        try:
            token = await self.announce(self.token) if self.announce else self.token
        except BegunElsewhereError as begun:
            self._continue(begun.earlier)
            return await self._waited_out()
        if token != self.token:
            self._continue(Earlier(token, timedelta()))
        return await self._send_until_known()

    def _not_sent(self, error: CloudError) -> OperationResult:
        """Return the result of an operation before which the existing rules could not be read."""
        if self.lost:
            return self._result(Outcome.UNKNOWN, unknown_outcome.still_unknown(self.change, error))
        return self._result(Outcome.REFUSED, error, refusal=_refusal(error, MAY_PASS))

    def _may_yet_show(self) -> bool:
        """Tell whether an earlier try that cannot be repeated with its token may still come to show."""
        if self.earlier is None or (self.change.takes_token and self.earlier.token):
            return False
        return self.earlier.age < VISIBLE_WITHIN

    async def _waited_out(self) -> OperationResult:
        """Look for what an earlier try may have done, and send nothing: it would be done twice."""
        seen = await self._read_back()
        if seen.done:
            return self._result(Outcome.VERIFIED)
        if seen.error is not None:
            return self._not_sent(seen.error)
        return self._result(Outcome.UNKNOWN, unknown_outcome.not_visible_yet(self.change))

    async def _send_until_known(self) -> OperationResult:
        self._count_from_now()
        while True:
            self.progress(Stage.SENDING)
            try:
                request_id = await self.change.send(self.token)
            except CloudError as error:
                failure = error
            else:
                return await self._accepted(request_id)
            self.lost_now = self.lost_now or failure.outcome_unknown
            self.lost = self.lost or self.lost_now
            if self.change.means_done(failure):
                return await self._done_before(failure)
            waiting = self._pauses.next_pause(failure)
            if waiting is None:
                return await self._given_up(failure)
            await self._pauses.sleep(waiting)
            if self.lost and (result := await self._settled(failure)):
                return result

    async def _accepted(self, request_id: str) -> OperationResult:
        seen = await self._read_back()
        if seen.done:
            return self._result(Outcome.VERIFIED, request_id=request_id)
        error = unknown_outcome.unverified(self.change, seen, request_id)
        return self._result(Outcome.UNKNOWN, error, request_id)

    async def _settled(self, failure: CloudError) -> OperationResult | None:
        """Return the result that a read after a lost answer shows; None when it may be sent again.

        Without a ClientToken it may not: what does not show yet may still be done, and would be done twice.
        """
        repeatable = self.change.takes_token
        seen = await (self._observe(POLL_ONCE) if repeatable else self._read_back())
        if seen.done:
            return self._result(Outcome.VERIFIED, request_id=failure.request_id)
        if seen.error is not None:
            repeatable = repeatable and seen.error.kind in MAY_PASS
        else:
            repeatable = repeatable and self.change.precondition_error(seen.rule) is None
        return None if repeatable else self._unknown(failure, seen)

    async def _done_before(self, failure: CloudError) -> OperationResult:
        """Return the result after the cloud answered that it is done already, by a try of ours or not."""
        seen = await self._read_back()
        if seen.done:
            outcome = Outcome.VERIFIED if self.lost else Outcome.ALREADY
            return self._result(outcome, request_id=failure.request_id)
        if not self.lost and self.change.contradicts(seen):
            return self._result(Outcome.REFUSED, failure, failure.request_id)
        return self._unknown(failure, seen)

    async def _given_up(self, failure: CloudError) -> OperationResult:
        if not self.lost:
            refusal = _refusal(failure, _UNREACHED)
            return self._result(Outcome.REFUSED, failure, failure.request_id, refusal)
        seen = await self._read_back()
        if seen.done:
            return self._result(Outcome.VERIFIED, request_id=failure.request_id)
        if not self.lost_now and seen.error is None and not seen.begun and self._earlier_was_not_done():
            refusal = _refusal(failure, _UNREACHED)
            return self._result(Outcome.REFUSED, failure, failure.request_id, refusal)
        return self._unknown(failure, seen)

    def _earlier_was_not_done(self) -> bool:
        """Tell whether what does not show now of an earlier try was not done and will not be."""
        return self.earlier is not None and self.earlier.age >= VISIBLE_WITHIN

    async def _read_back(self) -> Observation:
        """Poll; where the last read failed for a moment, again while trying again is allowed."""
        seen = await self._observe(self._policy)
        while seen.error is not None and (waiting := self._read_backoff.next_pause(seen.error)):
            await self._read_backoff.sleep(waiting)
            seen = await self._observe(self._policy)
        return seen

    async def _observe(self, policy: PollPolicy) -> Observation:
        self.progress(self.change.verifying)
        seen = await self.change.read_back(policy)
        self.rule = seen.rule or self.rule
        return seen

    def _unknown(self, failure: CloudError, seen: Observation) -> OperationResult:
        error = unknown_outcome.lost_answer(self.change, failure, seen, earlier_lost=self.lost)
        return self._result(Outcome.UNKNOWN, error, failure.request_id)

    def _result(
        self,
        outcome: Outcome,
        error: CloudError | None = None,
        request_id: str = "",
        refusal: Refusal = Refusal.BY_CLOUD,
    ) -> OperationResult:
        return self.change.result(
            outcome, rule=self.rule, error=error, request_id=request_id, refusal=refusal
        )


def _times_of_read(error: CloudError) -> int:
    return UNTIL_THE_TOTAL if error.kind in MAY_PASS and not error.permanent else 0


def _refusal(failure: CloudError, kinds: frozenset[ErrorKind]) -> Refusal:
    """Return how it is known that nothing was changed: failures of these kinds are no answer to it."""
    return Refusal.NOT_SENT if failure.kind in kinds else Refusal.BY_CLOUD
