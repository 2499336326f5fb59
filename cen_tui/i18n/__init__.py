"""The texts of the program in the language that was chosen: English as written, or a catalogue of gettext.

A module with texts has `from cen_tui.i18n import gettext as _`. What it says at import (a constant, a class
attribute) is in the language that `use` has set by then, so that comes before such modules are imported.

What is stored, or read by programs, is English: `english` returns it for a text that is shown in Chinese.
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
CHINESE_LETTERS: Final = "中文"
"""What an output must be able to write for Chinese to be printed."""
_LOCALES: Final = {CHINESE: "zh_CN"}

_language = ENGLISH
_catalogue: "NullTranslations | None" = None


class Translated(str):
    """A text in another language, which knows itself in English; what an f-string makes of it does not."""

    __slots__ = ("english",)
    english: str

    def format(self, *values: object, **named: object) -> str:
        """Fill in the placeholders, in both languages."""
        meant = [_meaning(value) for value in values]
        filled = self.english.format(*meant, **{name: _meaning(value) for name, value in named.items()})
        return translated(super().format(*values, **named), filled)

    def removesuffix(self, suffix: str, /) -> str:
        """Take a text off the end, in both languages."""
        return translated(super().removesuffix(suffix), self.english.removesuffix(english(suffix)))

    def rstrip(self, characters: str | None = None, /) -> str:
        """Take space off the end, in both languages."""
        return translated(super().rstrip(characters), self.english.rstrip(characters))

    def __add__(self, other: str, /) -> str:
        return translated(super().__add__(other), self.english + english(other))


def translated(text: str, meaning: str) -> Translated:
    """Return a text that says in another language what `meaning` says in English."""
    made = Translated(text)
    made.english = meaning
    return made


def use(language: str) -> None:
    """Use one of `LANGUAGES` from now on. English opens no file, and needs no catalogue."""
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
    """Return the language in use, one of `LANGUAGES`."""
    return _language


def gettext(message: str) -> str:
    """Return a text in the language in use; placeholders are filled in after that."""
    return message if _catalogue is None else translated(_catalogue.gettext(message), message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a text that fits a number."""
    form = singular if number == 1 else plural
    return form if _catalogue is None else translated(_catalogue.ngettext(singular, plural, number), form)


def pgettext(context: str, message: str) -> str:
    """Return a text that means something else, or is translated differently, in another context."""
    return message if _catalogue is None else translated(_catalogue.pgettext(context, message), message)


def sentences(*each: str) -> str:
    """Return whole sentences one after the other, as the language sets them; empty ones are left out."""
    parts = [text for text in each if text]
    meaning = " ".join(english(part) for part in parts)
    if _catalogue is None:
        return meaning
    text = "".join(parts[:1])
    for part in parts[1:]:
        gap = " " if text[-1].isascii() and part[0].isascii() else ""
        text = f"{text}{gap}{part}"
    return translated(text, meaning)


def listed(items: Iterable[str]) -> str:
    """Return names one after the other, as the language sets them."""
    parts = list(items)
    meaning = ", ".join(english(part) for part in parts)
    return meaning if _catalogue is None else translated("、".join(parts), meaning)


def english(text: str) -> str:
    """Return a text in English; what is no translation, as it is."""
    return text.english if isinstance(text, Translated) else text


def _meaning(value: object) -> object:
    return english(value) if isinstance(value, str) else value


def catalogue() -> "NullTranslations | None":
    """Return the catalogue of the language in use; None for English."""
    return _catalogue
