"""A screen that is styled and drawn once when it comes, where Textual does both two or three times."""

from typing import Self, TypeVar

from textual import on
from textual.events import ScreenResume
from textual.geometry import Region
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

Result = TypeVar("Result")


class DrawnOnce(Screen[Result]):
    """Its widgets are styled as they are mounted, and its first layout draws all: neither is repeated.

    Textual styles and draws a screen whole once more when it comes to the front, which only one that
    was beneath another needs, and draws it whole with every layout, of which it knows what has changed.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in any screen; but the two widgets that it goes from and to are all that looks different."""
    _comes = False
    """Whether it has come to the front for the first time, and has just been drawn by its first layout."""

    @on(ScreenResume)
    def _come(self, event: ScreenResume) -> None:
        """Have nothing styled twice; Textual's own handler, which lays it out, comes after this one."""
        self._comes = not self.outer_size
        event.refresh_styles = not self._comes

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw it anew, or only what a new layout changes."""
        if self._comes and self.outer_size and not layout:
            self._comes = False
            return self
        return super().refresh(*regions, repaint=repaint and not layout, layout=layout, recompose=recompose)
