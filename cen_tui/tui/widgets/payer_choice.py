"""How a network is granted: plainly, or for an Enterprise transit router with one of two payers."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from cen_tui.cloud.networks.base import Payer
from cen_tui.wizard.payer import EXPLAINED, PLAIN

LABEL_WIDTH = 21
"""As wide as the label of a field, and the blank before what is typed."""

_PLACE = "way"
"""Under this name, a drawn way carries its place among the ways, for a click on it."""
_WORDS = {
    None: "CEN",
    Payer.CEN_OWNER: "router, CEN owner pays",
    Payer.NETWORK_OWNER: "router, you pay",
}


class PayerChoice(Widget, can_focus=True):
    """One line with every way, the chosen one marked, and a sentence about it below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", "Way before", show=False),
        Binding("right", "choose(1)", "Other way", tooltip="The plain grant, or a payer to name"),
    ]

    class Changed(Message):
        """Another way was chosen."""

        def __init__(self, payer: Payer | None) -> None:
            super().__init__()
            self.payer = payer

    def __init__(self, ways: Sequence[Payer | None]) -> None:
        super().__init__()
        self._ways = tuple(ways)
        self.payer = self._ways[0]
        self.display = len(self._ways) > 1

    def render(self) -> Content:
        """Draw the ways on a line, the chosen one with a sign, and what it means below."""
        ways = Content("  ").join(map(self._drawn, self._ways))
        means = PLAIN if self.payer is None else EXPLAINED[self.payer]
        first = Content.assemble((f"{'Grant to':<{LABEL_WIDTH}}", "$secondary"), ways)
        return Content("\n").join([first, Content.styled(means, "dim")])

    def _drawn(self, way: Payer | None) -> Content:
        chosen = way is self.payer
        style = ("bold reverse" if self.has_focus else "bold") if chosen else "dim"
        drawn = Content.styled(f"({'*' if chosen else ' '}) {_WORDS[way]}", style)
        return drawn.stylize(Style.from_meta({_PLACE: self._ways.index(way)}))

    def choose(self, payer: Payer | None) -> bool:
        """Mark a way; return False when it is not among them."""
        if payer not in self._ways:
            return False
        self.payer = payer
        self.refresh(layout=True)
        self.post_message(self.Changed(payer))
        return True

    def action_choose(self, steps: int) -> None:
        """Mark the next way, or the one before."""
        self.choose(self._ways[(self._ways.index(self.payer) + steps) % len(self._ways)])

    def on_click(self, event: events.Click) -> None:
        """Mark the way that was clicked; beside the ways, nothing."""
        event.stop()
        place = event.style.meta.get(_PLACE)
        if place is not None:
            self.choose(self._ways[place])
