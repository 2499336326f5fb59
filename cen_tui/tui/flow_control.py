"""Flow control of painting by cursor-position reports: a held key does not run ahead of a slow link."""

from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any, Final

from textual.app import App
from textual.timer import Timer

QUESTION: Final = "\x1b[6n"
"""Asks the terminal where its cursor is: the answer shows that all that was sent before has arrived."""
_UNANSWERED: Final = 2
_PATIENCE: Final = 2.0


class FlowControl:
    """Sends one query per cursor move; while two are unanswered, painting is batched.

    One frame a round trip is what a slow link then carries, each of the latest state. A single key is
    never held up, and a terminal that did not answer the first question is never asked again.
    """

    def __init__(self, app: App[Any], write: Callable[[str], None], *, patience: float = _PATIENCE) -> None:
        """`write` sends to the terminal; `patience` is how many seconds drawing waits for an answer."""
        self._app = app
        self._write = write
        self._answers = False
        self._is_mute = False
        """Whether it has left a question without an answer for longer than anyone waits."""
        self._open: deque[Callable[[], None] | None] = deque()
        self._hold: ExitStack | None = None
        self._longest = patience
        self._patience: Timer | None = None

    @property
    def holds(self) -> bool:
        """Whether drawing waits for the terminal."""
        return self._hold is not None

    def ask(self, then: Callable[[], None] | None = None) -> None:
        """Query the cursor position; `then` is called at the answer, an `events.CursorPosition`."""
        self._open.append(then)
        self._write(QUESTION)

    def when_shown(self, then: Callable[[], None]) -> None:
        """Call `then` once the terminal has shown all that was sent; at once where it answers nothing."""
        if self._is_mute or (self._app.is_headless and not self._answers):
            then()
            return
        self.ask(then)
        self._app.set_timer(self._longest, partial(self._await_no_longer, then))

    def _await_no_longer(self, then: Callable[[], None]) -> None:
        if then in self._open:
            self._give_up()

    def answer_received(self) -> None:
        """Note an answer of the terminal, and draw what waited for it."""
        self._answers, self._is_mute = True, False
        then = self._open.popleft() if self._open else None
        if then is not None:
            then()
        self._release()

    def cursor_moved(self) -> None:
        """Note that a cursor was moved, which is about to be drawn."""
        if not self._answers or self.holds:
            return
        if len(self._open) < _UNANSWERED:
            self._app.call_after_refresh(self.ask)
            return
        self._hold = ExitStack()
        self._hold.enter_context(self._app.batch_update())
        self._patience = self._app.set_timer(self._longest, self._give_up)

    def _release(self) -> None:
        hold, self._hold = self._hold, None
        if hold is None:
            return
        if self._patience is not None:
            self._patience.stop()
        hold.close()
        self._app.screen.check_idle()
        self._app.call_after_refresh(self.ask)

    def _give_up(self) -> None:
        """Draw without an answer, and ask no more: this terminal has stopped answering."""
        self._answers, self._is_mute = False, True
        unanswered, self._open = self._open, deque()
        for then in filter(None, unanswered):
            then()
        self._release()
