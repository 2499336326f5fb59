"""What this screen is for, and every key that works on it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

if TYPE_CHECKING:
    from cen_tui.screens.base import StepScreen


class HelpScreen(ModalScreen[None]):
    """The screen's own words, then its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,f1,enter,q", "dismiss", "Close")]

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
    """Return our own keys that work on a screen now and what they do, the screen's before the widgets'."""
    keys: dict[tuple[str, str], list[str]] = {}
    for active in sorted(screen.active_bindings.values(), key=lambda active: active.node is not screen):
        binding = active.binding
        if binding.description and active.enabled and _is_ours(active.node, binding):
            names = keys.setdefault((binding.action, binding.tooltip or binding.description), [])
            name = binding.key_display or screen.app.get_key_display(binding)
            names += [name] if name not in names else []
    return [(" ".join(names), what) for (_, what), names in keys.items()]


def _is_ours(node: DOMNode, binding: Binding) -> bool:
    """Tell a key of ours from one that Textual gives to every field and every list."""
    ours = (kind for kind in type(node).__mro__ if kind.__module__.startswith("cen_tui."))
    made = (Binding.make_bindings(kind.__dict__.get("BINDINGS", ())) for kind in ours)
    return any(one.key == binding.key and one.action == binding.action for some in made for one in some)
