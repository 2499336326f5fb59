"""Several grant rules revoked at once: one confirmation that lists each, then what came of each."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.text import grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable
from cen_tui.tui.line_filters import with_ascii_ellipsis
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.widgets.confirmation import labelled
from cen_tui.tui.widgets.outcomes import outcome_lines
from cen_tui.wizard.confirmation import Confirmation
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.execution.revoke_run import WAITING, RevokeRun, RuleKey

PLACE: Final = _("All grants of an account ─ revoke")
REVOKING: Final = _("Revoking: {ended:,} of {total:,} done")
IN_PROGRESS: Final = _("Revokes are in progress. Please wait for the results.")
BROKEN: Final = _(
    "Something in cen-tui broke. Whether it was revoked is not known: h on the first screen checks it."
)
STILL_THROUGH: Final = _("What stands through the other API was not tried after that: select it again.")
DRAW_EVERY: Final = 0.1
"""Seconds between two drawings of what is under way."""


class ConfirmRevokesScreen(ConfirmScreen):
    """The confirmation of several revokes."""

    HELP = _("""Final check before revoking the permission of these CENs to attach these networks.

Each network is listed with the CEN and the account that the rule is for: see all of them first (PgDn).
Revoking does not detach: a network that is attached stays attached until the CEN's owner detaches it.
To revoke, type the four digits that are asked for and press Enter. Nothing else revokes.
F2 shows the aliyun commands that do the same. Esc goes back; nothing has been sent yet.""")

    @property
    def help_words(self) -> str:
        """What `?` says."""
        return self.HELP

    def steps_bar(self) -> Widget:
        """Say where one is."""
        return Static(PLACE, classes="place", markup=False)

    def runner(self, confirmed: Confirmation) -> StepScreen:
        """Return the screen that runs the revokes."""
        return RevokesScreen(self.draft, confirmed)


class RevokesScreen(StepScreen):
    """Takes the place of the confirmation. Cannot be left before each rule has its outcome."""

    STEP = "revokes"
    HELP = _("""The result of each revoke that you confirmed.

+ revoked and verified   the cloud revoked it, and it was read back
= not granted any more   it did not exist; nothing was sent
x refused                nothing changed; the reason and what to do are shown
x not sent               the cloud was not reached; nothing changed
? unknown                the answer was lost: h on the first screen checks it

Where the network is still attached, the result says to which CEN, and whom to ask to detach it.""")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy('text')", _("Copy"), tooltip=_("Send all results to your clipboard")),
        Binding("v", "view", _("View"), tooltip=_("Show the results alone"), show=False),
    ]

    def __init__(self, draft: Draft, confirmation: Confirmation) -> None:
        super().__init__(draft)
        if draft.account is None:
            raise ValueError("a revoke needs an account")
        self._account = draft.account
        self._confirmation = confirmation
        self._run = RevokeRun(confirmation.operations, self._draw_soon)
        self._drawing = False
        self._ended = False

    def steps_bar(self) -> Widget:
        """Say where one is."""
        return Static(PLACE, classes="place", markup=False)

    def compose_body(self) -> ComposeResult:
        """Lay out what was confirmed above what comes of each."""
        with VerticalScroll(id="operation"):
            yield Static(self._confirmation.heading, id="heading", markup=False)
            yield Static(labelled(self._confirmation.parties), id="parties", markup=False)
            yield Static("", id="outcomes", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.set_focus(self.query_one("#operation"))
        self._draw()
        self.run_confirmed()

    @background(group="operation")
    async def run_confirmed(self) -> None:
        """Revoke what was confirmed, and read each back."""
        try:
            await self._run.run(self.operation_context(self._account))
        finally:
            await self.apply(self._end)

    def broke(self, error: Exception) -> None:
        """Tell of it; a revoke that was broken off has its line among the others."""
        self.cen_app.broke(error)

    def _end(self) -> None:
        self._ended = True
        self._draw()
        self.refresh_bindings()
        for result in self._run.gone:
            for screen in self.app.screen_stack:
                if isinstance(screen, StepScreen):
                    screen.operation_ended(result)

    def _draw_soon(self) -> None:
        if not self._drawing:
            self._drawing = True
            self.set_timer(DRAW_EVERY, self._draw)

    def _draw(self) -> None:
        self._drawing = False
        lines = Content("\n").join(map(self._rule, self._run.rules))
        self.query_one("#outcomes", Static).update(lines)
        if self._ended:
            self.status.say(self._run.summary)
        else:
            self.status.waiting(REVOKING.format(ended=self._run.ended, total=len(self._run.rules)))

    def _rule(self, key: RuleKey) -> Content:
        to = _("for {cen} {owner}").format(cen=key.target.cen_id, owner=grouped(key.target.owner_uid))
        cen = f"  {to}"
        if key in self._run.broken_off:
            return Content.assemble((_("? unknown"), "bold $error"), f"  {key.network_id}\n{cen}\n{BROKEN}")
        if (results := self._run.results.get(key)) is None:
            stage = self._run.stages.get(key, WAITING)
            return Content(with_ascii_ellipsis(self, f"  {key.network_id}: {stage}…\n{cen}"))
        lines, left = outcome_lines(results, self._run.left[key])
        cut_short = STILL_THROUGH if self._run.is_cut_short(key) else ""
        return Content("\n").join([*lines, Content(cen), *map(Content, filter(None, (cut_short, left)))])

    def copyable(self) -> Copyable | None:
        """Offer all results."""
        if not self._ended:
            return None
        text = Content("\n").join(map(self._rule, self._run.rules)).plain
        name = f"revoked-{self._account.uid}.txt"
        return Copyable(
            self._account.uid, f"{self._confirmation.heading}\n\n{text}\n", _("The results"), name
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to copy once all is known."""
        return super().check_action(action, parameters) and (action not in {"copy", "view"} or self._ended)

    def confirm_quit(self) -> bool:
        """Say that revokes are in progress instead of letting the program end."""
        if not self._ended:
            self.say_in_sight(IN_PROGRESS)
        return self._ended

    def action_back(self) -> None:
        """Go back, once every outcome is known."""
        if self.confirm_quit():
            self.leave()
