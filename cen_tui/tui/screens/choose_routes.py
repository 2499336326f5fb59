"""Asks which of an attachment's routes are to be set, where none of them is set."""

from types import MappingProxyType
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.cen_owner.routes import ROUTE_CHOICES, RoutesLeft

WHICH_ROUTES: Final = _("Which routes are to be set?")
_LEAD: Final = _("{network} and the system route table of {router}. Nothing is sent yet.")
_BY_WORDS: Final = MappingProxyType({choice.words: choice for choice in ROUTE_CHOICES})


class ChooseRoutes(Dialog[tuple[OperationKind, ...] | None]):
    """Closes with what is to be set; with None where Esc was pressed. The cursor begins at both.

    No number selects one: what is typed next are the digits of the confirmation.
    """

    HELP = _("""Two settings tie an attachment to the system route table of its transit router. The console
ticks both.

Associate  the table routes what comes from the network (associated forwarding)
Propagate  the table learns the network's routes, so that others find it (route learning)

Enter leads to the confirmation of the choice under the cursor. What it means stands below the list.""")
    heading = WHICH_ROUTES
    ENTER = _("Continue")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("Back"), tooltip=_("Go back; no route is set")),
    ]

    def __init__(self, left: RoutesLeft) -> None:
        super().__init__()
        self._attachment = left.attachment

    def compose_body(self) -> ComposeResult:
        """Lay out the choices, and what the one under the cursor means."""
        lead = _LEAD.format(network=self._attachment.network.id, router=self._attachment.router_id)
        yield Static(lead, classes="hint", markup=False)
        yield VirtualTable(Layout((Column("", max_width=None),)))
        yield Static("", id="means", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill in the choices."""
        rows = [Row(words, (words,)) for words in _BY_WORDS]
        table = self.query_one(VirtualTable)
        table.fill(rows)
        self.set_focus(table)

    @on(VirtualTable.Moved)
    def _explain(self, message: VirtualTable.Moved) -> None:
        if message.row is not None:
            self.query_one("#means", Static).update(_BY_WORDS[message.row.key].means)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        message.stop()
        self.dismiss(_BY_WORDS[message.row.key].kinds)

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
