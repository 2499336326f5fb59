"""The base of the wizard's screens: title bar, steps bar, body, status line, footer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Paste, ScreenResume
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from cen_tui.i18n import gettext as _
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.tui.widgets.steps_bar import StepsBar
from cen_tui.tui.widgets.tables.filter_table import FilterField, FilterTable
from cen_tui.tui.widgets.title_bar import TitleBar
from cen_tui.wizard.draft import Draft

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud
    from cen_tui.operations.outcome import OperationResult
    from cen_tui.vault.base import Account
    from cen_tui.wizard.execution.operation_run import OperationContext


class StepScreen(ForegroundScreen[None]):
    """One step of the wizard: takes a draft, and continues with a new one."""

    STEP: ClassVar[str]
    """The step's key in `wizard.STEPS`; a name of its own for a screen that is no step."""
    FROM_REQUEST: ClassVar[tuple[str, ...]] = ()
    """The presets that this step lets a pasted request give: those of itself, and of later steps."""
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-wide"), (120, "-broad")]  # noqa: RUF012 - as Textual types it
    VERTICAL_BREAKPOINTS = [(0, "-small"), (24, "-high")]  # noqa: RUF012 - as above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back"), tooltip=_("Go back one step, or stop what is under way")),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self._answer: Draft | None = None
        self._was_continued = False

    @property
    def is_current(self) -> bool:
        """False while another step covers this one: a repaint here would repaint the covering screen."""
        if not super().is_current:  # as when the program ends, and there is no screen any more
            return False
        above = self.app.screen
        return above is self or not isinstance(above, StepScreen)

    @property
    def cloud(self) -> "Cloud":
        """The connection of the draft's account, which has signed in."""
        return self.cen_app.session.cloud_of(self.draft.account)

    def clear_problem(self) -> None:
        """Hide what went wrong."""
        self.problem.clear()

    def on_paste(self, event: Paste) -> None:
        """Take a request that is pasted outside every field."""
        if self.take_request(event.text):
            event.prevent_default().stop()

    def take_request(self, text: str) -> bool:
        """Preset this step and the later ones from a pasted request; return whether the text is one."""
        from cen_tui.wizard.cen_owner.request import REQUEST_TAKEN, request_presets

        read = request_presets(text, self.draft.uid)
        if read is None or not self.FROM_REQUEST:
            return False
        presets, refused = read
        self.draft = self.draft.with_presets(presets, self.FROM_REQUEST)
        self.status.say(REQUEST_TAKEN)
        if refused:
            self.problem.say(_("Please check the message."), *refused)
        else:
            self.clear_problem()
        self.presets_changed()
        return True

    def presets_changed(self) -> None:
        """Continue with what was preset for this step, if anything was."""

    def compose(self) -> ComposeResult:
        """Frame the step's own body."""
        self._fit()
        options = self.cen_app.options
        yield TitleBar(self.draft, demo=options.demo, read_only=options.read_only, endpoint=options.endpoint)
        yield self.steps_bar()
        with Vertical(id="body"):
            yield from self.compose_body()
            yield Problem()
        yield StatusLine()
        yield KeyFooter(enter=lambda: self.enter_words)

    def _fit(self) -> None:
        """Set the breakpoint classes before mounting; otherwise the first resize restyles every widget."""
        width, height = self.app.size
        for cells, breakpoints in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            name = next(name for least, name in reversed(breakpoints) if cells >= least)
            self.add_class(name, update=False)

    def steps_bar(self) -> Widget:
        """Return the line that names the step."""
        return StepsBar(self.STEP, self.draft)

    def compose_body(self) -> ComposeResult:
        """Yield the widgets of this step."""
        yield from ()

    def advance(self, draft: Draft) -> None:
        """Leave this step with its answer; the rule of the wizard says which screen comes next.

        An answer that comes twice, as of a key pressed twice on a slow link, counts once. One that comes
        while something else is in front waits until that is closed.
        """
        stack = self.app.screen_stack
        later = stack[stack.index(self) + 1 :] if self in stack else [self]
        if not any(isinstance(screen, StepScreen) for screen in later):
            self._answer = draft
            self.in_front(self._open_next)

    def _open_next(self) -> None:
        draft, self._answer = self._answer, None
        if draft is not None:
            self.before_next()
            self._was_continued = True
            self.cen_app.advance(draft)

    @on(ScreenResume)
    def _come_back(self) -> None:
        """Select the text of a filter that has the focus: after coming back, another is typed."""
        if self._was_continued and isinstance(self.focused, FilterField):
            self.focused.select_all()
        self._was_continued = False

    def before_next(self) -> None:
        """Cancel the work that the next step does not need."""

    def granted(self, networks: frozenset[str]) -> None:
        """Called with the IDs of networks that were granted on a later step."""

    def operation_context(self, account: "Account") -> "OperationContext":
        """Return what the operations of an account are run with."""
        from cen_tui.wizard.execution.operation_run import OperationContext

        app = self.cen_app
        return OperationContext(
            app.journal,
            self.cloud,
            account,
            app.warn,
            app.options.polling,
            app.session.changed_networks.append,
        )

    def operation_ended(self, result: "OperationResult") -> None:
        """Called with what came of an operation on a screen above this one."""

    def leave(self) -> None:
        """Go back to the step before, unless something else is in front or this one was left."""
        if self.is_active:
            self._pop(lambda _screen: True)

    def leave_to(self, step: str) -> None:
        """Go back to an earlier step, as it was left, on the same terms."""
        if self.is_active:
            self._pop(lambda screen: isinstance(screen, StepScreen) and step == screen.STEP)

    def _pop(self, until: Callable[[Screen[Any]], bool]) -> None:
        """Close this screen and those beneath it, down to one that is wanted, or to the first step."""
        _blank, *beneath, _self = self.app.screen_stack
        if not beneath:
            self.status.say(_("This is the first step. Ctrl+Q quits."))
        for screen in reversed(beneath):
            self.app.pop_screen()
            if until(screen):
                break

    def has_step(self, step: str) -> bool:
        """Tell whether the screen of a step is among those that one can go back to."""
        return any(isinstance(screen, StepScreen) and step == screen.STEP for screen in self.app.screen_stack)

    def say_in_sight(self, sentence: str) -> None:
        """Say something that must be read: on the status line, or as a notice where that is covered."""
        if self.is_active:
            self.status.waiting(sentence)
        else:
            self.cen_app.warn(sentence)

    def action_back(self) -> None:
        """Clear a filter first; else go back to the step before, which is as it was left."""
        if any(table.clear_filter() for table in self.query(FilterTable) if table.is_on_screen):
            return
        self.leave()


class ScreenPart:
    """A part of a screen that is no widget. Its background work is the screen's, and ends with it."""

    def __init__(self, screen: StepScreen) -> None:
        self.screen = screen

    @property
    def run_worker(self) -> Callable[..., Worker[Any]]:
        """The screen's."""
        return self.screen.run_worker

    def broke(self, error: Exception) -> None:
        """Let the screen report an unexpected error."""
        self.screen.broke(error)
