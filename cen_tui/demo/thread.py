"""The embedded cloud in a daemon thread, for an application that has an event loop of its own."""

import asyncio
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cen_tui.demo.server import DemoCloud

_HOST: Final = "127.0.0.1"
_STOP_SECONDS: Final = 3.0


class DemoThread:
    """Runs a `DemoCloud` beside the application.

    The port listens as soon as `start` returns, while the HTTP library is still being loaded in the thread:
    whoever connects early waits for it, and a first frame on the screen does not.
    """

    def __init__(
        self, faults: str = "", *, clock: Callable[[], datetime] | None = None, seed: int = 1
    ) -> None:
        self._faults = faults
        self._clock = clock
        self._seed = seed
        self._listening = socket.create_server((_HOST, 0), backlog=128)
        self._thread = threading.Thread(target=self._run, name="demo-cloud", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()
        self.cloud: DemoCloud | None = None
        """The cloud itself, once it runs."""

    def start(self) -> str:
        """Start the thread, and return the URL."""
        self._loop = asyncio.new_event_loop()
        self._thread.start()
        return f"http://{_HOST}:{self._listening.getsockname()[1]}"

    def stop(self) -> None:
        """Stop the cloud, and wait a bounded time for its thread to end."""
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.run_until_complete(self._serve())
        finally:
            loop.close()

    async def _serve(self) -> None:
        from cen_tui.demo.server import DemoCloud, utc_now  # noqa: PLC0415 - loads the HTTP library, here only

        cloud = DemoCloud(faults=self._faults, clock=self._clock or utc_now, seed=self._seed)
        await cloud.start(self._listening)
        self.cloud = cloud
        try:
            await self._stopping.wait()
        finally:
            await cloud.stop()
