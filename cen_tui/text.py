"""Makes strings from outside safe to show, and what is typed plain; formats account IDs, counts and ages."""

import re
import unicodedata
from typing import Final

from cen_tui.i18n import gettext as _

_DIRECTION_AND_JOINERS: Final = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_DRAWN_AS_NOTHING: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Invisible characters: Default_Ignorable_Code_Point in Unicode, and the empty Braille cell."""
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VISIBLE_FALLBACK: Final = "\ufffd"
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2012\u2013\u2014\u2212"), "-")
_BETWEEN_IDS: Final = re.compile(r"[,、\s]+")
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


def plain_text(text: str) -> str:
    """Return a text with full-width forms, typographic dashes and invisible characters made plain."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(character for character in plain if unicodedata.category(character) != "Cf")


def plain_ids(typed: str) -> tuple[str, ...]:
    """Return each ID of a text once, as the API writes it; commas or blanks stand between them."""
    return tuple(dict.fromkeys(filter(None, _BETWEEN_IDS.split(plain_text(typed).lower()))))


def grouped(uid: str) -> str:
    """Return an account ID in groups of four digits, counted from the right: `1250 0000 0000 0001`.

    So the last group is always whole: its four digits are what a confirmation asks for.
    """
    first = len(uid) % 4
    groups = [uid[start : start + 4] for start in range(first, len(uid), 4)]
    return " ".join([uid[:first], *groups] if first else groups)


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
