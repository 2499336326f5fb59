"""What a program sent to its terminal, taken apart: sequences by kind, and the text between them."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

_CSI: Final = re.compile(r"\x1b\[([0-?]*)([ -/]*[@-~])")
_OSC: Final = re.compile(r"\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)")
_KNOWN: Final = frozenset({"m", "H", "h", "l", "u", "$p", "t", "J", "K", "n"})
"""What Textual sends: styles, places, modes, the keyboard's protocol, and questions about modes."""
_MODES: Final = frozenset({7, 25, 1000, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048})
_OWN_OSC: Final = re.compile(r"52;c;[0-9A-Za-z+/=]*|22;[a-z-]*")
"""The clipboard, and the shape of the mouse's pointer."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Sent:
    """All that was sent, in its kinds."""

    csi: tuple[tuple[str, str], ...]
    """Parameters and final bytes, in order."""
    osc: tuple[str, ...]
    text: str
    """The rest; line ends that the terminal's driver made of ours are gone."""

    def colours(self) -> set[str]:
        """Return the kinds of colour that were asked for: `16`, `256`, `truecolor`, `default`."""
        return {kind for parameters, final in self.csi if final == "m" for kind in _colours(parameters)}

    def foreign(self) -> list[str]:
        """Return every sequence that Textual has no use for, and every character that moves or hides."""
        odd = [f"CSI {given}{final}" for given, final in self.csi if final not in _KNOWN]
        odd += [
            f"mode {mode}"
            for given, final in self.csi
            if final in "hl"
            for mode in given.strip("?").split(";")
            if int(mode) not in _MODES
        ]
        odd += [f"OSC {osc[:20]}" for osc in self.osc if not _OWN_OSC.fullmatch(osc)]
        return [*odd, *(repr(char) for char in self.text if unicodedata.category(char) in _HIDDEN)]

    def kinds(self) -> str:
        """Return how often each kind of sequence was sent, in a few words."""
        counted = Counter(final for _, final in self.csi)
        counted["OSC"] = len(self.osc)
        return " ".join(f"{kind}:{number}" for kind, number in sorted(counted.items()) if number)


def taken_apart(output: str) -> Sent:
    """Take the output of a program apart."""
    csi = tuple((found[1], found[2]) for found in _CSI.finditer(output))
    without = _CSI.sub("", output)
    osc = tuple(_OSC.findall(without))
    return Sent(csi, osc, _OSC.sub("", without).replace("\r\n", "").replace("\n", ""))


def _colours(parameters: str) -> list[str]:
    codes, kinds = [int(code or 0) for code in parameters.split(";")], []
    while codes:
        code = codes.pop(0)
        if code in {38, 48}:
            deep = codes.pop(0) == 2
            del codes[: 3 if deep else 1]
            kinds.append("truecolor" if deep else "256")
        elif code in {39, 49}:
            kinds.append("default")
        elif 30 <= code <= 47 or 90 <= code <= 107:
            kinds.append("16")
    return kinds
