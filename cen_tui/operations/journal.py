"""What was intended and what came of it: on the disk before the act, and after whatever ends the program.

Lines of JSON that are only ever added to, each written whole and through to the disk under a lock, so
that a crash, a dropped link or a second process leaves every earlier line as it was.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from cen_tui import __version__
from cen_tui.storage.files import FileProblem, os_errors_as, sync_folder
from cen_tui.storage.lock import exclusive
from cen_tui.storage.ownership import open_own
from cen_tui.storage.process_id import is_running, own_name
from cen_tui.text import safe

if TYPE_CHECKING:
    from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
    from cen_tui.operations.journal_entries import Intent, JournalEntry
    from cen_tui.operations.outcome import OperationKind, Outcome
    from cen_tui.vault.base import Account

_LONGEST_REASON: Final = 400
_LOCK_LIMIT: Final = 10.0
"""Seconds to wait for the others: a slow disk with several of us at work must not refuse a grant."""
_LONGEST_ACT: Final = timedelta(minutes=10)
"""No other act takes longer, so that after it a process of that number is another one."""
_LONGEST: Final = {"attach": timedelta(minutes=50)}
"""Acts that may take longer: a VPC is waited for during 42 minutes until it says Attached."""
_OPEN: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND
_OTHERS: Final = 0o077


class Journal:
    """The journal in one file, or in memory alone where `path` is None.

    Every method blocks for a disk: call it off the UI thread. All raise `FileProblem` and nothing else.
    """

    def __init__(self, path: Path | None, *, clock: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self._clock = clock or (lambda: datetime.now(UTC))
        self._memory: list[str] = []
        self._guard = threading.Lock()
        self._under_way: set[str] = set()

    def begin(  # noqa: PLR0913, PLR0917 - all that is to be known of an act
        self,
        act: OperationKind,
        account: Account,
        network: Network,
        target: CenTarget,
        token: str,
        terms: GrantOptions | None = None,
    ) -> Intent:
        """Write down an act that is about to be sent; only once this returns may it be sent."""
        from cen_tui.cloud.networks.base import GrantOptions
        from cen_tui.operations.journal_entries import Intent, intent_line

        terms = terms or GrantOptions()
        intent = Intent(
            id=uuid4().hex,
            at=self._clock(),
            act=act,
            account=account.name,
            uid=account.uid,
            network_type=network.type,
            network_id=network.id,
            network_name=network.name,
            region=network.region,
            cen_id=target.cen_id,
            cen_owner=target.owner_uid,
            token=token,
            network_owner=network.owner_uid or account.uid,
            process=own_name(),
            version=__version__,
            family=terms.family.value,
            payer=terms.payer.value if terms.payer else "",
        )
        self._append(intent_line(intent))
        self._under_way.add(intent.id)
        return intent

    def end(
        self, intent_id: str, outcome: Outcome, *, code: str = "", request_id: str = "", says: str = ""
    ) -> None:
        """Write down what came of an act, or what a later look found."""
        from cen_tui.operations.journal_entries import Ending, ending_line

        self._under_way.discard(intent_id)
        reason = safe(says, limit=_LONGEST_REASON)
        self._append(ending_line(intent_id, Ending(self._clock(), outcome, code, request_id, reason)))

    def entries(self) -> tuple[tuple[JournalEntry, ...], tuple[str, ...]]:
        """Return every act, the oldest first, and what must be said of lines that could not be read."""
        from cen_tui.operations.journal_entries import entries_of

        entries, unread = entries_of(self._lines())
        if not unread:
            return entries, ()
        lines = "1 line of the journal is" if unread == 1 else f"{unread:,} lines of the journal are"
        says = f"{lines} damaged or of another version, and passed over"
        return entries, (f"{says}; nothing was removed from {safe(self.path)}.",)

    def close(self) -> None:
        """Let nothing more be written, once the line that is just being written is on the disk.

        For whoever is about to end the process: another thread that writes afterwards waits for ever.
        """
        self._guard.acquire(timeout=_LOCK_LIMIT)

    def open_entries(self) -> tuple[JournalEntry, ...]:
        """Return the acts of which it is not known what came of them, and which nobody is at work on."""
        from cen_tui.operations.journal_entries import unresolved

        return tuple(entry for entry in unresolved(self.entries()[0]) if not self._at_work(entry))

    def unfinished(
        self, act: OperationKind, network_id: str, target: CenTarget, terms: GrantOptions
    ) -> tuple[JournalEntry, ...]:
        """Return the acts of this kind on this rule of which it is not known what came, the oldest first.

        Also those that a process, this or another, is at work on.
        """
        from cen_tui.operations.journal_entries import unresolved

        wanted = (act, network_id, target, terms)
        return tuple(entry for entry in unresolved(self.entries()[0]) if entry.intent.operation == wanted)

    def age(self, entry: JournalEntry) -> timedelta:
        """Return how long ago an act was last at work; a clock that was set back makes none look new."""
        return abs(self._clock() - (entry.ending or entry.intent).at)

    def _at_work(self, entry: JournalEntry) -> bool:
        """Tell whether an act without an ending is one that this or another process is just carrying out."""
        intent = entry.intent
        if entry.ending is not None:
            return False
        if intent.id in self._under_way:
            return True
        recent = self.age(entry) < _LONGEST.get(intent.act, _LONGEST_ACT)
        return recent and intent.process != own_name() and is_running(intent.process)

    def _lines(self) -> list[str]:
        if self.path is None:
            return list(self._memory)
        data = _read(self.path)
        if data and not data.endswith(b"\n"):
            with contextlib.suppress(FileProblem), exclusive(self.path):  # someone may be writing just now
                data = _read(self.path)
        return [line for line in data.decode("utf-8", "replace").split("\n") if line.strip()]

    def _append(self, line: str) -> None:
        with self._guard:
            if self.path is None:
                self._memory.append(line)
                return
            with exclusive(self.path, limit=_LOCK_LIMIT):
                _append_line(self.path, line)


def _read(path: Path) -> bytes:
    with os_errors_as("read the journal", path):
        try:
            with os.fdopen(open_own(path, os.O_RDONLY), "rb") as file:
                return file.read()
        except (FileNotFoundError, NotADirectoryError):  # what is in its way is told by who writes
            return b""


def _append_line(path: Path, line: str) -> None:
    with os_errors_as("write the journal", path):
        handle = open_own(path, _OPEN)
        try:
            found = os.fstat(handle)
            if found.st_mode & _OTHERS:
                path.chmod(0o600)
            _write(handle, found.st_size, line)
            if not found.st_size:
                sync_folder(path.parent)
        finally:
            os.close(handle)


def _write(handle: int, size: int, line: str) -> None:
    """Add one line through to the disk; a part of it that did not fit is taken back."""
    torn = False
    if size:
        os.lseek(handle, size - 1, os.SEEK_SET)
        torn = os.read(handle, 1) != b"\n"
    data = (b"\n" if torn else b"") + line.encode() + b"\n"
    try:
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):  # the next line then begins on a line of its own
            os.ftruncate(handle, size)
        raise
