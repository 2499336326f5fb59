"""Prefetch of a list's first page, while the screen that will show it is still being mounted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import ignore_failure
from cen_tui.cloud.http.retry import Listener, RetryEvent, retry_listener

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from cen_tui.cloud.clients import Cloud
    from cen_tui.cloud.networks.base import NetworkType, Page

_SAID: Final = 0.1
"""Delay before a retry notice, so that it does not replace the list's own notice that it is read."""


@dataclass(slots=True)
class _Read:
    """One page that is being read. Its retries are not reported before a list waits for it."""

    list: tuple[str, str]
    tell: Listener
    page: asyncio.Future[Page] | None = None
    pause: RetryEvent | None = None
    taken: bool = False

    def on_pause(self, pause: RetryEvent) -> None:
        self.pause = pause
        if self.taken:
            self.tell(pause)

    def take(self) -> Awaitable[Page] | None:
        self.taken = True
        if (pause := self.pause) is not None:
            asyncio.get_running_loop().call_later(_SAID, self._tell_late, pause)
        return self.page

    def _tell_late(self, pause: RetryEvent) -> None:
        if self.pause is pause and self.page is not None and not self.page.done():
            self.tell(pause)


class FirstPagePrefetch:
    """Reads the first page of a list ahead, for the next reader of that list."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self._asked: _Read | None = None

    def start(self, kind: NetworkType, region: str) -> None:
        """Start reading the first page of a type in a region; an earlier one is cancelled."""
        self.cancel()
        self._asked = asked = _Read((kind.key, region), self.cloud.notify_retry)
        with retry_listener(asked.on_pause):
            asked.page = asyncio.ensure_future(kind.page(self.cloud, region, 1))
        asked.page.add_done_callback(ignore_failure)

    def take(self, kind: NetworkType, region: str) -> Awaitable[Page] | None:
        """Return the page, once, or raise what reading raised; None if it was not started."""
        asked = self._asked
        if asked is None or asked.list != (kind.key, region):
            return None
        self._asked = None
        return asked.take()

    def cancel(self) -> None:
        """Cancel a page that was not taken."""
        if self._asked is not None and self._asked.page is not None:
            self._asked.page.cancel()
        self._asked = None
