"""A question that takes yes or no, and never takes Enter for a yes."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from cen_tui.screens.dialog import Dialog
from cen_tui.screens.input_guard import InputGuard
from cen_tui.widgets.keys_line import KeysLine
from cen_tui.widgets.status_line import StatusLine


class Question(Dialog[bool]):
    """Asks once. `y` is yes, if typed in answer to what stands here; Esc, `n`, Enter are no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape,enter", "answer(False)", "No", key_display="n / Esc"),
    ]

    def __init__(self, title: str, *sentences: str) -> None:
        super().__init__()
        self._title = title
        self._sentences = sentences
        self.input_guard = InputGuard(self, changed=self.refresh_bindings, dropped=self._tell)

    def compose(self) -> ComposeResult:
        """Lay out the question above what follows from a yes."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            for sentence in self._sentences:
                yield Static(sentence, markup=False)
            yield StatusLine()
        yield KeysLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a yes only when it would be taken."""
        is_yes = action == "answer" and parameters == (True,)
        return not is_yes or (self.input_guard is not None and self.input_guard.takes_input)

    def _tell(self, sentence: str) -> None:
        self.query_one(StatusLine).say(sentence)

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 - an action's argument
        """Close with the answer."""
        self.dismiss(yes)
