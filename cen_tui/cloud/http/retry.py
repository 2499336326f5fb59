"""Retries of a call after a failure that may be transient, with backoff, a budget and a listener."""

import asyncio
import math
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.i18n import gettext as _

_Result = TypeVar("_Result")

UNTIL_THE_TOTAL: Final = 1000
"""So often that only the time that is allowed for trying again ends it."""
_TIMES: Final = MappingProxyType(
    {
        ErrorKind.THROTTLED: UNTIL_THE_TOTAL,
        ErrorKind.CONFLICT: UNTIL_THE_TOTAL,
        ErrorKind.SERVER: 5,
        ErrorKind.TRANSPORT: 4,
        ErrorKind.UNREADABLE: 1,
    }
)
"""How often a call is tried again after a failure of each kind; of any other, never."""
_TIMES_UNSENT: Final = 2
"""How often where the cloud was not reached at all, which seldom passes within seconds."""
_TIMES_UNREADABLE: Final = 4
"""How often for one part of a long list: of a thousand, one or two may be damaged in transit."""
_MOST_DOUBLINGS: Final = 30


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """The retry policy: backoff and total time. All in seconds."""

    total: float = 90.0
    """How long after the first try a new one may begin; with 0, nothing is ever tried again."""
    first: float = 0.5
    """The longest first pause; each later one may be twice as long as the one before."""
    longest: float = 10.0

    def pause(self, tries: int, asked: float, chance: float) -> float:
        """Return the seconds to wait after so many tries.

        `asked` is the delay that the cloud asked for; `chance`, from 0 to 1, spreads clients that were
        throttled together over the whole of the pause.
        """
        return asked + chance * min(self.longest, self.first * 2.0 ** min(tries - 1, _MOST_DOUBLINGS))


@dataclass(frozen=True, slots=True)
class RetryEvent:
    """A pause before a call is tried again. `str()` of it is a line for the screen."""

    error: CloudError
    seconds: float
    attempt: int
    """Which try comes next: 2 is the first repetition."""

    def __str__(self) -> str:
        throttled = self.error.kind is ErrorKind.THROTTLED
        what = _("Throttled by the cloud") if throttled else self.error.title
        return _("{what}: trying again in {seconds} s (try {attempt})").format(
            what=what, seconds=max(1, math.ceil(self.seconds)), attempt=self.attempt
        )


Listener = Callable[[RetryEvent], None]
_listener: Final[ContextVar[Listener | None]] = ContextVar("listener", default=None)


@contextmanager
def retry_listener(listener: Listener | None) -> Iterator[None]:
    """Route retry events of calls in this block to `listener` (context-local; overrides the client's)."""
    before = _listener.set(listener or _listener.get())
    try:
        yield
    finally:
        _listener.reset(before)


class Backoff:
    """The pauses between the tries of one call, counted from now."""

    def __init__(
        self,
        retrying: RetryPolicy,
        on_wait: Listener | None = None,
        *,
        times: Callable[[CloudError], int] | None = None,
    ) -> None:
        """`times` tells how often to try again after an error, where that is not as for every call."""
        self._retrying = retrying
        self._on_wait = on_wait
        self._times = times or _times
        self._began = time.monotonic()
        self._tries = 0

    @property
    def listener(self) -> Listener | None:
        """Called with every pause."""
        return _listener.get() or self._on_wait

    def next_pause(self, error: CloudError) -> RetryEvent | None:
        """Return the pause that follows a try that failed, or None when there is to be no other try."""
        self._tries += 1
        if self._tries > self._times(error):
            return None
        chance = random.random()  # noqa: S311 - spreads pauses, guards nothing
        seconds = self._retrying.pause(self._tries, error.retry_after, chance)
        if time.monotonic() - self._began + seconds >= self._retrying.total:
            return None
        return RetryEvent(error, seconds, self._tries + 1)

    async def sleep(self, waiting: RetryEvent) -> None:
        """Report a pause to the listener, and wait for it."""
        if self.listener is not None:
            self.listener(waiting)
        await asyncio.sleep(waiting.seconds)


async def call_with_retry(attempt: Callable[[], Awaitable[_Result]], pauses: Backoff) -> _Result:
    """Return what `attempt` returns, trying it again after a failure that may pass.

    Only for calls that may be repeated. Its listener also gets the events of calls within it, such as the one
    that assumes a role for it. Raises the `CloudError` of the last try.
    """
    while True:
        try:
            with retry_listener(pauses.listener):
                return await attempt()
        except CloudError as error:
            waiting = pauses.next_pause(error)
            if waiting is None:
                raise
        await pauses.sleep(waiting)


def times_of_part(error: CloudError) -> int:
    """Return how often a part of a long list is requested again whose answer could not be read.

    After any other error the call itself was tried again already.
    """
    return _TIMES_UNREADABLE if error.kind is ErrorKind.UNREADABLE and may_pass(error) else 0


def may_pass(error: CloudError) -> bool:
    """Tell whether a call that failed so may succeed when it is repeated."""
    return _times(error) > 0


def _times(error: CloudError) -> int:
    if error.permanent:
        return 0
    if error.kind is ErrorKind.TRANSPORT and not error.outcome_unknown:
        return _TIMES_UNSENT
    return _TIMES.get(error.kind, 0)
