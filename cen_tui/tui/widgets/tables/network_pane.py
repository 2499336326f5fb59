"""The networks of one type in one region, or in all: listed as pages arrive, filtered, marked, chosen."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.cache import ListedNetworks
from cen_tui.cloud.inventory.multi_region import RegionBatch, list_regions
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.inventory.regions import exists_in, regions_to_ask
from cen_tui.cloud.networks.base import Network, NetworkType
from cen_tui.cloud.regions import ALL
from cen_tui.text import JUST_NOW, ago
from cen_tui.tui.background import background
from cen_tui.tui.widgets.tables.beat import Batcher
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.network_rows import columns_of, elsewhere_text, gap_row, nothing_text, row_of
from cen_tui.tui.widgets.tables.rows import Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.tui.wizard_app import WizardApp, wizard_app


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

        def __init__(self, network: Network, *, led_to: bool = False) -> None:
            super().__init__()
            self.network = network
            self.led_to = led_to
            """Whether the cursor stands on it only because another was marked just before."""

    class Arrived(Message):
        """Something came from the cloud for a list, or its reading ended, or broke."""

        def __init__(self, holding: ListedNetworks, arrival: RegionBatch | None) -> None:
            super().__init__()
            self.holding = holding
            self.arrival = arrival

    def __init__(self, kind: NetworkType, region_id: str, early: FirstPagePrefetch, *, id: str) -> None:  # noqa: A002 - Textual's name
        """`early` may have the first page of the list on its way; its cloud is asked for all others."""
        super().__init__(id=id)
        self._early = early
        self._cloud = early.cloud
        self.kind = kind
        self.region_id = region_id
        self.busy = False
        self.says = ""
        """What is to be said of the list while this pane is in front."""
        self._opened = False
        self._led_to = ""
        """The network that the cursor was led to by marking the one before, until it is moved."""
        self._holding = ListedNetworks()
        self._beat: Batcher[RegionBatch] = Batcher(self, self.cen_app.setup.beat, self._add)

    @property
    def _kept(self) -> dict[tuple[str, str], ListedNetworks]:
        return self.cen_app.session.listings(self._cloud)

    @property
    def cen_app(self) -> WizardApp:
        """The application, which holds what all steps share."""
        return wizard_app(self)

    @property
    def exists_here(self) -> bool:
        """Whether networks of this type can exist in the region."""
        return exists_in(self.kind, self.region_id)

    @property
    def error(self) -> CloudError | None:
        """Why the list is not whole, where it is not."""
        return None if self.busy else self._holding.error

    @property
    def lacks(self) -> bool:
        """Whether the list is known to lack networks: its reading failed, or was stopped."""
        return not self.busy and self._holding.lacks

    def compose(self) -> ComposeResult:
        """Lay out the table and what stands in for it when it is empty."""
        yield FilterTable(columns_of(self.kind, self.region_id), id=f"table-{self.kind.key}")
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
        return self._holding.networks.get(row.key) if row else None

    @property
    def marked(self) -> tuple[Network, ...]:
        """The networks marked on this pane, in the cloud's order."""
        if not (marked := self.table.table.marked):
            return ()
        return tuple(network for key, network in self._holding.networks.items() if key in marked)

    @property
    def count_text(self) -> str:
        """How many are held, for the tab; empty before anything was asked."""
        return self._holding.count_text

    def open(self) -> None:
        """Come to the front: show what is held, or list the networks, unless that was done already."""
        self._led_to = ""
        if not self._opened:
            self._opened = True
            if not self.exists_here:
                self._say_elsewhere()
                return
            if held := self._kept.get((self.kind.key, self.region_id)):
                self._show_held(held)
            else:
                self.reload()
        self._take_focus()
        self._tell(self.says)

    def _show_held(self, held: ListedNetworks) -> None:
        self._holding = held
        self._show_rows()
        self.table.add_rows(self._gap_rows())
        self._say_end()
        self.say_age(least=0)

    def _show_rows(self) -> None:
        self.table.set_rows([self._row(network, rank) for network, rank in self._holding.ranked()])

    def _gap_rows(self) -> list[Row]:
        held, list_regions = self._holding, self.region_id == ALL
        return [
            gap_row(missing, held.size_of(missing, self.kind.page_size), everywhere=list_regions)
            for missing in held.missing_pages
        ]

    def come_back(self) -> None:
        """Say how old the list is; read it where the screen was left before anything of it had come."""
        self._led_to = ""
        held = self._holding
        begun = self.busy or self.error or held.networks or held.complete
        if self._opened and not begun:
            self.reload()
        else:
            self.say_age()

    def say_age(self, least: float = JUST_NOW) -> None:
        """Say how old the list is, if it is older than so many seconds."""
        held = self._holding
        if self.busy or not held.networks or held.age < least:
            return
        whole = "" if held.complete else ", not complete"
        age = ago(held.age)
        self._tell(
            f"{len(held.networks):,} in {self._where}{whole}, read {age}; r reads again. Enter goes on."
        )

    @property
    def _where(self) -> str:
        return "all regions" if self.region_id == ALL else self.region_id

    def _tell(self, says: str) -> None:
        self.says = says
        self.post_message(self.Progress(self))

    def _say_elsewhere(self) -> None:
        self._stand_in(elsewhere_text(self.kind, self.region_id))
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

    def read_again(self) -> None:
        """Read what could not be read, if that may come now; else the list from the beginning."""
        if self.busy or not self._holding.to_read_again:
            self.reload()
            return
        self._begin()
        self._show_rows()
        self.fill(self._holding)

    def reload(self) -> None:
        """Read the list from the beginning."""
        if not self.exists_here:
            return
        self._holding = ListedNetworks()
        self._begin()
        self.table.clear()
        self.fetch(self._holding)

    def _begin(self) -> None:
        self._beat.forget()
        self.busy = True
        self._stand_in("")
        self._tell(f"Reading the {self.kind.key}s of {self._where}… (Esc stops)")

    @background("reading")
    async def fetch(self, holding: ListedNetworks) -> None:
        """Post everything as it comes, then the end."""
        holding.regions = await regions_to_ask(self.kind, self._cloud, self.region_id)
        await self._post(holding, list_regions(self.kind, self._cloud, holding.regions, early=self._early))

    @background("reading")
    async def fill(self, holding: ListedNetworks) -> None:
        """Post what lacked as it comes, then the end."""
        regions, gaps = holding.to_read_again, holding.gaps()
        await self._post(holding, list_regions(self.kind, self._cloud, regions, gaps))

    async def _post(self, holding: ListedNetworks, everything: AsyncGenerator[RegionBatch]) -> None:
        async with aclosing(everything) as arrivals:
            async for arrival in arrivals:
                self.post_message(self.Arrived(holding, arrival))
        self.post_message(self.Arrived(holding, None))

    def broke(self, error: Exception) -> None:
        """Tell of an error in the reading that nothing expected; what has arrived stays."""
        self.cen_app.tell_broken(error)
        self._end()
        self._tell("Stopped, since something broke: the list is not complete; r reads it again.")

    @on(Arrived)
    def _arrived(self, message: Arrived) -> None:
        if message.holding is not self._holding or not self.busy:
            return
        if message.arrival is not None:
            self._beat.add(message.arrival)
        else:
            self._end()
            self._say_end()

    def _end(self) -> None:
        """Show all that has arrived and where something lacks, and keep it."""
        self._beat.flush()
        self._keep()
        self.table.add_rows(self._gap_rows())

    def _add(self, arrivals: list[RegionBatch]) -> None:
        """Put what has arrived into the table."""
        new = [
            self._row(network, self._holding.rank(arrival.region, arrival.page))
            for arrival in arrivals
            for network in self._holding.take(arrival)
        ]
        self.table.add_rows(new)
        progress = self._holding.progress_text
        self._tell(f"Reading the {self.kind.key}s of {self._where}… {progress} (Esc stops)")

    def _row(self, network: Network, rank: int) -> Row:
        return row_of(network, rank, everywhere=self.region_id == ALL)

    def _keep(self) -> None:
        """Note that no more is read, and keep what is held for when this list is opened again."""
        self.busy = False
        self._holding.end()
        if self._holding.networks:
            self._kept[self.kind.key, self.region_id] = self._holding

    def _say_end(self) -> None:
        held = len(self._holding.networks)
        says = f"{held:,} in {self._where}. Enter goes on, Space marks several, d shows details."
        if self._holding.error is not None:
            says = self._lacking_text() if held else "r tries again."
        elif not held:
            says = ""
            self._stand_in(nothing_text(self.kind, self.region_id))
        self._tell(says)

    def _lacking_text(self) -> str:
        """Say how much of the list could not be read, as far as that is known, and what r does."""
        held = self._holding
        if not held.to_read_again:
            return "The list is not complete; r reads it again."
        if not held.lacking:
            return "The list is not complete; r asks for what is missing."
        return f"{held.lacking:,} of {held.total:,} could not be read; r asks for them again."

    def stop(self) -> None:
        """Stop reading; what has arrived stays."""
        self.workers.cancel_node(self)
        self._end()
        self._tell("Stopped: the list is not complete; r reads it again.")

    def on_unmount(self) -> None:
        """Keep what has arrived when the screen is left."""
        if self.busy:
            self._keep()

    def toggle_mark(self) -> None:
        """Mark the network under the cursor if it can be granted, and step to the next."""
        network = self.network
        if network is not None and network.grantable:
            self.table.table.toggle_mark()
            self.table.table.action_move(1)
            self._led_to = self.table.row.key if self.table.row else ""

    @on(VirtualTable.Moved)
    def _moved(self, message: VirtualTable.Moved) -> None:
        if message.row.key != self._led_to:
            self._led_to = ""

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        message.stop()
        network = self._holding.networks.get(message.row.key)
        if network is not None:  # else the list was begun anew since
            self.post_message(self.Chosen(network, led_to=network.id == self._led_to))
        elif message.row.gap:
            self._tell(self._lacking_text())
