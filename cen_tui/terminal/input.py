"""What the terminal sends, as text: decoded as the locale says, and never lost in a paste without an end.

Within a bracketed paste, Textual takes an escape sequence that it does not know, or whose rest is late, for
keys. So none is left there but those that it reads in a paste too.
"""

import re
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Final

_PASTE_BEGINS: Final = "\x1b[200~"
_PASTE_ENDS: Final = "\x1b[201~"
_CTRL_C: Final = frozenset({b"\x03", b"\x1b[99;5u"})
"""As a terminal sends it, and with the keyboard protocol that Textual asks for."""
_SILENCE: Final = 0.3
"""Seconds without input before Ctrl+C: within a paste, that character is text."""
_ANSWERS: Final = re.compile(r"\x1b\[(?:\d+;\d+R|\?\d+;\d+\$y)")
"""The terminal's reports on its cursor and its modes, which come between what is pasted."""
_NOT_FOR_A_PASTE: Final = re.compile(r"\x1b(?!\[(?:48;[\d:;]+t|[IO]))")
"""The start of any sequence but a resize in band or a change of focus."""
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[\d;:?$]{0,32})?\Z")


class TerminalInput:
    """Decodes input, and follows where a paste begins and ends."""

    def __init__(self, encoding: str, clock: Callable[[], float] = time.monotonic) -> None:
        # Of what is typed in a plain ASCII locale, UTF-8 is the best guess: it holds all of ASCII.
        chosen = "utf-8" if encoding.lower() in {"ascii", "us-ascii", "ansi_x3.4-1968", "646"} else encoding
        self._decode = getincrementaldecoder(chosen)("replace").decode
        self._rest = ""
        """The end of what came before: in a paste, an unfinished sequence that is still to be returned."""
        self._clock = clock
        self._last = clock()
        self._pasting = False

    def decode(self, data: bytes) -> str:
        """Return the text of what was read at once, as the terminal sent it."""
        return self._decode(data)

    def gives_up(self, data: bytes) -> bool:
        """Tell whether what was read is Ctrl+C in a paste whose end was lost; the paste is over then."""
        now = self._clock()
        silence, self._last = now - self._last, now
        if not (self._pasting and data in _CTRL_C and silence >= _SILENCE):
            return False
        self._pasting, self._rest = False, ""
        return True

    def without_sequences_in_pastes(self, text: str) -> str:
        """Return what follows in the input, without escape sequences within a paste."""
        parts: list[str] = []
        while text:
            part, text = self._pasted(text) if self._pasting else self._typed(text)
            parts.append(part)
        return "".join(parts)

    def _typed(self, text: str) -> tuple[str, str]:
        """Return what is typed up to where a paste begins, and the rest."""
        whole = self._rest + text
        begins = whole.find(_PASTE_BEGINS)
        if begins < 0:
            self._rest = whole[1 - len(_PASTE_BEGINS) :]
            return text, ""
        end = begins + len(_PASTE_BEGINS) - len(self._rest)
        self._pasting, self._rest = True, ""
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """Return what is pasted up to where the paste ends, and the rest."""
        pasted, ends, rest = (self._rest + text).partition(_PASTE_ENDS)
        self._pasting, self._rest = not ends, ""
        if not ends and (unfinished := _UNFINISHED.search(pasted)):
            self._rest, pasted = unfinished[0], pasted[: unfinished.start()]
        return _NOT_FOR_A_PASTE.sub("\N{REPLACEMENT CHARACTER}", _ANSWERS.sub("", pasted)) + ends, rest
