"""Changes the index and the stores together: a change of an entry is written to the index before it is made.

So a crash, a full disk or a keyring that hangs in the middle leaves no unknown entry: its name is in the
index, and the next start recovers it.
"""

import contextlib
import uuid
from dataclasses import replace

from cen_tui.cloud.credentials import Credentials
from cen_tui.i18n import gettext as _
from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import Lease
from cen_tui.vault.base import Account, Source, Store, VaultError
from cen_tui.vault.keyring.entries import KeyringEntries
from cen_tui.vault.keyring.index import Index, IndexRow, Rows, State, in_force
from cen_tui.vault.rules import validated


class AccountStore:
    """Reads and writes accounts in the index and their stores. Blocks; runs on a storage's thread.

    Every method holds the index's lock from its first step to its last, around calls of a store too:
    keyrings fail, and some crash, when two programs write at once. All raise `VaultError` or `FileProblem`.
    """

    def __init__(self, index: Index, entries: KeyringEntries) -> None:
        self._index = index
        self._entries = entries

    def read(self, account: Account, lease: Lease) -> Credentials:
        """Return the active credentials of an account."""
        with self._index.reading(lease) as records:
            return self._entries.read(_found(records, account))

    def save(
        self, account: Account, credentials: Credentials, storage: Source, lease: Lease, *, new: bool = False
    ) -> Account:
        """Store a new account (with or without an `id`) or a changed one.

        When it fails, what was stored before still works.
        """
        with self._index.changing(lease) as records:
            new = new and not any(_is(one, account) for one in records)
            old = _found(records, account) if account.id and not new else None
            written = _next_generation(account, credentials, storage, records)
            store = self._entries.open(written, credentials)
            self._index.write((*records, written), lease)
            try:
                self._entries.write(store, written, credentials)
                stored = replace(written, state=State.ACTIVE)
                kept = [replace(one, state=State.DELETING) if one is old else one for one in records]
                self._index.write((*kept, stored), lease)
            except (VaultError, FileProblem):
                self._take_back(written, records, lease)
                raise
            if old and old.account.source is storage:
                self._drop(old, store, (*kept, stored), lease)
        return stored.account

    def remove(self, account: Account, lease: Lease) -> None:
        """Remove an account and its entry; nothing happens where it is removed already."""
        with self._index.changing(lease) as records:
            gone = next((one for one in records if _is(one, account)), None)
            if gone is None:
                return
            store = self._entries.open(gone)
            others = tuple(one for one in records if one is not gone)
            self._index.write((*others, replace(gone, state=State.DELETING)), lease)
            try:
                self._entries.remove(gone, store)
            except VaultError:
                with contextlib.suppress(FileProblem):
                    self._index.write(records, lease)
                raise
            self._index.write(others, lease)

    def note(self, used: Account) -> None:
        """Write when an account was used, and as which identity."""
        with self._index.changing() as records:
            old = next((one for one in records if _is(one, used)), None)
            if old:  # another cen-tui may have removed it while it was in use here
                kept = replace(old.account, uid=used.uid, principal=used.principal, last_used=used.last_used)
                self._index.write(tuple(replace(one, account=kept) if one is old else one for one in records))

    def _drop(self, old: IndexRow, store: Store, records: Rows, lease: Lease) -> None:
        """Remove an entry that is not active; where that fails it is left to recovery."""
        with contextlib.suppress(VaultError, FileProblem):
            self._entries.remove(old, store)
            self._index.write(tuple(one for one in records if one.key != old.key), lease)

    def _take_back(self, new: IndexRow, records: Rows, lease: Lease) -> None:
        """Undo a write that failed; what cannot be undone stays pending, for recovery."""
        if lease.revoked:
            self._take_back_late(new)
            return
        with contextlib.suppress(VaultError, FileProblem):
            self._entries.remove(new)
            self._index.write(records, lease)

    def _take_back_late(self, new: IndexRow) -> None:
        """Undo a write that ended after it had timed out, unless it was recovered meanwhile."""
        with contextlib.suppress(VaultError, FileProblem), self._index.changing() as records:
            if not any(one.key == new.key and one.state is State.ACTIVE for one in records):
                self._entries.remove(new)
                self._index.write(tuple(one for one in records if one.key != new.key))


def _next_generation(account: Account, credentials: Credentials, storage: Source, records: Rows) -> IndexRow:
    """Return the entry to be written, under a name that no entry before it had."""
    ready = validated(account, credentials, [one.account for one in in_force(records)], storage)
    used = [one.generation for one in records if account.id and one.account.id == account.id]
    return IndexRow(
        replace(ready, id=account.id or uuid.uuid4().hex), max(used, default=0) + 1, State.PENDING
    )


def _is(record: IndexRow, account: Account) -> bool:
    return record.account.id == account.id and record.state is State.ACTIVE


def _found(records: Rows, account: Account) -> IndexRow:
    for record in records:
        if _is(record, account):
            return record
    raise VaultError(
        _("{account} is no longer saved: another cen-tui has removed it.").format(account=account.name),
        advice=_("Add it again."),
    )
