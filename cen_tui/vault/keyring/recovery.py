"""Settles what a cen-tui left in the middle: entries that were being written or removed when it ended."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock_lease import Lease
from cen_tui.vault.base import Source, StoreError
from cen_tui.vault.keyring.entries import KeyringEntries
from cen_tui.vault.keyring.index import Index, IndexRow, State

_AGAIN: Final = "It is looked at again at the next start."


def is_open(record: IndexRow, storage: Source) -> bool:
    """Tell whether an entry of that place was left in the middle."""
    return record.state is not State.ACTIVE and record.account.source is storage


def recover(index: Index, entries: KeyringEntries, storage: Source, lease: Lease) -> tuple[str, ...]:
    """Finish or undo what was left open in one place, and return what the operator must be told.

    For that place's gate. Whoever writes holds the index's lock, so that what is found open while
    this holds it belongs to nobody any more.

    Raises:
        FileProblem: the index cannot be read or written; what was open still is.
    """
    with index.changing(lease) as records:
        books = _Settling(list(records), entries)
        notices = tuple(books.settled(storage))
        if tuple(books.records) != records:
            index.write(tuple(books.records), lease)
    return notices


class _Settling:
    """The records as they become."""

    def __init__(self, records: list[IndexRow], entries: KeyringEntries) -> None:
        self.records = records
        self._entries = entries

    def settled(self, storage: Source) -> Iterator[str]:
        """Settle one record after another; yield a sentence on each."""
        pending = [one for one in self.records if one.state is State.PENDING and is_open(one, storage)]
        for record in pending:
            try:
                yield self._arrived(record)
            except (StoreError, FileProblem) as error:
                yield f"{record.account.name} was not stored to the end. {error} {_AGAIN}"
        for record in [one for one in self.records if one.state is State.DELETING and is_open(one, storage)]:
            try:
                self._entries.remove(record)
            except (StoreError, FileProblem) as error:
                yield f"{_what(record, self._in_force(record))} is still in the {storage}. {error} {_AGAIN}"
            else:
                self.records.remove(record)
                yield f"{_what(record, self._in_force(record))} was removed from the {storage}."

    def _arrived(self, record: IndexRow) -> str:
        """Put a whole entry in force; drop one that never came, or not whole, or is not needed any more."""
        name, before = record.account.name, self._in_force(record)
        whole = self._entries.find(record) is not None
        if not whole or self._stored_again(record):
            self._entries.remove(record)
            self.records.remove(record)
            if whole:
                return f"An earlier try to store {name} was removed from the {record.account.source}."
            so = "the one before is still in use" if before else "add the account again"
            return f"Storing the sign-in of {name} was interrupted, and it did not arrive: {so}."
        self.records[self.records.index(record)] = replace(record, state=State.ACTIVE)
        if before:
            self.records[self.records.index(before)] = replace(before, state=State.DELETING)
        return f"Storing the sign-in of {name} was interrupted: it arrived whole, and is in use."

    def _stored_again(self, record: IndexRow) -> bool:
        """Tell whether the operator has made another account of that name since."""
        return any(
            one.state is State.ACTIVE
            and one.account.id != record.account.id
            and one.account.name.casefold() == record.account.name.casefold()
            for one in self.records
        )

    def _in_force(self, record: IndexRow) -> IndexRow | None:
        """Return the entry that counts for the same account."""
        same = (one for one in self.records if one.account.id == record.account.id)
        return next((one for one in same if one.state is State.ACTIVE), None)


def _what(record: IndexRow, in_force: IndexRow | None) -> str:
    name = record.account.name
    return f"An old sign-in of {name}" if in_force else f"{name}, whose removal was interrupted,"
