"""A worker thread with a time limit for calls of a keyring or a slow disk, which cannot be cancelled."""

import asyncio
import contextlib
import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, TypeVar

from cen_tui.storage.files import FileProblem
from cen_tui.vault.store_errors import disk_timeout_error, file_error

_Result = TypeVar("_Result")

DISK_LIMIT: Final = 5.0
"""Seconds that the disk of the home folder may take, which may be on another host."""

KEYRING_LIMIT: Final = 6.0
"""Seconds that a keyring may take for one call, the wait for the lock included."""

KEYCHAIN_LIMIT: Final = 60.0
"""Seconds for the keyrings of macOS and Windows, which prompt in a window of their own."""


class NoAnswerError(Exception):
    """The call took longer than its limit, or an earlier one still blocks the thread."""


class TimedThread:
    """Runs calls one after another on a daemon thread of its own.

    A call that does not return cannot be cancelled, only abandoned: the thread is a daemon because the
    threads of executors are joined at exit. While a call is stuck, further ones are refused at once and not
    queued.
    """

    def __init__(self, limit: float = KEYRING_LIMIT, *, name: str = "keyring") -> None:
        self.limit = limit
        self.name = name
        self._queue: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stuck: Future[Any] | None = None

    @property
    def is_stuck(self) -> bool:
        """Whether a call that timed out has not returned yet."""
        return self._stuck is not None and not self._stuck.done()

    async def run(self, work: Callable[[], _Result], limit: float | None = None) -> _Result:
        """Return what `work` returns, or raise what it raises, within `limit` seconds.

        A cancelled caller leaves work that has begun to its end, so that nothing is half done.

        Raises:
            NoAnswerError: the limit passed, or an earlier call is still stuck.
        """
        if self.is_stuck:
            raise NoAnswerError
        future = self._submit(work)
        try:
            async with asyncio.timeout(self.limit if limit is None else limit):
                await _done(future)
        except TimeoutError:
            if not future.cancel():  # begun, and so still to be waited for by whoever comes next
                self._stuck = future
            raise NoAnswerError from None
        except asyncio.CancelledError:
            future.cancel()
            raise
        return future.result()

    def _submit(self, work: Callable[[], _Result]) -> Future[_Result]:
        future: Future[_Result] = Future()
        self._queue.put(lambda: _complete(work, future))
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, daemon=True, name=f"cen-tui {self.name}")
            self._thread.start()
        return future

    def _serve(self) -> None:
        while True:
            self._queue.get()()


class DiskThread(TimedThread):
    """A thread for files of the home folder; what fails on it is a `VaultError`."""

    def __init__(self, name: str) -> None:
        super().__init__(DISK_LIMIT, name=name)

    async def run(self, work: Callable[[], _Result], limit: float | None = None) -> _Result:
        """Return what `work` returns; raises `VaultError` for a disk that fails or does not answer."""
        try:
            return await super().run(work, limit)
        except NoAnswerError:
            raise disk_timeout_error(self.limit) from None
        except FileProblem as problem:
            raise file_error(problem) from problem


def keyring_thread() -> TimedThread:
    """Return a thread with the time limit of this platform's keyring."""
    return TimedThread(KEYCHAIN_LIMIT if sys.platform in {"darwin", "win32"} else KEYRING_LIMIT)


def _complete(work: Callable[[], _Result], future: Future[_Result]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
        future.set_exception(error)
    else:
        future.set_result(result)


async def _done(future: Future[_Result]) -> None:
    """Wait for a future without cancelling it; a loop that is closed first is ignored."""
    loop = asyncio.get_running_loop()
    event = asyncio.Event()

    def tell(_: Future[_Result]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(event.set)

    future.add_done_callback(tell)
    await event.wait()
