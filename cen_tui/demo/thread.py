"""The embedded cloud in a daemon thread, for an application that has an event loop of its own."""

import asyncio
import contextlib
import socket
import threading
from typing import Final

from cen_tui.demo.fault_spec import parse_faults

_HOST: Final = "127.0.0.1"
_STOP_SECONDS: Final = 3.0


class DemoThread:
    """Runs a `DemoCloud` beside the application.

    Making one takes a port: OSError when there is none; FaultSpecError when `faults` cannot be read.

    The port listens as soon as `start` returns, while the HTTP library is still being loaded in the thread:
    an early connection waits for it, and the first frame on the screen does not.
    """

    def __init__(self, faults: str = "") -> None:
        parse_faults(faults)
        self._faults = faults
        self._listening = socket.create_server((_HOST, 0), backlog=128)
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Start the thread, and return the URL."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(self._loop,), name="demo-cloud", daemon=True)
        self._thread.start()
        return f"http://{_HOST}:{self._listening.getsockname()[1]}"

    def stop(self) -> None:
        """Stop the cloud, and wait a bounded time for its thread to end."""
        if self._loop is None or self._thread is None:
            self._listening.close()
            return
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(_STOP_SECONDS)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            loop.run_until_complete(self._serve())
        finally:
            loop.close()

    async def _serve(self) -> None:
        from cen_tui.demo.server import DemoCloud

        cloud = DemoCloud(faults=self._faults)
        await cloud.start(self._listening)
        try:
            await self._stopping.wait()
        finally:
            await cloud.stop()
