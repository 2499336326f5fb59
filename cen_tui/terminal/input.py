"""What the terminal sends, as text: decoded as the locale says, and never lost in a paste without an end."""

import time
from codecs import getincrementaldecoder
from enum import Enum, auto
from typing import Final

_PASTE_BEGINS: Final = "\x1b[200~"
_PASTE_ENDS: Final = "\x1b[201~"
_CTRL_C: Final = frozenset({b"\x03", b"\x1b[99;5u"})
"""As a terminal sends it, and with the keyboard protocol that Textual asks for."""
_SILENCE: Final = 0.3
"""Seconds without input before Ctrl+C: within a paste, that character is text."""


class Paste(Enum):
    """How far a bracketed paste has come."""

    NONE = auto()
    OPEN = auto()
    GIVEN_UP = auto()
    """Ctrl+C was pressed in a paste whose end was lost."""


class TerminalInput:
    """Decodes input, and follows where a paste begins and ends."""

    def __init__(self, encoding: str) -> None:
        # Of what is typed in a plain ASCII locale, UTF-8 is the best guess: it holds all of ASCII.
        chosen = "utf-8" if encoding.lower() in {"ascii", "us-ascii", "ansi_x3.4-1968", "646"} else encoding
        self._decode = getincrementaldecoder(chosen)("replace").decode
        self._rest = ""
        self._last = 0.0
        self._pasting = False

    def decode(self, data: bytes) -> tuple[str, Paste]:
        """Return the text of what was read at once, and the state of the paste after it."""
        silence, self._last = time.monotonic() - self._last, time.monotonic()
        if self._pasting and data in _CTRL_C and silence >= _SILENCE:
            self._pasting, self._rest = False, ""
            return "", Paste.GIVEN_UP
        text = self._decode(data)
        self._follow(text)
        return text, Paste.OPEN if self._pasting else Paste.NONE

    def _follow(self, text: str) -> None:
        whole = self._rest + text
        begins, ends = whole.rfind(_PASTE_BEGINS), whole.rfind(_PASTE_ENDS)
        if begins != ends:  # both are -1 where neither is there
            self._pasting = begins > ends
        self._rest = whole[1 - len(_PASTE_BEGINS) :]
