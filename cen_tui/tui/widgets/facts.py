"""Labelled facts, laid out such that a value that is wrapped stays beside its label."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from cen_tui.cloud.networks.base import Fact, Network
from cen_tui.wizard.facts import LABEL_WIDTH, main_facts, more_facts


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
