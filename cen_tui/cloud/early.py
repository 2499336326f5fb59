"""The first page of a list, asked for while the screen that will show it is still being made."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from cen_tui.cloud.client import Cloud
    from cen_tui.cloud.networks.base import NetworkType, Page


class Early:
    """Holds one page on its way, for whoever reads that list next."""

    def __init__(self) -> None:
        self._asked: tuple[str, str] | None = None
        self._page: asyncio.Future[Page] | None = None

    def ask(self, kind: NetworkType, cloud: Cloud, region: str) -> None:
        """Ask for the first page of a type in a region; another that nobody took is given up."""
        self.drop()
        self._asked = kind.key, region
        self._page = asyncio.ensure_future(kind.page(cloud, region, 1))
        self._page.add_done_callback(_look_at)

    def take(self, kind: NetworkType, region: str) -> Awaitable[Page] | None:
        """Return the page that was asked for, once: it raises what asking raised. None if it was not."""
        if self._asked != (kind.key, region):
            return None
        page, self._page, self._asked = self._page, None, None
        return page

    def drop(self) -> None:
        """Give up what nobody took."""
        if self._page is not None:
            self._page.cancel()
        self._page = self._asked = None


def _look_at(page: asyncio.Future[Page]) -> None:
    """Look at a failure that nobody will see: it is no error of the program's."""
    if not page.cancelled():
        page.exception()
