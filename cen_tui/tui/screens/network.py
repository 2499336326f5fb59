"""Step 3: the network, or several, that another account's CEN is authorized to attach."""

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import ContentSwitcher, Input, Tab, Tabs

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.lookup import LookedUp, look_up
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.inventory.regions import exists_in, listed_in
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.registry import NETWORK_TYPES, network_type
from cen_tui.cloud.regions import ALL
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.dialogs.save import open_save, save_list
from cen_tui.tui.screens.grants.details import DetailsScreen
from cen_tui.tui.screens.grants.which_networks import WhichNetworks
from cen_tui.tui.widgets.facts import DetailPane, known_facts
from cen_tui.tui.widgets.tables.network_pane import NetworkPane
from cen_tui.tui.widgets.tables.network_rows import tab_label
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.facts import in_a_line
from cen_tui.wizard.listing import network_record
from cen_tui.wizard.networks import KEYS, first_type, lookup_problem, preset_problem, selection_text, unfit

COUNTING: Final = "…"
OF_TYPE: Final = _("{type}s")
OF_REGION: Final = _("The {type}s of the region")
NOT_LOOKED_UP: Final = _("The network that was named could not be looked up. Select from the list.")
_ADDRESSES: Final = listed(dict.fromkeys(kind.address_heading for kind in NETWORK_TYPES))
_ABOUT: Final = "\n".join(f"{kind.key}  {kind.about}" for kind in NETWORK_TYPES)
_OF_A_ROW: Final = frozenset({"select", "details", "save", "copy", "view"})


class NetworkScreen(StepScreen):
    """One tab a network type; rows appear as their pages arrive."""

    STEP = "network"
    FROM_REQUEST = ("cen_owner", "cen_id", "payer")
    HELP = _("""Find the network to grant. Enter, or a double click, continues with the one under the cursor.
Space selects several, on any tab (* and how many), and Enter continues with all of them; u clears the
selection. Nothing is sent before the confirmation in step 5.

{types}

ID         the instance ID (the console: Instance ID)
Name       as in the console; "-" when it has none
Address    {addresses}: IPv4 ranges, or the cloud's end of a line and yours
Status     the cloud's own word, where there is room; Available and active networks can be granted
Attached   "yes" when a CEN has the network now. A grant alone does not attach it.
Granted    how many CENs have a grant rule for it; "?" or "+" where rules could not be read. Read for the rows
           in sight; --no-counts turns it off.
!          before a row: cannot be granted as it is; d says why.

The filter also finds tags (key=value), descriptions and resource groups.""").format(
        types=_ABOUT, addresses=_ADDRESSES
    )
    ENTER = _("Continue")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", _("Select"), tooltip=_("Select several networks")),
        # Not at the foot: the status line names it while something is selected.
        Binding("u", "clear", _("Deselect all"), tooltip=_("Clear the selection on every tab"), show=False),
        Binding("d", "details", _("Details"), tooltip=_("All details of the network under the cursor")),
        Binding("r", "reload", _("Reload"), tooltip=_("Reload the list, or load what is missing of it")),
        *copy_keys(_("the row")),
        Binding("s", "save", _("Save"), tooltip=_("Save the list as CSV or JSON, as filtered")),
        Binding("left", "tab(-1)", _("Type before"), tooltip=_("The network type to the left"), show=False),
        Binding("right", "tab(1)", _("Next type"), tooltip=_("The network type to the right"), show=False),
        # The digits have priority so that what is typed after one in one burst lands on its tab.
        *(
            Binding(
                str(number),
                f"tab_at({number})",
                OF_TYPE.format(type=kind.key),
                tooltip=OF_REGION.format(type=kind.key),
                show=False,
                priority=True,
            )
            for number, kind in enumerate(NETWORK_TYPES, 1)
        ),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._first_page = FirstPagePrefetch(self.cloud)
        self._prefetch()
        self._saves = False
        """Whether the screen above saves the list: where it was saved is said then, and not how old it is."""

    def _prefetch(self) -> None:
        """Request the list in front before the layout, which takes about as long as the answer."""
        kind = network_type(first_type(self.draft.presets))
        region = listed_in(kind, self.draft.region or "")
        held = self.cen_app.session.listings(self.cloud)
        if exists_in(kind, region) and region != ALL and (kind.key, region) not in held:
            self._first_page.start(kind, region)

    def compose_body(self) -> ComposeResult:
        """Lay out the tabs and a pane for each."""
        first = first_type(self.draft.presets)
        yield Tabs(*(Tab(tab_label(kind.key), id=kind.key) for kind in NETWORK_TYPES), active=first)
        with Horizontal(id="list"):
            with ContentSwitcher(initial=first):
                for kind in NETWORK_TYPES:
                    region = listed_in(kind, self.draft.region or "")
                    yield NetworkPane(kind, region, self._first_page, id=kind.key)
            yield DetailPane()

    def on_mount(self) -> None:
        """Open the first tab, and look up what the command line named."""
        presets = self.draft.presets
        self.draft = self.draft.without_presets("networks", "type")
        self.query_one(Tabs).can_focus = False
        self._open(first_type(presets))
        if problem := preset_problem(presets):
            self.problem.say(*problem)
        elif presets.networks:
            self.status.waiting(_("Looking up {networks}…").format(networks=listed(presets.networks)))
            self.look_up(presets.networks)

    @background(group="look-up")
    async def look_up(self, ids: tuple[str, ...]) -> None:
        """Fetch the networks that the command line named, and continue with them."""
        try:
            found = await look_up(self.cloud, self.draft.region or "", ids)
        except CloudError as error:
            self.problem.show(error)
            self.status.say(NOT_LOOKED_UP)
        else:
            await self.apply(partial(self._found, found))

    def _found(self, found: LookedUp) -> None:
        named = tuple(network.id for network in found.networks if network.type == self.pane.kind.key)
        if named:  # of several types, no list but this one is read yet: all or none of them is selected
            several = 1 < len(named) == len(found.networks)
            self.pane.look_for(named, select=several and unfit(found.networks) is None)
        if problem := lookup_problem(found, self.draft.region or ""):
            self.problem.say(*problem)
        else:
            self._continue_with(found.networks)
        self._say(self.pane)

    @property
    def pane(self) -> NetworkPane:
        """The pane in front."""
        current = self.query_one(ContentSwitcher).current
        return self.query_one(f"NetworkPane#{current}", NetworkPane)

    def _open(self, key: str) -> None:
        self.query_one(ContentSwitcher).current = key
        self.pane.open()

    @on(Tabs.TabActivated)
    def _switch(self) -> None:
        self._bring(self.query_one(Tabs).active)

    def _bring(self, key: str) -> None:
        """Show the tab of a network type at once: the next key may be typed already."""
        self.query_one(Tabs).active = key
        if key != self.query_one(ContentSwitcher).current:
            self.clear_problem()
            self._open(key)

    def on_unmount(self) -> None:
        """Drop the prefetched page if it was not used."""
        self._first_page.cancel()

    def on_screen_resume(self) -> None:
        """Say how old the list is after coming back, or read the rest of it."""
        self.pane.come_back(says_age=not self._saves)
        self._saves = False

    def before_next(self) -> None:
        """Stop the lists that are being read."""
        for pane in self.query(NetworkPane):
            pane.stop()

    @on(NetworkPane.Progress)
    def _progress(self, message: NetworkPane.Progress) -> None:
        self._write_label(message.pane)
        if message.pane is not self.pane:
            return
        self._show_details()
        self._say(message.pane)
        if message.pane.error is not None:
            self.problem.show(message.pane.error)

    def _write_label(self, pane: NetworkPane) -> None:
        tab = self.query_one(Tabs).query_one(f"#{pane.kind.key}", Tab)
        label = tab_label(pane.kind.key, COUNTING if pane.busy else pane.count_text, len(pane.selected))
        if label != tab.label:  # another label has the screen laid out anew
            tab.label = label

    @on(VirtualTable.Moved)
    def _show_details(self) -> None:
        """Show beside the list what is known of the network under the cursor."""
        network = self.pane.network
        self.query_one(DetailPane).show(known_facts(network) if network else "")

    def _say(self, pane: NetworkPane) -> None:
        """Show the progress of the list in front, or else what is selected on all tabs."""
        if pane.busy:
            self.status.waiting(pane.says)
        else:
            self.status.say(pane.says if pane.needs_word else selection_text(self._selected) or pane.says)

    @on(NetworkPane.Chosen)
    def _chosen(self, message: NetworkPane.Chosen) -> None:
        selected = self._selected
        if not selected or message.led_to or message.network in selected:
            self._continue_with(selected or (message.network,))
        else:
            self.open(WhichNetworks(message.network, selected), partial(self._meant, message.network))

    def _meant(self, network: Network, the_selected: bool | None) -> None:  # noqa: FBT001 - a screen's result
        if the_selected is not None:
            self._continue_with(self._selected if the_selected else (network,))

    def _continue_with(self, networks: tuple[Network, ...]) -> None:
        if problem := unfit(networks):
            self.problem.say(*problem)
            return
        self.clear_problem()
        self.advance(self.draft.with_answers(networks=networks))

    @property
    def _selected(self) -> tuple[Network, ...]:
        """The networks that are selected, tab by tab."""
        return tuple(network for pane in self.query(NetworkPane) for network in pane.selected)

    def action_select(self) -> None:
        """Select or deselect the network under the cursor."""
        self.pane.toggle_selected()
        self._selection_changed()

    def action_clear(self) -> None:
        """Clear the selection."""
        self._deselect()

    def granted(self, networks: frozenset[str]) -> None:
        """Deselect networks that were granted."""
        self._deselect(networks)

    def _deselect(self, networks: frozenset[str] | None = None) -> None:
        for pane in self.query(NetworkPane):
            pane.table.table.unmark(networks)
        self._selection_changed()

    def _selection_changed(self) -> None:
        """Show the selection on the tabs and on the status line."""
        for pane in self.query(NetworkPane):
            self._write_label(pane)
        self._say(self.pane)

    def action_details(self) -> None:
        """Show all details of the network under the cursor."""
        if (network := self.pane.network) is not None:
            self.open(DetailsScreen(self.draft, network_type(network.type), network))

    def action_reload(self) -> None:
        """Reload the list in front, or load what of it could not be read."""
        self.clear_problem()
        self.pane.read_again()

    def copyable(self) -> Copyable | None:
        """Offer the network under the cursor."""
        if (network := self.pane.network) is None:
            return None
        return Copyable(network.id, in_a_line(network), _("The row"), f"{network.id}.txt")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the rows that are shown; leave the digits to a field with the focus."""
        if action in _OF_A_ROW and not (self.is_mounted and self.pane.table.shown):
            return False
        if action == "clear" and not any(pane.table.table.marked for pane in self.query(NetworkPane)):
            return False
        typing = isinstance(self.focused, Input)
        return super().check_action(action, parameters) and not (action == "tab_at" and typing)

    def action_save(self) -> None:
        """Save the list in front to a file, as it is filtered and sorted."""
        pane = self.pane
        if networks := pane.shown:
            self._saves = True
            records = [{**network_record(one), "granted": pane.granted_to(one)} for one in networks]
            open_save(self, save_list(records, f"{pane.kind.key.lower()}s-{pane.region_id}"))

    def action_tab(self, steps: int) -> None:
        """Bring the next network type to the front."""
        place = (KEYS.index(self.pane.kind.key) + steps) % len(KEYS)
        self._bring(KEYS[place])

    def action_tab_at(self, number: int) -> None:
        """Bring the network type with this number to the front."""
        self._bring(KEYS[number - 1])

    def action_back(self) -> None:
        """Stop a list that is being read; else as everywhere."""
        if self.pane.busy and not self.pane.table.filter:
            self.pane.stop()
        else:
            super().action_back()
