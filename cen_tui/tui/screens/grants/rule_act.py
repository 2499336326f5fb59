"""The confirmation of a change to an existing grant rule: revoke it, or change its payer."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.networks.base import GrantOptions, GrantRule, Network
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.widgets.confirmation import confirmation_widgets
from cen_tui.tui.widgets.digits_row import DigitsRow
from cen_tui.tui.widgets.open_operations import OpenOperations
from cen_tui.tui.widgets.outcomes import outcome_text
from cen_tui.vault.base import Account
from cen_tui.wizard.confirmation import Confirmation
from cen_tui.wizard.draft import Draft

_SEEN = "#parties, #open-operations, .caution, #ask"
BROKEN_OFF = """? unknown  {network}
Something in cen-tui broke. s on the first screen looks up what came of what was begun."""


class RuleChangeScreen(StepScreen):
    """Only the last four digits of the CEN owner's account ID, typed and entered, do it."""

    STEP = "network"
    ACT: ClassVar[OperationKind]
    DOING: ClassVar[str]
    """As in "Revoking… please wait"."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "none", "Confirm", show=False)]

    class Went(Message):
        """The act went on to its next stage."""

        def __init__(self, stage: Stage) -> None:
            super().__init__()
            self.stage = stage

    class Came(Message):
        """The act ended, once for every family that the rule was written with."""

        def __init__(self, results: tuple[OperationResult, ...]) -> None:
            super().__init__()
            self.results = results

    def __init__(
        self,
        draft: Draft,
        network: Network,
        rule: GrantRule,
        *,
        confirm: Callable[[Account, Network, GrantRule, str], Confirmation],
        ways: tuple[GrantOptions, ...],
    ) -> None:
        """`confirm` restates it; it is done for each of `ways`, until one is not known to have worked."""
        super().__init__(draft)
        if draft.account is None:
            raise ValueError("an act needs an account")
        self._account = draft.account
        self._network = network
        self._rule = rule
        self._ways = ways
        self._under_way = False
        self._ended = False
        self._confirmation = confirm(draft.account, network, rule, self.cen_app.setup.endpoint)
        self._digits = DigitsRow(self._confirmation, seen=_SEEN)
        self._open = OpenOperations([Wanted(self.ACT, network, rule.target, terms) for terms in ways])
        self.input_guard = self._digits.guard(self, lambda: self._open.is_read)

    def compose_body(self) -> ComposeResult:
        """Lay out what, and whose; the caution; the one field."""
        yield from confirmation_widgets(self._confirmation, self._open, self._digits)
        yield Static("", id="outcomes", markup=False)

    @on(DigitsRow.Confirmed)
    def _confirmed(self) -> None:
        self._digits.end()
        self._under_way = True
        self.status.waiting(f"{self.DOING}… please wait")
        self.do_it()

    @background()
    async def do_it(self) -> None:
        """Do it, and read back until it shows."""
        results: list[OperationResult] = []
        token = self.draft.token_for(self._network)
        for terms in self._ways:
            results.append(await self._carry_out(terms, token))
            if results[-1].outcome in {Outcome.REFUSED, Outcome.UNKNOWN}:
                break
            token = ""
        self.post_message(self.Came(tuple(results)))

    async def _carry_out(self, terms: GrantOptions, token: str) -> OperationResult:
        return await run_journaled(
            self.ACT,
            journal=self.cen_app.journal,
            cloud=self.cloud,
            account=self._account,
            network=self._network,
            target=self._rule.target,
            terms=terms,
            progress=self._tell,
            token=token,
            on_problem=self.cen_app.warn,
            polling=self.cen_app.setup.polling,
        )

    def _tell(self, stage: Stage) -> None:
        self.post_message(self.Went(stage))

    @on(Went)
    def _went(self, message: Went) -> None:
        self.status.waiting(f"{self.DOING}: {message.stage.value}… please wait")

    @on(Came)
    def _came(self, message: Came) -> None:
        self._end(self.told(message.results))

    def _end(self, outcome: Content) -> None:
        self._under_way, self._ended = False, True
        self.query_one(".caution").display = False
        self._open.display = False
        self.query_one("#ask").display = False
        self.query_one("#outcomes", Static).update(outcome)
        self.status.say("Esc goes back.")

    def broke(self, error: Exception) -> None:
        """Tell of it, and let the screen be left: what came of the act is not known."""
        super().broke(error)
        self._end(Content(BROKEN_OFF.format(network=self._network.id)))

    def told(self, results: Sequence[OperationResult]) -> Content:
        """Return what came of it, as lines."""
        return Content("\n").join(map(outcome_text, results))

    def may_leave(self) -> bool:
        """Say that the act is under way instead of letting the program end."""
        if self._under_way:
            noun = self.ACT.noun
            self.say_in_sight(f"A {noun} is under way: its outcome comes first… please wait")
        return not self._under_way

    def action_back(self) -> None:
        """Go back, once the act has ended."""
        if self.may_leave():
            super().action_back()
