"""A screen that is painted once when it is shown, where Textual paints it two or three times."""

from typing import Self, TypeVar

from textual import on
from textual.events import Resize, ScreenResume, ScreenSuspend
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from cen_tui.tui.input_guard import InputGuard

Result = TypeVar("Result")


class SinglePaintScreen(Screen[Result]):
    """Suppresses all paints but the last of first layout, each widget's resize, and style refresh.

    Textual restyles a screen that comes to the front, which only one that was covered needs. It paints it
    with its first layout, again as each widget learns its size, and whole with every later layout.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in any screen, but without a repaint: only the two widgets concerned look different."""
    input_guard: InputGuard | None = None
    """What drops input that is older than the screen, where an answer to it changes something."""
    _first_layout = False
    """Whether its widgets have yet to learn their sizes."""
    _paint_paused = False
    """Whether it is being laid out, and must not be painted."""

    @on(ScreenResume)
    def _arrive(self, event: ScreenResume) -> None:
        """Let Textual's own handler, which comes after this one, lay it out, but not restyle or paint it."""
        if self.input_guard is not None:
            self.input_guard.arm()
        self._first_layout = not self.outer_size
        event.refresh_styles = not self._first_layout
        if self._first_layout:
            self._pause_paint()

    @on(ScreenSuspend)
    def _covered(self) -> None:
        if self.input_guard is not None:
            self.input_guard.close()

    @on(Resize)
    def _on_first_resize(self) -> None:
        if self.input_guard is not None and not self._first_layout:
            self.input_guard.arm()
        if self._first_layout:
            self._pause_paint()
            self._first_layout = False
            self.call_later(self._paint_now)  # behind what the widgets have to say of their sizes

    def _pause_paint(self) -> None:
        """Suppress painting until the current message has been fully handled."""
        self._paint_paused = True
        self.call_next(self._resume_paint)

    def _resume_paint(self) -> None:
        self._paint_paused = False

    def _paint_now(self) -> None:
        """Paint now, instead of at Textual's next update in a sixtieth of a second."""
        self.post_message(Resize(self.app.size, self.app.size))

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:  # noqa: FBT001, FBT002
        """Lay out, and keep no measure of a widget that is yet to ask for a layout of its own.

        Textual counts several changes before that as one, and takes the measure between two of them for
        that of the last: what changed last would be cut off as soon as it is longer.
        """
        super()._refresh_layout(size, scroll)
        for widget in self.walk_children(Widget):
            if widget._layout_required:  # noqa: SLF001 - Textual has no public way to measure anew
                widget._box_model_cache.clear()  # noqa: SLF001

    @property
    def is_current(self) -> bool:
        """Whether it is the screen in front, and painted."""
        return super().is_current and not self._paint_paused

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Repaint the whole screen, or only what a new layout changes."""
        if self._paint_paused and self.outer_size and not layout:
            return self
        return super().refresh(*regions, repaint=repaint and not layout, layout=layout, recompose=recompose)


class BlankScreen(SinglePaintScreen[None]):
    """Textual's mandatory bottom screen. With each paint of it, the screen above would be painted whole."""

    @property
    def is_current(self) -> bool:
        """Tell Textual never to paint it."""
        return False
