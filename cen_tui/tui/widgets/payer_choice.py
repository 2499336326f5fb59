"""Who pays under the grants of a selection: nobody named, the CEN owner, or the owner of the networks."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.cloud.networks.grant_apis import choices
from cen_tui.i18n import gettext as _
from cen_tui.terminal.cells import cell_width, padded
from cen_tui.wizard.payer import CHOICES, explained

LABEL: Final = _("Payer")
LABEL_WIDTH: Final = 23
"""As wide as the label of a field, and the blank before what is typed."""
NARROW_LABEL_WIDTH: Final = max(8, cell_width(LABEL) + 2)
"""Where the options need the rest of the line."""

_INDEX: Final = "option"
"""Under this name, a drawn option carries its index, for a click on it."""


class PayerChoice(Widget, can_focus=True):
    """One line with every option, the selected one marked, and below what it means for each network type."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", _("Payer before"), show=False),
        Binding(
            "right",
            "choose(1)",
            _("Select payer"),
            key_display="←/→",
            tooltip=_("Who pays on a transit router"),
        ),
    ]

    class Changed(Message):
        """Another option was selected."""

        def __init__(self, payer: Payer | None) -> None:
            super().__init__()
            self.payer = payer

    def __init__(self, networks: Sequence[Network]) -> None:
        super().__init__()
        self._networks = tuple(networks)
        self._options = choices(networks)
        self.payer = self._options[0]
        self.chosen = False
        """Whether somebody selected the option: the operator, a flag or a pasted message."""
        self.display = len(self._options) > 1

    def render(self) -> Content:
        """Draw the options on a line, the selected one with a sign, and what it means below."""
        options = Content("  ").join(map(self._drawn, self._options))
        wide = self.size.width >= LABEL_WIDTH + options.cell_length
        label = padded(LABEL, LABEL_WIDTH if wide else NARROW_LABEL_WIDTH)
        means = Content.styled(explained(self._networks, self.payer), "dim")
        return Content("\n").join([Content.assemble((label, "$secondary"), options), means])

    def _drawn(self, option: Payer | None) -> Content:
        selected = option is self.payer
        style = ("bold reverse" if self.has_focus else "bold") if selected else "dim"
        drawn = Content.styled(f"({'*' if selected else ' '}) {CHOICES[option]}", style)
        return drawn.stylize(Style.from_meta({_INDEX: self._options.index(option)}))

    def choose(self, payer: Payer | None) -> bool:
        """Select an option; return False when it is not among them."""
        if payer not in self._options:
            return False
        self.chosen = True
        self._select(payer)
        return True

    def choose_first(self) -> None:
        """Select the first option, as before anything was selected."""
        self.chosen = False
        self._select(self._options[0])

    def preset(self, payer: Payer | None) -> bool:
        """Select an option unless one was chosen; return whether it is selected now."""
        if not self.chosen and payer in self._options and payer is not self.payer:
            self._select(payer)
        return self.payer is payer

    def _select(self, payer: Payer | None) -> None:
        self.payer = payer
        self.refresh(layout=True)
        self.post_message(self.Changed(payer))

    def action_choose(self, steps: int) -> None:
        """Select the next option, or the one before."""
        self.choose(self._options[(self._options.index(self.payer) + steps) % len(self._options)])

    def on_click(self, event: events.Click) -> None:
        """Select the option that was clicked; beside the options, nothing."""
        event.stop()
        index = event.style.meta.get(_INDEX)
        if index is not None:
            self.choose(self._options[index])
