"""How the screens are drawn on this terminal: colours, lines, mouse. Imports nothing that takes time."""

import sys
from collections.abc import Mapping
from typing import Final, NamedTuple

THEMES: Final = ("dark", "light", "terminal")
"""What may be asked for: our two sets of colours, or those that the terminal itself is set to."""
LEAST: Final = (60, 18)
"""Columns and lines that every screen of the wizard is whole in."""
_NO_COLOURS: Final = ("vt52", "vt100", "vt102", "vt220", "vt320", "vt420", "sun")
_COERCED: Final = "C.UTF-8"


class Display(NamedTuple):
    """What was decided about drawing before the first frame."""

    theme: str = ""
    """One of `THEMES`; empty chooses by the number of colours."""
    colourless: bool = False
    """No colour is ever sent: bold, underline and reverse stay."""
    ascii: bool = False
    """Nothing but ASCII is ever sent."""
    ambiguous_wide: bool = False
    """The terminal draws characters of ambiguous width, such as frames, in two cells: none is sent."""
    mouse: bool = True
    """Whether the mouse is ours; otherwise the terminal keeps it, to select text with."""


def is_too_small(columns: int, lines: int) -> bool:
    """Tell whether a terminal of this size would hide what must be seen."""
    return columns < LEAST[0] or lines < LEAST[1]


def detect_display(environ: Mapping[str, str], *, theme: str = "", mouse: bool = True) -> Display:
    """Return how to draw on a terminal with this environment.

    `NO_COLOR` counts when it is not empty (https://no-color.org).
    """
    return Display(
        theme=theme,
        colourless=bool(environ.get("NO_COLOR")) or _has_no_colours(environ.get("TERM", "")),
        ascii=not is_utf8(environ),
        mouse=mouse,
    )


def output_takes(text: str) -> bool:
    """Tell whether the standard output can write a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def is_utf8(
    environ: Mapping[str, str], *, platform: str = sys.platform, in_c_locale: bool = bool(sys.flags.utf8_mode)
) -> bool:
    """Tell whether the locale lets the terminal be sent more than ASCII; without a locale it does not.

    Python started in the C locale sets `LC_CTYPE` itself (PEP 538), which says nothing of the terminal.
    """
    if platform == "win32":
        return True
    ctype = environ.get("LC_CTYPE", "")
    given = "" if in_c_locale and ctype == _COERCED else ctype
    locale = environ.get("LC_ALL") or given or environ.get("LANG") or ""
    return "utf8" in locale.lower().replace("-", "")


def _has_no_colours(term: str) -> bool:
    return term in _NO_COLOURS or term.endswith(("-m", "-mono"))
