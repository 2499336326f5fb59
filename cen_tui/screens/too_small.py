"""What stands in for every screen on a terminal too small to show what one must see before granting."""

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST: Final = Size(60, 18)
"""Columns and lines that every screen of the walk is whole in."""


def is_too_small(size: Size) -> bool:
    """Tell whether a terminal of this size would hide what must be seen."""
    return size.width < LEAST.width or size.height < LEAST.height


class TooSmall(ModalScreen[None]):
    """Takes every key but Ctrl+Q, so that nothing is done unseen; goes away when there is room again."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        needed = f"{LEAST.width}x{LEAST.height}"
        yield Static(f"Please enlarge the terminal to {needed} or more. Ctrl+Q quits.", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Let nothing be pressed that cannot be seen."""
        event.stop()

    def on_resize(self, event: events.Resize) -> None:
        """Go away when there is room."""
        if not is_too_small(event.size) and self.is_current:
            self.dismiss(None)
