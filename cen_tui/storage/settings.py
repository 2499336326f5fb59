"""The settings in `settings.json`: time limits of calls, display options and the language."""

from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from cen_tui.i18n import LANGUAGES, listed, sentences
from cen_tui.i18n import gettext as _
from cen_tui.storage.files import Damaged, FileProblem, read_json
from cen_tui.storage.language import language_named
from cen_tui.terminal.display import THEMES
from cen_tui.text import safe

_SWITCHES: Final = ("low_bandwidth", "mouse")
_LEAST: Final = MappingProxyType({"retry_total": 0.0})
_LEAST_TIMEOUT: Final = 0.1
_MOST: Final = 600.0


class Settings(NamedTuple):
    """Time limits in seconds, then display options and the language."""

    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    total_timeout: float = 30.0
    retry_total: float = 90.0
    """How long after its first try a call that may yet go well is tried again; with 0, never."""
    low_bandwidth: bool = False
    """Whether to save bytes at the cost of looks, as `--low-bandwidth` does."""
    theme: str = ""
    """One of `look.THEMES`, or empty for what fits the terminal."""
    mouse: bool = True
    language: str = ""
    """One of `LANGUAGES`, or empty for that of the locale; `storage.language` has read it before."""


_NAMES: Final = Settings._fields


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings, and what the operator must be told of those that were not taken.

    The operator writes the file: one that cannot be read is reported and not changed. A missing one means
    defaults. Raises nothing.
    """
    try:
        document = read_json(path, operators=True)
        if isinstance(document, Damaged):
            notice = _(
                "The settings in {file} could not be read: {why}. Correct it. Until then, defaults are used."
            )
            return Settings(), (notice.format(file=safe(path), why=document.why),)
    except FileProblem as problem:
        return Settings(), (sentences(str(problem), problem.advice, _("Default settings are used.")),)
    return _from_document(document or {}, path)


def _from_document(document: dict[str, object], path: Path) -> tuple[Settings, tuple[str, ...]]:
    taken: dict[str, object] = {}
    notices: list[str] = []
    for name, value in document.items():
        if name not in _NAMES:
            told = _("{file} sets {name}, which cen-tui does not know.")
            notices.append(told.format(file=safe(path), name=safe(name, limit=60)))
        elif wrong := _wrong(name, value):
            told = _("{name} in {file} must be {what}.")
            notices.append(told.format(name=name, file=safe(path), what=wrong))
        else:
            taken[name] = value
    return Settings(**taken), tuple(notices)  # type: ignore[arg-type]  # checked one by one above


def _wrong(name: str, value: object) -> str:
    """Return what a setting must be, and what is used instead; empty when it is that."""
    if name == "theme":
        known = listed(THEMES)
        return "" if value in THEMES else _("one of {known}; the one that fits is used").format(known=known)
    if name == "language":
        known = listed(LANGUAGES)
        says = _("one of {known}; that of the locale is used").format(known=known)
        return "" if language_named(value) else says
    if name in _SWITCHES:
        used = str(getattr(Settings(), name)).lower()
        return "" if isinstance(value, bool) else _("true or false; {used} is used").format(used=used)
    least = _LEAST.get(name, _LEAST_TIMEOUT)
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= _MOST:
        return ""
    return _("a number of seconds from {least:g} to {most:g}; {used:g} is used").format(
        least=least, most=_MOST, used=getattr(Settings(), name)
    )
