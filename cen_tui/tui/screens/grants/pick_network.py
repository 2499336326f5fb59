"""Asks which of several networks is meant."""

from cen_tui.cloud.networks.base import Network
from cen_tui.i18n import gettext as _
from cen_tui.tui.screens.dialogs.choose import Choose
from cen_tui.tui.widgets.tables.rows import Column, Row


class PickNetwork(Choose[Network]):
    """Closes with the network that Enter was pressed on, or with None."""

    HELP = _("Select the network that is meant. Enter opens the confirmation; Esc changes nothing.")
    COLUMNS = (Column("ID"), Column(_("Name"), max_width=None))
    MOST_ROWS = 8

    def __init__(self, heading: str, networks: tuple[Network, ...]) -> None:
        super().__init__((Row(network.id, (network.id, network.name)), network) for network in networks)
        self.heading = heading
