"""What was intended and what came of it: on the disk before the act, and after whatever ends the program.

Lines of JSON that are only ever added to, each written whole and through to the disk under a lock, so
that a crash, a dropped link or a second process leaves every earlier line as it was.
"""

import os
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from cen_tui import __version__
from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.outcome import Act, Outcome
from cen_tui.files import in_words, private_folder
from cen_tui.journal_entries import (
    Ending,
    Entry,
    Intent,
    ending_line,
    entries_of,
    intent_line,
)
from cen_tui.lock import exclusive
from cen_tui.text import safe
from cen_tui.vault.base import Account

_LONGEST_REASON: Final = 400


class Journal:
    """The journal in one file, or in memory alone where `path` is None.

    Every method blocks for a disk: call it off the UI thread. All raise `FileProblem` and nothing else.
    """

    def __init__(self, path: Path | None, *, clock: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self._clock = clock or (lambda: datetime.now(UTC))
        self._memory: list[str] = []
        self._guard = threading.Lock()

    def begin(self, act: Act, account: Account, network: Network, target: CenTarget, token: str) -> Intent:
        """Write down an act that is about to be sent; only once this returns may it be sent."""
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
            process=f"{os.getpid()}@{socket.gethostname()}",
            version=__version__,
        )
        self._append(intent_line(intent))
        return intent

    def end(
        self, intent_id: str, outcome: Outcome, *, code: str = "", request_id: str = "", says: str = ""
    ) -> None:
        """Write down what came of an act, or what a later look found."""
        reason = safe(says, limit=_LONGEST_REASON)
        self._append(ending_line(intent_id, Ending(self._clock(), outcome, code, request_id, reason)))

    def entries(self) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """Return every act, the oldest first, and what must be said of lines that could not be read."""
        entries, unread = entries_of(self._lines())
        if not unread:
            return entries, ()
        lines = "1 line" if unread == 1 else f"{unread} lines"
        says = f"{lines} of the journal could not be read and are passed over"
        return entries, (f"{says}; nothing was removed from {safe(self.path)}.",)

    def open_entries(self) -> tuple[Entry, ...]:
        """Return the acts of which it is not known what came of them."""
        return tuple(entry for entry in self.entries()[0] if entry.is_open)

    def _lines(self) -> list[str]:
        if self.path is None:
            return list(self._memory)
        with in_words("read the journal", self.path):
            if not self.path.exists():
                return []
            text = self.path.read_bytes().decode("utf-8", "replace")
        return [line for line in text.split("\n") if line.strip()]

    def _append(self, line: str) -> None:
        with self._guard:
            if self.path is None:
                self._memory.append(line)
                return
            private_folder(self.path.parent)
            with exclusive(self.path):
                _append_line(self.path, line)


def _append_line(path: Path, line: str) -> None:
    with in_words("write the journal", path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _write(handle, line)
        finally:
            os.close(handle)


def _write(handle: int, line: str) -> None:
    """Add one line through to the disk; a part of it that did not fit is taken back."""
    size = os.fstat(handle).st_size
    torn = False
    if size:
        os.lseek(handle, size - 1, os.SEEK_SET)
        torn = os.read(handle, 1) != b"\n"
    data = ("\n" if torn else "").encode() + line.encode() + b"\n"
    try:
        written = os.write(handle, data)
        if written < len(data):
            os.write(handle, data[written:])
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise
