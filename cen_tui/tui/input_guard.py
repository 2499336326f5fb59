"""Keeps input that is older than a confirmation, or was pasted, from answering it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Final

from textual import events
from textual.screen import Screen
from textual.timer import Timer

from cen_tui.i18n import gettext as _
from cen_tui.terminal.checks import has_unread_input
from cen_tui.tui.wizard_app import WizardApp, wizard_app

TOO_EARLY: Final = _("What was typed before this screen stood was dropped.")
PASTED: Final = _("What was pasted was dropped: only typing answers here.")
AT_ONCE: Final = _("Keys all at once count as a paste: type one after another.")
_CHECKS: Final = 5
"""How often input is looked for in the quiet time."""
_STANDSTILL: Final = 0.25
"""Seconds without a check after which the program stood still: what came meanwhile may not have been read."""
_KEYS_A_QUIET_TIME: Final = 160
"""How many keys at least a paste without brackets has in the quiet time: one every 3 ms."""
_MOST_KEYS: Final = 8
_LEAVES: Final = frozenset({"escape", "ctrl+q"})
"""Keys that never answer yes, and so are never dropped."""
_PASTES: Final = frozenset({"ctrl+v", "super+v"})
"""Keys by which a field takes what was copied on the screen."""


class InputGuard:
    """Drops keys, pastes and clicks until its screen has been painted and no input has come for a while.

    The screen is painted when the terminal has answered a question that was sent behind it, where the
    terminal answers any. From then on every input starts the quiet time anew, as do bytes that wait to be
    read, so that neither a long paste without brackets nor a stopped process makes the line look quiet. A
    paste is dropped at any time, with what comes in one piece with it.
    """

    def __init__(
        self,
        screen: Screen[Any],
        *,
        changed: Callable[[], None],
        dropped: Callable[[str], None],
        ready: Callable[[], bool] = lambda: True,
    ) -> None:
        """`changed` is called when input begins or ceases to be taken, `dropped` with a sentence.

        `ready` tells whether all that the screen is to show is known.
        """
        self.takes_input = False
        self._screen = screen
        self._changed = changed
        self._dropped = dropped
        self._ready = ready
        self._arming = 0
        self._painted = False
        self._quiet_since = 0.0
        self._last_check = 0.0
        self._timer: Timer | None = None
        self._says = ""
        self._keys: deque[float] = deque(maxlen=_MOST_KEYS)
        """When the last keys that were taken had been read."""

    @property
    def _app(self) -> WizardApp:
        return wizard_app(self._screen)

    def arm(self) -> None:
        """Take no input until the screen as it is now has been painted and the line is quiet."""
        self.close()
        self._painted = False
        self._arming += 1
        painted = partial(self._await_quiet, self._arming)
        self._screen.call_after_refresh(self._app.flow_control.when_shown, painted)

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
        key = event.key if isinstance(event, events.Key) else ""
        pasted = isinstance(event, events.Paste) or key in _PASTES
        if isinstance(event, events.MouseMove) or not (pasted or isinstance(event, events.InputEvent)):
            return False
        self._quiet_since = monotonic()
        if key in _LEAVES:
            return False
        if self.takes_input and not pasted:
            if key:
                self._keys.append(event.time)
            return False
        self._drop(PASTED if pasted else TOO_EARLY)
        return True

    def drops_burst(self, keys: int) -> bool:
        """Tell whether the last keys came faster than anyone types, as a paste without brackets does.

        They are no answer then, and the quiet time begins anew.
        """
        times = [*self._keys][-keys:]
        fastest = (keys - 1) * self._app.options.quiet_seconds / _KEYS_A_QUIET_TIME
        if len(times) < keys or times[-1] - times[0] >= fastest:
            return False
        self._drop(AT_ONCE)
        return True

    def _drop(self, sentence: str) -> None:
        """Say once what was dropped, as soon as that can be seen, and await another quiet time."""
        if not self._says:
            self._says = sentence
            if self._painted:
                self._dropped(sentence)
        if self.takes_input:
            self.arm()

    def _await_quiet(self, arming: int) -> None:
        if arming != self._arming or not self._screen.is_attached:
            return
        self._painted = True
        self._quiet_since = self._last_check = monotonic()
        self._timer = self._screen.set_interval(self._app.options.quiet_seconds / _CHECKS, self._check_quiet)
        if self._says:
            self._dropped(self._says)

    def _check_quiet(self) -> None:
        now = monotonic()
        stood_still = now - self._last_check > _STANDSTILL
        self._last_check = now
        if stood_still or not self._screen.is_current or not self._ready() or self._has_input():
            self._quiet_since = now
        elif now - self._quiet_since >= self._app.options.quiet_seconds:
            self.close()
            self.takes_input = True
            self._says = ""
            self._keys.clear()
            self._changed()

    def _has_input(self) -> bool:
        """Tell whether input is waiting, or painting waits for an answer of the terminal."""
        app = self._app
        return (
            app.flow_control.holds
            or app.message_queue_size > 0
            or (not app.is_headless and has_unread_input())
        )
