"""Recovers entries that were being written or removed when a cen-tui ended."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import Lease
from cen_tui.vault.base import Source, StoreError
from cen_tui.vault.keyring.entries import KeyringEntries
from cen_tui.vault.keyring.index import Index, IndexRow, State

_AGAIN: Final = "It is checked again at the next start."


def is_open(record: IndexRow, storage: Source) -> bool:
    """Tell whether it is an interrupted change of an entry in this storage."""
    return record.state is not State.ACTIVE and record.account.source is storage


def recover(index: Index, entries: KeyringEntries, storage: Source, lease: Lease) -> tuple[str, ...]:
    """Finish or undo interrupted changes in one storage, and return what the operator must be told.

    Blocks; for the storage's thread. A writer holds the index's lock, so that a change found interrupted
    while this holds it is no longer in progress.

    Raises:
        FileProblem: the index cannot be read or written; nothing was recovered.
    """
    with index.changing(lease) as records:
        recovery = _Recovery(list(records), entries)
        notices = tuple(recovery.recovered(storage))
        if tuple(recovery.records) != records:
            index.write(tuple(recovery.records), lease)
    return notices


class _Recovery:
    """The rows while they are recovered."""

    def __init__(self, records: list[IndexRow], entries: KeyringEntries) -> None:
        self.records = records
        self._entries = entries

    def recovered(self, storage: Source) -> Iterator[str]:
        """Recover one row after another; yield a sentence on each."""
        pending = [one for one in self.records if one.state is State.PENDING and is_open(one, storage)]
        for record in pending:
            try:
                yield self._activated(record)
            except (StoreError, FileProblem) as error:
                yield f"{record.account.name} was not stored completely. {error} {_AGAIN}"
        for record in [one for one in self.records if one.state is State.DELETING and is_open(one, storage)]:
            try:
                self._entries.remove(record)
            except (StoreError, FileProblem) as error:
                yield f"{_what(record, self._in_force(record))} is still in the {storage}. {error} {_AGAIN}"
            else:
                self.records.remove(record)
                yield f"{_what(record, self._in_force(record))} was removed from the {storage}."

    def _activated(self, record: IndexRow) -> str:
        """Activate an entry that was stored whole; remove one that was not, or that is no longer needed."""
        name, before = record.account.name, self._in_force(record)
        whole = self._entries.find(record) is not None
        if not whole or self._stored_again(record):
            self._entries.remove(record)
            self.records.remove(record)
            if whole:
                return f"An earlier try to store {name} was removed from the {record.account.source}."
            so = "the earlier ones are still in use" if before else "add the account again"
            return f"Storing the credentials of {name} was interrupted before they were stored: {so}."
        self.records[self.records.index(record)] = replace(record, state=State.ACTIVE)
        if before:
            self.records[self.records.index(before)] = replace(before, state=State.DELETING)
        return f"Storing the credentials of {name} was interrupted: they were stored whole, and are in use."

    def _stored_again(self, record: IndexRow) -> bool:
        """Tell whether the operator has made another account of that name since."""
        return any(
            one.state is State.ACTIVE
            and one.account.id != record.account.id
            and one.account.name.casefold() == record.account.name.casefold()
            for one in self.records
        )

    def _in_force(self, record: IndexRow) -> IndexRow | None:
        """Return the active row of the same account."""
        same = (one for one in self.records if one.account.id == record.account.id)
        return next((one for one in same if one.state is State.ACTIVE), None)


def _what(record: IndexRow, in_force: IndexRow | None) -> str:
    name = record.account.name
    return f"The earlier entry of {name}" if in_force else f"{name}, whose removal was interrupted,"
