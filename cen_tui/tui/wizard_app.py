"""What screens and widgets know of the application: session, launch options, navigation, clipboard."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual.dom import DOMNode

from cen_tui.i18n import gettext as _
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
from cen_tui.tui.copying import Copyable
from cen_tui.tui.flow_control import FlowControl
from cen_tui.tui.launch_options import LaunchOptions

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal
    from cen_tui.wizard.draft import Draft
    from cen_tui.wizard.recents import Recents

SENT: Final = _("{what} was sent to your terminal's clipboard.")
SENT_TO_MULTIPLEXER: Final = _("{what} was sent, but tmux or screen may keep it: v shows it alone.")
SENT_THROUGH_SCREEN: Final = _("{what} was sent through screen, which may keep it: v shows it alone.")
SENT_PAST_TMUX: Final = _("{what} was sent to the terminal, as {problem}.")
IN_TMUX: Final = _("{what} is in the tmux buffer; its paste key brings it back.")
IN_TMUX_AND_SENT: Final = _("{what} is in the tmux buffer; sent to your terminal's clipboard too.")


class WizardApp(BaseApp):
    """Holds what all screens share. It imports no screen: the application that is run adds those."""

    def __init__(self, options: LaunchOptions) -> None:
        super().__init__()
        self.options = options
        self.session = options.session
        self.flow_control = FlowControl(self, self.write)

    @cached_property
    def recents(self) -> Recents:
        """The recent choices."""
        return self.options.recents()

    @cached_property
    def journal(self) -> Journal:
        """The journal that every operation is written to."""
        return self.options.journal()

    def warn(self, problem: str) -> None:
        """Notify of a problem that does not stop the wizard, once for as long as that is shown."""
        if any(shown.message == problem for shown in self._notifications):
            return
        self.notify(problem, severity="warning", timeout=20, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Send what was selected in a field or with the mouse."""
        self.send(text, _("What is selected"))

    def send(self, text: str, what: str) -> None:
        """Send a text to the clipboard, and say what was done, not more; `what` names the text."""
        if inside_tmux():
            self.copy_to_tmux(text, what)
        elif inside_screen():
            self.write(through_screen(osc52(text)))
            self.say(SENT_THROUGH_SCREEN.format(what=what))
        else:
            super().copy_to_clipboard(text)
            self.say((SENT_TO_MULTIPLEXER if behind_multiplexer() else SENT).format(what=what))

    @background(group="clipboard")
    async def copy_to_tmux(self, text: str, what: str) -> None:
        """Have tmux take the text; when it does not, try the terminal as if tmux were not there."""
        try:
            offered = await to_tmux(text)
        except ClipboardError as problem:
            super().copy_to_clipboard(text)
            self.say(SENT_PAST_TMUX.format(what=what, problem=problem))
        else:
            self.say((IN_TMUX_AND_SENT if offered else IN_TMUX).format(what=what))

    @abstractmethod
    def say(self, sentence: str) -> None:
        """Say something quietly on the screen in front."""

    @abstractmethod
    def show_help(self) -> None:
        """Explain the screen in front."""

    @abstractmethod
    def show_text(self, offered: Copyable) -> None:
        """Show a text alone, to be selected or saved."""

    @abstractmethod
    def advance(self, draft: Draft) -> None:
        """Show the first question that the draft leaves open."""


def wizard_app(node: DOMNode) -> WizardApp:
    """Return the application that a screen or a widget belongs to.

    Raises:
        TypeError: It belongs to another application.
    """
    app = node.app
    if not isinstance(app, WizardApp):
        raise TypeError(f"{type(node).__name__} needs the wizard's application, not {type(app).__name__}")
    return app
