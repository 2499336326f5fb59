"""The vSwitches through which an Enterprise transit router shall reach a VPC."""

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.vswitches import VSwitch, vswitches
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext, sentences
from cen_tui.operations.attach_options import vswitches_problem
from cen_tui.tui.background import background
from cen_tui.tui.screens.cen_owner.attach import Attaching, attach_confirmation
from cen_tui.tui.screens.cen_owner.cen_side import CenOwnerList, title_draft
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

COLUMNS = (
    Column(_("Zone"), max_width=18),
    Column(_("vSwitch"), max_width=25),
    Column(_("Name"), max_width=None),
    Column(_("Usable"), max_width=6),
)
LEAD: Final = _("""Select the vSwitches for the attachment of {vpc}.
Two zones give redundancy. Each vSwitch uses one IP address of the VPC.""")
EMPTY: Final = _(
    "No vSwitch of this VPC is visible.\n\n"
    "They are visible only while the VPC is granted to the CEN. A VPC without a vSwitch in a zone that "
    "supports Enterprise transit routers cannot be attached: its owner has to create one. Press r after that."
)
READING: Final = _("Reading the vSwitches…")
NONE_SELECTED: Final = _("{vswitches}.")
SPACE_SELECTS: Final = _("Space selects, Enter continues.")
SELECTED: Final = _("{vswitches}, {count} selected. Enter continues.")


class VSwitchesScreen(CenOwnerList):
    """Space selects several, Enter continues to the confirmation; nothing is sent yet."""

    STEP = "vswitches"
    PLACE = _("vSwitches")
    reading = READING
    HELP = _("""An Enterprise transit router reaches a VPC through one vSwitch in each zone that you select,
and uses one IP address of each. Select one, or better one in each of two zones: then the loss of a zone
does not cut the VPC off. Enter without a selection continues with the vSwitch under the cursor.

Zone     the zone of the vSwitch
vSwitch  its instance ID; Name is its name
Usable   whether Enterprise transit routers exist in the vSwitch's zone""")
    ENTER = _("Continue")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", _("Select"), tooltip=_("Select several, each in a zone of its own")),
        Binding("r", "reload", _("Reload"), tooltip=_("Reload the vSwitches"), show=False),
    ]

    def __init__(self, attaching: Attaching) -> None:
        super().__init__(title_draft(attaching.signed))
        self._attaching = attaching
        self._held: dict[str, VSwitch] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the vSwitches, or what stands in for them."""
        yield Static(LEAD.format(vpc=self._attaching.network.id), classes="lead", markup=False)
        yield FilterTable(COLUMNS, id="vswitches")
        yield Static(EMPTY, classes="empty", markup=False)

    @background()
    async def read(self) -> None:
        """Ask for the vSwitches, as the CEN's owner sees them."""
        one = self._attaching
        try:
            found = await vswitches(one.signed.cloud, one.cen.id, one.network)
        except CloudError as error:
            await self.apply(partial(self.fail, error))
        else:
            await self.apply(partial(self._show, found))

    def _show(self, found: tuple[VSwitch, ...]) -> None:
        self._held = {one.id: one for one in found}
        self.show_rows([_row(one) for one in found])

    def summary(self) -> str:
        """Say how many there are, how many are selected, and what to do."""
        if not self._held:
            return ""
        held = len(self._held)
        vswitches = ngettext("{count:,} vSwitch", "{count:,} vSwitches", held).format(count=held)
        selected = len(self.query_one(FilterTable).table.marked & self._held.keys())
        several = SELECTED.format(vswitches=vswitches, count=selected)
        return several if selected else sentences(NONE_SELECTED.format(vswitches=vswitches), SPACE_SELECTS)

    def action_mark(self) -> None:
        """Select the vSwitch under the cursor, or no longer."""
        self.query_one(FilterTable).table.toggle_mark()
        self.say_summary()

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        marked = self.query_one(FilterTable).table.marked or {message.row.key}
        chosen = tuple(one for key, one in self._held.items() if key in marked)
        if problem := vswitches_problem(chosen):
            self.status.say(problem)
            return
        self.say_summary()
        self.open(attach_confirmation(self._attaching.through(chosen)))


def _row(one: VSwitch) -> Row:
    return Row(one.id, (one.zone, one.id, one.name, _("yes") if one.usable else _("no")), dim=not one.usable)
