"""What keeps input that is older than a confirmation from answering it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from textual import events
from textual.screen import Screen
from textual.timer import Timer

from cen_tui.terminal import has_unread_input

if TYPE_CHECKING:
    from cen_tui.app import CenTuiApp

TOO_EARLY: Final = "What was typed before this stood on the screen was dropped."
PASTED: Final = "What was pasted was dropped: this is answered by typing alone."
_LOOKS: Final = 5
"""How many looks in a row must find no input before any is taken."""
_LEAVES: Final = frozenset({"escape", "ctrl+q"})
"""Keys that never answer yes, and so are never dropped."""


class InputGuard:
    """Drops keys, pastes and clicks until its screen has been painted and no input has come for a while.

    The screen is painted when the terminal has answered a question that was sent behind it, where the
    terminal answers any. From then on every input starts the quiet time anew, as do bytes that wait to be
    read, so that neither a long paste without brackets nor a stopped process makes the line look quiet. A
    paste is dropped at any time, with what comes in one piece with it.
    """

    def __init__(
        self, screen: Screen[Any], *, changed: Callable[[], None], dropped: Callable[[str], None]
    ) -> None:
        """`changed` is called when input begins or ceases to be taken, `dropped` with a sentence."""
        self.takes_input = False
        self._screen = screen
        self._changed = changed
        self._dropped = dropped
        self._arming = 0
        self._painted = False
        self._quiet_looks = 0
        self._timer: Timer | None = None
        self._says = ""

    @property
    def _app(self) -> CenTuiApp:
        return cast("CenTuiApp", self._screen.app)

    def arm(self) -> None:
        """Take no input until the screen as it is now has been painted and the line is quiet."""
        self.close()
        self._painted = False
        self._arming += 1
        self._screen.call_after_refresh(self._await_paint, self._arming)

    def close(self) -> None:
        """Take no input: the screen is covered, or is about to look different."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.takes_input:
            self.takes_input = False
            self._changed()

    def drops(self, event: events.Event) -> bool:
        """Tell whether an event from the terminal must not reach the screen."""
        pasted = isinstance(event, events.Paste)
        if isinstance(event, events.MouseMove) or not (pasted or isinstance(event, events.InputEvent)):
            return False
        if isinstance(event, events.Key) and event.key in _LEAVES:
            self._quiet_looks = 0
            return False
        if self.takes_input and not pasted:
            return False
        self._tell(PASTED if pasted else TOO_EARLY)
        if self.takes_input:
            self.arm()
        self._quiet_looks = 0
        return True

    def _tell(self, sentence: str) -> None:
        """Say once what was dropped, as soon as there is a screen to say it on."""
        if not self._says:
            self._says = sentence
            if self._painted:
                self._dropped(sentence)

    def _await_paint(self, arming: int) -> None:
        self._app.link.when_shown(partial(self._await_quiet, arming))

    def _await_quiet(self, arming: int) -> None:
        if arming != self._arming or not self._screen.is_attached:
            return
        self._painted = True
        self._quiet_looks = 0
        self._timer = self._screen.set_interval(self._app.setup.quiet_seconds / _LOOKS, self._look)
        if self._says:
            self._dropped(self._says)

    def _look(self) -> None:
        if not self._screen.is_current or self._has_input():
            self._quiet_looks = 0
            return
        self._quiet_looks += 1
        if self._quiet_looks >= _LOOKS:
            self.close()
            self.takes_input = True
            self._says = ""
            self._changed()

    def _has_input(self) -> bool:
        """Tell whether input is on its way, or the screen is not drawn for want of an answer."""
        app = self._app
        return app.link.holds or app.message_queue_size > 0 or (not app.is_headless and has_unread_input())
