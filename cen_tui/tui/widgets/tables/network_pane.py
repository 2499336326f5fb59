"""The networks of one type in one region, or in all: listed as pages arrive, filtered, selected, opened."""

from collections.abc import AsyncGenerator, Collection, Iterable, Sequence
from contextlib import aclosing
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import retry_listener
from cen_tui.cloud.inventory.cache import ListedNetworks
from cen_tui.cloud.inventory.multi_region import RegionBatch, list_regions
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.inventory.regions import exists_in, regions_to_ask
from cen_tui.cloud.networks.base import Network, NetworkType
from cen_tui.cloud.regions import ALL
from cen_tui.i18n import gettext as _
from cen_tui.text import JUST_NOW
from cen_tui.tui.background import background
from cen_tui.tui.widgets.tables.batcher import Batcher
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.network_rows import columns_of, gap_rows, row_of
from cen_tui.tui.widgets.tables.rows import Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.tui.wizard_app import WizardApp, wizard_app
from cen_tui.wizard import networks as words
from cen_tui.wizard.attached import listed_anew
from cen_tui.wizard.authorizations import GrantCounts

_AT_REST: Final = 0.3
"""Seconds for which the rows in sight must be the same before their grant rules are read."""


class NetworkPane(Vertical):
    """Asks nothing before it is opened; keeps what it holds when another tab comes to the front."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "other_region", _("List"))]

    class Progress(Message):
        """The list grew, ended, failed or was stopped, or the filter began or ceased to hide all of it."""

        def __init__(self, pane: "NetworkPane") -> None:
            super().__init__()
            self.pane = pane

    class Chosen(Message):
        """A network was opened with Enter or a double click."""

        def __init__(self, network: Network, *, led_to: bool = False) -> None:
            super().__init__()
            self.network = network
            self.led_to = led_to
            """Whether the cursor stands on it only because another was selected just before."""

    def __init__(self, kind: NetworkType, region_id: str, prefetch: FirstPagePrefetch, *, id: str) -> None:  # noqa: A002 - Textual's name
        """`prefetch` may be reading the first page of the list; its cloud serves all others."""
        super().__init__(id=id)
        self._prefetch = prefetch
        self._cloud = prefetch.cloud
        self.kind = kind
        self.region_id = region_id
        self.busy = False
        self._says = ""
        self._opened = False
        self._led_to = ""
        """The network that the cursor was led to by selecting the one before, until it is moved."""
        self._named: frozenset[str] = frozenset()
        """The networks that the command line named, until they are listed."""
        self._first_named = ""
        self._selects_named = False
        self._holding = ListedNetworks()
        self._ranks: dict[str, int] = {}
        options = self.cen_app.options
        self._batcher: Batcher[RegionBatch] = Batcher(self, options.refresh_seconds, self._add)
        self._shows_grants = options.counts
        self._grants = GrantCounts()
        self._grants_batcher: Batcher[Network] = Batcher(self, options.refresh_seconds, self._show_again)
        self._reads_grants = False
        self._rest: Timer | None = None

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
    def says(self) -> str:
        """What is to be said of the list while this pane is in front."""
        return words.NO_MATCH if self.hides_all and not self.busy else self._says

    @property
    def needs_word(self) -> bool:
        """Whether what is to be said of the list matters more than what is selected."""
        return self.hides_all or (not self.busy and self._holding.lacks)

    @property
    def hides_all(self) -> bool:
        """Whether the filter lets none of the networks through, and none is missing that it might."""
        return bool(self.table.filter and self.table.total and not self.table.rows)

    def compose(self) -> ComposeResult:
        """Lay out the table and what stands in for it when it is empty."""
        columns = columns_of(self.kind, self.region_id, grants=self._shows_grants)
        yield FilterTable(columns, id=f"table-{self.kind.key}")
        yield Static("", classes="empty", markup=False)

    @property
    def table(self) -> FilterTable:
        """The table of this pane."""
        return self.query_one(FilterTable)

    @property
    def network(self) -> Network | None:
        """The network under the cursor."""
        row = self.table.row
        return self._holding.networks.get(row.key) if row else None

    @property
    def shown(self) -> tuple[Network, ...]:
        """The networks that the filter lets through, as they are sorted."""
        held = self._holding.networks
        return tuple(held[row.key] for row in self.table.rows if row.key in held)

    @property
    def selected(self) -> tuple[Network, ...]:
        """The networks selected on this pane, in the cloud's order."""
        if not (marked := self.table.table.marked):
            return ()
        return tuple(network for key, network in self._holding.networks.items() if key in marked)

    @property
    def count_text(self) -> str:
        """How many are held, for the tab; empty before anything was asked."""
        return self._holding.count_text

    def granted_to(self, network: Network) -> str:
        """Return to how many CENs a network is granted, in words; empty where that is not known."""
        return self._grants.text(network)

    def open(self) -> None:
        """Come to the front: show what is held, or list the networks, unless that was done already."""
        self._led_to = ""
        if not self._opened:
            self._opened = True
            if not self.exists_here:
                self._stand_in(words.elsewhere_text(self.kind, self.region_id))
                self._tell("")
                return
            if held := self._kept.get((self.kind.key, self.region_id)):
                self._show_held(held)
            else:
                self.reload()
        self._take_focus()
        self._tell(self._says)
        self._renew()
        self._sight_changed()

    def _show_held(self, held: ListedNetworks) -> None:
        self._holding = held
        self._show_rows()
        self.table.add_rows(self._gap_rows())
        self._say_end()
        self.say_age(least=0)

    def _show_rows(self) -> None:
        self.table.set_rows([self._row(network, rank) for network, rank in self._holding.ranked()])
        self._go_to_named(self._holding.networks)

    def _gap_rows(self) -> list[Row]:
        everywhere, columns = self.region_id == ALL, len(self.table.columns)
        return gap_rows(self._holding, self.kind.page_size, columns, everywhere=everywhere)

    def look_for(self, network_ids: tuple[str, ...], *, select: bool) -> None:
        """Put the cursor on the first of these networks as soon as it is listed; `select` them too."""
        self._named, self._first_named, self._selects_named = frozenset(network_ids), network_ids[0], select
        self._go_to_named(self._holding.networks)

    def _go_to_named(self, listed: Collection[str]) -> None:
        found = self._named.intersection(listed)
        self._named -= found
        if self._selects_named:
            self.table.table.mark(found)
        if self._first_named in found:
            self.table.table.go_to(self._first_named)
        if found:
            self.post_message(self.Progress(self))

    def come_back(self, *, says_age: bool) -> None:
        """Say how old the list is; read it where the screen was left before what matters of it had come."""
        self._led_to = ""
        held = self._holding
        begun = self.busy or self.error or held.networks or held.complete
        if self._opened and (not begun or (self._named and not self.busy)):
            self.reload()
        elif says_age:
            self.say_age()
        self._renew()
        self._sight_changed()

    def say_age(self, least: float = JUST_NOW) -> None:
        """Say how old the list is, if it is older than so many seconds."""
        held = self._holding
        if not self.busy and held.networks and held.age >= least:
            self._tell(words.aged_text(held, self.kind, self.region_id))

    def _tell(self, says: str) -> None:
        self._says = says
        self.post_message(self.Progress(self))

    def _stand_in(self, text: str) -> None:
        empty = self.query_one(".empty", Static)
        empty.update(text)
        empty.display = bool(text)
        empty.can_focus = bool(text)
        self.table.display = not text
        self._take_focus()

    def _take_focus(self) -> None:
        if not self.display:  # the focus belongs to the tab in front
            return
        empty = self.query_one(".empty", Static)
        if empty.can_focus:
            self.screen.set_focus(empty)
        else:
            self.table.focus_first()

    @property
    def _has_other_region(self) -> bool:
        """Whether this type is not in the region, and another one serves it."""
        return not self.exists_here and self.kind.home_region(self.region_id) in (self.kind.regions() or ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the other region only where there is one."""
        offered = action != "other_region" or self._has_other_region
        return super().check_action(action, parameters) and offered

    def action_other_region(self) -> None:
        """List this type in the region that serves the selected one."""
        if self._has_other_region:
            self.region_id = self.kind.home_region(self.region_id)
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
        self._holding = ListedNetworks(changes_seen=len(self.cen_app.session.changed_networks))
        self._grants = GrantCounts()
        self._begin()
        self.table.clear()
        self.fetch(self._holding)

    def _begin(self) -> None:
        self._batcher.forget()
        self.busy = True
        self._stand_in("")
        self._tell(words.reading_text(self.kind, self.region_id))

    @background("reading")
    async def fetch(self, holding: ListedNetworks) -> None:
        """Read the list, and show it as it comes."""
        regions = holding.regions = await regions_to_ask(self.kind, self._cloud, self.region_id)
        await self._show(holding, list_regions(self.kind, self._cloud, regions, prefetch=self._prefetch))

    @background("reading")
    async def fill(self, holding: ListedNetworks) -> None:
        """Read what the list lacks, and show it as it comes."""
        regions, gaps = holding.to_read_again, holding.gaps()
        await self._show(holding, list_regions(self.kind, self._cloud, regions, gaps))

    async def _show(self, holding: ListedNetworks, batches: AsyncGenerator[RegionBatch]) -> None:
        async with aclosing(batches) as arriving:
            async for batch in arriving:
                self._batcher.add(batch)
        self.call_next(self._finish, holding)

    def broke(self, error: Exception) -> None:
        """Report an error that nothing expected; what has arrived stays."""
        self.cen_app.broke(error)
        if self.busy:
            self._end()
            self._tell(words.BROKEN)

    def _finish(self, holding: ListedNetworks) -> None:
        if holding is self._holding and self.busy:
            self._end()
            self._say_end()
            self._renew()

    def _end(self) -> None:
        """Show all that has arrived and where something lacks, and keep it."""
        self._batcher.flush()
        self._keep()
        self.table.add_rows(self._gap_rows())
        self._sight_changed()

    def _add(self, batches: list[RegionBatch]) -> None:
        """Put what has arrived into the table."""
        new = [
            self._row(network, self._holding.rank(batch.region, batch.page))
            for batch in batches
            for network in self._holding.take(batch)
        ]
        self.table.add_rows(new)
        if self._named:
            self._go_to_named({row.key for row in new})
        self._tell(words.reading_text(self.kind, self.region_id, self._holding.progress_text))

    def _row(self, network: Network, rank: int) -> Row:
        self._ranks[network.id] = rank
        granted = self._grants.text(network) if self._shows_grants else None
        return row_of(network, rank, everywhere=self.region_id == ALL, granted=granted)

    def _keep(self) -> None:
        """Note that no more is read, and keep what is held for when this list is opened again."""
        self.busy = False
        self._holding.end()
        if self._holding.networks:
            self._kept[self.kind.key, self.region_id] = self._holding

    def _say_end(self) -> None:
        held = len(self._holding.networks)
        if self._holding.error is not None:
            self._tell(words.lacking_text(self._holding))
            return
        if not held:
            self._stand_in(words.nothing_text(self.kind, self.region_id))
        self._tell(words.listed_text(held, self.kind, self.region_id) if held else "")

    def stop(self) -> None:
        """Stop reading; what has arrived stays."""
        self.workers.cancel_node(self)
        self._reads_grants = False
        if self.busy:
            self._end()
            self._tell(words.STOPPED)

    def on_unmount(self) -> None:
        """Keep what has arrived when the screen is left."""
        if self.busy:
            self._keep()

    @on(VirtualTable.SightChanged)
    def _sight_changed(self) -> None:
        """Read the grant rules of what is in sight, once that has been the same for a moment."""
        if self._rest is not None:
            self._rest.stop()
        if self._shows_grants and not self.busy:
            self._rest = self.set_timer(_AT_REST, self._read_grants)

    def _read_grants(self) -> None:
        if not self._reads_grants and self._without_grants():
            self._reads_grants = True
            self.read_grants()

    def _without_grants(self) -> tuple[Network, ...]:
        """Return the networks in sight whose grant rules are to be read; none unless it is in front."""
        if self._grants.denied or not (self.screen.is_current and self.table.is_on_screen):
            return ()
        held = (self._holding.networks.get(row.key) for row in self.table.table.rows_in_sight)
        return self._grants.lacking(network for network in held if network is not None and network.grantable)

    @background("grants")
    async def read_grants(self) -> None:
        """Read the grant rules of the networks in sight, and tell nobody of pauses."""
        try:
            with retry_listener(lambda _: None):
                while networks := self._without_grants():
                    async with aclosing(self._grants.read(self._cloud, networks)) as read:
                        async for network in read:
                            self._grants_batcher.add(network)
        finally:
            self._reads_grants = False

    def _show_again(self, networks: Iterable[Network]) -> None:
        """Draw the rows of these networks with what is known of each by now."""
        held = (self._holding.networks.get(one.id) for one in networks)
        self.table.change_rows([self._row(one, self._ranks[one.id]) for one in held if one is not None])

    def _renew(self) -> None:
        """Read anew what was changed since it was listed, and its grant rules."""
        changes = self.cen_app.session.changed_networks
        if changed := self._holding.out_of_date(changes):
            self._grants.forget(network.id for network in changed)
            self._show_again(changed)
            self.read_changed(self._holding, changed, len(changes))

    @background("changed")
    async def read_changed(self, holding: ListedNetworks, changed: Sequence[Network], seen: int) -> None:
        """Show these networks as they are now, and tell nobody of pauses."""
        with retry_listener(lambda _: None):
            holding.renew(await listed_anew(self._cloud, changed), seen)
        self._show_again(changed)
        self.post_message(self.Progress(self))

    def toggle_selected(self) -> None:
        """Select the network under the cursor if it can be granted, or take it out, and step to the next."""
        network = self.network
        if network is not None and network.grantable:
            self.table.table.toggle_mark()
            self.table.table.action_move(1)
            self._led_to = self.table.row.key if self.table.row else ""

    @on(FilterTable.Narrowed)
    def _narrowed(self) -> None:
        self.post_message(self.Progress(self))

    @on(VirtualTable.Moved)
    def _moved(self, message: VirtualTable.Moved) -> None:
        if message.row is None or message.row.key != self._led_to:
            self._led_to = ""

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        message.stop()
        network = self._holding.networks.get(message.row.key)
        if network is not None:  # else the list was begun anew since
            self.post_message(self.Chosen(network, led_to=network.id == self._led_to))
        elif message.row.gap:
            self._tell(words.lacking_text(self._holding))
