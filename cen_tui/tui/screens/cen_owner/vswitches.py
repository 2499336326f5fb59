"""The vSwitches through which an Enterprise transit router shall reach a VPC."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.vswitches import VSwitch, vswitches
from cen_tui.cloud.errors.base import CloudError
from cen_tui.operations.attach_options import MOST_VSWITCHES
from cen_tui.text import counted
from cen_tui.tui.background import background
from cen_tui.tui.screens.cen_owner.attach import Attaching, attach_confirmation
from cen_tui.tui.screens.cen_owner.cen_side import CenOwnerScreen, draft_of
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

COLUMNS = (
    Column("Zone", most=18),
    Column("vSwitch", most=25),
    Column("Name", most=None),
    Column("Usable", most=6),
)
LEAD = """{vpc}: through which vSwitches is it to be reached?
One in each of two zones outlasts the loss of one. Each gives up an address."""
EMPTY = """No vSwitch of this VPC is to be seen.

The cloud shows them only while the grant stands. A VPC without a vSwitch in a zone that supports
Enterprise transit routers cannot be attached: its owner has to make one."""


class VSwitchesScreen(CenOwnerScreen):
    """Space marks several, Enter goes on to the confirmation; nothing is sent yet."""

    STEP = "vswitches"
    PLACE = "vSwitches"
    HELP = """An Enterprise transit router enters a VPC through a vSwitch in each zone that you choose,
and takes one of its addresses there. Choose one in a single zone, or better one in each of two.

Usable  whether Enterprise transit routers exist in the vSwitch's zone"""
    ENTER = "Continue"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Select", tooltip="Choose several, each in a zone of its own"),
        Binding("r", "reload", "Reload", tooltip="Read the vSwitches again", show=False),
    ]

    def __init__(self, attaching: Attaching) -> None:
        super().__init__(draft_of(attaching.signed))
        self._attaching = attaching
        self._held: dict[str, VSwitch] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the vSwitches, or what stands in for them."""
        yield Static(LEAD.format(vpc=self._attaching.network.id), classes="lead", markup=False)
        yield FilterTable(COLUMNS, id="vswitches")
        yield Static(EMPTY, classes="empty", markup=False)

    def on_mount(self) -> None:
        """Read the vSwitches."""
        self.query_one(".empty").display = False
        self.query_one(FilterTable).focus_first()
        self.action_reload()

    def action_reload(self) -> None:
        """Read the vSwitches."""
        self.clear_problem()
        self.status.waiting("Reading the vSwitches…")
        self.read_vswitches()

    @background()
    async def read_vswitches(self) -> None:
        """Ask for the vSwitches, as the CEN's owner sees them."""
        one = self._attaching
        try:
            found = await vswitches(one.signed.cloud, one.cen.id, one.network)
        except CloudError as error:
            self.fail(error)
        else:
            await self.apply(partial(self._show, found))

    def _show(self, found: tuple[VSwitch, ...]) -> None:
        self._held = {one.id: one for one in found}
        table = self.query_one(FilterTable)
        table.set_rows([_row(one) for one in found])
        table.display = bool(found)
        self.query_one(".empty").display = not found
        self._say_how_many()

    def _say_how_many(self) -> None:
        says = f"{counted(len(self._held), 'vSwitch', 'vSwitches')}. Space marks, Enter goes on."
        self.status.say(says if self._held else "r reads again.")

    def action_mark(self) -> None:
        """Mark the vSwitch under the cursor, or take its mark away."""
        self.query_one(FilterTable).table.toggle_mark()

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        marked = self.query_one(FilterTable).table.marked or {message.row.key}
        chosen = tuple(one for key, one in self._held.items() if key in marked)
        if wrong := _wrong(chosen):
            self.status.say(f"Not yet: {wrong}")
            return
        self._say_how_many()
        way = replace(self._attaching.way, vswitches=chosen)
        self.open(attach_confirmation(replace(self._attaching, way=way)))


def _wrong(chosen: tuple[VSwitch, ...]) -> str:
    """Return why these cannot be used together, or nothing."""
    if unusable := [one for one in chosen if not one.usable]:
        return f"there is no Enterprise transit router in {unusable[0].zone}. Choose another zone."
    zones = [one.zone for one in chosen]
    if twice := [zone for zone in zones if zones.count(zone) > 1]:
        return f"two of these are in {twice[0]}. Choose one in each zone."
    return f"{MOST_VSWITCHES} are the most." if len(chosen) > MOST_VSWITCHES else ""


def _row(one: VSwitch) -> Row:
    return Row(one.id, (one.zone, one.id, one.name, "yes" if one.usable else "no"), dim=not one.usable)
