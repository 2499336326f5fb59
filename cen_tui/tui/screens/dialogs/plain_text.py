"""A text shown alone, as it is: to be copied, selected with the mouse, or saved."""

import asyncio
import os
import sys
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.terminal.cells import cell_width
from cen_tui.terminal.output import terminal_encoding
from cen_tui.text import visible
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.screens.dialogs.save import SaveScreen, open_save
from cen_tui.tui.widgets.status_line import StatusLine

_ASKS = _("Enter goes back to cen-tui.")


class TextViewer(Dialog[None]):
    """Shows text that holds no secret, from edge to edge; `file_name` is proposed when it is saved."""

    FEEDBACK = (StatusLine,)
    CONTAINER_CLASSES = "alone"
    HELP = _("""One text, without borders: select it with the mouse, or send it to your clipboard with y.
Where the clipboard does not work, s writes it to a file, and v prints it below the prompt, where the terminal
wraps and selects it as any output.""")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q,f2", "dismiss", _("Close")),
        Binding(
            "y,Y", "copy('text')", _("Copy"), key_display="y", tooltip=_("Send the text to your clipboard")
        ),
        Binding("s", "save", _("Save"), tooltip=_("Write the text to a file")),
        Binding(
            "v",
            "print",
            _("Print"),
            tooltip=_("Leave the screens for a moment, and print the text where a command would"),
        ),
    ]

    def __init__(self, title: str, text: str, *, file_name: str, wraps: bool = False) -> None:
        """`wraps` is for prose; the lines of a sheet, and of commands, stay as they are."""
        super().__init__()
        self._wraps = wraps
        self.heading = title
        self._text = "\n".join(visible(line) for line in text.split("\n"))
        self._file_name = file_name

    def compose_body(self) -> ComposeResult:
        """Lay out the title and the text."""
        with ScrollableContainer():
            yield Static(self._text, id="text", classes="prose" if self._wraps else "", markup=False)

    def on_mount(self) -> None:
        """Let the text be scrolled, and say so where a line is longer than the screen."""
        self.set_focus(self.query_one(ScrollableContainer))
        if not self._wraps and max(map(cell_width, self._text.split("\n"))) > self.app.size.width:
            self.status.say(_("Some lines are longer than the screen: v prints them whole."))

    def copyable(self) -> Copyable:
        """Offer the text."""
        return Copyable(self._text, self._text, _("The text"), self._file_name)

    def action_save(self) -> None:
        """Write the text to a file that the operator names."""
        open_save(self, SaveScreen(self._text, self._file_name))

    @background()
    async def action_print(self) -> None:
        """Leave the screens and print the text as a command would, until Enter; nothing is drawn then."""
        try:
            # innermost: the screens come back, whatever a terminal does
            with self.app.batch_update(), self.app.suspend(), suppress(OSError, ValueError):
                _print(f"\n{self._text.rstrip()}\n\n{_ASKS} ")
                await _enter()
        except SuspendNotSupported:
            self.status.say(_("This terminal cannot be left for a moment; s saves the text."))


def _print(text: str) -> None:
    """Print to the terminal, where a character that its encoding lacks becomes a `?`."""
    encoding = terminal_encoding(os.environ)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(encoding, "replace"))
    sys.stdout.buffer.flush()


async def _enter() -> None:
    """Wait for a line from the terminal, without holding up the program's end."""
    if sys.platform == "win32":
        await asyncio.to_thread(sys.stdin.readline)
        return
    loop, entered = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sys.stdin, entered.set)
    try:
        await entered.wait()
        sys.stdin.readline()
    finally:
        loop.remove_reader(sys.stdin)
