"""The index of accounts: what is not secret about them, since a keyring cannot list what it holds."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cen_tui.i18n import gettext as _
from cen_tui.storage.files import FileProblem
from cen_tui.storage.json_file import JsonFile, text_in, time_in
from cen_tui.storage.lock import BusyError, Lease, RevokedError, exclusive
from cen_tui.text import safe
from cen_tui.vault.base import STORES, Account, Source


class State(StrEnum):
    """The state of one generation of an account's entry; the index has it before it is so."""

    ACTIVE = "active"
    PENDING = "pending"
    """It is being written, and does not count yet."""
    DELETING = "deleting"
    """It is being removed, and does not count any more."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One generation of an account's entry, in the storage that is the account's `source`."""

    account: Account
    generation: int
    state: State = State.ACTIVE

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other row."""
        return (self.account.id, self.generation)


Rows = tuple[IndexRow, ...]


def in_force(rows: Iterable[IndexRow]) -> Rows:
    """Return the rows that count: neither being written nor being removed."""
    return tuple(row for row in rows if row.state is State.ACTIVE)


class Index(JsonFile[Rows]):
    """The index file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _("The list of accounts"), empty=(), parse=_rows, to_fields=_document)

    @contextlib.contextmanager
    def reading(self, lease: Lease | None = None) -> Iterator[Rows]:
        """Hold the index as `changing` does, where it can be held: not on a read-only disk."""
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(exclusive(self.path, lease=lease))
            except (BusyError, RevokedError):
                raise
            except FileProblem:  # nobody can change anything here, so there is nothing to hold
                pass
            yield self.read()


def _rows(document: Mapping[str, object]) -> tuple[Rows, str]:
    accounts = document.get("accounts")
    if not isinstance(accounts, list):
        return (), _("it is no list of accounts")
    rows = {row.key: row for row in map(from_fields, accounts) if row}
    whole = len(rows) == len(accounts)
    return tuple(rows.values()), "" if whole else _("an account in it is unreadable")


def _document(rows: Rows) -> dict[str, object]:
    return {"accounts": [to_fields(row) for row in rows]}


def to_fields(row: IndexRow) -> dict[str, object]:
    """Return a row as the fields of a JSON object."""
    account = row.account
    return {
        "id": account.id,
        "gen": row.generation,
        "state": row.state.value,
        "source": account.source.value,
        "name": account.name,
        "uid": account.uid,
        "who": account.principal,
        "key_hint": account.key_hint,
        "last_used": account.last_used.isoformat() if account.last_used else None,
    }


def from_fields(fields: object) -> IndexRow | None:
    """Return the row that a JSON value holds, or None where it holds none."""
    if not isinstance(fields, dict):
        return None
    generation, account_id, name = fields.get("gen"), fields.get("id"), safe(fields.get("name"))
    if not isinstance(generation, int) or not isinstance(account_id, str) or not name:
        return None
    if not (account_id.isascii() and account_id.isalnum()):
        return None
    state, source = fields.get("state", State.ACTIVE), fields.get("source", Source.KEYRING)
    if state not in tuple(State) or source not in STORES:
        return None
    account = Account(
        name=name,
        uid=text_in(fields, "uid"),
        principal=text_in(fields, "who"),
        key_hint=text_in(fields, "key_hint"),
        source=Source(source),
        last_used=time_in(fields, "last_used"),
        id=account_id,
    )
    return IndexRow(account, generation, State(state))
