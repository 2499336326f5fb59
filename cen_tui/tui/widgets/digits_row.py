"""The one question of a confirmation: the last four digits of an account ID."""

from collections.abc import Callable
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.tui.drawn_once import SinglePaintScreen
from cen_tui.tui.input_guard import InputGuard
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.in_sight import unseen_because
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.wizard.confirmation import DIGITS, Confirmation

_TAKES_INPUT: Final = "____"
_WAITS: Final = _("wait")


class DigitsRow(Horizontal):
    """Confirms when the digits are entered while all that they confirm is in sight.

    The screen takes what `guard` returns as its `input_guard`, so that nothing older than it answers.
    """

    class Confirmed(Message):
        """The digits were typed and entered."""

    def __init__(self, confirmation: Confirmation, *, seen: str) -> None:
        """`seen` selects the widgets that must be wholly in sight."""
        super().__init__(id="ask")
        self._confirmation = confirmation
        self._seen = seen
        self._told = False

    def compose(self) -> ComposeResult:
        """Lay out the question and its field."""
        yield Static(self._confirmation.sentences.question, markup=False)
        yield Field(id="digits", placeholder=_WAITS, disabled=True)

    def guard(self, screen: SinglePaintScreen[None], ready: Callable[[], bool] = lambda: True) -> InputGuard:
        """Return what guards the screen that it confirms; `ready` tells whether all to be shown is known."""
        return InputGuard(screen, changed=self._input_changed, dropped=self._tell, ready=ready)

    @property
    def _guard(self) -> InputGuard | None:
        return self.screen.input_guard if isinstance(self.screen, SinglePaintScreen) else None

    def _input_changed(self) -> None:
        field = self.query_one(Field)
        takes_input = self._guard is not None and self._guard.takes_input
        field.disabled = not takes_input
        field.placeholder = _TAKES_INPUT if takes_input else _WAITS
        if takes_input:
            self.screen.set_focus(field)

    def _tell(self, sentence: str) -> None:
        self._say(sentences(sentence, self._confirmation.sentences.not_done))

    def _say(self, sentence: str) -> None:
        self._told = True
        self.screen.query_one(StatusLine).say(sentence)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Clear what was said of the last try; handled here, in order with what is entered."""
        event.stop()
        if self._told:
            self._told = False
            self.screen.query_one(StatusLine).say()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.disabled:
            return
        if self._guard is not None and self._guard.drops_burst(DIGITS + 1):
            with event.input.prevent(Input.Changed):
                event.input.value = ""
            return
        if not self._confirmation.accepts(event.value):
            self._say(self._confirmation.refusal(event.value))
        elif unseen := unseen_because(self.screen, self._seen):
            self._say(sentences(self._confirmation.sentences.not_done, unseen))
        else:
            event.input.value = ""
            event.input.disabled = True
            self.post_message(self.Confirmed())
