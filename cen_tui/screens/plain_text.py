"""A text shown alone, to be copied, selected with the mouse, or saved."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from cen_tui.screens.save import SaveScreen
from cen_tui.widgets.status_line import StatusLine


class PlainText(ModalScreen[None]):
    """Shows text that holds no secret; `file_name` is proposed when it is saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2,enter,q", "dismiss", "Close", key_display="Esc"),
        Binding("y", "copy", "Copy", tooltip="Send the text to the terminal's clipboard"),
        Binding("s", "save", "Save", tooltip="Write the text to a file"),
    ]

    def __init__(self, title: str, text: str, *, file_name: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._file_name = file_name

    def compose(self) -> ComposeResult:
        """Lay out the title and the text."""
        with VerticalScroll(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._text, id="text", markup=False)
            yield StatusLine()
        yield Footer(show_command_palette=False, compact=True)

    def action_copy(self) -> None:
        """Send the text to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._text)
        self.query_one(StatusLine).say("Sent to your terminal's clipboard.")

    def action_save(self) -> None:
        """Write the text to a file that the operator names."""
        self.app.push_screen(SaveScreen(self._text, self._file_name), self._saved)

    def _saved(self, path: str | None) -> None:
        if path:
            self.query_one(StatusLine).say(f"Saved to {path}, readable by you alone.")
