"""The region in which an Express Connect Router is to be attached."""

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.attachments import CenAttachment, attachments
from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError
from cen_tui.cloud.inventory.regions import regions_of
from cen_tui.cloud.regions import GLOBAL
from cen_tui.i18n import gettext as _
from cen_tui.tui.background import background
from cen_tui.tui.screens.cen_owner.attach import Attaching
from cen_tui.tui.screens.cen_owner.attach_path import AttachPath
from cen_tui.tui.screens.cen_owner.cen_side import CenOwnerList, title_draft
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.cen_owner.attach_region import ABOUT, AttachRegion, attach_regions

COLUMNS = (
    Column(_("Region"), max_width=30),
    Column(_("Region ID"), max_width=22),
    Column(_("Transit router"), max_width=None),
)
LEAD: Final = _("""In which region is {ecr} to be attached?
It is attached in one region at a time.""")
READING: Final = _("Reading the regions, and where it is attached…")
NOT_READ: Final = _("Where it is attached already could not be read. Press r to try again.")
ENTER_CONTINUES: Final = _("Enter continues with the region under the cursor. Nothing is sent yet.")


class AttachRegionScreen(CenOwnerList):
    """Lists the regions, those with an Enterprise transit router of the CEN first; Enter continues."""

    STEP = "attach-region"
    PLACE = _("region of the attachment")
    reading = READING
    HELP = _("""An Express Connect Router belongs to no region. It is attached to an Enterprise transit router
of the CEN, in one region or in several, one after the other.

Transit router  the CEN's own in the region; before it stands the state of an attachment that is there
                already: such a region cannot be selected

Its owner has to associate it with the transit router first, as far as is documented: send them the ID of
the transit router. The hand-over sheet says how.""")
    ENTER = _("Continue")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", _("Reload"), tooltip=_("Reload the regions and the attachments"), show=False),
    ]

    def __init__(self, attaching: Attaching) -> None:
        super().__init__(title_draft(attaching.signed))
        self._attaching = attaching
        self._path = AttachPath(self)
        self._regions: dict[str, AttachRegion] = {}
        self._unread = False

    def compose_body(self) -> ComposeResult:
        """Lay out the regions."""
        yield Static(LEAD.format(ecr=self._attaching.network.id), classes="lead", markup=False)
        yield FilterTable(COLUMNS, id="attach-regions")
        yield Static("", id="known", classes="quiet", markup=False)

    @background()
    async def read(self) -> None:
        """Ask for the account's regions, those built in where the cloud names none, and for attachments.

        Where these cannot be read, that is said: the cloud refuses what is attached already.
        """
        attaching = self._attaching
        cloud, network = attaching.signed.cloud, replace(attaching.network, region=GLOBAL)
        regions, error = await regions_of(cloud), None
        held: tuple[CenAttachment, ...] = ()
        try:
            held = await attachments(cloud, attaching.cen.id, network)
        except CloudError as unread:
            error = unread
        found = attach_regions(regions, attaching.routers, held)
        await self.apply(partial(self._show, found, error))

    def _show(self, found: tuple[AttachRegion, ...], error: CloudError | None) -> None:
        self._regions = {one.id: one for one in found}
        self._unread = error is not None
        if error is not None:
            self.problem.show(error)
        self.show_rows(
            [Row(one.id, (one.name, one.id, one.router_words), dim=not one.is_usable) for one in found]
        )

    def summary(self) -> str:
        """Say what to do."""
        return NOT_READ if self._unread else ENTER_CONTINUES

    @on(VirtualTable.Moved)
    def _describe(self, message: VirtualTable.Moved) -> None:
        about = ABOUT[self._regions[message.row.key].kind] if message.row else ""
        self.query_one("#known", Static).update(about)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        region = self._regions[message.row.key]
        if (obstacle := region.obstacle) is not None:
            self.status.say(NOTHING_SENT)
            self.problem.say(*obstacle)
            return
        self._path.advance(self._attaching.within(region.id))
