"""Step 3: the network, or several, to be opened to another account's CEN."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import ContentSwitcher, Static, Tab, Tabs

from cen_tui.cloud.errors import CloudError
from cen_tui.cloud.networks import NETWORK_TYPES, network_type
from cen_tui.cloud.networks.base import Network
from cen_tui.screens.base import StepScreen
from cen_tui.screens.details import DetailsScreen
from cen_tui.text import counted, safe
from cen_tui.widgets.network_pane import NetworkPane
from cen_tui.wizard import Draft, Wishes


class NetworkScreen(StepScreen):
    """One tab a network type; rows appear as their pages arrive."""

    STEP = "network"
    HELP = """Find the network to grant. Enter goes on with the network under the cursor; Space marks
several, and Enter then goes on with all that are marked, on every tab.

VPC  virtual private cloud.
VBR  virtual border router: the cloud's end of a leased line (Express Connect).
CCN  cloud connect network of Smart Access Gateway; those of Mainland China are in China (Shanghai).

Attached   "yes" when a CEN has the network now. A grant alone does not attach it.
Dim rows   cannot be granted as they are; d says why."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Select several networks"),
        Binding("d", "details", "Details", tooltip="All that is known of the network under the cursor"),
        Binding("r", "reload", "Reload", tooltip="Read the list again"),
        Binding("y", "copy", "Copy ID", tooltip="Send the ID under the cursor to the terminal's clipboard"),
        Binding("left,h", "tab(-1)", "Tab", key_display="<-/->", tooltip="The next network type"),
        Binding("right,l", "tab(1)", "Next tab", show=False),
        *(Binding(str(n), f"tab_at({n})", kind.key, show=False) for n, kind in enumerate(NETWORK_TYPES, 1)),
    ]

    class Found(Message):
        """The networks that the command line named were looked up."""

        def __init__(self, networks: tuple[Network, ...], missing: tuple[str, ...]) -> None:
            super().__init__()
            self.networks = networks
            self.missing = missing

    class Failed(Message):
        """Looking up the networks that the command line named failed."""

        def __init__(self, error: CloudError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._asked_copy = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the tabs and a pane for each."""
        yield Tabs(*(Tab(kind.key, id=kind.key) for kind in NETWORK_TYPES))
        with ContentSwitcher(initial=self._first_tab()):
            for kind in NETWORK_TYPES:
                yield NetworkPane(kind, self.draft.region or "", id=kind.key)

    def _first_tab(self) -> str:
        wished = self.draft.wishes
        by_id = next((kind.key for kind in NETWORK_TYPES for id_ in wished.networks if kind.owns(id_)), "")
        keys = [kind.key for kind in NETWORK_TYPES]
        key = by_id or wished.type.upper()
        return key if key in keys else keys[0]

    def on_mount(self) -> None:
        """Open the first tab, or look up what the command line named."""
        self.query_one(Tabs).can_focus = False
        wishes = self.draft.wishes
        self.draft = self.draft.without_wishes("networks", "type")
        first = self._first_tab() if not wishes.networks and not wishes.type else self._tab_for(wishes)
        self.query_one(Tabs).active = first
        self._open(first)
        if wishes.type and wishes.type.upper() not in {kind.key for kind in NETWORK_TYPES}:
            known = ", ".join(kind.key for kind in NETWORK_TYPES)
            self.problem.say(
                f"There is no network type {safe(wishes.type)}.", f"--type takes one of {known}."
            )
        if wishes.networks:
            self.status.waiting(f"Looking up {', '.join(wishes.networks)}…")
            self.look_up(wishes.networks)

    @staticmethod
    def _tab_for(wishes: Wishes) -> str:
        by_id = next((kind.key for kind in NETWORK_TYPES for id_ in wishes.networks if kind.owns(id_)), "")
        wished = by_id or wishes.type.upper()
        keys = [kind.key for kind in NETWORK_TYPES]
        return wished if wished in keys else keys[0]

    @work(exclusive=True, group="look-up", exit_on_error=False)
    async def look_up(self, ids: tuple[str, ...]) -> None:
        """Fetch the networks that the command line named."""
        found: list[Network] = []
        missing: list[str] = []
        region = self.draft.region or ""
        try:
            for network_id in ids:
                kind = next((kind for kind in NETWORK_TYPES if kind.owns(network_id)), None)
                network = None
                if kind is not None:
                    network = await kind.find(self.walk.cloud, kind.home_region(region), network_id)
                if network is None:
                    missing.append(network_id)
                else:
                    found.append(network)
        except CloudError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Found(tuple(found), tuple(missing)))

    @on(Found)
    def _found(self, message: Found) -> None:
        unfit = [network for network in message.networks if not network.grantable]
        if message.missing:
            self.problem.say(
                f"Not found in {self.draft.region}: {', '.join(message.missing)}.",
                "Check the ID, the region and the account; or choose from the list.",
            )
        elif unfit:
            self.problem.say(f"{unfit[0].id} cannot be granted now.", unfit[0].obstacle)
        else:
            self.status.say()
            self.go_on(self.draft.answered(networks=message.networks))
            return
        self.status.say()

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
    def _switch(self, message: Tabs.TabActivated) -> None:
        if message.tab.id and message.tab.id != self.query_one(ContentSwitcher).current:
            self.problem.clear()
            self._open(message.tab.id)

    @on(NetworkPane.Progress)
    def _progress(self, message: NetworkPane.Progress) -> None:
        tab = self.query_one(Tabs).query_one(f"#{message.pane.kind.key}", Tab)
        tab.label = f"{message.pane.kind.key} {message.pane.count_text}".strip()
        if message.pane is not self.pane:
            return
        if message.pane.busy:
            self.status.waiting(message.says)
        else:
            self.status.say(message.says)
        if message.pane.error is not None:
            self.problem.show(message.pane.error)
        else:
            self.problem.clear()

    @on(NetworkPane.Chosen)
    def _chosen(self, message: NetworkPane.Chosen) -> None:
        marked = self._marked()
        networks = marked or (message.network,)
        unfit = [network for network in networks if not network.grantable]
        if unfit:
            self.problem.say(f"{unfit[0].id} cannot be granted now.", unfit[0].obstacle)
            return
        self.problem.clear()
        self.go_on(self.draft.answered(networks=networks))

    def _marked(self) -> tuple[Network, ...]:
        return tuple(network for pane in self.query(NetworkPane) for network in pane.marked)

    def action_mark(self) -> None:
        """Select the network under the cursor, or take it out again."""
        self.pane.toggle_mark()
        marked = self._marked()
        says = f"{counted(len(marked), 'network')} marked. Enter goes on with them." if marked else ""
        self.status.say(says)

    def action_details(self) -> None:
        """Show all that is known of the network under the cursor."""
        if (network := self.pane.network) is not None:
            self.app.push_screen(DetailsScreen(network_type(network.type), network))

    def action_reload(self) -> None:
        """Read the list in front again."""
        self.problem.clear()
        self.pane.reload()

    def action_copy(self) -> None:
        """Send the ID under the cursor to the terminal's clipboard."""
        if (network := self.pane.network) is not None:
            self.app.copy_to_clipboard(network.id)
            self.status.say(f"{network.id} was sent to your terminal's clipboard.")

    def action_tab(self, steps: int) -> None:
        """Bring the next network type to the front."""
        keys = [kind.key for kind in NETWORK_TYPES]
        place = (keys.index(self.pane.kind.key) + steps) % len(keys)
        self.query_one(Tabs).active = keys[place]

    def action_tab_at(self, number: int) -> None:
        """Bring the network type with this number to the front."""
        self.query_one(Tabs).active = NETWORK_TYPES[number - 1].key

    def action_back(self) -> None:
        """Stop a list that is being read; else as everywhere."""
        if self.pane.busy and not self.pane.filtering:
            self.pane.stop()
        else:
            super().action_back()


SCREEN = NetworkScreen
