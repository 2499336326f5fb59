"""Reads of the journal, every time, what was added since the last time."""

import contextlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cen_tui.operations.journal_entries import Intent, JournalEntry, add_lines, unresolved
from cen_tui.storage.files import FileProblem, os_errors_as
from cen_tui.storage.lock import exclusive
from cen_tui.storage.ownership import open_own

_MARK: Final = 64
"""How many bytes before the place read last must be as they were; every line has an ID there or before it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a journal holds."""

    entries: tuple[JournalEntry, ...] = ()
    """Every operation, the oldest first."""
    unread: int = 0
    """How many lines could not be read."""
    open_entries: tuple[JournalEntry, ...] = ()
    """The operations without a known outcome, also those that are running."""


class JournalReader:
    """The contents of one journal file, or of the lines in `memory` where `path` is None. For any thread."""

    def __init__(self, path: Path | None, memory: list[str]) -> None:
        self._path = path
        self._memory = memory
        self._guard = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._acts: dict[str, JournalEntry] = {}
        self._unread = 0
        self._place = 0
        self._mark = b""
        self._torn = False
        self._contents: Contents | None = None

    def catch_up(self, *, locked: bool = False) -> None:
        """Take in what was added; `locked` says that the caller has the lock of the file.

        Raises:
            FileProblem: it cannot be read.
        """
        with self._guard:
            tail = self._read_on()
            if locked or not tail:
                self._end_with(tail)
                return
        # Someone may be writing just now. Whoever writes holds the lock first and then comes here.
        with contextlib.suppress(FileProblem), self._locked(), self._guard:
            self._end_with(self._read_on())
            return
        with self._guard:
            self._end_with(self._read_on())

    def contents(self) -> Contents:
        """Return what the journal holds now; raises as `catch_up` does."""
        self.catch_up()
        with self._guard:
            if self._contents is None:
                entries = tuple(self._acts.values())
                self._contents = Contents(entries, self._unread + self._torn, unresolved(entries))
            return self._contents

    def of_network(self, network_id: str, *, locked: bool = False) -> tuple[JournalEntry, ...]:
        """Return the operations on one network, the oldest first; faster than `contents`."""
        self.catch_up(locked=locked)
        with self._guard:
            return tuple(entry for entry in self._acts.values() if entry.intent.network_id == network_id)

    def known(self, intent_id: str) -> Intent | None:
        """Return an operation as it was read last, also where the file was removed since."""
        with self._guard:
            entry = self._acts.get(intent_id)
            return entry.intent if entry else None

    def _locked(self) -> contextlib.AbstractContextManager[object]:
        return exclusive(self._path) if self._path else contextlib.nullcontext()

    def _end_with(self, tail: bytes) -> None:
        """Take in a last line without its end where it is whole, else note that part of one is there."""
        if tail and self._take([tail.decode("utf-8", "replace")], whole=False):
            self._advance(tail)
            tail = b""
        if self._torn is not bool(tail):
            self._torn = bool(tail)
            self._contents = None

    def _read_on(self) -> bytes:
        """Take in the whole lines that were added, and return the part of one that is behind them."""
        if self._path is None:
            self._take(self._memory[self._place :])
            self._place = len(self._memory)
            return b""
        with os_errors_as("read the journal", self._path):
            try:
                file = os.fdopen(open_own(self._path, os.O_RDONLY), "rb", buffering=0)
            except (FileNotFoundError, NotADirectoryError):  # what is in its way is told by who writes
                self._forget()
                return b""
            with file:
                if not self._is_where_it_was(file):
                    self._forget()
                file.seek(self._place)
                data = file.readall()
        whole, ended, tail = data.rpartition(b"\n")
        self._advance(whole + ended)
        self._take([line for line in whole.decode("utf-8", "replace").split("\n") if line.strip()])
        return tail

    def _is_where_it_was(self, file: BinaryIO) -> bool:
        """Tell whether the file was only added to: a line may have been taken back, or the file replaced."""
        file.seek(self._place - len(self._mark))
        return file.read(len(self._mark)) == self._mark

    def _advance(self, data: bytes) -> None:
        self._place += len(data)
        self._mark = (self._mark + data)[-_MARK:]

    def _take(self, lines: list[str], *, whole: bool = True) -> bool:
        """Take lines in, and tell whether all could be read; an unreadable part of a line counts for none."""
        if not lines:
            return True
        unread = add_lines(self._acts, lines)
        if whole:
            self._unread += unread
        if whole or not unread:
            self._contents = None
        return not unread
