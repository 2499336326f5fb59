"""Asks which networks are meant, where Enter was pressed on one and others are selected."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.networks.base import Network
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext
from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.dialog import Dialog

ONLY_THIS: Final = _("1  only the one under the cursor, which is not selected:")
_MOST_NAMED = 6
_MOST_OF_A_NAME = 30


class WhichNetworks(Dialog[bool | None]):
    """Closes with True for the selected ones, False for the one under the cursor, None for neither."""

    heading = _("Which networks do you mean?")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "1",
            "choose(False)",
            _("Only this one"),
            tooltip=_("Continue with the network under the cursor"),
        ),
        Binding("2", "choose(True)", _("The selected"), tooltip=_("Continue with the selected networks")),
        Binding("escape", "choose(None)", _("Back"), tooltip=_("Continue with neither; the selection stays")),
    ]

    def __init__(self, network: Network, selected: tuple[Network, ...]) -> None:
        super().__init__()
        self._network = network
        self._selected = selected

    def compose_body(self) -> ComposeResult:
        """Name the one, and the others."""
        named = [_line(each) for each in self._selected[:_MOST_NAMED]]
        count = len(self._selected)
        if more := count - len(named):
            named.append("   " + _("and {count:,} more").format(count=more))
        yield Static(f"{ONLY_THIS}\n{_line(self._network)}", markup=False)
        yield Static(
            ngettext(
                "2  {count:,} network that you selected:", "2  {count:,} networks that you selected:", count
            ).format(count=count),
            markup=False,
        )
        yield Static("\n".join(named), markup=False)

    def action_choose(self, the_selected: bool | None) -> None:  # noqa: FBT001 - an action's argument
        """Close with the answer."""
        self.dismiss(the_selected)


def _line(network: Network) -> str:
    name = f" · {safe(network.name, limit=_MOST_OF_A_NAME)}" if network.name else ""
    return f"   {network.type} {network.id}{name}"
