"""The networks of one type in one region: listed as pages arrive, filtered, marked, chosen."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.errors import CloudError
from cen_tui.cloud.listing import pages
from cen_tui.cloud.networks.base import Network, NetworkType, Page
from cen_tui.cloud.regions import region_name
from cen_tui.widgets.filter_table import FilterTable
from cen_tui.widgets.rows import Column, Row
from cen_tui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from cen_tui.app import CenTuiApp


class NetworkPane(Vertical):
    """Asks nothing before it is opened; keeps what it holds when another tab comes to the front."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "other_region", "List", show=False)]

    class Progress(Message):
        """The list grew, ended, failed or was stopped."""

        def __init__(self, pane: "NetworkPane") -> None:
            super().__init__()
            self.pane = pane

    class Chosen(Message):
        """A network was chosen."""

        def __init__(self, network: Network) -> None:
            super().__init__()
            self.network = network

    class PageArrived(Message):
        """One page came from the cloud."""

        def __init__(self, page: Page) -> None:
            super().__init__()
            self.page = page

    class Ended(Message):
        """The last page came, or why it did not."""

        def __init__(self, error: CloudError | None = None) -> None:
            super().__init__()
            self.error = error

    def __init__(self, kind: NetworkType, region_id: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.kind = kind
        self.region_id = region_id
        self.error: CloudError | None = None
        self.busy = False
        self.says = ""
        """What is to be said of the list while this pane is in front."""
        self._opened = False
        self._total: int | None = None
        self._held: dict[str, Network] = {}

    @property
    def exists_here(self) -> bool:
        """Whether networks of this type can exist in the region."""
        regions = self.kind.regions()
        return regions is None or self.region_id in regions

    def compose(self) -> ComposeResult:
        """Lay out the table and what stands in for it when it is empty."""
        columns = (
            Column("ID", most=25),
            Column("Name", most=None),
            Column(self.kind.address_heading, most=None),
            Column("Status", most=11),
            Column("Attached", most=8),
        )
        yield FilterTable(columns, id=f"table-{self.kind.key}")
        yield Static("", classes="empty", markup=False)

    @property
    def table(self) -> FilterTable:
        """The table of this pane."""
        return self.query_one(FilterTable)

    @property
    def filtering(self) -> bool:
        """Whether a filter is in force or being typed."""
        return bool(self.table.filter)

    @property
    def network(self) -> Network | None:
        """The network under the cursor."""
        row = self.table.row
        return self._held.get(row.key) if row else None

    @property
    def marked(self) -> tuple[Network, ...]:
        """The networks marked on this pane, in the cloud's order."""
        return tuple(network for key, network in self._held.items() if key in self.table.table.marked)

    @property
    def count_text(self) -> str:
        """How many are held, for the tab; empty before anything was asked."""
        if self._total is None:
            return ""
        held = len(self._held)
        return f"{held:,}" if held == self._total else f"{held:,} of {self._total:,}"

    def open(self) -> None:
        """Come to the front: list the networks, unless that was done already."""
        if not self._opened:
            self._opened = True
            if not self.exists_here:
                self._say_elsewhere()
                return
            self.reload()
        self._take_focus()
        self._tell(self.says)

    def _tell(self, says: str) -> None:
        self.says = says
        self.post_message(self.Progress(self))

    def _say_elsewhere(self) -> None:
        home = self.kind.home_region(self.region_id)
        regions = self.kind.regions() or ()
        lines = [f"No {self.kind.key} can exist in {region_name(self.region_id)}.", ""]
        if home in regions:
            lines += [
                f"The {self.kind.key}s that serve it are in {region_name(home)} ({home}).",
                f"Press Enter to list the {self.kind.key}s of {home}.",
                "",
            ]
        lines += [f"{self.kind.key}s exist in: {', '.join(regions)}.", "Esc goes back to the regions."]
        self._stand_in("\n".join(lines))
        self._tell("")

    def _stand_in(self, text: str) -> None:
        empty = self.query_one(".empty", Static)
        empty.update(text)
        empty.display = bool(text)
        empty.can_focus = bool(text)
        self.table.display = not text
        self._take_focus()

    def _take_focus(self) -> None:
        empty = self.query_one(".empty", Static)
        if empty.can_focus:
            self.screen.set_focus(empty)
        else:
            self.table.focus_first()

    def action_other_region(self) -> None:
        """List this type in the region that serves the chosen one."""
        home = self.kind.home_region(self.region_id)
        if not self.exists_here and home in (self.kind.regions() or ()):
            self.region_id = home
            self.reload()

    def reload(self) -> None:
        """Read the list from the beginning."""
        if not self.exists_here:
            return
        self._held.clear()
        self._total = None
        self.error = None
        self.busy = True
        self.table.clear()
        self._stand_in("")
        self._tell(f"Reading the {self.kind.key}s of {self.region_id}… (Esc stops)")
        self.fetch()

    @work(exclusive=True, exit_on_error=False)
    async def fetch(self) -> None:
        """Post every page as it comes, then the end."""
        cloud = cast("CenTuiApp", self.app).cloud
        try:
            async for page in pages(self.kind, cloud, self.region_id):
                self.post_message(self.PageArrived(page))
        except CloudError as error:
            self.post_message(self.Ended(error))
        else:
            self.post_message(self.Ended())

    @on(PageArrived)
    def _add(self, message: PageArrived) -> None:
        self._total = message.page.total
        new = [network for network in message.page.networks if network.id not in self._held]
        self._held.update((network.id, network) for network in new)
        self.table.add_rows([row_of(network) for network in new])
        reading = f"Reading the {self.kind.key}s of {self.region_id}… {self.count_text} (Esc stops)"
        self._tell(reading if self.busy else self.says)

    @on(Ended)
    def _end(self, message: Ended) -> None:
        self.busy = False
        self.error = message.error
        says = (
            f"{len(self._held):,} in {self.region_id}. Enter goes on, Space marks several, d shows details."
        )
        if message.error is not None:
            says = "The list is not complete; r reads it again." if self._held else "r tries again."
        elif not self._held:
            self._total = 0
            says = ""
            self._stand_in(
                f"This account has no {self.kind.key} in {region_name(self.region_id)}.\n\n"
                "Esc goes back to choose another region; the arrow keys show the other network types."
            )
        self._tell(says)

    def stop(self) -> None:
        """Stop reading; what has arrived stays."""
        self.workers.cancel_node(self)
        self.busy = False
        self._tell("Stopped: the list is not complete; r reads it again.")

    def toggle_mark(self) -> None:
        """Mark the network under the cursor if it can be granted, and step to the next."""
        network = self.network
        if network is not None and network.grantable:
            self.table.table.toggle_mark()
            self.table.table.action_move(1)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        message.stop()
        self.post_message(self.Chosen(self._held[message.row.key]))


def row_of(network: Network) -> Row:
    """Return the table row of a network."""
    attached = "yes" if network.attached else "no"
    cells = (network.id, network.name or "-", network.address, network.status or "-", attached)
    return Row(network.id, cells, dim=not network.grantable)
