"""Asks which of an attachment's routes are to be set, where none of them is set."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.screens.dialogs.choose import Choose
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.cen_owner.routes import ROUTE_CHOICES, RoutesLeft

WHICH_ROUTES: Final = _("Which routes are to be set?")
_LEAD: Final = _("{network} and the system route table of {router}. Nothing is sent yet.")
_MEANS: Final = {choice.words: choice.means for choice in ROUTE_CHOICES}


class ChooseRoutes(Choose[tuple[OperationKind, ...]]):
    """Closes with what is to be set; with None where Esc was pressed. The cursor begins at both.

    No number selects one: what is typed next are the digits of the confirmation.
    """

    HELP = _("""Two settings tie an attachment to the system route table of its transit router. The console
ticks both.

Associate  the table routes what comes from the network (associated forwarding)
Propagate  the table learns the network's routes, so that others find it (route learning)

Enter leads to the confirmation of the choice under the cursor. What it means stands below the list.""")
    heading = WHICH_ROUTES
    COLUMNS = (Column("", max_width=None),)
    ENTER = _("Continue")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", _("Back"), tooltip=_("Go back; no route is set")),
    ]

    def __init__(self, left: RoutesLeft) -> None:
        super().__init__((Row(one.words, (one.words,)), one.kinds) for one in ROUTE_CHOICES)
        self._attachment = left.attachment

    def compose_body(self) -> ComposeResult:
        """Lay out the choices, and what the one under the cursor means."""
        lead = _LEAD.format(network=self._attachment.network.id, router=self._attachment.router_id)
        yield Static(lead, classes="hint", markup=False)
        yield from super().compose_body()
        yield Static("", id="means", classes="hint", markup=False)

    @on(VirtualTable.Moved)
    def _explain(self, message: VirtualTable.Moved) -> None:
        if message.row is not None:
            self.query_one("#means", Static).update(_MEANS[message.row.key])
