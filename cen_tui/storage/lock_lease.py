"""A lock as its holder has it, which can be given back from outside while the holder is stuck."""

import contextlib
import os
import threading
from collections.abc import Iterator

from cen_tui.storage.files import FileProblem


class EndedError(FileProblem):
    """The lease on the lock was ended from outside: what was to be done under it may no longer be done."""

    def __init__(self) -> None:
        super().__init__("This was given up.", advice="Try again.")


class Lease:
    """Held by one thread; any other may end it, and then nothing more may be written under it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._handle: int | None = None
        self.ended = False

    def begin(self, handle: int) -> None:
        """Take over the open handle of the lock; raises `EndedError` where the lease was ended before."""
        with self._guard:
            if self.ended:
                os.close(handle)
                raise EndedError
            self._handle = handle

    def end(self) -> None:
        """Give the lock back now, unless a write is in progress, which comes to its end by itself."""
        if self._guard.acquire(blocking=False):
            self.ended = True
            self._close()
            self._guard.release()

    @contextlib.contextmanager
    def lasting(self) -> Iterator[None]:
        """Keep the lock for the length of a block; raises `EndedError` where it was given back."""
        with self._guard:
            if self.ended:
                raise EndedError
            yield

    def finish(self) -> None:
        """Give the lock back at the end of the work; once more does nothing."""
        with self._guard:
            self._close()

    def _close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
