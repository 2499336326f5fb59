"""Attach a granted network: restated, with its charges and a caution, and confirmed as a grant is."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cen_tui.background import background
from cen_tui.caution import attach_caution
from cen_tui.cloud.attach_calls import Way
from cen_tui.cloud.cen import Cen
from cen_tui.cloud.granted import Granted
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.outcome import Act, ActResult, Stage
from cen_tui.cloud.regions import region_name
from cen_tui.cloud.retry import Waiting
from cen_tui.errands import carry_out
from cen_tui.screens.cen_side import CenSide, draft_of
from cen_tui.screens.signing_in import SignedIn
from cen_tui.text import grouped
from cen_tui.widgets.digits_row import DigitsRow
from cen_tui.widgets.outcomes import outcome_text

LABEL_WIDTH = 12
_SEEN = "#parties, .caution, #ask"
STOPPED = """? unknown  {network}
You stopped waiting. If the cloud took the request, it goes on attaching: the list of what was granted
shows the state, and s on the first screen settles the act in the journal."""

BROKEN_OFF = """? unknown  {network}
Something in cen-tui broke. If the cloud took the request, it goes on attaching: the list of what was
granted shows the state, and s on the first screen settles the act in the journal."""


@dataclass(frozen=True, slots=True)
class Attaching:
    """What is to be attached to what, how, and by whom."""

    signed: SignedIn
    cen: Cen
    granted: Granted
    way: Way

    @property
    def network(self) -> Network:
        """The network that was granted."""
        return self.granted.network


class AttachScreen(CenSide):
    """Only the last four digits of the network owner's account ID, typed and entered, attach."""

    STEP = "attach"
    PLACE = "attach"
    HELP = """The last look before the network is attached. Compare the network ID and its owner's account ID
with the sheet that the network's owner sent you.

To attach, type the last four digits of the network owner's account ID and press Enter. Nothing else does.
Attaching takes the cloud a minute or two; Esc then stops the waiting, not the attaching."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "none", "Attach", show=False)]

    class Went(Message):
        """The attachment went on to its next stage, or waits before it tries again."""

        def __init__(self, says: str) -> None:
            super().__init__()
            self.says = says

    class Came(Message):
        """The attachment ended."""

        def __init__(self, result: ActResult) -> None:
            super().__init__()
            self.result = result

    def __init__(self, attaching: Attaching) -> None:
        super().__init__(draft_of(attaching.signed))
        self._attaching = attaching
        self._under_way = False
        self._ended = False
        uid = attaching.network.owner_uid
        self._digits = DigitsRow(
            "the network owner's", uid, verb="attach", undone="Nothing is attached", seen=_SEEN
        )
        self.input_guard = self._digits.guard(self)

    def compose_body(self) -> ComposeResult:
        """Lay out what, whose, to what; the caution with the charges; the one field."""
        yield Static("Attach one network to your CEN", classes="strong", markup=False)
        yield Static(_restated(self._attaching, self.walk.setup.endpoint), id="parties", markup=False)
        text = attach_caution(self._attaching.granted, self._attaching.way)
        notice = Static(text, classes="caution", markup=False)
        notice.border_title = "Caution"
        yield notice
        yield self._digits
        yield Static("", id="outcomes", markup=False)

    def on_mount(self) -> None:
        """Say where nothing can be attached."""
        if self.walk.setup.read_only:
            self.status.say("Read-only: this will be refused. Start without --read-only to attach.")

    @on(DigitsRow.Confirmed)
    def _confirmed(self) -> None:
        self._digits.end()
        self._under_way = True
        self.status.waiting("Attaching… (Esc stops the waiting)")
        self.attach_network()

    @background(group="attach")
    async def attach_network(self) -> None:
        """Attach, and look until the network says Attached."""
        one = self._attaching
        result = await carry_out(
            Act.ATTACH,
            journal=self.walk.journal,
            cloud=one.signed.cloud,
            account=one.signed.account,
            network=one.network,
            target=one.cen.target,
            progress=self._tell,
            on_wait=self._tell,
            on_problem=self.walk.warn,
            way=one.way,
        )
        self.post_message(self.Came(result))

    def _tell(self, news: Stage | Waiting) -> None:
        self.post_message(self.Went(str(news)))

    @on(Went)
    def _went(self, message: Went) -> None:
        if self._under_way:
            self.status.waiting(f"{message.says[:1].upper()}{message.says[1:]}… (Esc stops the waiting)")

    @on(Came)
    def _came(self, message: Came) -> None:
        self._end(outcome_text(message.result))

    def broke(self, error: Exception) -> None:
        """Tell of it, and let the screen be left: what came of the attachment is not known."""
        super().broke(error)
        self._end(Content(BROKEN_OFF.format(network=self._attaching.network.id)))

    def _end(self, outcome: Content) -> None:
        self._under_way, self._ended = False, True
        self.query_one(".caution").display = False
        self.query_one("#ask").display = False
        self.query_one("#outcomes", Static).update(outcome)
        self.status.say("Esc goes back to what was granted.")

    def may_leave(self) -> bool:
        """Say that an attachment is under way instead of letting the program end."""
        if self._under_way:
            self.say_in_sight("An attachment is under way. Esc stops the waiting; please wait")
        return not self._under_way

    def action_back(self) -> None:
        """Stop the waiting; else go back, and past the vSwitches once something was sent."""
        if self._under_way:
            self.workers.cancel_group(self, "attach")
            self._end(Content(STOPPED.format(network=self._attaching.network.id)))
        elif self._ended:
            self.leave_to("inbox")
        else:
            super().action_back()


def _restated(one: Attaching, endpoint: str) -> Content:
    network = one.network
    router = one.way.router
    edition = "Enterprise" if router is None or router.enterprise else "Basic"
    through = f"{router.id} ({edition})" if router else f"a new {edition} transit router"
    zones = ", ".join(each.zone for each in one.way.vswitches)
    name = f' · "{one.cen.name}"' if one.cen.name else ""
    where = f"{region_name(network.region)}, {network.region}"
    lines = (
        (network.type, f"{network.id} · {where}", "bold"),
        ("of account", grouped(network.owner_uid), "bold"),
        ("to CEN", f"{one.cen.id}{name}", "bold"),
        ("through", through if network.type != "CCN" else "the CEN itself", ""),
        *((("", f"in {zones}", ""),) if zones else ()),
        *((("sent to", endpoint, "bold"),) if endpoint else ()),
    )
    return Content("\n").join(
        Content.assemble((f"{label:<{LABEL_WIDTH}}", "dim"), (value, style)) for label, value, style in lines
    )
