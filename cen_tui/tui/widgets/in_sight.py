"""Whether what must be read before an answer is all in sight."""

from typing import Any, Final

from textual.screen import Screen
from textual.widgets._toast import Toast

from cen_tui.tui.widgets.read_through import ReadThrough

OUT_OF_SIGHT: Final = "Enlarge the terminal to see all of it."
UNREAD: Final = "Scroll to the end first: press PgDn."
NOTICE: Final = "Wait until the notice below is gone."


def unseen_because(screen: Screen[Any], selector: str) -> str:
    """Return in a sentence what of the selected widgets is not, or was never, in sight; empty when all is."""
    widgets = [widget for widget in screen.query(selector) if widget.display]
    if any(screen.find_widget(widget).visible_region != widget.region for widget in widgets):
        return NOTICE if any(toast.region for toast in screen.query(Toast)) else OUT_OF_SIGHT
    if not all(widget.was_read for widget in widgets if isinstance(widget, ReadThrough)):
        return UNREAD
    return ""
