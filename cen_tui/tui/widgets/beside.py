"""What is known of the row under the cursor, beside the table where the screen is broad."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.visual import VisualType
from textual.widgets import Static

BROAD = 120
"""Columns from which on it is shown, as in the steps' breakpoints: two fifths, 80 at the most."""


def room_for_list(columns: int) -> int:
    """Return how many columns of a screen are left to the list."""
    return columns if columns < BROAD else columns - min(80, columns * 2 // 5)


class DetailPane(VerticalScroll, can_focus=False):
    """Shown from 120 columns on, by the style sheet; asks the cloud nothing."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(markup=False)

    def show(self, text: VisualType) -> None:
        """Show what is known of another row; where nothing is shown, the screen is not laid out for it."""
        self.query_one(Static).update(text, layout=self.display)
        if self.display:
            self.scroll_home(animate=False)
