"""What opens over a step."""

from textual.screen import ModalScreen

from cen_tui.tui.screens.drawn_once import Result
from cen_tui.tui.screens.foreground import ForegroundScreen


class Dialog(ModalScreen[Result], ForegroundScreen[Result]):
    """Keeps the step beneath in sight, and takes every key until it is closed."""
