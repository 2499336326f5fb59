"""What can be copied on a screen, and the one door through which a text goes to the clipboard."""

from abc import abstractmethod
from typing import NamedTuple

from textual import on
from textual.binding import Binding
from textual.message import Message

from cen_tui.terminal.clipboard import (
    ClipboardError,
    behind_multiplexer,
    inside_screen,
    inside_tmux,
    osc52,
    through_screen,
    to_tmux,
)
from cen_tui.tui.app_base import BaseApp
from cen_tui.tui.background import background


class Copyable(NamedTuple):
    """What a screen offers to copy just now: safe to show, and never a secret."""

    id: str
    text: str
    """The whole row or sheet, of one line or several."""
    title: str
    """What the text is called: `The sheet`."""
    file_name: str
    """What is proposed when it is saved."""


def copy_keys(whole: str, *, show: bool = True) -> tuple[Binding, ...]:
    """Return the keys that copy: `whole` is what `Y` takes, such as `the row`; `show` puts `y` at the foot.

    The screen that binds them says in `copyable` what is copied.
    """
    return (
        Binding("y", "copy('id')", "Copy ID", tooltip="Send the ID to your clipboard", show=show),
        Binding("Y", "copy('text')", "Copy all", tooltip=f"Send {whole} to your clipboard", show=False),
        Binding("v", "alone", "View", tooltip=f"Show {whole} alone, to select or to save", show=False),
    )


class ClipboardApp(BaseApp):
    """Sends texts to the clipboard, and says what was done, not more."""

    class Sent(Message):
        """A text was sent, or could not be; `says` is the sentence for the operator."""

        def __init__(self, says: str) -> None:
            super().__init__()
            self.says = says

    def copy_to_clipboard(self, text: str) -> None:
        """Send what was selected in a field or with the mouse."""
        self.send(text, "What is selected")

    def send(self, text: str, what: str) -> None:
        """Send a text, which the sentence about it calls `what`."""
        if inside_tmux():
            self.load_buffer(text, what)
        elif inside_screen():
            self.write(through_screen(osc52(text)))
            self.say(f"{what} was sent through screen, which may keep it: v shows it alone.")
        else:
            super().copy_to_clipboard(text)
            if behind_multiplexer():
                self.say(f"{what} was sent, but tmux or screen may keep it: v shows it alone.")
            else:
                self.say(f"{what} was sent to your terminal's clipboard.")

    @background(group="clipboard")
    async def load_buffer(self, text: str, what: str) -> None:
        """Have tmux take the text; when it does not, try the terminal as if tmux were not there."""
        try:
            offered = await to_tmux(text)
        except ClipboardError as problem:
            super().copy_to_clipboard(text)
            self.post_message(self.Sent(f"{what} was sent to the terminal, as {problem}."))
        else:
            also = (
                "; sent to your terminal's clipboard too." if offered else "; its paste key brings it back."
            )
            self.post_message(self.Sent(f"{what} is in the tmux buffer{also}"))

    @on(Sent)
    def _sent(self, message: Sent) -> None:
        self.say(message.says)

    @abstractmethod
    def say(self, sentence: str) -> None:
        """Say something quietly on the screen in front."""
