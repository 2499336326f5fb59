"""What opens over a step."""

from textual.screen import ModalScreen

from cen_tui.screens.drawn_once import DrawnOnce, Result


class Dialog(ModalScreen[Result], DrawnOnce[Result]):
    """Keeps the step beneath in sight, and takes every key until it is closed."""
