"""What screens and widgets know of the application: the session, the launch options, and the way onward."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from cen_tui.tui.copying import ClipboardApp, Copyable
from cen_tui.tui.flow_control import FlowControl
from cen_tui.tui.launch_options import LaunchOptions

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal
    from cen_tui.wizard.draft import Draft
    from cen_tui.wizard.recents import Recents


class WizardApp(ClipboardApp):
    """Holds what all screens share. It knows no screen: the application that is run adds those."""

    def __init__(self, setup: LaunchOptions) -> None:
        super().__init__()
        self.setup = setup
        self.session = setup.session
        self.link = FlowControl(self, self.write)

    @cached_property
    def recents(self) -> Recents:
        """The recent choices."""
        return self.setup.recents()

    @cached_property
    def journal(self) -> Journal:
        """The journal that every operation is written to."""
        return self.setup.journal()

    def warn(self, problem: str) -> None:
        """Notify of a problem that does not stop the wizard."""
        self.notify(problem, severity="warning", timeout=20, markup=False)

    @abstractmethod
    def show_help(self) -> None:
        """Explain the screen in front."""

    @abstractmethod
    def show_alone(self, offered: Copyable) -> None:
        """Show a text alone, to be selected or saved."""

    @abstractmethod
    def go_on(self, draft: Draft) -> None:
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
