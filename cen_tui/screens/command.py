"""A text shown alone, unwrapped where it fits, to be copied or selected."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from cen_tui.commands import command_line
from cen_tui.widgets.status_line import StatusLine


class CommandScreen(ModalScreen[None]):
    """Command lines, safe to copy: they hold no secret, `aliyun` signs with its own profile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2,enter,q", "dismiss", "Close", key_display="Esc"),
        Binding("y", "copy", "Copy", tooltip="Send the text to the terminal's clipboard"),
    ]

    def __init__(self, title: str, commands: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._title = title
        self._text = "\n\n".join(command_line(words) for words in commands)

    def compose(self) -> ComposeResult:
        """Lay out the title and the lines."""
        with VerticalScroll(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._text, id="commands", markup=False)
            yield StatusLine()
        yield Footer(show_command_palette=False, compact=True)

    def action_copy(self) -> None:
        """Send the lines to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._text)
        self.query_one(StatusLine).say("Sent to your terminal's clipboard.")
