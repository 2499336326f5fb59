"""Step 6: the grants are made and verified, several side by side, and handed over."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import Network
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.operations.outcome import OperationResult
from cen_tui.text import grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable
from cen_tui.tui.line_filters import with_ascii_ellipsis
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.cen_owner.attach_offer import AttachOffer
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.dialogs.save import SaveScreen, open_save
from cen_tui.tui.screens.grants.pick_network import PickNetwork
from cen_tui.tui.widgets.outcomes import outcome_text
from cen_tui.tui.widgets.problem import problem_report
from cen_tui.wizard.attached import attached_elsewhere, attachments_now
from cen_tui.wizard.cen_owner.association import owner_step
from cen_tui.wizard.confirmation import confirm_payer, confirm_revoke
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.execution.grant_run import GrantRun, standing_rule
from cen_tui.wizard.handover import NOTHING_TO_HAND_OVER, WIDTH, sheet

BROKEN_OFF: Final = _(
    "Something in cen-tui broke. r retries: the rules are read first, so nothing is sent twice. "
    "Or h on the first screen checks it (read-only)."
)
SHEET_HEADING: Final = _("Sheet for the CEN owner")
GRANTING: Final = _("Granting: {ended} of {total:,} done")
IN_PROGRESS: Final = _("A grant is in progress. Please wait for the result.")
QUIT_ANYWAY: Final = _("A grant is in progress. Press Ctrl+Q again to quit without knowing the result.")
NOTHING_TO_REVOKE: Final = _("Nothing to revoke: the rule does not exist any more.")
DRAW_EVERY: Final = 0.1
"""Seconds between two drawings of what is under way."""
_OF_RESULTS: Final = frozenset({"attach", "copy", "errors", "view", "save", "retry", "revoke", "payer"})


class HandoverScreen(StepScreen):
    """What came of each network, then the sheet for the CEN's owner."""

    STEP = "handover"
    HELP = _("""Result for each network:

+ granted and verified   the cloud granted it, and the rule was read back
= already granted        the rule existed before; nothing was sent
x refused                nothing changed; the reason and what to do are shown
x not sent               the cloud was not reached; nothing changed
? unknown                the answer was lost and the rule is not visible: retry, it is safe
- revoked                you revoked it again from here

The sheet below is for the owner of the CEN, who attaches the network with it. c attaches it now, where the
CEN owner's account is saved here too. x revokes a grant again, after the ordinary confirmation.""")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "attach", _("Attach"), tooltip=_("Attach it with the CEN owner's account, saved here")),
        Binding(
            "y",
            "copy('text')",
            _("Copy"),
            tooltip=_("Send the sheet, or the errors where nothing was granted, to your clipboard"),
        ),
        Binding(
            "Y", "errors", _("Copy errors"), tooltip=_("Send the errors, for your administrator"), show=False
        ),
        Binding(
            "v", "view", _("View"), tooltip=_("Show the sheet alone, to select with the mouse"), show=False
        ),
        Binding("s", "save", _("Save"), tooltip=_("Write the sheet to a file")),
        Binding("r", "retry", _("Retry"), tooltip=_("Try again what was refused, not sent or is unknown")),
        Binding("x", "revoke", _("Revoke"), tooltip=_("Revoke a grant again")),
        Binding("p", "payer", _("Payer"), tooltip=_("Change the payer of the rule that exists")),
        Binding("n", "network", _("Networks"), tooltip=_("Back to the list of networks")),
        Binding("escape", "back", _("Back"), tooltip=_("Back to the list of networks")),
        Binding("t", "target", _("Target"), tooltip=_("Back to the CEN target")),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        if draft.account is None:
            raise ValueError("a grant needs an account")
        self._offer = AttachOffer(self)
        self._account = draft.account
        self._run = GrantRun(draft, on_progress=self._draw_soon, on_end=self._one_ended)
        self._target = self._run.target
        self._warned = False
        self._drawing = False

    def is_busy(self) -> bool:
        """Tell whether a grant is in progress."""
        return self._run.is_busy

    def compose_body(self) -> ComposeResult:
        """Lay out the outcomes above the sheet."""
        with VerticalScroll(id="handover"):
            yield Static("", id="outcomes", markup=False)
            yield Static("", id="owner-step", markup=False)
            yield Static("", id="sheet", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.set_focus(self.query_one("#handover"))
        self.query_one("#sheet").border_title = SHEET_HEADING
        self._offer.find_cen_owner()
        self._begin()

    def _begin(self) -> None:
        self._warned = False
        self._draw()
        self._say_how_far()
        for part in ("#owner-step", "#sheet"):
            self.query_one(part).display = False
        self.refresh_bindings()
        self.grant_all()

    @background()
    async def grant_all(self) -> None:
        """Grant to the networks that are left."""
        await self._run.run(self.operation_context(self._account))

    def broke(self, error: Exception) -> None:
        """Tell of it; a grant that was broken off has its line among the others."""
        self.cen_app.broke(error)
        if not self.is_busy():
            self.status.end_wait()

    def _one_ended(self) -> None:
        if self.is_busy():
            self._draw_soon()
            self._say_how_far()
            return
        self._show_ended()
        if standing := frozenset(result.network.id for result in self._run.standing):
            for screen in self.app.screen_stack:
                if isinstance(screen, StepScreen):
                    screen.granted(standing)
            if problem := self.cen_app.recents.target_used(self._target):
                self.cen_app.warn(problem)

    def _show_ended(self) -> None:
        self.draft = self.draft.with_answers(results=self._run.standing)
        self._draw()
        self.refresh_bindings()
        self.status.say(self._run.summary)
        self._show_sheet()

    def _show_sheet(self) -> None:
        standing = self._run.standing
        width = min(self.query_one("#handover").scrollable_content_region.width or WIDTH, WIDTH)
        texts = {
            "#owner-step": owner_step(standing, width),
            "#sheet": sheet(standing, self._target, self._account.uid, width) if standing else "",
        }
        for part, text in texts.items():
            shown = self.query_one(part, Static)
            shown.display = bool(text)
            shown.update(text)

    def on_resize(self) -> None:
        """Break the lines of the sheet anew."""
        if not self.is_busy():
            self.call_after_refresh(self._show_sheet)

    def operation_ended(self, result: OperationResult) -> None:
        """Show what a revoke or a change of payer from here made of the results."""
        self._run.operation_ended(result)
        self._show_ended()
        self.query_one("#handover").scroll_home(animate=False)

    def _say_how_far(self) -> None:
        total = len(self.draft.networks)
        self.status.waiting(GRANTING.format(ended=self._run.ended, total=total))

    def _draw_soon(self) -> None:
        """Repaint once for all changes within a moment: with many networks, painting takes the most time."""
        if not self._drawing:
            self._drawing = True
            self.set_timer(DRAW_EVERY, self._draw)

    def _draw(self) -> None:
        self._drawing = False
        owner = grouped(self._target.owner_uid)
        target = _("Grant to {cen} of {owner}").format(cen=self._target.cen_id, owner=owner)
        lines = [Content.styled(target, "bold"), *map(self._line, self.draft.networks)]
        self.query_one("#outcomes", Static).update(Content("\n").join(lines))

    def _line(self, network: Network) -> Content:
        if network.id in self._run.revoked:
            return Content.assemble((_("- revoked"), "bold $warning"), f"  {network.id}")
        if (result := self._run.result_of(network)) is not None:
            attached = attached_elsewhere(network, self._target.cen_id)
            return Content.assemble(outcome_text(result), f"\n  {attached}" if attached else "")
        if network.id in self._run.broken_off:
            return Content.assemble((_("? unknown"), "bold $error"), f"  {network.id}\n{BROKEN_OFF}")
        stage = self._run.stages.get(network.id, _("waiting for its turn"))
        return Content(with_ascii_ellipsis(self, f"  {network.id}: {stage}…"))

    def confirm_quit(self) -> bool:
        """Say once that a grant is in progress before letting the program end."""
        if not self.is_busy() or self._warned:
            return True
        self._warned = True
        self.say_in_sight(QUIT_ANYWAY)
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now; while a grant is in progress, to wait for its result."""
        if self.is_busy() and action in _OF_RESULTS:
            return False
        offered = {
            "attach": self._offer.is_possible,
            "retry": self._run.has_failures,
            "revoke": bool(self._run.standing),
            "payer": bool(self._run.other_payers),
            "network": self.has_step("network"),
            "target": self.has_step("target"),
        }
        return super().check_action(action, parameters) and offered.get(action, True)

    def action_attach(self) -> None:
        """Sign in to the CEN owner's account, and show what was granted to the CEN."""
        self._offer.accept()

    def action_network(self) -> None:
        """Return to the list for another network."""
        self._leave_to("network")

    def action_back(self) -> None:
        """Return to the list of networks, or to that of the unfinished operations."""
        self._leave_to("network" if self.has_step("network") else "account")

    def action_target(self) -> None:
        """Return to the target for another CEN."""
        self._leave_to("target")

    def _leave_to(self, step: str) -> None:
        if self.is_busy():
            self.status.waiting(IN_PROGRESS)
        else:
            self.leave_to(step)

    def action_retry(self) -> None:
        """Try again what does not stand."""
        if not self.is_busy() and self._run.forget_failures():
            self._begin()

    def action_revoke(self) -> None:
        """Open the confirmation that revokes a grant of this run again."""
        self._pick(self._run.standing, _("Which grant do you want to revoke?"), self.open_revoke)

    def action_payer(self) -> None:
        """Open the confirmation that changes the payer of a rule that was in the way."""
        self._pick(self._run.other_payers, _("Which payer do you want to change?"), self._open_payer)

    def _pick(self, results: Sequence[OperationResult], heading: str, do: Callable[[Network], None]) -> None:
        if self.is_busy() or not results:
            return
        networks = tuple(result.network for result in results)
        if len(networks) == 1:
            do(networks[0])
        else:
            self.open(PickNetwork(heading, networks), lambda picked: do(picked) if picked else None)

    @background(group="revoke")
    async def open_revoke(self, network: Network) -> None:
        """Read through which APIs the rule stands, and open the confirmation that revokes all of it."""
        self.status.waiting(_("Reading the rule…"))
        try:
            rule = await standing_rule(self.cloud, network, self._target)
        except CloudError as error:
            self.status.say(_("Nothing was changed. x retries."))
            self.problem.show(error)
            return
        self.clear_problem()
        if rule is None:
            self.status.say(NOTHING_TO_REVOKE)
            return
        network = await attachments_now(self.cloud, network)
        self.status.say(self._run.summary)
        self.open_in_turn(ConfirmScreen(self.draft, confirm_revoke(self.draft, network, rule)))

    def _open_payer(self, network: Network) -> None:
        result = self._run.result_of(network)
        if result is not None and result.rule is not None and result.options.payer is not None:
            confirmation = confirm_payer(self.draft, network, result.rule, result.options.payer)
            self.open(ConfirmScreen(self.draft, confirmation))

    @property
    def _errors(self) -> str:
        """What went wrong with each network, with code, action and request ID."""
        failed = [(result.network.id, result.error) for result in self._run.results if result.error]
        return "\n\n".join(f"{network_id}\n{problem_report(error)}" for network_id, error in failed)

    def copyable(self) -> Copyable | None:
        """Offer the sheet; where there is none, the errors."""
        if self.is_busy():
            return None
        network_id = self.draft.networks[0].id
        if standing := self._run.standing:
            text = sheet(standing, self._target, self._account.uid)
            return Copyable(network_id, text, _("The sheet"), f"cen-handover-{network_id}.txt")
        if errors := self._errors:
            return Copyable(network_id, f"{errors}\n", _("The error"), f"cen-error-{network_id}.txt")
        self.status.say(NOTHING_TO_HAND_OVER)
        return None

    def action_errors(self) -> None:
        """Send the errors to the clipboard."""
        if errors := self._errors:
            self.cen_app.send(f"{errors}\n", _("The error"))

    def action_save(self) -> None:
        """Write the sheet to a file that the operator names."""
        if self.is_busy():
            return
        if not self._run.standing:
            self.status.say(sentences(NOTHING_TO_HAND_OVER, _("r retries.")))
        elif (offered := self.copyable()) is not None:
            open_save(self, SaveScreen(offered.text, offered.file_name))
