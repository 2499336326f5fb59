"""A lock between processes around reading, changing and writing a file; the kernel releases it at exit."""

import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext
from cen_tui.storage.files import FileProblem, os_errors_as, private_folder
from cen_tui.storage.ownership import open_own
from cen_tui.text import safe

_PAUSE: Final = 0.02
_PID_LENGTH: Final = 20

if sys.platform == "win32":
    import msvcrt

    _FAR: Final = 1 << 30  # a byte past the text, which others must still be able to read

    def _taken(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class BusyError(FileProblem):
    """Another process held the lock all the time that was waited for it."""


class RevokedError(FileProblem):
    """The lease on the lock was revoked from outside: what was to be done under it may no longer be done."""

    def __init__(self) -> None:
        super().__init__(_("This was given up."), advice=_("Try again."))


class Lease:
    """Held by one thread; any other may revoke it, and then nothing more may be written under it."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._handle: int | None = None
        self.revoked = False

    def begin(self, handle: int) -> None:
        """Take over the open handle of the lock; raises `RevokedError` where the lease was revoked before."""
        with self._mutex:
            if self.revoked:
                os.close(handle)
                raise RevokedError
            self._handle = handle

    def revoke(self) -> None:
        """Give the lock back now, unless a write is in progress, which comes to its end by itself."""
        if self._mutex.acquire(blocking=False):
            self.revoked = True
            self._close()
            self._mutex.release()

    @contextlib.contextmanager
    def guard(self) -> Iterator[None]:
        """Keep the lock for the length of a block; raises `RevokedError` where it was revoked."""
        with self._mutex:
            if self.revoked:
                raise RevokedError
            yield

    def release(self) -> None:
        """Give the lock back at the end of the work; once more does nothing."""
        with self._mutex:
            self._close()

    def _close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextlib.contextmanager
def exclusive(path: Path, *, limit: float = 2.0, lease: Lease | None = None) -> Iterator[Lease]:
    """Hold the lock that stands for the file `path` (a `.lock` beside it), waiting `limit` seconds for it.

    Two threads of one process exclude each other as two processes do. Blocks: not for the UI thread.
    With a `lease` of the caller's, whoever has it can give the lock back in the middle of the block.

    Raises:
        BusyError: another process, which it names, held the lock all that time.
        RevokedError: the lease was revoked while the lock was waited for.
        FileProblem: the lock cannot be made here.
    """
    lease = lease or Lease()
    handle = hold(path.with_name(f"{path.name}.lock"), limit)
    lease.begin(handle)
    try:
        yield lease
    finally:
        lease.release()


def try_lock(folder: Path) -> None:
    """See whether the disk of a folder has locks, on a file without a name that is gone at once.

    Raises:
        OSError: it has none (`ENOLCK`), or no file can be made there.
    """
    with tempfile.TemporaryFile(prefix=".cen-tui-", dir=folder) as file:
        _taken(file.fileno())


def hold(lock: Path, limit: float) -> int:
    """Return the open handle of the lock file `lock`, held now; closing it gives it back.

    A process that is given the handle holds the lock with us. Raises as `exclusive` does.
    """
    private_folder(lock.parent)
    with os_errors_as("open", lock):
        handle = open_own(lock, os.O_RDWR | os.O_CREAT)
    try:
        with os_errors_as("lock", lock):
            _wait_for(handle, limit)
    except BaseException:
        os.close(handle)
        raise
    _sign(handle)
    return handle


def _wait_for(handle: int, limit: float) -> None:
    end = time.monotonic() + limit
    while not _taken(handle):
        if time.monotonic() >= end:
            raise _busy(handle)
        time.sleep(_PAUSE)


def _busy(handle: int) -> BusyError:
    os.lseek(handle, 0, os.SEEK_SET)
    pid = safe(os.read(handle, _PID_LENGTH).decode("ascii", "replace").strip()) or pgettext(
        "process", "unknown"
    )
    return BusyError(
        _("Another cen-tui (process {process}) is busy with the same files.").format(process=pid),
        advice=_("Wait until it has finished, or close it, and try again."),
    )


def _sign(handle: int) -> None:
    """Write who holds the lock; a full disk must not prevent locking."""
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, str(os.getpid()).encode("ascii"))
