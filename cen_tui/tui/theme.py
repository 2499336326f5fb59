"""The themes, whose colours stay distinct wherever they are shown.

They come from the 256-colour cube and its grey ramp, as SSH sessions without COLORTERM show no others;
each also maps to a colour of its own where there are only sixteen.
"""

import re
from typing import Final

from rich.color import ColorSystem
from textual.theme import Theme

CEN_DARK: Final = Theme(
    name="cen-dark",
    dark=True,
    primary="#5fafff",
    secondary="#87afaf",
    accent="#5fafff",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    success="#5fd787",
    warning="#ffaf5f",
    error="#ff8787",
    variables={
        "boost": "#303030",  # as an argument, Textual passes over it where a panel colour is given
        "block-cursor-background": "#5fafff",
        "block-cursor-foreground": "#121212",
        "footer-key-foreground": "#5fafff",
        "footer-background": "#262626",
        "input-cursor-background": "#d0d0d0",
        "input-selection-background": "#5fafff 40%",
        "scrollbar": "#444444",
        "scrollbar-background": "#1c1c1c",
    },
)
CEN_LIGHT: Final = Theme(
    name="cen-light",
    dark=False,
    primary="#005faf",
    secondary="#5f5f5f",
    accent="#005faf",
    foreground="#1c1c1c",
    background="#eeeeee",
    surface="#e4e4e4",
    panel="#dadada",
    success="#005f00",
    warning="#875f00",
    error="#af0000",
    variables={
        "boost": "#bcbcbc",
        "block-cursor-background": "#005faf",
        "block-cursor-foreground": "#eeeeee",
        "footer-key-foreground": "#005faf",
        "footer-background": "#dadada",
        "input-cursor-background": "#1c1c1c",
        "input-selection-background": "#005faf 30%",
        "scrollbar": "#8a8a8a",
        "scrollbar-background": "#d0d0d0",
    },
)
CEN_TERMINAL: Final = Theme(
    name="cen-terminal",
    dark=True,
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_cyan",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    variables={
        "boost": "ansi_bright_black",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "block-cursor-background": "ansi_cyan",
        "block-cursor-foreground": "ansi_black",
        "footer-key-foreground": "ansi_cyan",
        "footer-background": "ansi_default",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_bright_blue",
        "input-selection-foreground": "ansi_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
    },
)
"""The terminal's own 16 colours: a third of the bytes of the others."""
THEMES_BY_NAME: Final = {"dark": CEN_DARK, "light": CEN_LIGHT, "terminal": CEN_TERMINAL}
"""By the name with which each is asked for: `display.THEMES`."""
_TONES: Final = {
    "error": ("production", "prod", "live"),
    "warning": ("staging", "preproduction", "preprod", "uat"),
    "success": ("test", "testing", "development", "dev", "lab", "sandbox", "demo"),
}
"""By the colour, the words in an account's label that ask for it; the gravest first."""
_WORD: Final = re.compile(r"\w+")
_OTHER: Final = "secondary"
TONES: Final = (*_TONES, _OTHER)
"""The colours of labels."""


def select_theme(word: str, colours: str | None) -> Theme:
    """Return the theme of this name; without one, the dark one where it can be shown, else the terminal's.

    `colours` is the name of Rich's colour system: `truecolor`, `256`, `standard`, or None for none.
    """
    few = colours == ColorSystem.STANDARD.name.lower()
    return THEMES_BY_NAME[word or ("terminal" if few else "dark")]


def tone_of(label: str) -> str:
    """Return the colour of an account's label by the gravest of its words: `error` for production."""
    if not label:
        return ""
    said = set(_WORD.findall(label.casefold()))
    return next((tone for tone, words in _TONES.items() if said.intersection(words)), _OTHER)
