"""Our colours, chosen from the 256-colour cube and its grey ramp, where SSH sessions leave them apart."""

from typing import Final

from textual.theme import Theme

CEN_DARK: Final = Theme(
    name="cen-dark",
    dark=True,
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#5fafd7",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    success="#87d787",
    warning="#ffaf5f",
    error="#ff8787",
    variables={
        "boost": "#303030",  # as an argument, Textual passes over it where a panel colour is given
        "block-cursor-background": "#5fafd7",
        "block-cursor-foreground": "#121212",
        "footer-key-foreground": "#5fafd7",
        "footer-background": "#262626",
        "input-cursor-background": "#d0d0d0",
        "input-selection-background": "#5fafd7 40%",
        "scrollbar": "#444444",
        "scrollbar-background": "#1c1c1c",
    },
)

CEN_LOW: Final = Theme(
    name="cen-low",
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
