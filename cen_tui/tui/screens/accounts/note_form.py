"""A note and a label for an account, so that it is not taken for another."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType

from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.vault.base import Account

_LONGEST_LABEL = 14
_LONGEST_NOTE = 200


class NoteForm(FormDialog[tuple[str, str] | None]):
    """Closes with label and note, or with None when nothing is to be changed."""

    FEEDBACK = ()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "keep", "Keep")]

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.heading = f"Note on {account.name}"
        self._account = account

    def fields(self) -> tuple[FormField, ...]:
        """Return the two fields."""
        return (
            FormField("Label", "label", self._account.label),
            FormField("Note", "note", self._account.note),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what they are for."""
        return (
            (
                "The label is one word, shown in colour on every screen: production in red, staging in "
                "yellow, test in green. The note stands below the list of accounts. Neither is secret."
            ),
        )

    def action_keep(self) -> None:
        """Close with what was typed."""
        self.submit()

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Close with label and note, cut to what has room."""
        words = safe(typed["label"]).split()
        note = safe(typed["note"], limit=_LONGEST_NOTE).strip()
        self.dismiss((words[0][:_LONGEST_LABEL] if words else "", note))
