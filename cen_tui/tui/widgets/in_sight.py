"""Whether what must be read before an answer is all in sight."""

from itertools import product
from typing import Any, Final

from textual.screen import Screen
from textual.widget import Widget

from cen_tui.tui.widgets.read_through import ReadThrough

OUT_OF_SIGHT: Final = "Enlarge the terminal: not all of this is in sight."
UNREAD: Final = "Look through all of it first: PgDn, to its end."
COVERED: Final = "A notice covers part of this: wait, or click it away."


def unseen_because(screen: Screen[Any], selector: str) -> str:
    """Return in a sentence what of the selected widgets is not, or was never, in sight; empty when all is."""
    widgets = [widget for widget in screen.query(selector) if widget.display]
    if any(screen.find_widget(widget).visible_region != widget.region for widget in widgets):
        return OUT_OF_SIGHT
    if not all(widget.was_read for widget in widgets if isinstance(widget, ReadThrough)):
        return UNREAD
    return COVERED if any(_is_covered(screen, widget) for widget in widgets) else ""


def _is_covered(screen: Screen[Any], widget: Widget) -> bool:
    cells = product(widget.region.column_range, widget.region.line_range)
    return any(widget not in screen.get_widget_at(*cell)[0].ancestors_with_self for cell in cells)
