"""Asks which of several networks is meant."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cen_tui.cloud.networks.base import Network
from cen_tui.i18n import gettext as _
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

_MOST_ROWS = 8


class PickNetwork(Dialog[Network | None]):
    """Closes with the network that Enter was pressed on, or with None."""

    HELP = _("Select the network that is meant. Enter opens the confirmation; Esc changes nothing.")
    ENTER = _("Select")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", _("Back"))]

    def __init__(self, heading: str, networks: tuple[Network, ...]) -> None:
        super().__init__()
        self.heading = heading
        self._networks = {network.id: network for network in networks}

    def compose_body(self) -> ComposeResult:
        """List the networks."""
        yield VirtualTable(Layout((Column("ID"), Column(_("Name"), max_width=None))))

    def on_mount(self) -> None:
        """Fill the list."""
        table = self.query_one(VirtualTable)
        rows = [Row(key, (key, network.name)) for key, network in self._networks.items()]
        table.fill(rows, height_limit=_MOST_ROWS)
        table.focus()

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        self.dismiss(self._networks.get(message.row.key))
