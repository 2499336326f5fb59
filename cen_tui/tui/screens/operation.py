"""Runs a revoke, a change of payer or an attachment that was confirmed, and shows its outcome."""

from collections.abc import Callable
from types import MappingProxyType
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cen_tui.cloud.http.retry import RetryEvent
from cen_tui.i18n import gettext as _
from cen_tui.operations.attachment_change import minutes_to_attach
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.operation_texts import OPERATION_TEXTS
from cen_tui.tui.screens.routes_path import RoutesPath
from cen_tui.tui.widgets.confirmation import labelled
from cen_tui.tui.widgets.outcomes import outcome_lines
from cen_tui.tui.widgets.problem import problem_report
from cen_tui.wizard.cen_owner.routes import has_routes_to_set
from cen_tui.wizard.confirmation import Confirmation
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.execution.operation_run import run_in_order, what_is_left
from cen_tui.wizard.handover import in_force

WAITING: Final = MappingProxyType(
    {
        Stage.ATTACHING: _("""\
Waiting until {network} says Attached.
The cloud usually takes a minute or two, and up to {minutes} minutes ({kind}). It is asked again every \
3 to 30 seconds until then.

Esc stops waiting, not the attaching, and loses nothing: the list of what was granted shows the state, \
and h on the first screen checks it."""),
        Stage.DETACHING: _("""\
Waiting until {network} is detached.
The cloud usually takes a minute or two, and up to {minutes} minutes ({kind}). It is asked again every \
3 to 30 seconds until then.

Esc stops waiting, not the detaching, and loses nothing: the list of what was granted shows the state, \
and h on the first screen checks it."""),
    }
)
STOPPED: Final = MappingProxyType(
    {
        OperationKind.ATTACH: _("""\
? unknown  {network}
You stopped waiting. The attachment may be in progress: what the cloud has accepted, it continues to attach. \
The list of what was granted shows the state, and h on the first screen checks it."""),
        OperationKind.DETACH: _("""\
? unknown  {network}
You stopped waiting. The detachment may be in progress: what the cloud has accepted, it continues to detach. \
The list of what was granted shows the state, and h on the first screen checks it."""),
    }
)
"""What may be left to the cloud while it is at work on it."""
BROKEN: Final = _("""\
? unknown  {network}
Something in cen-tui broke. Whether it was done is not known: h on the first screen checks it (read-only).""")
_INBOX: Final = "inbox"


class OperationScreen(StepScreen):
    """Takes the place of the confirmation. Cannot be left before the outcome, but for an attachment."""

    STEP = "operation"
    HELP = _("""The result of what you confirmed.

+ verified     the cloud did it, and it was read back
= already      it was so before; nothing was sent
x refused      nothing changed; the reason and what to do are shown
x not sent     the cloud was not reached; nothing changed
? unknown      the answer was lost: h on the first screen checks it

y copies the error for your administrator, or the commands that set routes after attaching; f sets them
from here, after a confirmation.""")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y,Y",
            "copy_result",
            _("Copy"),
            key_display="y",
            tooltip=_("Send the error, or the commands that set routes, to your clipboard"),
        ),
        Binding(
            "f", "routes", _("Routes"), tooltip=_("Set the routes of the attachment, after a confirmation")
        ),
        Binding("v", "view", _("View"), tooltip=_("Show what y copies alone"), show=False),
    ]

    def __init__(
        self, draft: Draft, confirmation: Confirmation, confirm: Callable[[Confirmation], StepScreen]
    ) -> None:
        """`confirm` returns the screen that confirms what comes next."""
        super().__init__(draft)
        if draft.account is None:
            raise ValueError("an operation needs an account")
        self._account = draft.account
        self._confirmation = confirmation
        self._texts = OPERATION_TEXTS[confirmation.kind]
        self._busy = True
        self._copyable: Copyable | None = None
        self._routes = RoutesPath(self, confirm)
        self._has_routes = False

    @property
    def _network_id(self) -> str:
        return self._confirmation.operations[0].network.id

    def steps_bar(self) -> Widget:
        """Say where one is: no step of the wizard."""
        return Static(self._texts.place, classes="place", markup=False)

    def compose_body(self) -> ComposeResult:
        """Lay out what was confirmed above what comes of it."""
        with VerticalScroll(id="operation"):
            yield Static(self._confirmation.heading, id="heading", markup=False)
            lines = (*self._confirmation.networks, *self._confirmation.parties)
            yield Static(labelled(lines), id="parties", markup=False)
            yield Static("", id="outcomes", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.set_focus(self.query_one("#operation"))
        self.run_confirmed()

    @background(group="operation")
    async def run_confirmed(self) -> None:
        """Run what was confirmed, read back until it shows, and show what came of it."""
        operations = self._confirmation.operations
        context = self.operation_context(self._account)
        token = self.draft.token_for(operations[0].network)
        results = await run_in_order(
            context, operations, token=token, progress=self._tell, on_wait=self._tell
        )
        left = await what_is_left(context, operations[len(results) - 1], results[-1])
        await self.apply(lambda: self._show_results(results, left))

    def _tell(self, progress: Stage | RetryEvent) -> None:
        self.status.waiting(self._texts.doing.format(stage=progress))
        if isinstance(progress, Stage) and progress in WAITING:
            network = self._confirmation.operations[0].network
            minutes = minutes_to_attach(network.type)
            waiting = WAITING[progress].format(network=network.id, minutes=minutes, kind=network.type)
            self.call_next(self.query_one("#outcomes", Static).update, waiting)

    def _show_results(self, results: tuple[OperationResult, ...], left: str) -> None:
        operation, result = self._confirmation.operations[len(results) - 1], results[-1]
        self._has_routes = in_force(result) and has_routes_to_set(operation)
        lines, to_say = outcome_lines(results, left)
        self._end(Content("\n").join([*lines, *([Content(f"\n{to_say}")] if to_say else [])]))
        self._copyable = self._offer(result, left)
        self.refresh_bindings()
        for screen in self.app.screen_stack:
            if isinstance(screen, StepScreen):
                screen.operation_ended(result)

    def _offer(self, result: OperationResult, left: str) -> Copyable | None:
        """Return what can be copied: the error for an administrator, or the commands that are left to run."""
        network_id = self._network_id
        if result.error is not None:
            text = f"{network_id}\n{problem_report(result.error, left)}\n"
            return Copyable(network_id, text, _("The error"), f"cen-error-{network_id}.txt")
        _said, command, commands = left.partition("\naliyun ")
        if not command:
            return None
        return Copyable(network_id, f"aliyun {commands}\n", _("The commands"), f"cen-routes-{network_id}.txt")

    def broke(self, error: Exception) -> None:
        """Tell of it, and let the screen be left: what came of the operation is not known."""
        super().broke(error)
        self._end(Content(BROKEN.format(network=self._network_id)))

    def _end(self, outcome: Content) -> None:
        self._busy = False
        self.query_one("#outcomes", Static).update(outcome)
        self.status.say(_("f sets the routes. Esc goes back.") if self._has_routes else _("Esc goes back."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to copy, and to set routes, only where there is something of that."""
        offered = self._copyable is not None if action in {"copy_result", "view"} else True
        if action == "routes":
            offered = self._has_routes
        return super().check_action(action, parameters) and offered

    def copyable(self) -> Copyable | None:
        """Offer the error, or the commands that are left to run."""
        return self._copyable

    def action_copy_result(self) -> None:
        """Send it to the clipboard."""
        self.action_copy("text")

    def action_routes(self) -> None:
        """Open the confirmation that sets the routes of what was attached."""
        if (cen := self._confirmation.cen) is not None:
            self._routes.advance(self.cloud, cen, self._confirmation.operations[0].network)

    def confirm_quit(self) -> bool:
        """Say that the operation is in progress instead of letting the program end."""
        if self._busy:
            self.say_in_sight(self._texts.in_progress)
        return not self._busy

    def action_back(self) -> None:
        """Go back, once the outcome is known; what takes the cloud minutes may continue without it."""
        stopped = STOPPED.get(self._confirmation.kind)
        if self._busy and stopped:
            self.workers.cancel_group(self, "operation")
            self._end(Content(stopped.format(network=self._network_id)))
        elif self.confirm_quit():
            self.leave_to(_INBOX) if self._confirmation.kind.of_cen_owner else self.leave()
