"""Step 6: the grants are made and verified, several side by side, and handed over."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.http.retry import RetryEvent
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.grant_apis import grant_options
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.text import counted, grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable
from cen_tui.tui.line_filters import with_ascii_ellipsis
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.cen_owner.attach_offer import AttachOffer
from cen_tui.tui.screens.dialogs.save import SaveScreen
from cen_tui.tui.widgets.outcomes import outcome_text
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.handover import sheet, stands, summary

BROKEN_OFF = (
    "Something in cen-tui broke. r tries again: the rules are read first, so nothing is sent twice. "
    "Or s on the first screen looks up what came of it."
)
DRAW_EVERY = 0.1
"""Seconds between two drawings of what is under way."""


class HandoverScreen(StepScreen):
    """What came of each network, then the sheet for the CEN's owner."""

    STEP = "handover"
    HELP = """What came of the grant, per network:

+ granted and verified   the cloud took it, and the rule was read back
= already granted        the rule stood before; nothing was sent
x refused                nothing changed; the reason and what to do are shown
x not sent               the cloud was not reached; nothing changed
? unknown                the answer was lost and the rule is not to be seen: try again, it is safe

The sheet below is for the owner of the CEN, who attaches the network with it. c leads to attaching it
at once, where the CEN owner's account is saved here too."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "attach", "Attach", tooltip="Attach it with the CEN owner's account, saved here"),
        Binding("y,Y", "copy('text')", "Copy", key_display="y", tooltip="Send the sheet to your clipboard"),
        Binding("v", "alone", "View", tooltip="Show the sheet alone, to select with the mouse", show=False),
        Binding("s", "save", "Save", tooltip="Write the sheet to a file"),
        Binding("r", "retry", "Retry", tooltip="Try again what was refused, not sent or is unknown"),
        Binding("n", "network", "Another network", tooltip="Back to the list of networks"),
        Binding("escape", "back", "Back", tooltip="Back to the list of networks"),
        Binding("t", "target", "Another target", tooltip="Back to the CEN target"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        if draft.target is None or draft.account is None or not draft.confirmed:
            raise ValueError("a grant needs an account, a target and the confirmation")
        self._offer = AttachOffer(self)
        self._target = draft.target
        self._account = draft.account
        self._results: dict[str, OperationResult] = {}
        self._stages: dict[str, str] = {}
        self._broken_off: set[str] = set()
        self._warned = False
        self._drawing = False

    def is_busy(self) -> bool:
        """Tell whether a grant is under way."""
        return self._ended < len(self.draft.networks)

    @property
    def _ended(self) -> int:
        return len(self._results) + len(self._broken_off)

    def compose_body(self) -> ComposeResult:
        """Lay out the outcomes above the sheet."""
        with VerticalScroll(id="handover"):
            yield Static("", id="outcomes", markup=False)
            yield Static("", id="sheet", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.set_focus(self.query_one("#handover"))
        self._offer.find_cen_owner()
        self._run()

    def _run(self) -> None:
        self._warned = False
        self._draw()
        self._say_how_far()
        self.query_one("#sheet", Static).update("")
        self.grant_all(tuple(n for n in self.draft.networks if n.id not in self._results))

    @background()
    async def grant_all(self, networks: tuple[Network, ...]) -> None:
        """Grant to these networks, a few at a time; a failure of one does not stop the others."""
        await run_bounded(self._grant, networks)

    async def _grant(self, network: Network) -> None:
        try:
            result = await self._carry_out(network)
        except Exception:
            self._broken_off.add(network.id)
            self._one_ended()
            raise
        self._results[network.id] = result
        self._one_ended()

    async def _carry_out(self, network: Network) -> OperationResult:
        return await run_journaled(
            OperationKind.GRANT,
            journal=self.cen_app.journal,
            cloud=self.cloud,
            account=self._account,
            network=network,
            target=self._target,
            terms=grant_options(network, self.draft.payer),
            progress=partial(self._tell, network),
            on_wait=partial(self._tell, network),
            token=self.draft.token_for(network),
            on_problem=self.cen_app.warn,
            polling=self.cen_app.setup.polling,
        )

    def _tell(self, network: Network, news: Stage | RetryEvent) -> None:
        self._stages[network.id] = str(news)
        self._draw_soon()

    def broke(self, error: Exception) -> None:
        """Tell of it; a grant that was broken off has its line among the others."""
        self.cen_app.tell_broken(error)
        if not self.is_busy():
            self.status.no_longer()

    def _one_ended(self) -> None:
        if self.is_busy():
            self._draw_soon()
            self._say_how_far()
            return
        self._draw()
        results = self._ordered()
        self.draft = self.draft.answered(results=results)
        self.refresh_bindings()
        self.status.say(summary(results, len(self.draft.networks)))
        if standing := frozenset(result.network.id for result in results if stands(result)):
            for screen in self.app.screen_stack:
                if isinstance(screen, StepScreen):
                    screen.granted(standing)
            if problem := self.cen_app.recents.target_used(self._target):
                self.cen_app.warn(problem)
            self.query_one("#sheet", Static).update(self._sheet)

    def _say_how_far(self) -> None:
        total = len(self.draft.networks)
        self.status.waiting(f"Granting: {self._ended} of {counted(total, 'network')} done… please wait")

    def _ordered(self) -> tuple[OperationResult, ...]:
        return tuple(self._results[n.id] for n in self.draft.networks if n.id in self._results)

    def _draw_soon(self) -> None:
        """Draw once for all that comes within a moment: with many networks it is the most of the work."""
        if not self._drawing:
            self._drawing = True
            self.set_timer(DRAW_EVERY, self._draw)

    def _draw(self) -> None:
        self._drawing = False
        target = f"to {self._target.cen_id} of {grouped(self._target.owner_uid)}"
        lines = [Content.styled(f"Grant {target}", "bold"), *map(self._line, self.draft.networks)]
        self.query_one("#outcomes", Static).update(Content("\n").join(lines))

    def _line(self, network: Network) -> Content:
        if (result := self._results.get(network.id)) is not None:
            return outcome_text(result)
        if network.id in self._broken_off:
            return Content.assemble(("? unknown", "bold $error"), f"  {network.id}\n{BROKEN_OFF}")
        stage = self._stages.get(network.id, "waiting for its turn")
        return Content(with_ascii_ellipsis(self, f"  {network.id}: {stage}…"))

    def may_leave(self) -> bool:
        """Say once that a grant is under way before letting the program end."""
        if not self.is_busy() or self._warned:
            return True
        self._warned = True
        self.say_in_sight("A grant is under way. Ctrl+Q once more leaves it unknown; please wait")
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go back to the steps that were gone through, and to attach what can be attached."""
        skipped = action in {"network", "target"} and not self.has_step(action)
        offered = action != "attach" or self._offer.stands
        return super().check_action(action, parameters) and offered and not skipped

    def action_attach(self) -> None:
        """Sign in to the CEN owner's account, and show what was granted to the CEN."""
        self._offer.accept()

    def action_network(self) -> None:
        """Return to the list for another network."""
        self._leave_to("network")

    def action_back(self) -> None:
        """Return to the list of networks, or to that of the acts to settle."""
        self._leave_to("network" if self.has_step("network") else "account")

    def action_target(self) -> None:
        """Return to the target for another CEN."""
        self._leave_to("target")

    def _leave_to(self, step: str) -> None:
        if self.is_busy():
            self.status.waiting("A grant is under way: its outcome comes first… please wait")
        else:
            self.leave_to(step)

    def action_retry(self) -> None:
        """Try again what was refused or is unknown; the rules are read first, so nothing is sent twice."""
        if self.is_busy():
            return
        self._results = {key: result for key, result in self._results.items() if stands(result)}
        self._stages.clear()
        self._broken_off.clear()
        if self.is_busy():
            self._run()
        else:
            self.status.say("There is nothing to try again: every grant stands.")

    @property
    def _sheet(self) -> str:
        return sheet(self._ordered(), self._target, self._account.uid)

    def _has_sheet(self) -> bool:
        """Tell whether there is something to hand over, or say that there is not."""
        if self.is_busy():
            return False
        if not any(stands(result) for result in self._ordered()):
            self.status.say("Nothing to hand over: no grant is known to stand. r tries again.")
            return False
        return True

    def copyable(self) -> Copyable | None:
        """Offer the sheet, or say why there is none."""
        if not self._has_sheet():
            return None
        name = f"cen-handover-{self.draft.networks[0].id}.txt"
        return Copyable(self.draft.networks[0].id, self._sheet, "The sheet", name)

    def action_save(self) -> None:
        """Write the sheet to a file that the operator names."""
        if (offered := self.copyable()) is not None:
            self.open(SaveScreen(offered.text, offered.file_name), self._saved)

    def _saved(self, path: str | None) -> None:
        if path:
            self.status.say(f"Saved to {path}, readable by you alone.")
