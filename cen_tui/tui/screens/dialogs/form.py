"""A dialog of fields, one below the other."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from cen_tui.i18n import gettext as _
from cen_tui.tui.drawn_once import Result
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.field import Field, when_typed
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.status_line import StatusLine


class FormField(NamedTuple):
    """One field of a form."""

    label: str
    name: str
    """The ID of its widget."""
    value: str = ""
    password: bool = False


class FormDialog(Dialog[Result]):
    """Enter goes to the next field; on the last one it submits the form.

    The values at the moment of the key are submitted: what is typed after it does not count.
    """

    FEEDBACK: ClassVar[tuple[type[Problem | StatusLine], ...]] = (Problem, StatusLine)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", _("Back")),
        Binding("enter", "next_field", _("Next field"), priority=True),
        Binding("enter", "submit", _("Continue"), priority=True),
    ]
    lead: str = ""
    """What is explained above the fields."""
    busy = False
    """Whether what was submitted is being worked on: nothing else is submitted meanwhile."""

    @abstractmethod
    def fields(self) -> Sequence[FormField]:
        """Return the fields, the first one first."""

    def hints(self) -> Iterable[str]:
        """Return what is explained below the fields, a paragraph each."""
        return ()

    @abstractmethod
    def submitted(self, typed: Mapping[str, str]) -> None:
        """Take what each field held when the form was submitted, by the field's name."""

    def compose_body(self) -> ComposeResult:
        """Lay out the fields among what explains them."""
        if self.lead:
            yield Static(self.lead, classes="hint", markup=False)
        for field in self.fields():
            with Horizontal(classes="row"):
                yield Static(field.label, classes="label", markup=False)
                yield Field(field.value, id=field.name, password=field.password)
        for hint in self.hints():
            yield Static(hint, classes="hint", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter submit the form from its last field, and go to the next from any other."""
        if action in {"next_field", "submit"}:
            fields = list(self.query(Input))
            return (action == "submit") is (self.focused in fields[-1:])
        return super().check_action(action, parameters)

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_submit(self) -> None:
        """Submit the form from its last field."""
        self.action_save()

    def action_save(self) -> None:
        """Submit the form as it is at this moment, for a key that a form may bind to it."""
        when_typed(list(self.query(Input)), lambda typed: self.busy or self.submitted(typed))

    def broke(self, error: Exception) -> None:
        """Report it, and let the form be submitted again."""
        self.busy = False
        super().broke(error)
