"""An adaptive limit of concurrent reads of a product in a region: additive increase, halved by throttling."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from cen_tui.cloud.errors.base import CloudError, ErrorKind

_Result = TypeVar("_Result")

FIRST: Final = 6
MOST: Final = 8
"""As many as connections are opened to a host."""


class ConcurrencyLimiter:
    """Admits calls in their order. The limit grows by one after as many successful calls.

    It is halved once, however many of the concurrent calls were throttled.
    """

    def __init__(self, first: int = FIRST, most: int = MOST) -> None:
        self._bound = float(first)
        self._most = most
        self._halvings = 0
        self._under_way = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def bound(self) -> int:
        """How many calls may be in progress now."""
        return int(self._bound)

    async def run(self, attempt: Callable[[], Awaitable[_Result]]) -> _Result:
        """Return what `attempt` returns, once it is admitted. Raises what it raises."""
        await self._enter()
        halvings = self._halvings
        try:
            result = await attempt()
        except CloudError as error:
            if error.kind is ErrorKind.THROTTLED and halvings == self._halvings:
                self._halvings += 1
                self._bound = max(1.0, self._bound / 2)
            raise
        else:
            self._bound = min(self._most, self._bound + 1 / self._bound)
            return result
        finally:
            self._leave()

    async def _enter(self) -> None:
        if self._under_way < self.bound and not any(not turn.done() for turn in self._waiting):
            self._under_way += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # its turn had come in the same moment
                self._leave()
            raise

    def _leave(self) -> None:
        self._under_way -= 1
        while self._waiting and self._under_way < self.bound:
            turn = self._waiting.popleft()
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)
