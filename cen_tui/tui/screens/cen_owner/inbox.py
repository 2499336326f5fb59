"""The CEN owner's inbox: what other accounts granted to a CEN, and what of it is attached."""

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.errors.base import CloudError
from cen_tui.session import SignedIn
from cen_tui.text import counted, grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.cen_owner.attach import Attaching, attach_confirmation
from cen_tui.tui.screens.cen_owner.cen_side import CenOwnerScreen, draft_of
from cen_tui.tui.screens.cen_owner.vswitches import VSwitchesScreen
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.cen_owner.inbox import Inbox, about

COLUMNS = (
    Column("Network", most=25),
    Column("State", most=12),
    Column("Region", most=14),
    Column("Owner", most=19),
)
ROOM_FOR_OWNER: Final = 80
"""Columns of a terminal that has room for the last column too; what is below the list says it anyway."""
LEAD: Final = "Granted to {cen}{name}"
EMPTY: Final = (
    "No network has been granted to this CEN yet.\n\n"
    "Esc goes back to the list of CENs, where m makes a message that asks a network's owner for one. A "
    "network that was granted just now may take some seconds to appear: r reloads."
)
READING: Final = "Reading what was granted and what is attached…"
ENTER_ATTACHES: Final = "not attached. Enter attaches one."
ALL_ATTACHED: Final = "all attached. r reloads."
BROKE_OFF: Final = "Not all could be read. Press r to continue from there."
FAILED: Final = "Not all could be read. Press r to try again."
NOT_COMPLETE: Final = "(incomplete; r continues)"
MOST_OF_A_NAME: Final = 40


class InboxScreen(CenOwnerScreen):
    """Reads the grants of every type side by side; Enter leads to attaching one."""

    STEP = "inbox"
    PLACE = "granted networks"
    HELP = """The networks that other accounts have granted to this CEN.

Network   the instance ID of the network
State     not attached, Attaching, or Attached: a grant is not an attachment
Region    where the network is
Owner     the account that owns the network, and granted it

Enter on one that is not attached leads to attaching it, after a confirmation. r reloads."""
    ENTER = "Attach"
    BINDINGS: ClassVar[list[BindingType]] = [
        *copy_keys("the row"),
        Binding("r", "reload", "Reload", tooltip="Reload what was granted and what is attached"),
    ]

    def __init__(self, signed: SignedIn, cen: Cen, landing: str = "") -> None:
        """`landing` is the ID of the network that the cursor goes to."""
        super().__init__(draft_of(signed))
        self._signed = signed
        self._landing = landing
        self._stale = True
        self.inbox = Inbox(cen)

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

    def action_reload(self) -> None:
        """Read what was granted and what is attached."""
        self.clear_problem()
        self.status.waiting(READING)
        self.read_all()

    @background()
    async def read_all(self) -> None:
        """Read what is attached, then the grants of every type."""
        try:
            await self.inbox.read(self._signed.cloud, partial(self.apply, self.show_inbox))
        except CloudError as error:
            await self.apply(partial(self.fail, error))

    def show_inbox(self) -> None:
        """Show what was read so far."""
        inbox, rows = self.inbox, self._rows()
        table = self.query_one(FilterTable)
        table.set_rows(rows)
        if inbox.error is not None:
            self.problem.show(inbox.error)
        if not inbox.was_read:
            return
        table.display = bool(rows)
        self.query_one("#known").display = bool(rows)
        self.query_one(".empty").display = not rows and inbox.error is None
        self.say_summary()
        if self._landing:
            table.table.go_to(self._landing)
            self._landing = ""

    def summary(self) -> str:
        """Say how much was granted and how much of it is left to attach, or what could not be read."""
        inbox = self.inbox
        if inbox.error is not None:
            return BROKE_OFF if inbox.may_continue else FAILED
        if not inbox.networks:
            return ""
        networks = counted(len(inbox.networks), "network")
        left = inbox.unattached
        return f"{networks}, {left} {ENTER_ATTACHES}" if left else f"{networks}, {ALL_ATTACHED}"

    def _rows(self) -> list[Row]:
        """Return a row for each grant, and one where the list of a type is not complete from there on."""
        columns = len(self.query_one(FilterTable).columns)
        rows: list[Row] = []
        for kind, part in self.inbox.parts:
            rows += [self._row(one, columns) for one in part.found]
            if part.error is not None and part.found:
                cells = (NOT_COMPLETE, kind, "", "")[:columns]
                rows.append(Row(f"rest of {kind}", cells, dim=True, gap=True))
        return rows

    def _row(self, one: Granted, columns: int) -> Row:
        network = one.network
        cells = (network.id, self.inbox.state(network.id), network.region, grouped(network.owner_uid))
        return Row(network.id, cells[:columns])

    @on(VirtualTable.Moved)
    def _describe(self, message: VirtualTable.Moved) -> None:
        one = self.inbox.find(message.row.key)
        self.query_one("#known", Static).update(about(one) if one else "")

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        if (one := self.inbox.find(message.row.key)) is None:
            return
        obstacle = self.inbox.obstacle(one)
        if obstacle is None:
            self._lead_to_attaching(one)
        elif obstacle.advice:
            self.problem.say(*obstacle)
        else:
            self.status.say(obstacle.says)

    def _lead_to_attaching(self, one: Granted) -> None:
        self._stale = True
        attaching = Attaching(self._signed, self.inbox.cen, one, self.inbox.options(one))
        asks = attaching.attach_options.asks_for_vswitches(one.network)
        self.open(VSwitchesScreen(attaching) if asks else attach_confirmation(attaching))

    def copyable(self) -> Copyable | None:
        """Offer the network under the cursor: its ID, and its row with the owner's account ID."""
        row = self.query_one(FilterTable).row
        if row is None or (one := self.inbox.find(row.key)) is None:
            return None
        network = one.network
        line = f"{network.id}  {network.region}  {network.owner_uid}  {self.inbox.state(network.id)}"
        return Copyable(network.id, line, "The row", f"{network.id}.txt")
