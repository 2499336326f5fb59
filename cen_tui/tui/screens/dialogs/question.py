"""A question that takes yes or no, and never takes Enter for a yes."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.screens.input_guard import InputGuard
from cen_tui.tui.widgets.in_sight import unseen_because
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.read_through import ReadThrough
from cen_tui.tui.widgets.status_line import StatusLine

_MORE: Final = "There is more of it: scroll to its end (PgDn) before you say yes."
_READ: Final = ".dialog > Static, #asked"


class Question(Dialog[bool]):
    """Asks once. `y` is yes, if typed in answer to what stands here; Esc, `n`, Enter are no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape,enter", "answer(False)", "No", key_display="n / Esc"),
    ]

    def __init__(self, title: str, *sentences: str, text: str = "") -> None:
        """`text` is what the question is about, shown whole: it scrolls where it is long."""
        super().__init__()
        self._title = title
        self._text = text
        self._sentences = sentences
        self.input_guard = InputGuard(self, changed=self.refresh_bindings, dropped=self._tell)

    def compose(self) -> ComposeResult:
        """Lay out the question above what follows from a yes."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            if self._text:
                with ReadThrough(id="asked"):
                    yield Static(self._text, markup=False)
            for sentence in self._sentences:
                yield Static(sentence, markup=False)
            yield StatusLine()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let a long text be scrolled."""
        for asked in self.query(ReadThrough):
            asked.focus()

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
        self.query_one(StatusLine).say(sentence)

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 - an action's argument
        """Close with the answer, but with no yes that was pasted, or to what is not all in sight."""
        if not yes or self._takes_yes():
            self.dismiss(yes)

    def _takes_yes(self) -> bool:
        if self.input_guard is not None and self.input_guard.drops_piece(2):
            return False
        unseen = unseen_because(self, _READ)
        if unseen:
            self._tell(unseen)
        return not unseen
