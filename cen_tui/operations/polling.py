"""Polls the cloud for the effect of a change, within a bound of reads and of time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, count, repeat
from typing import Final

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import GrantRule

MAY_PASS: Final = frozenset(
    {ErrorKind.THROTTLED, ErrorKind.SERVER, ErrorKind.TRANSPORT, ErrorKind.UNREADABLE}
)
"""Failures of a read that say nothing of the rules, and that another read may not meet."""

VISIBLE_WITHIN: Final = timedelta(minutes=5)
"""How long after it was begun an operation may still show: for lists that lag behind, and for work done late.

No bound is documented. Lags of seconds were seen, and a request is given up after 90 s at the latest.
"""


@dataclass(frozen=True, slots=True)
class PollPolicy:
    """How often and for how long the effect of a change is looked for: it may take seconds to show."""

    waits: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0, 3.0)
    """Seconds before each read; the last is repeated until `tries` are used up."""
    tries: int = 6
    longest: float = 90.0
    """Seconds after which no other read begins, however slow the reads were."""


POLL_ONCE: Final = PollPolicy(waits=(0.0,), tries=1)


@dataclass(frozen=True, slots=True)
class Observation:
    """What the reads have shown."""

    done: bool = False
    """Whether the cloud holds what the change wants."""
    rule: GrantRule | None = None
    error: CloudError | None = None
    """Why the last read showed nothing at all."""
    begun: bool = False
    """Whether the cloud is at work on it: an attachment that says Attaching."""


async def poll(
    observe: Callable[[], Awaitable[Observation]], policy: PollPolicy, *, in_a_row: int = 1
) -> Observation:
    """Read until so many reads in a row have shown that it is done, or the policy allows no more.

    What the last read allowed shows to be done is read again, as often as it takes to be sure. Returns
    the last observation, which is done only if so many were. What `observe` raises passes through.
    """
    waits = chain(policy.waits, repeat(policy.waits[-1] if policy.waits else 0.0))
    ends = time.monotonic() + policy.longest
    seen, found = Observation(), 0
    for tries in count(1):
        await asyncio.sleep(next(waits))
        seen = await observe()
        found = found + 1 if seen.done else 0
        if found == in_a_row or time.monotonic() > ends or (tries >= policy.tries and not found):
            break
    return seen if found == in_a_row else replace(seen, done=False)
