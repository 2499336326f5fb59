"""The texts of the program in the language that was chosen: English as written, or a catalogue of gettext.

A module that speaks has `from cen_tui.i18n import gettext as _`. What it says at import (a constant, a class
attribute) is in the language that `use` has set by then, so that comes before such modules are imported.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH: Final = "en"
CHINESE: Final = "zh-CN"
LANGUAGES: Final = (ENGLISH, CHINESE)
DOMAIN: Final = "cen_tui"
FOLDER: Final = Path(__file__).parent / "locale"
_LOCALES: Final = {CHINESE: "zh_CN"}

_language = ENGLISH
_catalogue: "NullTranslations | None" = None


def use(language: str) -> None:
    """Speak one of `LANGUAGES` from now on. English opens no file, and is spoken without a catalogue."""
    global _language, _catalogue  # noqa: PLW0603 - one language a process, as one locale
    _language, _catalogue = language, None
    if language == ENGLISH:
        return
    import gettext as standard
    import os

    locale = _LOCALES[language]
    _catalogue = standard.translation(DOMAIN, FOLDER, [locale], fallback=True)
    # argparse looks its own words up in the domain and the language that these name.
    standard.bindtextdomain(DOMAIN, FOLDER)
    standard.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = locale


def language() -> str:
    """Return the language that is spoken, one of `LANGUAGES`."""
    return _language


def gettext(message: str) -> str:
    """Return a text in the language that is spoken; placeholders are filled in after that."""
    return message if _catalogue is None else _catalogue.gettext(message)


def sentences(*each: str) -> str:
    """Return whole sentences one after the other, as the language sets them; empty ones are left out."""
    return ("" if _language == CHINESE else " ").join(filter(None, each))


def listed(items: Iterable[str]) -> str:
    """Return names one after the other, as the language sets them."""
    return ("、" if _language == CHINESE else ", ").join(items)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a text that fits a number."""
    if _catalogue is None:
        return singular if number == 1 else plural
    return _catalogue.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Return a text that means something else, or is translated differently, in another context."""
    return message if _catalogue is None else _catalogue.pgettext(context, message)
