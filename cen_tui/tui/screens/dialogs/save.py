"""Save a text to a file that the operator names."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from cen_tui.storage.files import AlreadyThereError, FileProblem, write_new
from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.dialog import Dialog, Question
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.status_line import StatusLine


class SaveScreen(Dialog[str | None]):
    """Writes with mode 0600; asks before it overwrites a file that is there already."""

    FEEDBACK = (StatusLine,)
    heading = "Save the sheet"
    ENTER = "Save"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back")]

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._text = text
        self._file_name = name

    def compose_body(self) -> ComposeResult:
        """Lay out the one field."""
        with Horizontal(classes="row"):
            yield Static("File", classes="label", markup=False)
            yield Field(self._file_name)
        yield Static(f"In {safe(Path.cwd())}, unless the name says otherwise.", classes="hint", markup=False)

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        event.stop()
        name = event.value.strip()
        if name:
            self._write(name)
        else:
            self._say("Give the file a name.")

    def _write(self, name: str, *, replace: bool = False) -> None:
        path = Path(name)
        try:
            path = path.expanduser()
            write_new(path, self._text, replace=replace)
        except AlreadyThereError as problem:
            if path.is_file():
                self._ask_to_overwrite(name)
            self._say(f"{problem} {problem.advice}")
        except (FileProblem, RuntimeError) as problem:
            self._say(f"{problem} {getattr(problem, 'advice', '')}".strip())
        else:
            self.dismiss(safe(path))

    def _ask_to_overwrite(self, name: str) -> None:
        question = Question(f"Overwrite {safe(name)}?", "It is there already; what it holds will be lost.")
        self.open(question, lambda yes: self._write(name, replace=True) if yes else None)

    def _say(self, sentence: str) -> None:
        self.status.say(sentence)

    def action_cancel(self) -> None:
        """Close; nothing was written."""
        self.dismiss(None)
