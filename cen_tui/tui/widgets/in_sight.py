"""Whether what must be read before an answer is, and was, all in sight."""

from typing import Any, Final

from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets._toast import Toast

from cen_tui.i18n import gettext as _

OUT_OF_SIGHT: Final = _("Enlarge the terminal to see all of it.")
UNREAD: Final = _("Scroll to the end first: press PgDn.")
NOTICE: Final = _("Wait until the notice below is gone.")


class ReadThrough(VerticalScroll):
    """Knows whether its end has been in sight; that of what fits is in sight at once."""

    was_read = False

    class Looked(Message):
        """It is known whether its end has been in sight."""

        def __init__(self, *, was_read: bool) -> None:
            super().__init__()
            self.was_read = was_read

    def on_mount(self) -> None:
        """Look whenever more of it may be in sight than before."""
        for changes in ("scroll_y", "virtual_size", "container_size"):
            self.watch(self, changes, self._measure_afterwards)

    def _measure_afterwards(self) -> None:
        self.call_after_refresh(self._measure)

    def _measure(self) -> None:
        if not self.was_read and self.size and self.virtual_size:
            self.was_read = self.scroll_offset.y >= self.max_scroll_y
            self.post_message(self.Looked(was_read=self.was_read))


def unseen_because(screen: Screen[Any], selector: str) -> str:
    """Return a sentence when a selected widget is not, or was never, wholly in sight; else nothing."""
    widgets = [widget for widget in screen.query(selector) if widget.display]
    if any(screen.find_widget(widget).visible_region != widget.region for widget in widgets):
        return NOTICE if any(toast.region for toast in screen.query(Toast)) else OUT_OF_SIGHT
    if not all(widget.was_read for widget in widgets if isinstance(widget, ReadThrough)):
        return UNREAD
    return ""
