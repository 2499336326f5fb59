"""The CEN owner's inbox: what other accounts granted to a CEN, and what of it is attached."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.attachments import ATTACHED, attached
from cen_tui.cloud.cen.instances import Cen, Router, routers
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, Granted, Received, received
from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import may_pass
from cen_tui.operations.attach_options import ATTACHABLE, AttachOptions, cen_region
from cen_tui.session import SignedIn
from cen_tui.text import counted, grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.cen_owner.attach import Attaching, attach_confirmation
from cen_tui.tui.screens.cen_owner.cen_side import FULL, CenOwnerScreen, draft_of
from cen_tui.tui.screens.cen_owner.vswitches import VSwitchesScreen
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.payer import payer_name

COLUMNS = (
    Column("Network", most=25),
    Column("Region", most=14),
    Column("Owner", most=19),
    Column("State", most=12),
)
EMPTY = """No network was granted to this CEN yet.

m on the list of CENs makes a message that asks for one. A grant made just now may take some seconds to
show here: r reads again."""
MOST_OF_A_NAME = 40
NOT_ATTACHED = "not attached"
NOT_COMPLETE = "(not complete; r goes on)"
ELSEWHERE = {"VPN": "An IPsec-VPN connection", "ECR": "An Express Connect Router"}


class InboxScreen(CenOwnerScreen):
    """Reads the grants of every type side by side; Enter leads to attaching one."""

    STEP = "inbox"
    PLACE = "what was granted"
    HELP = """The networks that other accounts have granted to this CEN.

Network   the instance ID of the network
Region    where the network is
Owner     the account that owns the network, and granted it
State     not attached, Attaching, or Attached: a grant is not an attachment

Enter on one that is not attached leads to attaching it, after a confirmation. r reads again."""
    ENTER = "Attach"
    BINDINGS: ClassVar[list[BindingType]] = [
        *copy_keys("the row"),
        Binding("r", "reload", "Reload", tooltip="Read again what was granted and what is attached"),
    ]

    def __init__(self, signed: SignedIn, cen: Cen, landing: str = "") -> None:
        super().__init__(draft_of(signed))
        self._signed = signed
        self._cen = cen
        self._landing = landing
        self._stale = True
        self._states: dict[str, str] = {}
        self._routers: dict[str, Router] = {}
        self._received: dict[str, Received] = {}
        self._before: dict[str, Received] = {}
        """What was read of lists that are gone on with."""

    def compose_body(self) -> ComposeResult:
        """Lay out the grants, and what is known of the one under the cursor."""
        name = f' · "{safe(self._cen.name, limit=MOST_OF_A_NAME)}"' if self._cen.name else ""
        lead = f"Granted to {self._cen.id}{name}"
        yield Static(lead, classes="lead", markup=False)
        yield FilterTable(COLUMNS, id="granted")
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
        # what was read stays where only the rest is asked for
        whole = {kind: one for kind, one in self._received.items() if one.error is None}
        self._before = {kind: one for kind, one in self._received.items() if _may_go_on(one)}
        self._received = whole if self._before else {}
        self.status.waiting("Reading what was granted and what is attached…")
        self.read_all()

    @background()
    async def read_all(self) -> None:
        """Read what is attached, then the grants of every type."""
        cloud, cen_id = self._signed.cloud, self._cen.id
        try:
            self._states = await attached(cloud, cen_id)
            self._routers = {router.region: router for router in await routers(cloud, cen_id)}
        except CloudError as error:
            self.fail(error)
            return
        await run_bounded(self._read_type, [kind for kind in PRODUCT_TYPES if kind not in self._received])

    async def _read_type(self, product_type: str) -> None:
        before = self._before.get(product_type)
        came = await received(self._signed.cloud, self._cen.id, product_type, before)
        self._received[product_type] = came
        if came.error is not None:
            self.problem.show(came.error)
        await self.apply(self._show)

    def _show(self) -> None:
        rows = self._rows()
        table = self.query_one(FilterTable)
        table.set_rows(rows)
        if len(self._received) < len(PRODUCT_TYPES):
            return
        table.display = bool(rows)
        self.query_one("#known").display = bool(rows)
        self.query_one(".empty").display = not rows and not self.problem.display
        self.status.say(self._summary())
        if self._landing:
            table.table.go_to(self._landing)
            self._landing = ""

    def _summary(self) -> str:
        if self.problem.display:
            goes_on = any(map(_may_go_on, self._received.values()))
            return f"Not everything could be read. r {'goes on from there' if goes_on else 'reads again'}."
        every = self._all()
        left = sum(self._states.get(one.network.id) != ATTACHED for one in every)
        says = f"{counted(len(every), 'network')}, {left} not attached. Enter attaches."
        return says if every else "r reads again."

    def _all(self) -> list[Granted]:
        return [one for kind in PRODUCT_TYPES for one in self._received.get(kind, Received()).found]

    def _rows(self) -> list[Row]:
        """Return a row for each grant, and one where the list of a type is not complete from there on."""
        rows: list[Row] = []
        for kind in PRODUCT_TYPES:
            came = self._received.get(kind, Received())
            rows += map(self._row, came.found)
            if came.error is not None and came.found:
                rows.append(Row(f"rest of {kind}", (NOT_COMPLETE, "", "", kind), dim=True, gap=True))
        return rows

    def _row(self, one: Granted) -> Row:
        network = one.network
        state = self._states.get(network.id, NOT_ATTACHED)
        return Row(network.id, (network.id, network.region, grouped(network.owner_uid), state))

    def _of(self, row: Row) -> Granted | None:
        """Return the grant of a row; None where it is being read again."""
        return next((one for one in self._all() if one.network.id == row.key), None)

    @on(VirtualTable.Moved)
    def _describe(self, message: VirtualTable.Moved) -> None:
        one = self._of(message.row)
        self.query_one("#known", Static).update(_told(one) if one else "")

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        if (one := self._of(message.row)) is None:
            return
        network = one.network
        if (state := self._states.get(network.id)) is not None:
            self.status.say(f"{network.id} says {state}: there is nothing to do.")
        elif network.type not in ATTACHABLE:
            what = ELSEWHERE.get(network.type, "A network of this type")
            self.status.say(f"{what} is attached in the CEN console, not from here.")
        else:
            self._go_attach(one)

    def _go_attach(self, one: Granted) -> None:
        way = AttachOptions(self._routers.get(cen_region(one.network)))
        if way.router is None and way.through_router(one.network) and not self._cen.takes_enterprise_routers:
            self.problem.say(
                f"This CEN cannot take it. {FULL}",
                f"It has no Basic one in {one.network.region} either. Use another CEN, of protection level "
                "REDUCED; the network's owner has to grant it to that one.",
            )
            return
        self._stale = True
        attaching = Attaching(self._signed, self._cen, one, way)
        asks = attaching.way.asks_for_vswitches(one.network)
        self.open(VSwitchesScreen(attaching) if asks else attach_confirmation(attaching))

    def copyable(self) -> Copyable | None:
        """Offer the network under the cursor: its ID, and its row with the owner's account ID."""
        row = self.query_one(FilterTable).row
        if row is None or (one := self._of(row)) is None:
            return None
        network = one.network
        state = self._states.get(network.id, NOT_ATTACHED)
        line = f"{network.id}  {network.region}  {network.owner_uid}  {state}"
        return Copyable(network.id, line, "The row", f"{network.id}.txt")


def _may_go_on(one: Received) -> bool:
    """Tell whether the rest of a list may come when it is asked for again."""
    return one.error is not None and may_pass(one.error)


def _told(one: Granted) -> str:
    """Return what is known of a grant beside its row."""
    since = f", granted {one.created:%Y-%m-%d %H:%M} UTC" if one.created else ""
    pays = f". Who pays: {payer_name(one.payer)}" if one.payer else ""
    if one.payer_in_force and one.payer_in_force != one.payer:
        pays += f"; in force: {payer_name(one.payer_in_force)}"
    return f"{one.network.type} of account {grouped(one.network.owner_uid)}{since}{pays}"
