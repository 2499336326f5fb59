"""Save a text to a file that the operator names."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import AlreadyThereError, FileProblem, write_new
from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.dialog import Dialog, Question
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.wizard.listing import Record, csv_text, json_array

SAVE_SHEET: Final = _("Save the sheet")
SAVE_LIST: Final = _("Save the list")
SAVED: Final = _("Saved to {path}, readable by you alone.")
ENDINGS: Final = _("The name ends in .csv or .json.")
LOST: Final = _("It is there already; what it holds will be lost.")
NAME_IT: Final = _("Give the file a name.")


class SaveScreen(Dialog[str | None]):
    """Writes with mode 0600; asks before it overwrites a file that is there already.

    Closes with the path, or with None when nothing was written.
    """

    FEEDBACK = (StatusLine,)
    ENTER = _("Save")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", _("Back"))]

    def __init__(
        self, text: str | Mapping[str, Callable[[], str]], name: str, *, heading: str = SAVE_SHEET
    ) -> None:
        """`text` may be two, by the ending of the name that asks for each: `.csv` and `.json`."""
        super().__init__()
        self._text = text
        self._file_name = name
        self.heading = heading

    def compose_body(self) -> ComposeResult:
        """Lay out the one field."""
        with Horizontal(classes="row"):
            yield Static(_("File"), classes="label", markup=False)
            yield Field(self._file_name)
        where = _("In {folder}, unless the name says otherwise.").format(folder=safe(Path.cwd()))
        endings = "" if isinstance(self._text, str) else ENDINGS
        yield Static(sentences(where, endings), classes="hint", markup=False)

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        event.stop()
        name = event.value.strip()
        if not name:
            self.status.say(NAME_IT)
        elif isinstance(self._text, str):
            self._write(name, self._text)
        elif (make := self._text.get(Path(name).suffix.lower())) is not None:
            self._write(name, make())
        else:
            self.status.say(ENDINGS)

    def _write(self, name: str, text: str, *, replace: bool = False) -> None:
        path = Path(name)
        try:
            path = path.expanduser()
            write_new(path, text, replace=replace)
        except AlreadyThereError as problem:
            if path.is_file():
                question = Question(_("Overwrite {name}?").format(name=safe(name)), LOST)
                self.open(question, lambda yes: self._write(name, text, replace=True) if yes else None)
            self.status.say(sentences(str(problem), problem.advice))
        except (FileProblem, RuntimeError) as problem:
            self.status.say(sentences(str(problem), getattr(problem, "advice", "")))
        else:
            self.dismiss(safe(path))


def open_save(screen: ForegroundScreen[Any], dialog: SaveScreen) -> None:
    """Open the dialog above a screen, whose status line then says where the file was saved."""

    def saved(path: str | None) -> None:
        if path is not None:
            screen.query_one(StatusLine).say(SAVED.format(path=path))

    screen.open(dialog, saved)


def save_list(records: Sequence[Record], name: str) -> SaveScreen:
    """Return the dialog that saves a list as CSV or as JSON, as the ending of the file's name says."""
    texts = {".csv": partial(csv_text, records), ".json": partial(json_array, records)}
    return SaveScreen(texts, f"{name}.csv", heading=SAVE_LIST)
