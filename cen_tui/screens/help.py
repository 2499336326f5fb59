"""What this screen is for, what its words mean, and every key that works on it."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Static

from cen_tui.screens.keys import commands_of


class HelpScreen(ModalScreen[None]):
    """The screen's own words, `HELP`, then its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,f1,enter,q", "dismiss", "Close")]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._words = reflowed(getattr(screen, "HELP", ""))
        self._commands = commands_of(screen)

    def compose(self) -> ComposeResult:
        """Lay out the words above the keys."""
        keys = (f"{' '.join(each.keys):>10}  {each.says}" for each in self._commands)
        with VerticalScroll(classes="dialog"):
            yield Static(self._words, markup=False)
            yield Static("Keys", classes="caption", markup=False)
            yield Static("\n".join(keys), markup=False)
        yield Footer(show_command_palette=False, compact=True)


def reflowed(text: str) -> str:
    """Return a text with each paragraph on one line, to be wrapped where it is shown; lists stay."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(part if "  " in part else " ".join(part.split()) for part in paragraphs)
