"""One account's entry in the index, and how it is written there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from cen_tui.text import safe
from cen_tui.vault.base import STORES, Account, Source


class State(StrEnum):
    """What is so about one generation of an account's entry; the index says it before it is done."""

    ACTIVE = "active"
    PENDING = "pending"
    """It is being written, and does not count yet."""
    DELETING = "deleting"
    """It is being removed, and does not count any more."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One generation of an account's entry. Its place is the account's `source`."""

    account: Account
    generation: int
    state: State = State.ACTIVE

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other record."""
        return (self.account.id, self.generation)


def in_force(records: Iterable[IndexRow]) -> tuple[IndexRow, ...]:
    """Return the records that count: neither being written nor being removed."""
    return tuple(record for record in records if record.state is State.ACTIVE)


def to_fields(record: IndexRow) -> dict[str, object]:
    """Return a record as the fields of a JSON object."""
    account = record.account
    return {
        "id": account.id,
        "gen": record.generation,
        "state": record.state.value,
        "source": account.source.value,
        "name": account.name,
        "uid": account.uid,
        "who": account.who,
        "key_hint": account.key_hint,
        "last_used": account.last_used.isoformat() if account.last_used else None,
    }


def from_fields(fields: object) -> IndexRow | None:
    """Return the record that a JSON value holds, or None where it holds none."""
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
        uid=_text(fields, "uid"),
        who=_text(fields, "who"),
        key_hint=_text(fields, "key_hint"),
        source=Source(source),
        last_used=_time(fields.get("last_used")),
        id=account_id,
    )
    return IndexRow(account, generation, State(state))


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return safe(value) if isinstance(value, str) else ""


def _time(value: object) -> datetime | None:
    """Return a time of ours; one that cannot be read is not worth losing the account for."""
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
        return time.astimezone(UTC) if time and time.tzinfo else None
    except (ValueError, OverflowError):
        return None
