"""Recent choices, offered first the next time: regions by account, and CEN targets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import FileProblem
from cen_tui.storage.json_file import JsonFile
from cen_tui.text import safe

if TYPE_CHECKING:
    from cen_tui.cloud.networks.base import CenTarget

MOST_REGIONS: Final = 8
MOST_TARGETS: Final = 12
_WAIT: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Choices:
    """All recent choices, the last used first."""

    regions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Region IDs by the UID of the account."""
    targets: tuple[CenTarget, ...] = ()

    def with_region(self, uid: str, region: str) -> _Choices:
        others = [known for known in self.regions.get(uid, ()) if known != region]
        return replace(self, regions=self.regions | {uid: (region, *others)[:MOST_REGIONS]})

    def with_target(self, target: CenTarget) -> _Choices:
        others = [known for known in self.targets if known != target]
        return replace(self, targets=(target, *others)[:MOST_TARGETS])


class Recents:
    """The recent choices in one file, or in memory alone where `path` is None.

    A choice counts at once and is written in a thread, so that a slow disk delays nobody: one after another,
    so that the last one is the first of the list. A failure to write is a notice.
    """

    def __init__(self, path: Path | None, *, wait: float = _WAIT) -> None:
        """`wait` is how many seconds a caller waits to know whether a choice was written."""
        self._wait = wait
        self._writer: threading.Thread | None = None
        called = _("The list of recent choices")
        self._file = (
            JsonFile(path, called, empty=_Choices(), parse=_parsed, to_fields=_fields) if path else None
        )
        self._problems: list[str] = self._file.notices if self._file else []
        self._choices = self._file.read_if_possible() if self._file else _Choices()

    def regions(self, uid: str) -> tuple[str, ...]:
        """Return the region IDs last used with an account, the last one first."""
        return self._choices.regions.get(uid, ())

    def targets(self) -> tuple[CenTarget, ...]:
        """Return the CEN targets last granted to, the last one first."""
        return self._choices.targets

    def region_used(self, uid: str, region: str) -> str:
        """Remember a region; return what went wrong with writing, as `notices` would, or nothing."""
        return self._remember(lambda choices: choices.with_region(uid, region))

    def target_used(self, target: CenTarget) -> str:
        """Remember a target; return what went wrong with writing, as `notices` would, or nothing."""
        return self._remember(lambda choices: choices.with_target(target))

    def notices(self) -> tuple[str, ...]:
        """Return, once, what the operator must be told: the file was damaged, or cannot be written."""
        told = tuple(self._problems)
        self._problems.clear()
        return told

    def _remember(self, change: Callable[[_Choices], _Choices]) -> str:
        self._choices = change(self._choices)
        if self._file is None:
            return ""
        written = (self._file, change, self._writer)
        self._writer = threading.Thread(target=self._write, args=written, daemon=True, name="cen-tui recents")
        self._writer.start()
        self._writer.join(self._wait)  # nearly always enough to know whether it was written
        return sentences(*self.notices())

    def _write(
        self,
        file: JsonFile[_Choices],
        change: Callable[[_Choices], _Choices],
        before: threading.Thread | None,
    ) -> None:
        """Change what the file holds now: another cen-tui may have written since it was read."""
        if before is not None:
            before.join()
        try:
            file.change(change)
        except FileProblem as problem:
            self._problems.append(sentences(_("The recent choices are not stored."), str(problem)))


def _fields(choices: _Choices) -> dict[str, object]:
    targets = [{"cen_id": one.cen_id, "owner_uid": one.owner_uid} for one in choices.targets]
    return {"regions": choices.regions, "targets": targets}


def _parsed(document: Mapping[str, object]) -> tuple[_Choices, str]:
    """Return what can be used of a document; the rest is dropped without a notice."""
    by_uid, targets = document.get("regions"), document.get("targets")
    regions = by_uid if isinstance(by_uid, dict) else {}
    choices = _Choices(
        {safe(uid): _texts(some)[:MOST_REGIONS] for uid, some in regions.items()},
        tuple(one for one in map(_target, _items(targets)) if one)[:MOST_TARGETS],
    )
    return choices, ""


def _target(fields: object) -> CenTarget | None:
    if not isinstance(fields, dict):
        return None
    cen_id, owner_uid = fields.get("cen_id"), fields.get("owner_uid")
    if not (isinstance(cen_id, str) and cen_id and isinstance(owner_uid, str) and owner_uid):
        return None
    from cen_tui.cloud.networks.base import CenTarget

    return CenTarget(safe(cen_id), safe(owner_uid))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(safe(one) for one in _items(value) if isinstance(one, str) and one)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
