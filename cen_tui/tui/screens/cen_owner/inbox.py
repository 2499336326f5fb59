"""The CEN owner's inbox: what other accounts granted to a CEN, and what of it is attached."""

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.regions import region_label
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.session import SignedIn
from cen_tui.text import grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.cen_owner.attach import Attaching
from cen_tui.tui.screens.cen_owner.attach_path import AttachPath
from cen_tui.tui.screens.cen_owner.attach_region import AttachRegionScreen
from cen_tui.tui.screens.cen_owner.attachment_details import AttachmentDetails
from cen_tui.tui.screens.cen_owner.cen_side import TRY_AGAIN, CenOwnerScreen, title_draft
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.routes_path import RoutesPath
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard import amounts
from cen_tui.wizard.cen_owner.attach_region import asks_for_region
from cen_tui.wizard.cen_owner.inbox import Inbox, InboxRow, RowAction
from cen_tui.wizard.confirmation import Confirmation, confirm_attachment_payer, confirm_detach

COLUMNS = (
    Column(_("Network"), max_width=25),
    Column(_("State"), max_width=12),
    Column(_("Region"), max_width=14),
    Column(_("Owner"), max_width=19),
)
ROOM_FOR_OWNER: Final = 80
"""Columns of a terminal that has room for the last column too; what is below the list says it anyway."""
LEAD: Final = _("Granted to {cen}{name}")
EMPTY: Final = _(
    "No network has been granted to this CEN yet.\n\n"
    "Esc goes back to the list of CENs, where m makes a message that asks a network's owner for one. A "
    "network that was granted just now may take some seconds to appear: r reloads."
)
READING: Final = _("Reading what was granted and what is attached…")
SOME_UNATTACHED: Final = _("{networks}, {left} not attached.")
SOME_NOT_GRANTED: Final = _("{networks}, {left} not attached, {revoked} attached but not granted.")
ENTER_ATTACHES: Final = _("Enter attaches one.")
ALL_ATTACHED: Final = _("{networks}, all attached.")
R_RELOADS: Final = _("r reloads.")
R_CONTINUES: Final = _("Press r to continue from there.")
NOT_COMPLETE: Final = _("(incomplete; r continues)")
MOST_OF_A_NAME: Final = 40


class InboxScreen(CenOwnerScreen):
    """Reads the grants of every type side by side, and leads to what can be done with each."""

    STEP = "inbox"
    PLACE = _("granted networks")
    reading = READING
    HELP = _("""The networks that other accounts have granted to this CEN. A grant is not an attachment.

Network   the instance ID of the network
State     not attached, Attaching, Attached, or Detaching; attachable is an Express Connect Router that is
          attached, and can be in another region too; not granted is still attached, though its owner
          revoked the grant; ? could not be read, so that nothing is offered: r tries again
Region    where the network is, or in which region an Express Connect Router is attached
Owner     the account that owns the network, and granted it

The line of keys names what can be done with the network under the cursor; all of it is confirmed first.
Enter  attaches one that is not attached; of any other it shows the details, as d always does
f      sets the routes of an attachment, which the cloud leaves unset
p      changes the payer of an attachment, after its owner changed the payer of the grant
x      detaches it; after that its owner can revoke the grant""")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d", "details", _("Details"), tooltip=_("The attachment, its payer and its routes"), show=False
        ),
        Binding(
            "f", "routes", _("Routes"), tooltip=_("Set the routes of the attachment, after a confirmation")
        ),
        Binding("x", "detach", _("Detach"), tooltip=_("Detach the network, after a confirmation")),
        Binding(
            "p", "payer", _("Payer"), tooltip=_("Change the payer of the attachment to that of the grant")
        ),
        *copy_keys(_("the row")),
        Binding("r", "reload", _("Reload"), tooltip=_("Reload what was granted and what is attached")),
    ]

    def __init__(self, signed: SignedIn, cen: Cen, select_id: str = "") -> None:
        """`select_id` is the ID of the network to select."""
        super().__init__(title_draft(signed))
        self._signed = signed
        self._select_id = select_id
        self._stale = True
        self._path = AttachPath(self)
        self._routes = RoutesPath(self, self._confirmation)
        self.inbox = Inbox(cen)
        self._held: dict[str, InboxRow] = {}
        """What the rows of the table show, by their keys."""

    def compose_body(self) -> ComposeResult:
        """Lay out the grants, and what is known of the one under the cursor."""
        cen = self.inbox.cen
        name = f' "{safe(cen.name, limit=MOST_OF_A_NAME)}"' if cen.name else ""
        yield Static(LEAD.format(cen=cen.id, name=name), classes="lead", markup=False)
        yield FilterTable(COLUMNS if self.app.size.width >= ROOM_FOR_OWNER else COLUMNS[:-1], id="granted")
        yield Static("", id="known", classes="quiet", markup=False)
        yield Static(EMPTY, classes="empty", markup=False)

    def on_mount(self) -> None:
        """Begin in the rows."""
        self.query_one(".empty").display = False
        self.query_one(FilterTable).focus_first()

    def on_screen_resume(self) -> None:
        """Read at first, and again when something was attached meanwhile."""
        if self._stale:
            self._stale = False
            self.action_reload()

    @background()
    async def read(self) -> None:
        """Read what is attached, then the grants of every type.

        At first they are shown as they arrive. Later the list stays as it is until all was read, for a row
        that comes and goes would move the cursor to another network.
        """
        shown = self.inbox
        again = Inbox(shown.cen, dict(shown.received)) if shown.was_read else shown
        try:
            await again.read(self._signed.cloud, partial(self._arrived, again))
        except CloudError as error:
            await self.apply(partial(self.fail, error))

    async def _arrived(self, inbox: Inbox) -> None:
        if inbox is self.inbox or inbox.was_read:
            self.inbox = inbox
            await self.apply(self.show_inbox)

    def show_inbox(self) -> None:
        """Show what was read so far."""
        inbox, rows = self.inbox, self._rows()
        table = self.query_one(FilterTable)
        held = table.row
        table.set_rows(rows)
        if held is not None and table.row is not None and table.row.key != held.key:
            self._go_to_network(held.cells[0])
        self._describe()
        if inbox.error is not None:
            self.problem.show(inbox.error)
        if not inbox.was_read:
            return
        table.display = bool(rows)
        self.query_one("#known").display = bool(rows)
        self.query_one(".empty").display = not rows and inbox.error is None
        self.say_summary()
        if self._select_id:
            self._go_to_network(self._select_id)
            self._select_id = ""

    def _go_to_network(self, network_id: str) -> None:
        """Keep the cursor on a network whose row became another one, as a router's when it is attached."""
        if row := next((row for row in self.inbox.rows if row.network.id == network_id), None):
            self.query_one(FilterTable).table.go_to(row.key)

    def summary(self) -> str:
        """Say how much was granted and how much of it is left to attach, or what could not be read."""
        inbox = self.inbox
        if inbox.error is not None:
            return sentences(inbox.unread, R_CONTINUES if inbox.may_continue else TRY_AGAIN)
        if not inbox.networks:
            return ""
        left, revoked = len(inbox.unattached), len(inbox.not_granted)
        networks = amounts.networks(len(inbox.networks))
        if not left and not revoked:
            return sentences(ALL_ATTACHED.format(networks=networks), R_RELOADS)
        says = SOME_NOT_GRANTED if revoked else SOME_UNATTACHED
        counted = says.format(networks=networks, left=left, revoked=revoked)
        return sentences(counted, ENTER_ATTACHES if left else R_RELOADS)

    def _rows(self) -> list[Row]:
        """Return the rows of each grant, and one where the list of a type is not complete from there on."""
        columns = len(self.query_one(FilterTable).columns)
        rows: list[Row] = []
        self._held = {}
        for kind, part in self.inbox.parts:
            held = {row.key: row for row in self.inbox.rows_of_type(kind)}
            rows += [_row(row, columns) for row in held.values()]
            self._held |= held
            if part.error is not None and part.found:
                cells = (NOT_COMPLETE, kind, "", "")[:columns]
                rows.append(Row(f"rest of {kind}", cells, dim=True, gap=True))
        return rows

    @property
    def _selected(self) -> InboxRow | None:
        """The network under the cursor."""
        row = next((table.row for table in self.query(FilterTable)), None)
        return self._held.get(row.key) if row else None

    @on(VirtualTable.Moved)
    def _moved(self) -> None:
        self._describe()

    def _describe(self) -> None:
        """Say what is known of the network under the cursor, and offer what can be done with it."""
        row = self._selected
        self.query_one("#known", Static).update(self.inbox.about(row) if row else "")
        self.refresh_bindings()

    @property
    def _actions(self) -> frozenset[RowAction]:
        """What can be done with the network under the cursor."""
        row = self._selected
        return self.inbox.actions(row) if row else frozenset()

    @property
    def enter_words(self) -> str:
        """What Enter does with the network under the cursor."""
        if self._selected is None:
            return ""
        return _("Attach") if RowAction.ATTACH in self._actions else _("Details")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the network under the cursor."""
        offered = self._selected is not None if action == "details" else True
        if action in tuple(RowAction):
            offered = action in self._actions
        return super().check_action(action, parameters) and offered

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        if (row := self._held.get(message.row.key)) is None:
            return
        if RowAction.ATTACH in self.inbox.actions(row):
            self._lead_to_attaching(row)
        else:
            self.open(AttachmentDetails(self._signed, self.inbox, row))

    def _lead_to_attaching(self, row: InboxRow) -> None:
        inbox, granted = self.inbox, row.granted
        assert granted is not None  # noqa: S101 - only what was granted can be attached
        options = inbox.options(granted.network)
        attaching = Attaching(self._signed, inbox.cen, granted, tuple(inbox.routers.values()), options)
        self._stale = True
        if asks_for_region(row.network):
            self.open(AttachRegionScreen(attaching))
        else:
            self._path.advance(attaching)

    def action_routes(self) -> None:
        """Open the confirmation that sets the routes of the attachment."""
        if (row := self._selected) is not None:
            self._routes.advance(self._signed.cloud, self.inbox.cen, row.network)

    def action_detach(self) -> None:
        """Open the confirmation that detaches the network."""
        row = self._selected
        if row is not None and row.attachment is not None:
            granted = row.granted is not None
            self._confirm(confirm_detach(row.attachment, self.inbox.cen, granted=granted))

    def action_payer(self) -> None:
        """Open the confirmation that changes the payer of the attachment to that of the grant."""
        row = self._selected
        if row is not None and row.attachment is not None and row.new_payer is not None:
            self._confirm(confirm_attachment_payer(row.attachment, self.inbox.cen, row.new_payer))

    def _confirm(self, confirmation: Confirmation) -> None:
        self.open(self._confirmation(confirmation))

    def _confirmation(self, confirmation: Confirmation) -> ConfirmScreen:
        self._stale = True
        return ConfirmScreen(self.draft, confirmation)

    def action_details(self) -> None:
        """Show all that is known of the network under the cursor."""
        if (row := self._selected) is not None:
            self.open(AttachmentDetails(self._signed, self.inbox, row))

    def copyable(self) -> Copyable | None:
        """Offer the network under the cursor: its ID, and its row with the owner's account ID."""
        if (row := self._selected) is None:
            return None
        network = row.network
        line = f"{network.id}  {region_label(row.region)}  {network.owner_uid}  {row.state}"
        return Copyable(network.id, line, _("The row"), f"{network.id}.txt")


def _row(row: InboxRow, columns: int) -> Row:
    network = row.network
    cells = (network.id, row.state, region_label(row.region), grouped(network.owner_uid))
    return Row(row.key, cells[:columns])
