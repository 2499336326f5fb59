"""What is noted about accounts of every kind: notes, labels, last use, last error; and roles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.defaults import USUAL_NAME, USUAL_SESSION
from cen_tui.i18n import gettext as _
from cen_tui.storage.json_file import JsonFile, text_in, time_in
from cen_tui.vault.base import Account, RoleOver, Source

_TEXTS: Final = MappingProxyType(
    {"uid": "uid", "principal": "who", "note": "note", "label": "label", "last_error": "trouble"}
)
"""The fields that are texts, with their names in the file."""
_ROLE_TEXTS: Final = ("id", "name", "over", "arn", "session", "external_id")


@dataclass(frozen=True, slots=True)
class AccountNote:
    """What is noted about one account. All texts are safe to show."""

    uid: str = ""
    principal: str = ""
    note: str = ""
    label: str = ""
    last_error: str = ""
    last_used: datetime | None = None
    """Aware, UTC. For saved accounts the vault has it."""

    def about(self, account: Account) -> Account:
        """Return the account with what is noted about it; what its own storage has comes first."""
        return replace(
            account,
            uid=account.uid or self.uid,
            principal=account.principal or self.principal,
            note=self.note,
            label=self.label,
            last_error=self.last_error,
            last_used=account.last_used or self.last_used,
        )


@dataclass(frozen=True, slots=True)
class Noted:
    """All of it: the notes by the `key` of their accounts, and the accounts that are roles over others."""

    notes: Mapping[str, AccountNote] = field(default_factory=dict)
    roles: tuple[Account, ...] = ()


class AccountNotes:
    """The file of notes, or memory alone where it has no path. Blocks; raises `FileProblem`."""

    def __init__(self, path: Path | None = None) -> None:
        called = _("The list of notes, labels and roles")
        self._file = JsonFile(path, called, empty=Noted(), parse=_noted, to_fields=_fields) if path else None
        self._held = Noted()
        self.notices: list[str] = self._file.notices if self._file else []
        """What the operator must be told; whoever tells it empties the list."""

    def read(self) -> Noted:
        """Return what is noted, as far as it can be read; what cannot is told. Raises nothing."""
        return self._file.read_if_possible() if self._file else self._held

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

    def remove(self, key: str) -> None:
        """Remove what is noted about an account, and the account itself where it is a role."""

        def without(noted: Noted) -> Noted:
            notes = {name: one for name, one in noted.notes.items() if name != key}
            return Noted(notes, tuple(one for one in noted.roles if one.key != key))

        self._change(without)

    def _change(self, change: Callable[[Noted], Noted]) -> None:
        if self._file is None:
            self._held = change(self._held)
        else:
            self._file.change(change)


def _is_whole(document: Mapping[str, object]) -> bool:
    """Tell whether all of a document is what is written here."""
    notes, roles = document.get("remarks", {}), document.get("roles", [])
    if not isinstance(notes, dict) or not isinstance(roles, list):
        return False
    texts = (
        one.get(key, "") if isinstance(one, dict) else None
        for one in notes.values()
        for key in _TEXTS.values()
    )
    return all(isinstance(text, str) for text in texts) and all(map(_role_in, roles))


def _fields(noted: Noted) -> dict[str, object]:
    notes = {key: _fields_of_note(one) for key, one in noted.notes.items()}
    return {"remarks": notes, "roles": [_fields_of_role(one) for one in noted.roles]}


def _fields_of_note(found: AccountNote) -> dict[str, object]:
    texts = {key: getattr(found, name) for name, key in _TEXTS.items() if getattr(found, name)}
    return {**texts, "last_used": found.last_used.isoformat()} if found.last_used else texts


def _fields_of_role(account: Account) -> dict[str, object]:
    return {"id": account.id, "name": account.name, **(account.role or RoleOver("", ""))._asdict()}


def _noted(document: Mapping[str, object]) -> tuple[Noted, str]:
    notes, roles = document.get("remarks"), document.get("roles")
    held = notes.items() if isinstance(notes, dict) else ()
    listed = roles if isinstance(roles, list) else ()
    found = [role for role in map(_role_in, listed) if role]
    noted = Noted({str(key): _note_in(one) for key, one in held if isinstance(one, dict)}, tuple(found))
    return noted, "" if _is_whole(document) else _("an entry in it is unreadable")


def _note_in(fields: Mapping[str, object]) -> AccountNote:
    texts = {name: text_in(fields, key) for name, key in _TEXTS.items()}
    return AccountNote(**texts, last_used=time_in(fields, "last_used"))


def _role_in(fields: object) -> Account | None:
    if not isinstance(fields, dict):
        return None
    texts = {name: text_in(fields, name) for name in _ROLE_TEXTS}
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
