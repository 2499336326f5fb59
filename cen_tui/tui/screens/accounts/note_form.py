"""A note and a label for an account, so that it is not taken for another."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.field import when_typed
from cen_tui.tui.widgets.field_row import field_row
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.vault.base import Account

_LONGEST_LABEL = 14
_LONGEST_NOTE = 200


class NoteForm(Dialog[tuple[str, str] | None]):
    """Closes with label and note, or with None when nothing is to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back"),
        Binding("enter", "next_field", "Next field", priority=True),
        Binding("ctrl+s", "keep", "Keep"),
    ]

    def __init__(self, account: Account) -> None:
        super().__init__()
        self._account = account

    def compose(self) -> ComposeResult:
        """Lay out the two fields."""
        with Vertical(classes="dialog"):
            yield Static(f"Note on {self._account.name}", classes="title", markup=False)
            yield from field_row("Label", "label", self._account.label)
            yield from field_row("Note", "note", self._account.note)
            yield Static(
                "The label is one word, shown in colour on every screen: production in red, staging in "
                "yellow, test in green. The note stands below the list of accounts. Neither is secret.",
                classes="hint",
                markup=False,
            )
        yield KeyFooter()

    def action_next_field(self) -> None:
        """Go from the label to the note; from there, keep both."""
        if self.focused is not None and self.focused.id == "note":
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Close with what was typed."""
        when_typed(list(self.query(Input)), self._keep)

    def _keep(self, typed: Mapping[str, str]) -> None:
        words = safe(typed["label"]).split()
        note = safe(typed["note"], limit=_LONGEST_NOTE).strip()
        self.dismiss((words[0][:_LONGEST_LABEL] if words else "", note))

    def action_cancel(self) -> None:
        """Close; nothing is changed."""
        self.dismiss(None)
