"""What this screen is for, and every key that works on it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

if TYPE_CHECKING:
    from cen_tui.screens.base import StepScreen


class HelpScreen(ModalScreen[None]):
    """The screen's own words, then its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,enter", "dismiss", "Close")]

    def __init__(self, screen: "StepScreen") -> None:
        super().__init__()
        self._words = reflowed(screen.HELP)
        self._keys = _keys_of(screen)

    def compose(self) -> ComposeResult:
        """Lay out the words above the keys."""
        with VerticalScroll(classes="dialog"):
            yield Static(self._words, markup=False)
            yield Static("Keys", classes="caption", markup=False)
            yield Static("\n".join(f"{key:>10}  {what}" for key, what in self._keys), markup=False)
        yield Footer(show_command_palette=False, compact=True)


def reflowed(text: str) -> str:
    """Return a text with each paragraph on one line, to be wrapped where it is shown; lists stay."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(part if "  " in part else " ".join(part.split()) for part in paragraphs)


def _keys_of(screen: "StepScreen") -> list[tuple[str, str]]:
    """Return the keys that work on a screen now, each once, with what they do."""
    seen: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.system and binding.description:
            key = binding.key_display or screen.app.get_key_display(binding)
            seen.setdefault(binding.action, (key, binding.tooltip or binding.description))
    return list(seen.values())
