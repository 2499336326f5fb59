"""Step 3: the network, or several, to be opened to another account's CEN."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import ContentSwitcher, Input, Tab, Tabs

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.lookup import LookedUp, look_up
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.inventory.regions import exists_in
from cen_tui.cloud.networks import NETWORK_TYPES, network_type
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.regions import ALL
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.grants.details import DetailsScreen
from cen_tui.tui.screens.grants.which_networks import WhichNetworks
from cen_tui.tui.screens.network_tabs import ABOUT, ADDRESSES, KEYS, first_tab, tab_label, what_is_wrong
from cen_tui.tui.widgets.beside import DetailPane
from cen_tui.tui.widgets.facts import in_a_line, known_facts
from cen_tui.tui.widgets.tables.marks import Marks
from cen_tui.tui.widgets.tables.network_pane import NetworkPane
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.draft import Draft

COUNTING = "…"


class NetworkScreen(StepScreen):
    """One tab a network type; rows appear as their pages arrive."""

    STEP = "network"
    HELP = f"""Find the network to grant. Enter goes on with the network under the cursor; Space marks
several, and Enter then goes on with all that are marked, on every tab. On a network that is not
marked it asks which are meant. A tab says after * how many are marked on it; u takes all marks away.

{ABOUT}

ID         the instance ID (the console: Instance ID)
Name       as in the console; "-" when it has none
Address    {ADDRESSES}: IPv4 ranges, or the cloud's end of a line and yours
Status     the cloud's own word: Available and active are the good ones
Attached   "yes" when a CEN has the network now. A grant alone does not attach it.
Dim rows   cannot be granted as they are; d says why."""
    ENTER = "Continue"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Select several networks"),
        # Not at the foot, which is full at 80 columns: the status line names it whenever something is marked.
        Binding("u", "unmark", "Unmark all", tooltip="Take all marks away, on every tab", show=False),
        Binding("d", "details", "Details", tooltip="All that is known of the network under the cursor"),
        Binding("r", "reload", "Reload", tooltip="Read the list again, or what is missing of it"),
        *copy_keys("the row"),
        Binding("left", "tab(-1)", "Type before", tooltip="The network type to the left", show=False),
        Binding("right", "tab(1)", "Next type", tooltip="The network type to the right", show=False),
        # The digits have priority so that what is typed after one in one burst lands on its tab.
        *(
            Binding(
                str(number),
                f"tab_at({number})",
                f"{kind.key}s",
                tooltip=f"The {kind.key}s of the region",
                show=False,
                priority=True,
            )
            for number, kind in enumerate(NETWORK_TYPES, 1)
        ),
    ]

    class Found(Message):
        """The networks that the command line named were looked up."""

        def __init__(self, looked_up: LookedUp) -> None:
            super().__init__()
            self.networks = looked_up.networks
            self.missing = looked_up.missing

    class Failed(Message):
        """Looking up the networks that the command line named failed."""

        def __init__(self, error: CloudError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._early = FirstPagePrefetch(self.cloud)
        self._ask_early()

    def _ask_early(self) -> None:
        """Ask for the list in front before it is laid out, which takes about as long as the answer."""
        region, held = self.draft.region or "", self.cen_app.session.listings(self.cloud)
        kind = network_type(first_tab(self.draft.presets))
        if exists_in(kind, region) and region != ALL and (kind.key, region) not in held:
            self._early.ask(kind, region)

    def compose_body(self) -> ComposeResult:
        """Lay out the tabs and a pane for each."""
        first = first_tab(self.draft.presets)
        yield Tabs(*(Tab(tab_label(kind.key), id=kind.key) for kind in NETWORK_TYPES), active=first)
        with Horizontal(id="list"):
            with ContentSwitcher(initial=first):
                for kind in NETWORK_TYPES:
                    yield NetworkPane(kind, self.draft.region or "", self._early, id=kind.key)
            yield DetailPane()

    def on_mount(self) -> None:
        """Open the first tab, and look up what the command line named."""
        presets = self.draft.presets
        self.draft = self.draft.without_presets("networks", "type")
        self.query_one(Tabs).can_focus = False
        self._open(first_tab(presets))
        if wrong := what_is_wrong(presets):
            self.problem.say(*wrong)
        elif presets.networks:
            self.status.waiting(f"Looking up {', '.join(presets.networks)}…")
            self.look_up(presets.networks)

    @background(group="look-up")
    async def look_up(self, ids: tuple[str, ...]) -> None:
        """Fetch the networks that the command line named."""
        try:
            self.post_message(self.Found(await look_up(self.cloud, self.draft.region or "", ids)))
        except CloudError as error:
            self.post_message(self.Failed(error))

    @on(Found)
    def _found(self, message: Found) -> None:
        unfit = [network for network in message.networks if not network.grantable]
        if message.missing:
            where = "any region" if self.draft.region == ALL else self.draft.region
            self.problem.say(
                f"Not found in {where}: {', '.join(message.missing)}.",
                "Check the ID, the region and the account; or choose from the list.",
            )
        elif unfit:
            self.problem.say(f"{unfit[0].id} cannot be granted now.", unfit[0].obstacle)
        else:
            self.go_on(self.draft.answered(networks=message.networks))
        self._say(self.pane)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.problem.show(message.error)
        self.status.say("The network that was named could not be looked up; choose from the list.")

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
        """Bring a network type to the front at once: the next key may be typed already."""
        self.query_one(Tabs).active = key
        if key != self.query_one(ContentSwitcher).current:
            self.clear_problem()
            self._open(key)

    def on_unmount(self) -> None:
        """Give up what was asked for early, if nobody came for it."""
        self._early.drop()

    def on_screen_resume(self) -> None:
        """Say how old the list is after coming back to it, or read it where it was left too early."""
        self.pane.come_back()

    def before_next(self) -> None:
        """Read no further the lists that are being read."""
        for pane in self.query(NetworkPane):
            if pane.busy:
                pane.stop()

    @on(NetworkPane.Progress)
    def _progress(self, message: NetworkPane.Progress) -> None:
        self._write_label(message.pane)
        if message.pane is not self.pane:
            return
        self._tell_beside()
        self._say(message.pane)
        if message.pane.error is not None:
            self.problem.show(message.pane.error)

    def _write_label(self, pane: NetworkPane) -> None:
        tab = self.query_one(Tabs).query_one(f"#{pane.kind.key}", Tab)
        label = tab_label(pane.kind.key, COUNTING if pane.busy else pane.count_text, len(pane.marked))
        if label != tab.label:  # another label has the screen laid out anew
            tab.label = label

    @on(VirtualTable.Moved)
    def _tell_beside(self) -> None:
        """Say beside the list what is known of the network under the cursor."""
        network = self.pane.network
        self.query_one(DetailPane).show(known_facts(network) if network else "")

    def _say(self, pane: NetworkPane) -> None:
        """Say how the list in front is coming along, or else what is marked, here or on another tab."""
        if pane.busy:
            self.status.waiting(pane.says)
        else:
            self.status.say(pane.says if pane.lacks else self._marks.says or pane.says)

    @on(NetworkPane.Chosen)
    def _chosen(self, message: NetworkPane.Chosen) -> None:
        marked = self._marks.networks
        if not marked or message.led_to or message.network in marked:
            self._go_on_with(marked or (message.network,))
        else:
            self.open(WhichNetworks(message.network, marked), partial(self._meant, message.network))

    def _meant(self, network: Network, the_marked: bool | None) -> None:  # noqa: FBT001 - a screen's result
        if the_marked is not None:
            self._go_on_with(self._marks.networks if the_marked else (network,))

    def _go_on_with(self, networks: tuple[Network, ...]) -> None:
        unfit = [network for network in networks if not network.grantable]
        if unfit:
            self.problem.say(f"{unfit[0].id} cannot be granted now.", unfit[0].obstacle)
            return
        self.clear_problem()
        self.go_on(self.draft.answered(networks=networks))

    @property
    def _marks(self) -> Marks:
        return Marks(tuple(self.query(NetworkPane)))

    def action_mark(self) -> None:
        """Select the network under the cursor, or take it out again."""
        self.pane.toggle_mark()
        self._marks_changed()

    def action_unmark(self) -> None:
        """Take every mark away."""
        self._marks.clear()
        self._marks_changed()

    def granted(self, networks: frozenset[str]) -> None:
        """Take the marks of networks away that were granted."""
        self._marks.clear(networks)
        self._marks_changed()

    def _marks_changed(self) -> None:
        """Say what is marked where: on the tabs, and on the status line."""
        for pane in self.query(NetworkPane):
            self._write_label(pane)
        self._say(self.pane)

    def action_details(self) -> None:
        """Show all that is known of the network under the cursor."""
        if (network := self.pane.network) is not None:
            self.open(DetailsScreen(self.draft, network_type(network.type), network))

    def action_reload(self) -> None:
        """Read the list in front again, or what of it could not be read."""
        self.clear_problem()
        self.pane.read_again()

    def copyable(self) -> Copyable | None:
        """Offer the network under the cursor."""
        if (network := self.pane.network) is None:
            return None
        return Copyable(network.id, in_a_line(network), "The row", f"{network.id}.txt")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the digits to a field that is typed into; offer to unmark where something is marked."""
        if action == "unmark" and not (self.is_mounted and self._marks.networks):
            return False
        typing = isinstance(self.focused, Input)
        return super().check_action(action, parameters) and not (action == "tab_at" and typing)

    def action_tab(self, steps: int) -> None:
        """Bring the next network type to the front."""
        place = (KEYS.index(self.pane.kind.key) + steps) % len(KEYS)
        self._bring(KEYS[place])

    def action_tab_at(self, number: int) -> None:
        """Bring the network type with this number to the front."""
        self._bring(KEYS[number - 1])

    def action_back(self) -> None:
        """Stop a list that is being read; else as everywhere."""
        if self.pane.busy and not self.pane.filtering:
            self.pane.stop()
        else:
            super().action_back()
