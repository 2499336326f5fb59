"""What opens over a step, and the cover of a terminal that is too small."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from cen_tui.terminal.display import LEAST, is_too_small
from cen_tui.tui.screens.drawn_once import Result
from cen_tui.tui.screens.foreground import ForegroundScreen


class Dialog(ModalScreen[Result], ForegroundScreen[Result]):
    """Keeps the step beneath in sight, and takes every key until it is closed."""


class TooSmall(Dialog[None]):
    """Takes every key but Ctrl+Q, so that nothing is done unseen; goes away when there is room again."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        needed = "x".join(map(str, LEAST))
        yield Static(f"Please enlarge the terminal to {needed} or more. Ctrl+Q quits.", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Let nothing be pressed that cannot be seen."""
        event.stop()

    def on_resize(self, event: events.Resize) -> None:
        """Go away when there is room."""
        if not is_too_small(*event.size) and self.is_current:
            self.dismiss(None)
