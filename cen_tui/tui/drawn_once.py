"""A screen that is painted once when it is shown, where Textual paints it two or three times."""

from typing import Self, TypeVar

from textual import on
from textual.events import Resize, ScreenResume, ScreenSuspend
from textual.geometry import Region
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from cen_tui.tui.input_guard import InputGuard

Result = TypeVar("Result")


class SinglePaintScreen(Screen[Result]):
    """Suppresses all paints but the last of first layout, each widget's resize, and style refresh.

    Textual styles a screen whole once more when it comes to the front, which only one that was beneath
    another needs; it draws it whole with its first layout, and again as the widgets hear of their sizes,
    and whole with every later layout, of which it knows what has changed.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in any screen; but the two widgets that it goes from and to are all that looks different."""
    input_guard: InputGuard | None = None
    """What drops input that is older than the screen, where an answer to it changes something."""
    _arrives = False
    """Whether its widgets have yet to hear of their sizes."""
    _undrawn = False
    """Whether it is being laid out, and not to be drawn."""

    @on(ScreenResume)
    def _arrive(self, event: ScreenResume) -> None:
        """Let Textual's own handler, which comes after this one, lay it out and neither style nor draw it."""
        if self.input_guard is not None:
            self.input_guard.arm()
        self._arrives = not self.outer_size
        event.refresh_styles = not self._arrives
        if self._arrives:
            self._hold_back()

    @on(ScreenSuspend)
    def _covered(self) -> None:
        if self.input_guard is not None:
            self.input_guard.close()

    @on(Resize)
    def _told_sizes(self) -> None:
        if self.input_guard is not None and not self._arrives:
            self.input_guard.arm()
        if self._arrives:
            self._hold_back()
            self._arrives = False
            self.call_later(self._draw_at_once)  # behind what the widgets have to say of their sizes

    def _hold_back(self) -> None:
        """Suppress painting until the current message has been fully handled."""
        self._undrawn = True
        self.call_next(self._hold_no_more)

    def _hold_no_more(self) -> None:
        self._undrawn = False

    def _draw_at_once(self) -> None:
        """Paint now, instead of at Textual's next update in a sixtieth of a second."""
        self.post_message(Resize(self.app.size, self.app.size))

    @property
    def is_current(self) -> bool:
        """Whether it is the screen in front, and painted."""
        return super().is_current and not self._undrawn

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Repaint the whole screen, or only what a new layout changes."""
        if self._undrawn and self.outer_size and not layout:
            return self
        return super().refresh(*regions, repaint=repaint and not layout, layout=layout, recompose=recompose)


class BlankScreen(SinglePaintScreen[None]):
    """What lies beneath the first step, as Textual needs it: never painted.

    With each painting of its own, the screen above would be painted whole.
    """

    @property
    def is_current(self) -> bool:
        """Tell Textual that nothing of it is to be drawn."""
        return False
