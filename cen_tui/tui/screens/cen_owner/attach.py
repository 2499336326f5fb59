"""Attach a granted network: restated, with its charges and a caution, and confirmed as a grant is."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.cen.attachments import RouterAttachment, router_attachment
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import RetryEvent
from cen_tui.cloud.networks import network_type
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.operations.attach import minutes_to_attach
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.session import SignedIn
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable
from cen_tui.tui.screens.cen_owner.cen_side import CenOwnerScreen, draft_of
from cen_tui.tui.widgets.confirmation import confirmation_widgets
from cen_tui.tui.widgets.digits_row import DigitsRow
from cen_tui.tui.widgets.open_operations import OpenOperations
from cen_tui.tui.widgets.outcomes import outcome_text
from cen_tui.wizard.attach_guide import after_attaching
from cen_tui.wizard.confirmation import confirm_attach
from cen_tui.wizard.handover import stands

_SEEN = "#parties, #open-operations, .caution, #ask"
WAITING = """\
Waiting until {network} says Attached.
The cloud usually takes a minute or two, and up to {minutes} minutes for a {kind}. It is asked again every \
3 to 30 seconds until then.

Esc stops the waiting, not the attaching, and loses nothing: the list of what was granted shows the state, \
and s on the first screen looks up what came of it."""
STOPPED = """\
? unknown  {network}
You stopped waiting. The attachment may be under way: what the cloud has taken, it goes on attaching. \
The list of what was granted shows the state, and s on the first screen looks up what came of it."""

BROKEN_OFF = """? unknown  {network}
Something in cen-tui broke. If the cloud took the request, it goes on attaching: the list of what was
granted shows the state, and s on the first screen settles the act in the journal."""


@dataclass(frozen=True, slots=True)
class Attaching:
    """What is to be attached to what, how, and by whom."""

    signed: SignedIn
    cen: Cen
    granted: Granted
    way: AttachOptions

    @property
    def network(self) -> Network:
        """The network that was granted."""
        return self.granted.network


class AttachScreen(CenOwnerScreen):
    """Only the last four digits of the network owner's account ID, typed and entered, attach."""

    STEP = "attach"
    PLACE = "attach"
    HELP = """The last look before the network is attached. Compare the network ID and its owner's account ID
with the sheet that the network's owner sent you.

To attach, type the last four digits of the network owner's account ID and press Enter. Nothing else does.
Attaching usually takes the cloud a minute or two, at times far longer; Esc then stops the waiting, not the
attaching. What is left to do about routes is said at the end, with the commands."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "none", "Attach", show=False),
        Binding(
            "y,Y",
            "copy_commands",
            "Copy commands",
            key_display="y",
            tooltip="Send the commands that set routes to your clipboard",
        ),
        Binding("v", "alone", "View", tooltip="Show the commands that set routes alone", show=False),
    ]

    class Went(Message):
        """The attachment went on to its next stage, or waits before it tries again."""

        def __init__(self, news: Stage | RetryEvent) -> None:
            super().__init__()
            self.news = news

    class Came(Message):
        """The attachment ended."""

        def __init__(self, result: OperationResult, attachment: RouterAttachment | None) -> None:
            super().__init__()
            self.result = result
            self.attachment = attachment

    def __init__(self, attaching: Attaching) -> None:
        super().__init__(draft_of(attaching.signed))
        self._attaching = attaching
        self._under_way = False
        self._ended = False
        self._routes = ""
        self._confirmation = confirm_attach(
            attaching.granted, attaching.cen, attaching.way, self.cen_app.setup.endpoint
        )
        self._digits = DigitsRow(self._confirmation, seen=_SEEN)
        network = attaching.network
        terms = options_for(network_type(network.type))
        self._open = OpenOperations([Wanted(OperationKind.ATTACH, network, attaching.cen.target, terms)])
        self.input_guard = self._digits.guard(self, lambda: self._open.is_read)

    def compose_body(self) -> ComposeResult:
        """Lay out what, whose, to what; the caution with the charges; the one field."""
        yield from confirmation_widgets(self._confirmation, self._open, self._digits)
        yield Static("", id="outcomes", markup=False)

    def on_mount(self) -> None:
        """Say where nothing can be attached."""
        if self.cen_app.setup.read_only:
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
        result = await run_journaled(
            OperationKind.ATTACH,
            journal=self.cen_app.journal,
            cloud=one.signed.cloud,
            account=one.signed.account,
            network=one.network,
            target=one.cen.target,
            progress=self._tell,
            on_wait=self._tell,
            on_problem=self.cen_app.warn,
            options=one.way,
            polling=self.cen_app.setup.polling,
        )
        self.post_message(self.Came(result, await self._attachment() if stands(result) else None))

    async def _attachment(self) -> RouterAttachment | None:
        """Read the attachment's ID; without it, the commands for its routes have a word in capitals there."""
        one = self._attaching
        try:
            return await router_attachment(one.signed.cloud, one.cen.id, one.network)
        except CloudError:
            return None

    def _tell(self, news: Stage | RetryEvent) -> None:
        self.post_message(self.Went(news))

    @on(Went)
    def _went(self, message: Went) -> None:
        if not self._under_way:
            return
        says = str(message.news)
        if message.news is Stage.ATTACHING:
            network = self._attaching.network
            minutes = minutes_to_attach(network.type)
            self._show(Content(WAITING.format(network=network.id, minutes=minutes, kind=network.type)))
            says += f", up to {minutes} min"
        self.status.waiting(f"{says[:1].upper()}{says[1:]}… (Esc stops the waiting)")

    @on(Came)
    def _came(self, message: Came) -> None:
        outcome = outcome_text(message.result)
        one = self._attaching
        if stands(message.result):
            self._routes = after_attaching(one.network, one.way, message.attachment)
            outcome = Content("\n\n").join([outcome, Content(self._routes)])
        self._end(outcome)

    def broke(self, error: Exception) -> None:
        """Tell of it, and let the screen be left: what came of the attachment is not known."""
        super().broke(error)
        self._end(Content(BROKEN_OFF.format(network=self._attaching.network.id)))

    def _end(self, outcome: Content) -> None:
        self._under_way, self._ended = False, True
        self._show(outcome)
        self.refresh_bindings()
        self.status.say("Esc goes back to what was granted.")

    def _show(self, text: Content) -> None:
        """Show what goes on, or what came of it, in the place of the caution and the field."""
        self.query_one(".caution").display = False
        self._open.display = False
        self.query_one("#ask").display = False
        self.query_one("#outcomes", Static).update(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to copy only where there are commands to copy."""
        offered = action != "copy_commands" or self.copyable() is not None
        return super().check_action(action, parameters) and offered

    def action_copy_commands(self) -> None:
        """Send the commands that set routes to the clipboard."""
        self.action_copy("text")

    def copyable(self) -> Copyable | None:
        """Offer the commands that set routes, once the network is attached."""
        network_id = self._attaching.network.id
        if "\naliyun " not in self._routes:
            return None
        commands = self._routes[self._routes.index("\naliyun ") + 1 :] + "\n"
        return Copyable(network_id, commands, "The commands", f"cen-routes-{network_id}.txt")

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
