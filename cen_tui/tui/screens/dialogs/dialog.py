"""What opens over a step: the frame of all dialogs, a question, and the cover of a terminal too small."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.terminal.display import LEAST, is_too_small
from cen_tui.tui.drawn_once import Result
from cen_tui.tui.input_guard import InputGuard
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.widgets.in_sight import ReadThrough, unseen_because
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.status_line import StatusLine

_MORE: Final = _("There is more of it: scroll to its end (PgDn) before you say yes.")
_ENLARGE: Final = _("Please enlarge the terminal to {needed} or more. Ctrl+Q quits.")
_READ: Final = ".dialog > Static, #asked"


class Dialog(ModalScreen[Result], ForegroundScreen[Result]):
    """Leaves the step beneath in sight, and takes every key until it is closed."""

    CONTAINER: ClassVar[type[Widget]] = Vertical
    """What holds the body."""
    CONTAINER_CLASSES: ClassVar[str] = "dialog"
    FEEDBACK: ClassVar[tuple[type[Problem | StatusLine], ...]] = ()
    """What reports below the body: a panel for errors, a status line."""
    heading: str = ""
    """The line above the body, where there is one."""

    def compose(self) -> ComposeResult:
        """Frame the dialog's own body; a dialog beneath is covered whole."""
        beneath = self.app.screen_stack[-2:][0]
        if isinstance(beneath, Dialog) and beneath is not self:
            self.add_class("-over-dialog", update=False)
        with self.CONTAINER(classes=self.CONTAINER_CLASSES):
            if self.heading:
                yield Static(self.heading, classes="title", markup=False)
            yield from self.compose_body()
            for widget in self.FEEDBACK:
                yield widget()
        yield KeyFooter(enter=lambda: self.enter_words)

    def compose_body(self) -> ComposeResult:
        """Yield the widgets of this dialog."""
        yield from ()


class Question(Dialog[bool]):
    """Asks once. `y` is yes, if typed in answer to what stands here; Esc, `n`, Enter are no."""

    FEEDBACK = (StatusLine,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", _("Yes")),
        Binding("enter,escape,n", "answer(False)", _("No")),
    ]

    def __init__(self, title: str, *sentences: str, text: str = "") -> None:
        """`text` is what the question is about, shown whole: it scrolls where it is long."""
        super().__init__()
        self.heading = title
        self._text = text
        self._sentences = sentences
        self.input_guard = InputGuard(self, changed=self.refresh_bindings, dropped=self._tell)

    def compose_body(self) -> ComposeResult:
        """Lay out the question above what follows from a yes."""
        if self._text:
            with ReadThrough(id="asked"):
                yield Static(self._text, markup=False)
        for sentence in self._sentences:
            yield Static(sentence, markup=False)

    def on_mount(self) -> None:
        """Let a long text be scrolled."""
        for asked in self.query(ReadThrough):
            self.set_focus(asked)

    @on(ReadThrough.Looked)
    def _looked(self, message: ReadThrough.Looked) -> None:
        self._tell("" if message.was_read else _MORE)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a yes only when it would be taken."""
        if action != "answer" or parameters != (True,):
            return True
        read = all(asked.was_read for asked in self.query(ReadThrough))
        return read and self.input_guard is not None and self.input_guard.takes_input

    def _tell(self, sentence: str) -> None:
        self.status.say(sentence)

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 - an action's argument
        """Close with the answer, but with no yes that was pasted, or to what is not all in sight."""
        if not yes or self._takes_yes():
            self.dismiss(yes)

    def _takes_yes(self) -> bool:
        if self.input_guard is not None and self.input_guard.drops_burst(2):
            return False
        unseen = unseen_because(self, _READ)
        if unseen:
            self._tell(unseen)
        return not unseen


class TooSmall(Dialog[None]):
    """Stands in for every screen on a terminal too small to show what one must see before granting.

    Takes every key but Ctrl+Q, so that nothing is done unseen; goes away when there is room again.
    """

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        needed = "x".join(map(str, LEAST))
        yield Static(_ENLARGE.format(needed=needed), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Let nothing be pressed that cannot be seen."""
        event.stop()

    def on_resize(self, event: events.Resize) -> None:
        """Go away when there is room."""
        if not is_too_small(*event.size) and self.is_current:
            self.dismiss(None)
