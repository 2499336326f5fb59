"""Save a text to a file that the operator names."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from cen_tui.files import AlreadyThereError, FileProblem, write_new
from cen_tui.screens.dialog import Dialog
from cen_tui.text import safe
from cen_tui.widgets.field import Field
from cen_tui.widgets.keys_line import KeysLine
from cen_tui.widgets.status_line import StatusLine


class SaveScreen(Dialog[str | None]):
    """Writes with mode 0600; a file that is there already is only overwritten when asked twice."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back")]

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._text = text
        self._name = name
        self._overwrite = ""

    def compose(self) -> ComposeResult:
        """Lay out the one field."""
        with Vertical(classes="dialog"):
            yield Static("Save the sheet", classes="title", markup=False)
            with Horizontal(classes="row"):
                yield Static("File", classes="label", markup=False)
                yield Field(self._name)
            yield Static(
                f"In {safe(Path.cwd())}, unless the name says otherwise.", classes="hint", markup=False
            )
            yield StatusLine()
        yield KeysLine()

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        event.stop()
        status = self.query_one(StatusLine)
        name = event.value.strip()
        if not name:
            status.say("Give the file a name.")
            return
        try:
            path = Path(name).expanduser()
            write_new(path, self._text, replace=self._overwrite == name)
        except AlreadyThereError as problem:
            asked = self._overwrite == name or not path.is_file()
            self._overwrite = name
            status.say(f"{problem} " + (problem.advice if asked else "Enter once more overwrites it."))
        except (FileProblem, RuntimeError) as problem:
            status.say(f"{problem} {getattr(problem, 'advice', '')}".strip())
        else:
            self.dismiss(safe(path))

    def action_cancel(self) -> None:
        """Close; nothing was written."""
        self.dismiss(None)
