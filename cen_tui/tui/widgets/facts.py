"""Labelled facts, and the pane that shows those of the row under the cursor beside its table."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.visual import VisualType
from textual.widgets import Static

from cen_tui.cloud.networks.base import Fact, Network
from cen_tui.wizard.facts import LABEL_WIDTH, main_facts, more_facts

BROAD = 120
"""Columns of a screen from which on the pane is shown, as in the breakpoints of the steps."""


def list_width(columns: int) -> int:
    """Return how many columns of a screen are left to the list: the pane takes two fifths, at most 80."""
    return columns if columns < BROAD else columns - min(80, columns * 2 // 5)


class DetailPane(VerticalScroll, can_focus=False):
    """Shown from 120 columns on, by the style sheet."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(markup=False)

    def show(self, text: VisualType) -> None:
        """Show another text; while the pane is hidden, the screen is not laid out for it."""
        self.query_one(Static).update(text, layout=self.display)
        if self.display:
            self.scroll_home(animate=False)


def facts_table(facts: Iterable[Fact], label_width: int = LABEL_WIDTH) -> Table:
    """Return the facts that have a value, each beside its label."""
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(style="dim", width=label_width, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for fact in facts:
        if fact.value:
            grid.add_row(Text(fact.label), Text(fact.value))
    return grid


def known_facts(network: Network) -> Table:
    """Return all that is known of a network."""
    return facts_table((*main_facts(network), *more_facts(network)))
