"""A write-ahead journal of operations: the intent is on the disk before the request, the outcome after it.

Lines of JSON that are only appended, each written whole and synced to the disk under a lock, so that a crash,
a dropped link or a second process leaves every earlier line unchanged.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from cen_tui import __version__
from cen_tui.i18n import ngettext
from cen_tui.storage.files import FileProblem, os_errors_as, sync_folder
from cen_tui.storage.lock import exclusive
from cen_tui.storage.ownership import open_own
from cen_tui.storage.process_id import is_exact, is_running, own_name
from cen_tui.text import safe

if TYPE_CHECKING:
    from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
    from cen_tui.operations.journal_entries import Intent, JournalEntry
    from cen_tui.operations.journal_reader import JournalReader
    from cen_tui.operations.outcome import OperationKind, Outcome
    from cen_tui.vault.base import Account

_LONGEST_REASON: Final = 400
_LOCK_LIMIT: Final = 10.0
"""Seconds to wait for the others: a slow disk with several of us at work must not refuse a grant."""
_LONGEST_OPERATION: Final = timedelta(hours=1)
"""No operation takes longer, so that a process with the same bare number is another one after it.

A VPC is polled for 42 minutes until it says Attached, and settings allow ten minutes each for retries and for
one try, once while the rules are read and once while the request is sent.
"""
TOKEN_KEPT: Final = timedelta(hours=8)
"""How long after it was first sent a ClientToken is assumed to be known to the cloud.

No time is documented. Clouds that name one keep a token for eight hours or longer; a token that is no longer
known makes a repetition a new request.
"""
_OPEN: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND
_OTHERS: Final = 0o077


class AlreadyBegunError(Exception):
    """Another session has begun the same operation meanwhile, with no token by which to continue it."""

    def __init__(self, age: timedelta) -> None:
        super().__init__("the same operation was begun meanwhile")
        self.age = age


class Journal:
    """The journal in one file, or in memory alone where `path` is None.

    Every method blocks for a disk: call it off the UI thread. All raise `FileProblem` and nothing else but
    what they name.
    """

    def __init__(self, path: Path | None, *, clock: Callable[[], datetime] | None = None) -> None:
        self.path = path
        self._clock = clock or (lambda: datetime.now(UTC))
        self._memory: list[str] = []
        self._guard = threading.Lock()
        self._under_way: dict[str, Intent] = {}

    @cached_property
    def _reader(self) -> JournalReader:
        from cen_tui.operations.journal_reader import JournalReader

        return JournalReader(self.path, self._memory)

    def begin(  # noqa: PLR0913, PLR0917 - all that is to be known of an act
        self,
        kind: OperationKind,
        account: Account,
        network: Network,
        target: CenTarget,
        token: str,
        options: GrantOptions | None = None,
    ) -> Intent:
        """Write an operation that is about to be sent; it may be sent once this returns.

        What another session has begun meanwhile is continued: the intent then has its ClientToken, which is
        to be sent.

        Raises:
            AlreadyBegunError: what was begun meanwhile has no token. Nothing was written.
            ValueError: there is no such operation.
        """
        from cen_tui.cloud.networks.grant_apis import options_for
        from cen_tui.cloud.networks.registry import network_type
        from cen_tui.operations.journal_entries import Intent, intent_line

        options = options or options_for(network_type(network.type))
        intent = Intent(
            id=uuid4().hex,
            at=self._clock(),
            kind=kind,
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
            api=options.api.value,
            payer=options.payer.value if options.payer else "",
        )
        with self._writing():
            intent = replace(intent, token=self._token_begun_with(intent) or token)
            self._add(intent_line(intent))
            self._under_way[intent.id] = intent
        return intent

    def _token_begun_with(self, intent: Intent) -> str:
        """Return the token of the same operation, if one is open: another session may have begun it."""
        from cen_tui.operations.journal_entries import unresolved
        from cen_tui.operations.polling import VISIBLE_WITHIN

        entries = self._reader.of_network(intent.network_id, locked=True)
        for entry in reversed(unresolved(entries)):
            if entry.intent.operation != intent.operation:
                continue
            if intent.token and (token := self._kept_token(entry, entries)):
                return token
            if (age := self.age(entry)) < VISIBLE_WITHIN:
                raise AlreadyBegunError(age)
        return ""

    def end(  # noqa: PLR0913 - all that is to be known of an ending
        self,
        intent_id: str,
        outcome: Outcome,
        *,
        code: str = "",
        request_id: str = "",
        says: str = "",
        refusal: str = "",
    ) -> None:
        """Write the outcome of an operation, or of a later check; `refusal` is a `Refusal`.

        Where the file was removed meanwhile, the intent is written again.
        """
        from cen_tui.operations.journal_entries import Ending, ending_line, intent_line

        reason = safe(says, limit=_LONGEST_REASON)
        line = ending_line(intent_id, Ending(self._clock(), outcome, code, request_id, reason, refusal))
        try:
            with self._writing():
                intent = self._under_way.get(intent_id) or self._reader.known(intent_id)
                with contextlib.suppress(FileProblem):  # it is written all the same
                    self._reader.catch_up(locked=True)
                lost = intent is not None and self._reader.known(intent_id) is None
                self._add(*([intent_line(intent)] if intent and lost else []), line)
        finally:
            self._under_way.pop(intent_id, None)

    def entries(self) -> tuple[tuple[JournalEntry, ...], tuple[str, ...]]:
        """Return every operation, the oldest first, and notices on lines that could not be read."""
        contents = self._reader.contents()
        unread = contents.unread
        if not unread:
            return contents.entries, ()
        says = ngettext(
            "{count:,} line of the journal is damaged or of another version, and skipped; "
            "nothing was removed from {path}.",
            "{count:,} lines of the journal are damaged or of another version, and skipped; "
            "nothing was removed from {path}.",
            unread,
        )
        return contents.entries, (says.format(count=unread, path=safe(self.path)),)

    def close(self) -> None:
        """Block all further writes, once the line that is just being written is on the disk.

        For a process that is about to end: a thread that writes afterwards blocks for ever.
        """
        self._guard.acquire(timeout=_LOCK_LIMIT)

    def open_entries(self) -> tuple[JournalEntry, ...]:
        """Return the operations without a known outcome that no process is running."""
        return tuple(entry for entry in self._reader.contents().open_entries if not self._at_work(entry))

    def unfinished(
        self, kind: OperationKind, network: Network, target: CenTarget, options: GrantOptions
    ) -> tuple[JournalEntry, ...]:
        """Return the operations of this kind on this rule without a known outcome, the oldest first.

        Also those that this or another process is running.
        """
        from cen_tui.operations.journal_entries import unresolved

        wanted = (kind, network.id, network.region, target, options)
        found = unresolved(self._reader.of_network(network.id))
        return tuple(entry for entry in found if entry.intent.operation == wanted)

    def age(self, entry: JournalEntry) -> timedelta:
        """Return how long ago an operation was last active; a clock that was set back makes none look new."""
        return abs(self._clock() - (entry.ending or entry.intent).at)

    def token_to_repeat(self, entry: JournalEntry) -> str:
        """Return the ClientToken to repeat an operation with; empty where the cloud may have dropped it."""
        return self._kept_token(entry, self._reader.of_network(entry.intent.network_id))

    def _kept_token(self, entry: JournalEntry, entries: tuple[JournalEntry, ...]) -> str:
        token = entry.intent.token
        if not token:
            return ""
        first = min(
            (each.intent.at for each in entries if each.intent.token == token),
            default=entry.intent.at,
        )
        return token if abs(self._clock() - first) < TOKEN_KEPT else ""

    def _at_work(self, entry: JournalEntry) -> bool:
        """Tell whether this or another process is running an operation that has no ending yet."""
        intent = entry.intent
        if entry.ending is not None:
            return False
        if intent.id in self._under_way:
            return True
        may_be_it = is_exact(intent.process) or self.age(entry) < _LONGEST_OPERATION
        return may_be_it and intent.process != own_name() and is_running(intent.process)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Exclude every other thread and process that writes."""
        with self._guard:
            if self.path is None:
                yield
                return
            with exclusive(self.path, limit=_LOCK_LIMIT):
                yield

    def _add(self, *lines: str) -> None:
        if self.path is None:
            self._memory.extend(lines)
        else:
            _append(self.path, "\n".join(lines))


def _append(path: Path, lines: str) -> None:
    with os_errors_as("write the journal", path):
        handle = open_own(path, _OPEN)
        try:
            found = os.fstat(handle)
            if found.st_mode & _OTHERS:
                path.chmod(0o600)
            _write(handle, found.st_size, lines, path.parent)
        finally:
            os.close(handle)


def _write(handle: int, size: int, lines: str, folder: Path) -> None:
    """Append lines and sync them to the disk; a write that fails is truncated again."""
    torn = False
    if size:
        os.lseek(handle, size - 1, os.SEEK_SET)
        torn = os.read(handle, 1) != b"\n"
    data = (b"\n" if torn else b"") + lines.encode() + b"\n"
    try:
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
        if not size:
            sync_folder(folder)
    except OSError:
        with contextlib.suppress(OSError):  # the next line then begins on a line of its own
            os.ftruncate(handle, size)
        raise
