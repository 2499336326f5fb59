"""The marks on all lists of networks together: what is marked where, and how marks go."""

from collections.abc import Sequence
from dataclasses import dataclass

from cen_tui.cloud.networks.base import Network
from cen_tui.text import counted
from cen_tui.tui.widgets.tables.network_pane import NetworkPane


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked on some panes now."""

    panes: Sequence[NetworkPane]

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks that are marked, pane by pane."""
        return tuple(network for pane in self.panes for network in pane.marked)

    @property
    def says(self) -> str:
        """What is marked where, and what can be done with it; empty where nothing is."""
        counts = [(pane.kind.key, len(pane.marked)) for pane in self.panes]
        total = sum(count for _, count in counts)
        each = ", ".join(f"{count:,} {key}" for key, count in counts if count)
        what = "it" if total == 1 else "them"
        marked = f"{counted(total, 'network')} marked ({each})"
        return f"{marked}: Enter goes on with {what}, u unmarks all." if total else ""

    def clear(self, networks: frozenset[str] | None = None) -> None:
        """Take the marks of these networks away, or all."""
        for pane in self.panes:
            pane.table.table.unmark(networks)
