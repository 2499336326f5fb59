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
