"""Recovers entries that were being written or removed when a cen-tui ended."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import Lease
from cen_tui.vault.base import Source, StoreError
from cen_tui.vault.keyring.entries import KeyringEntries
from cen_tui.vault.keyring.index import Index, IndexRow, State

_AGAIN: Final = _("It is checked again at the next start.")
_EARLIER_STILL: Final = _("The earlier entry of {account} is still in the {storage}.")
_STILL: Final = _("{account}, whose removal was interrupted, is still in the {storage}.")
_EARLIER_GONE: Final = _("The earlier entry of {account} was removed from the {storage}.")
_GONE: Final = _("{account}, whose removal was interrupted, was removed from the {storage}.")
_TRY_GONE: Final = _("An earlier try to store {account} was removed from the {storage}.")
_EARLIER_IN_USE: Final = _(
    "Storing the credentials of {account} was interrupted before they were stored: the earlier ones are "
    "still in use."
)
_ADD_AGAIN: Final = _(
    "Storing the credentials of {account} was interrupted before they were stored: add the account again."
)
_STORED_WHOLE: Final = _(
    "Storing the credentials of {account} was interrupted: they were stored whole, and are in use."
)


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
                told = _("{account} was not stored completely.").format(account=record.account.name)
                yield sentences(told, str(error), _AGAIN)
        for record in [one for one in self.records if one.state is State.DELETING and is_open(one, storage)]:
            try:
                self._entries.remove(record)
            except (StoreError, FileProblem) as error:
                still = _EARLIER_STILL if self._in_force(record) else _STILL
                told = still.format(account=record.account.name, storage=storage.words)
                yield sentences(told, str(error), _AGAIN)
            else:
                self.records.remove(record)
                gone = _EARLIER_GONE if self._in_force(record) else _GONE
                yield gone.format(account=record.account.name, storage=storage.words)

    def _activated(self, record: IndexRow) -> str:
        """Activate an entry that was stored whole; remove one that was not, or that is no longer needed."""
        name, before = record.account.name, self._in_force(record)
        whole = self._entries.find(record) is not None
        if not whole or self._stored_again(record):
            self._entries.remove(record)
            self.records.remove(record)
            if whole:
                return _TRY_GONE.format(account=name, storage=record.account.source.words)
            return (_EARLIER_IN_USE if before else _ADD_AGAIN).format(account=name)
        self.records[self.records.index(record)] = replace(record, state=State.ACTIVE)
        if before:
            self.records[self.records.index(before)] = replace(before, state=State.DELETING)
        return _STORED_WHOLE.format(account=name)

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
