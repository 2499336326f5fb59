"""What is noted about accounts, wherever their sign-ins live: notes, labels, use, trouble; and roles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from cen_tui.cloud.defaults import USUAL_NAME, USUAL_SESSION
from cen_tui.storage.files import Damaged, FileProblem, read_json, set_aside, write_json
from cen_tui.storage.lock import exclusive
from cen_tui.text import safe
from cen_tui.vault.base import Account, RoleOver, Source

_SCHEMA: Final = 1
_TEXTS: Final = MappingProxyType(
    {"uid": "uid", "who": "who", "note": "note", "label": "label", "last_error": "trouble"}
)
"""The fields that are texts, with their names in the file."""
_ROLE_TEXTS: Final = ("id", "name", "over", "arn", "session", "external_id")


@dataclass(frozen=True, slots=True)
class AccountNote:
    """What is noted about one account. All texts are safe to show."""

    uid: str = ""
    who: str = ""
    note: str = ""
    label: str = ""
    last_error: str = ""
    last_used: datetime | None = None
    """Aware, UTC. Of saved accounts the vault knows it itself."""

    def about(self, account: Account) -> Account:
        """Return the account with what is noted about it; what its own place knows of it stands."""
        return replace(
            account,
            uid=account.uid or self.uid,
            who=account.who or self.who,
            note=self.note,
            label=self.label,
            last_error=self.last_error,
            last_used=account.last_used or self.last_used,
        )


@dataclass(frozen=True, slots=True)
class Noted:
    """All of it: remarks by the `key` of their accounts, and the accounts that are roles over others."""

    notes: Mapping[str, AccountNote] = field(default_factory=dict)
    roles: tuple[Account, ...] = ()


class AccountNotes:
    """The file of remarks, or memory alone where it has no path. Blocks; raises `FileProblem`."""

    def __init__(self, path: Path | None = None, *, start: Noted | None = None) -> None:
        self._path = path
        self._held = start or Noted()
        self.notices: list[str] = []
        """What the operator must be told; whoever tells it empties the list."""

    @property
    def on_disk(self) -> bool:
        """Whether a disk may have to be waited for."""
        return self._path is not None

    def read(self) -> Noted:
        """Return what is noted, as far as it can be read; what cannot is told, and left as it is.

        The next change sets a damaged file aside.
        """
        if self._path is None:
            return self._held
        try:
            found = _read(self._path)
        except FileProblem as problem:
            found = _Found(Noted(), f"{problem} {problem.advice}")
        if found.damage or found.newer:
            damage = f"What was noted about accounts cannot all be read, from {safe(self._path)}"
            why = "it was written by a newer cen-tui" if found.newer else found.damage
            self._tell(f"{damage}: {why.removesuffix('.')}. Labels, notes and roles may be missing.")
        return found.noted

    def note(self, key: str, **changes: str | datetime) -> None:
        """Change what is noted about one account."""

        def with_note(noted: Noted) -> Noted:
            found = replace(noted.notes.get(key, AccountNote()), **changes)  # type: ignore[arg-type]  # by replace
            return replace(noted, notes={**noted.notes, key: found})

        self._change(with_note)

    def save_role(self, account: Account) -> None:
        """Enter an account that is a role over another, in place of one with the same `id`."""

        def with_role(noted: Noted) -> Noted:
            others = (one for one in noted.roles if one.id != account.id)
            return replace(noted, roles=(*others, account))

        self._change(with_role)

    def forget(self, key: str) -> None:
        """Forget an account's remark, and the account itself where it is a role."""

        def without(noted: Noted) -> Noted:
            notes = {name: one for name, one in noted.notes.items() if name != key}
            return Noted(notes, tuple(one for one in noted.roles if one.key != key))

        self._change(without)

    def _change(self, change: Callable[[Noted], Noted]) -> None:
        if self._path is None:
            self._held = change(self._held)
            return
        with exclusive(self._path):
            write_json(self._path, _fields(change(self._mended(self._path))))

    def _mended(self, path: Path) -> Noted:
        """Read under the lock: what is damaged is set aside whole, what can be read of it goes on."""
        found = _read(path)
        if found.newer:  # what is new in it would be lost
            raise FileProblem(
                f"{safe(path)} was written by a newer cen-tui.", advice="Update this one to use it."
            )
        if found.damage:
            aside = set_aside(path)
            self._tell(f"What was noted about accounts was damaged: {found.damage}. It is now {safe(aside)}.")
        return found.noted

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


class _Found(NamedTuple):
    """What a file of remarks holds, as far as it can be read."""

    noted: Noted
    damage: str = ""
    """In words; empty where there is none."""
    newer: bool = False
    """Whether a newer version wrote it."""


def _read(path: Path) -> _Found:
    """Return what can be read of the file. Raises `FileProblem`."""
    document = read_json(path)
    if document is None:
        return _Found(Noted())
    if isinstance(document, Damaged):
        return _Found(Noted(), document.why)
    schema = document.get("schema")
    if isinstance(schema, int) and schema > _SCHEMA:
        return _Found(_noted(document), newer=True)
    return _Found(_noted(document), "" if _is_whole(document) else "an entry in it is unreadable")


def _is_whole(document: Mapping[str, object]) -> bool:
    """Tell whether all of a document is what is written here."""
    notes, roles = document.get("remarks", {}), document.get("roles", [])
    if document.get("schema") != _SCHEMA or not isinstance(notes, dict) or not isinstance(roles, list):
        return False
    texts = (
        one.get(key, "") if isinstance(one, dict) else None
        for one in notes.values()
        for key in _TEXTS.values()
    )
    return all(isinstance(text, str) for text in texts) and all(map(_role_in, roles))


def _fields(noted: Noted) -> dict[str, object]:
    notes = {key: _fields_of_note(one) for key, one in noted.notes.items()}
    return {"schema": _SCHEMA, "remarks": notes, "roles": [_fields_of_role(one) for one in noted.roles]}


def _fields_of_note(found: AccountNote) -> dict[str, object]:
    texts = {key: getattr(found, name) for name, key in _TEXTS.items() if getattr(found, name)}
    return {**texts, "last_used": found.last_used.isoformat()} if found.last_used else texts


def _fields_of_role(account: Account) -> dict[str, object]:
    return {"id": account.id, "name": account.name, **(account.role or RoleOver("", ""))._asdict()}


def _noted(document: Mapping[str, object]) -> Noted:
    notes, roles = document.get("remarks"), document.get("roles")
    held = notes.items() if isinstance(notes, dict) else ()
    listed = roles if isinstance(roles, list) else ()
    found = [role for role in map(_role_in, listed) if role]
    return Noted({str(key): _note_in(one) for key, one in held if isinstance(one, dict)}, tuple(found))


def _note_in(fields: Mapping[str, object]) -> AccountNote:
    texts = {name: _text(fields.get(key)) for name, key in _TEXTS.items()}
    return AccountNote(**texts, last_used=_time(fields.get("last_used")))


def _role_in(fields: object) -> Account | None:
    if not isinstance(fields, dict):
        return None
    texts = {name: _text(fields.get(name)) for name in _ROLE_TEXTS}
    seconds = fields.get("seconds")
    if not (texts["id"] and texts["name"] and texts["over"] and texts["arn"]):
        return None
    role = RoleOver(
        texts["over"],
        texts["arn"],
        texts["session"] or USUAL_NAME,
        texts["external_id"],
        seconds if isinstance(seconds, int) else USUAL_SESSION,
    )
    return Account(texts["name"], source=Source.ROLE, id=texts["id"], role=role)


def _text(value: object) -> str:
    return safe(value) if isinstance(value, str) else ""


def _time(value: object) -> datetime | None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
        return time.astimezone(UTC) if time and time.tzinfo else None
    except (ValueError, OverflowError):
        return None
