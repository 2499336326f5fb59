"""Which language the operator has asked for: in the environment, the settings or the aliyun CLI's profile.

Only this much is read before a language is chosen, and nothing is said of it: what is damaged, or names no
language, counts as not there. `settings.py` reports it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from cen_tui.i18n import CHINESE, ENGLISH, LANGUAGES

VARIABLE: Final = "CEN_TUI_LANGUAGE"
"""As `--language`; set for the processes that this one starts, too."""
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_SIMPLIFIED: Final = ("", "CN", "SG", "HANS")
"""Territories and scripts of `zh`; those of traditional characters are other languages here."""
_NO_PROFILES: Final = ("ALIBABA_CLOUD_IGNORE_PROFILE", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED")


class Preference(NamedTuple):
    """A language, and what asked for it: a variable or a file; empty where nothing did."""

    language: str = ENGLISH
    source: str = ""


def language_named(value: object) -> str | None:
    """Return the one of `LANGUAGES` that a value names: `zh-CN`, `zh_CN`, `EN`; None where it names none."""
    tag = str(value).strip().replace("_", "-").casefold()
    return next((each for each in LANGUAGES if each.casefold() == tag), None)


def preferred_language(
    environ: Mapping[str, str],
    settings: Callable[[], Path] | None = None,
    profiles: Callable[[], Path] | None = None,
) -> Preference:
    """Return the language that is asked for; English where nothing is, or what is not known.

    The variable of cen-tui comes before the settings, these before the locale, and that before the profile
    of the aliyun CLI. A file counts only where its path is given. Raises nothing.
    """
    if named := language_named(environ.get(VARIABLE)):
        return Preference(named, VARIABLE)
    if settings and (named := language_named(_document(settings).get("language"))):
        return Preference(named, "settings.json")
    for name in _LOCALE:
        if value := environ.get(name):
            return Preference(_of_locale(value), name)
    if profiles and not any(environ.get(name, "").strip().lower() == "true" for name in _NO_PROFILES):
        return _of_profile(_document(profiles))
    return Preference()


def _of_locale(name: str) -> str:
    """Return the language of a locale such as `zh_CN.UTF-8`; C, POSIX and unknown ones are English."""
    language, *rest = name.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
    place = rest[0].upper() if rest else ""
    return CHINESE if language.lower() == "zh" and place in _SIMPLIFIED else ENGLISH


def _of_profile(document: Mapping[str, object]) -> Preference:
    profiles = document.get("profiles")
    current = document.get("current") or "default"
    for profile in profiles if isinstance(profiles, list) else ():
        if isinstance(profile, dict) and profile.get("name") == current and profile.get("language") == "zh":
            return Preference(CHINESE, "aliyun")
    return Preference()


def _document(place: Callable[[], Path]) -> Mapping[str, object]:
    """Read a file without `storage.files`, whose own texts are still to be translated when it is imported."""
    try:
        path = place()
        if not path.is_file():
            return {}
        import json  # not for a file that is not there

        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError, RuntimeError):  # RuntimeError: nobody knows this user's home
        return {}
    return found if isinstance(found, dict) else {}
