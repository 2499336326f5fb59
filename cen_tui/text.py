"""Makes strings from outside safe to show; formats account IDs, counts and ages."""

import re
import unicodedata
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from cen_tui.i18n import ENGLISH, language, ngettext, translated
from cen_tui.i18n import gettext as _

_DIRECTION_AND_JOINERS: Final = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_DRAWN_AS_NOTHING: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Invisible characters: Default_Ignorable_Code_Point in Unicode, and the empty Braille cell."""
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VISIBLE_FALLBACK: Final = "\ufffd"
_ESCAPE_SEQUENCE: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves, erasing
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS, SOS, PM and APC
    r"|\x1b[ -/]*[0-~]?"
)


def safe(value: object, *, limit: int = 2000) -> str:
    """Return `value` as one line of text that no terminal and no markup parser will obey.

    Escape sequences are shown as one replacement character, control characters, bidi controls and
    zero-width characters likewise; line ends and tabs become a space; text past `limit` characters
    is cut with an ellipsis. Brackets are kept: whoever shows the text must not parse markup.
    """
    if value is None:
        return ""
    text = str(value)[: limit * 4]
    if not (text.isascii() and text.isprintable()):  # nearly every text is, and thousands may be read at once
        text = _ESCAPE_SEQUENCE.sub(_VISIBLE_FALLBACK, text)
        text = visible(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def visible(text: str) -> str:
    """Return a text of the same length in which nothing is left that a terminal would obey or hide."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t\v\f":
        return " "
    hidden = character in _DIRECTION_AND_JOINERS or _DRAWN_AS_NOTHING.match(character)
    if hidden or unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return _VISIBLE_FALLBACK
    return character


def grouped(uid: str) -> str:
    """Return an account ID in groups of four digits, counted from the right: `1250 0000 0000 0001`.

    So the last group is always whole: its four digits are what a confirmation asks for.
    """
    first = len(uid) % 4
    groups = [uid[start : start + 4] for start in range(first, len(uid), 4)]
    return " ".join([uid[:first], *groups] if first else groups)


_COUNTED: Final = MappingProxyType[str, Callable[[int], str]](
    {
        "network": lambda number: ngettext("{count:,} network", "{count:,} networks", number),
        "region": lambda number: ngettext("{count:,} region", "{count:,} regions", number),
        "grant rule": lambda number: ngettext("{count:,} grant rule", "{count:,} grant rules", number),
        "operation": lambda number: ngettext("{count:,} operation", "{count:,} operations", number),
        "vSwitch": lambda number: ngettext("{count:,} vSwitch", "{count:,} vSwitches", number),
        "digit": lambda number: ngettext("{count:,} digit", "{count:,} digits", number),
        "part": lambda number: ngettext("{count:,} part", "{count:,} parts", number),
        "day ago": lambda number: ngettext("{count:,} day ago", "{count:,} days ago", number),
    }
)
"""The nouns that have a translation; others are names, such as `VPC`."""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return `1 network`, `2 networks`, `1,234 networks`."""
    if noun in _COUNTED:
        return _COUNTED[noun](number).format(count=number)
    word = noun if number == 1 else plural or f"{noun}s"
    return _("{count:,} {noun}").format(
        count=number, noun=translated(noun, word) if language() != ENGLISH else word
    )


_MINUTE: Final = 60
_HOUR: Final = 3600
JUST_NOW: Final = 10
"""Seconds below which no age is given."""


def ago(seconds: float) -> str:
    """Return how long ago something was: `just now`, `25 s ago`, `3 min ago`, `2 h ago`."""
    if seconds < JUST_NOW:
        return _("just now")
    if seconds < _MINUTE:
        return _("{count:.0f} s ago").format(count=seconds)
    if seconds < _HOUR:
        return _("{count:.0f} min ago").format(count=seconds // _MINUTE)
    return _("{count:.0f} h ago").format(count=seconds // _HOUR)
