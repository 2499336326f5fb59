"""JSON files of ours, with one rule for what is missing, damaged, or of a newer version.

A missing file is an empty one. Of a damaged one, what can be read counts; the next change keeps the whole of
it under another name. A newer one is never changed. Both are reported.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Generic, TypeVar

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import Damaged, FileProblem, read_json, set_aside, write_json
from cen_tui.storage.lock import Lease, exclusive
from cen_tui.text import safe

_Value = TypeVar("_Value")

_SCHEMA: Final = 1
"""The version of all these files, in each as `schema`."""


def text_in(fields: Mapping[str, object], name: str) -> str:
    """Return the text of a field, safe to show; empty where it holds none."""
    value = fields.get(name)
    return safe(value) if isinstance(value, str) else ""


def time_in(fields: Mapping[str, object], name: str) -> datetime | None:
    """Return the time of a field, aware UTC; one that cannot be read costs nothing else."""
    value = fields.get(name)
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
        return time.astimezone(UTC) if time and time.tzinfo else None
    except (ValueError, OverflowError):
        return None


class NewerFileError(FileProblem):
    """A file was written by a newer cen-tui; it is not changed, since what is new in it would be lost."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{file} was written by a newer cen-tui.").format(file=safe(path)),
            advice=_("Update this one to change it."),
        )


@dataclass(frozen=True, slots=True)
class Contents(Generic[_Value]):
    """What a file holds, as far as it can be read."""

    value: _Value
    damage: str = ""
    """What is wrong with the rest, in words; empty where nothing is."""
    newer: bool = False


class JsonFile(Generic[_Value]):
    """One file. Every method may block and raises `FileProblem`; not for the UI thread."""

    def __init__(
        self,
        path: Path,
        called: str,
        *,
        empty: _Value,
        parse: Callable[[Mapping[str, object]], tuple[_Value, str]],
        to_fields: Callable[[_Value], dict[str, object]],
    ) -> None:
        """`called` is its name, as it begins a sentence; `parse` returns the damage beside the value."""
        self.path = path
        self._called = called
        self._empty = empty
        self._parse = parse
        self._to_fields = to_fields
        self.notices: list[str] = []
        """What the operator must be told; whoever tells it empties the list."""

    def contents(self) -> Contents[_Value]:
        """Return what can be read, and what is wrong with the file; nothing is changed or noted."""
        document = read_json(self.path)
        if document is None:
            return Contents(self._empty)
        if isinstance(document, Damaged):
            return Contents(self._empty, document.why)
        value, damage = self._parse(document)
        schema = document.get("schema")
        if isinstance(schema, int) and schema > _SCHEMA:
            return Contents(value, newer=True)
        return Contents(value, damage if schema == _SCHEMA else damage or _("its version is not known"))

    def read(self) -> _Value:
        """Return what can be read of the file; damage is noted.

        Raises:
            NewerFileError: part of it may not be understood here.
        """
        found = self.contents()
        if found.newer:
            raise NewerFileError(self.path)
        self._note_damage(found.damage)
        return found.value

    def read_if_possible(self) -> _Value:
        """Return what is understood, also of a newer file; why there is no more is noted. Raises nothing."""
        try:
            found = self.contents()
        except FileProblem as problem:
            self._note(sentences(str(problem), problem.advice))
            return self._empty
        if found.newer:
            newer = NewerFileError(self.path)
            self._note(sentences(str(newer), _("What this one understands is used."), newer.advice))
        self._note_damage(found.damage)
        return found.value

    @contextlib.contextmanager
    def changing(self, lease: Lease | None = None) -> Iterator[_Value]:
        """Hold the file against other processes, and give what it holds; `write` changes it.

        Raises:
            NewerFileError: it must not be changed.
        """
        with exclusive(self.path, lease=lease):
            yield self._repaired(lease)

    def change(self, change: Callable[[_Value], _Value]) -> None:
        """Replace what the file holds now by what `change` returns for it."""
        with self.changing() as value:
            self.write(change(value))

    def write(self, value: _Value, lease: Lease | None = None) -> None:
        """Replace what the file holds, inside `changing`; when it fails nothing was changed.

        Raises `RevokedError` where the lease that `changing` was given has been revoked since.
        """
        with (lease or Lease()).guard():
            write_json(self.path, {"schema": _SCHEMA, **self._to_fields(value)})

    def _repaired(self, lease: Lease | None) -> _Value:
        found = self.contents()
        if found.newer:
            raise NewerFileError(self.path)
        if found.damage:
            aside = set_aside(self.path)
            if found.value != self._empty:
                self.write(found.value, lease)
            told = _("{what} was damaged: {damage}. The damaged file is now {file}.")
            self._note(told.format(what=self._called, damage=found.damage, file=safe(aside)))
        return found.value

    def _note_damage(self, damage: str) -> None:
        if damage:
            self._note(
                _(
                    "{what} in {file} is damaged: {damage}. What can be read is used; "
                    "the next change keeps the damaged file under another name."
                ).format(what=self._called, file=safe(self.path), damage=damage)
            )

    def _note(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)
