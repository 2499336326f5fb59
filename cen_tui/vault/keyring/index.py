"""The index of accounts: what is not secret about them, since a keyring cannot list what it holds."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from cen_tui.storage.files import Damaged, FileProblem, read_json, set_aside, write_json
from cen_tui.storage.lock import BusyError, exclusive
from cen_tui.storage.lock_lease import EndedError, Lease
from cen_tui.text import safe
from cen_tui.vault.keyring.record import IndexRow, from_fields, to_fields

_SCHEMA: Final = 1


class Index:
    """The index file. Every method may block and raises `FileProblem`; not for the UI thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.notices: list[str] = []
        """What the operator must be told; whoever tells it empties the list."""

    def records(self) -> tuple[IndexRow, ...]:
        """Return the accounts, as the last write left them; a damaged file is set aside on the way."""
        records, damage = self._read()
        return records if not damage else self._after_damage(records)

    def look(self) -> tuple[tuple[IndexRow, ...], str]:
        """Return the accounts that can be read, and in words what is damaged; changes nothing."""
        return self._read()

    @contextlib.contextmanager
    def changing(self, lease: Lease | None = None) -> Iterator[tuple[IndexRow, ...]]:
        """Hold the index against other processes, and give the accounts in it; `write` changes them."""
        with exclusive(self._path, lease=lease):
            yield self._mended()

    @contextlib.contextmanager
    def reading(self, lease: Lease | None = None) -> Iterator[tuple[IndexRow, ...]]:
        """Hold the index as `changing` does, where it can be held: not on a read-only disk."""
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(exclusive(self._path, lease=lease))
            except (BusyError, EndedError):
                raise
            except FileProblem:  # nobody can change anything here, so there is nothing to hold
                yield self._read()[0]
            else:
                yield self._mended()

    def write(self, records: Iterable[IndexRow], lease: Lease | None = None) -> None:
        """Replace the accounts, inside `changing`; when it fails nothing was changed.

        Raises `EndedError` where the lease that `changing` was given has been ended since.
        """
        document = {"schema": _SCHEMA, "accounts": [to_fields(record) for record in records]}
        with (lease or Lease()).lasting():
            write_json(self._path, document)

    def _after_damage(self, readable: tuple[IndexRow, ...]) -> tuple[IndexRow, ...]:
        try:
            with self.changing() as records:
                return records
        except FileProblem as problem:
            self._tell(f"The list of accounts in {safe(self._path)} is damaged. {problem} {problem.advice}")
            return readable

    def _mended(self) -> tuple[IndexRow, ...]:
        """Read under the lock: what is damaged is set aside whole, what can be read of it goes on."""
        records, damage = self._read()
        if damage:
            aside = set_aside(self._path)
            if records:
                self.write(records)
            kept = "The accounts that could be read are kept." if records else "It starts empty again."
            self._tell(f"The list of accounts was damaged: {damage}. It is now {safe(aside)}. {kept}")
        return records

    def _read(self) -> tuple[tuple[IndexRow, ...], str]:
        """Return the records that can be read, and in words what is damaged."""
        document = read_json(self._path)
        if document is None:
            return (), ""
        if isinstance(document, Damaged):
            return (), document.why
        schema, accounts = document.get("schema"), document.get("accounts")
        if isinstance(schema, int) and schema > _SCHEMA:
            raise FileProblem(
                f"{safe(self._path)} was written by a newer cen-tui.", advice="Update this one to use it."
            )
        if schema != _SCHEMA or not isinstance(accounts, list):
            return (), "it is no list of accounts"
        records = {record.key: record for record in map(from_fields, accounts) if record}
        whole = len(records) == len(accounts)
        return tuple(records.values()), "" if whole else "an account in it is unreadable"

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)
