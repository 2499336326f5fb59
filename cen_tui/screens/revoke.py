"""Take a grant rule back: restated, with its own caution, and confirmed as a grant is."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cen_tui.caution import revoke_caution
from cen_tui.cloud.networks.base import GrantRule, Network
from cen_tui.cloud.outcome import Act, ActResult, Stage
from cen_tui.cloud.regions import region_name
from cen_tui.errands import carry_out
from cen_tui.screens.base import StepScreen
from cen_tui.text import grouped
from cen_tui.widgets.field import Field
from cen_tui.widgets.outcomes import outcome_text
from cen_tui.wizard import Draft

DIGITS = 4
LABEL_WIDTH = 12


class RevokeScreen(StepScreen):
    """Only the last four digits of the CEN owner's account ID, typed and entered, revoke."""

    STEP = "network"
    HELP = """Take back the permission of one CEN to attach this network.

Revoking does not detach: a network that is attached stays attached until the CEN's owner detaches it.
Type the last four digits of the CEN owner's account ID and press Enter to revoke. Nothing else does."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "none", "Revoke", show=False)]

    class Went(Message):
        """The revoke went on to its next stage."""

        def __init__(self, stage: Stage) -> None:
            super().__init__()
            self.stage = stage

    class Came(Message):
        """The revoke ended."""

        def __init__(self, result: ActResult) -> None:
            super().__init__()
            self.result = result

    def __init__(self, draft: Draft, network: Network, rule: GrantRule) -> None:
        super().__init__(draft)
        if draft.account is None:
            raise ValueError("a revoke needs an account")
        self._account = draft.account
        self._network = network
        self._rule = rule
        self._under_way = False
        self._ended = False

    def compose_body(self) -> ComposeResult:
        """Lay out what, from whom; the caution; the one field."""
        yield Static("Revoke one grant rule", classes="strong", markup=False)
        yield Static(self._restated(), id="parties", markup=False)
        notice = Static(revoke_caution(self._network, self._rule), classes="caution", markup=False)
        notice.border_title = "Caution"
        yield notice
        with Horizontal(id="ask"):
            yield Static("Type the last four digits of the CEN owner's account ID to revoke:", markup=False)
            yield Field(id="digits", placeholder="____", compact=True)
        yield Static("", id="outcomes", markup=False)

    def _restated(self) -> Content:
        network, target = self._network, self._rule.target
        name = f'"{network.name}"' if network.name else "no name"
        lines = (
            (network.type, f"{network.id} · {name}", "bold"),
            ("", f"{region_name(network.region)}, {network.region}", ""),
            ("of account", f"{grouped(self._account.uid)} · {self._account.name}, {self._account.who}", ""),
            ("from CEN", target.cen_id, "bold"),
            ("of account", grouped(target.owner_uid), "bold"),
        )
        return Content("\n").join(
            Content.assemble((f"{label:<{LABEL_WIDTH}}", "dim"), (value, style))
            for label, value, style in lines
        )

    def on_mount(self) -> None:
        """Put the cursor into the one field, which is empty."""
        self.query_one("#digits").focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._under_way or self._ended:
            return
        if event.value != self._rule.target.owner_uid[-DIGITS:]:
            self.status.say("Nothing is revoked. Type the last four digits of the CEN owner's account ID.")
            return
        self._under_way = True
        event.input.disabled = True
        self.status.waiting("Revoking… please wait")
        self.revoke_rule()

    @work(exclusive=True, exit_on_error=False)
    async def revoke_rule(self) -> None:
        """Revoke, and read back until the rule is gone."""
        result = await carry_out(
            Act.REVOKE,
            journal=self.walk.setup.journal,
            cloud=self.walk.cloud,
            account=self._account,
            network=self._network,
            target=self._rule.target,
            progress=self._tell,
            token=self.draft.token_for(self._network),
            on_problem=self.walk.warn,
        )
        self.post_message(self.Came(result))

    def _tell(self, stage: Stage) -> None:
        self.post_message(self.Went(stage))

    @on(Went)
    def _went(self, message: Went) -> None:
        self.status.waiting(f"Revoking: {message.stage.value}… please wait")

    @on(Came)
    def _came(self, message: Came) -> None:
        self._under_way, self._ended = False, True
        self.query_one(".caution").display = False
        self.query_one("#ask").display = False
        self.query_one("#outcomes", Static).update(outcome_text(message.result))
        self.status.say("Esc goes back.")

    def may_leave(self) -> bool:
        """Say that a revoke is under way instead of letting the program end."""
        if self._under_way:
            self.status.waiting("A revoke is under way: its outcome comes first… please wait")
        return not self._under_way

    def action_back(self) -> None:
        """Go back, once the revoke has ended."""
        if self.may_leave():
            super().action_back()
