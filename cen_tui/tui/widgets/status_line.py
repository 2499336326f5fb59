"""One quiet line that says what is awaited and since when, or what just happened."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from rich.cells import cell_len
from textual.timer import Timer
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.tui.line_filters import with_ascii_ellipsis

ELAPSED: Final = _("{doing}, {seconds} s elapsed")
ENDS: Final = ". …"
"""What gives way to the seconds."""


class StatusLine(Static):
    """While waiting, counts the seconds (a few bytes each); at rest, sends nothing."""

    SECONDS_BEFORE_COUNTING = 2

    def __init__(self, *, clock: Callable[[], float] = monotonic, tick: float = 1.0) -> None:
        """`clock` returns seconds; it is read every `tick` real seconds."""
        super().__init__(markup=False)
        self._clock = clock
        self._tick_seconds = tick
        self._doing = ""
        self._fits = False
        self._since = 0.0
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Create the timer, paused."""
        self._timer = self.set_interval(self._tick_seconds, self._tick, pause=True)

    def waiting(self, doing: str) -> None:
        """Show what is awaited, and count the seconds since waiting began."""
        if not self._doing:
            self._since = self._clock()
        self._doing = with_ascii_ellipsis(self, doing)
        self._write(self._doing)
        if self._timer is not None:
            self._timer.resume()

    def say(self, text: str = "") -> None:
        """Show a text, and stop counting."""
        self._doing = ""
        if self._timer is not None:
            self._timer.pause()
        self._write(text)

    def end_wait(self) -> None:
        """Clear the line if it says what is awaited; any other text stays."""
        if self._doing:
            self.say()

    def _tick(self) -> None:
        seconds = int(self._clock() - self._since)
        if self._doing and seconds >= self.SECONDS_BEFORE_COUNTING:
            self._write(ELAPSED.format(doing=self._doing.rstrip(ENDS), seconds=seconds))

    def _write(self, text: str) -> None:
        """Write what changed; the screen is laid out anew only where it takes more lines, or took more."""
        if text == self.content:
            return
        fitted, self._fits = self._fits, cell_len(text) <= self.content_size.width
        self.update(text, layout=not (fitted and self._fits))
