"""A label and a note that tell an account from others."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext
from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.tui.widgets.problem import PLEASE_CHECK, Problem
from cen_tui.vault.base import Account

LONGEST_LABEL: Final = 24
_LONGEST_NOTE: Final = 200
TOO_LONG: Final = _("The label is too long: at most {most} characters.").format(most=LONGEST_LABEL)


class NoteForm(FormDialog[tuple[str, str] | None]):
    """Closes with label and note, or with None when nothing is to be changed."""

    HELP = _("""A label and a note that tell this account from others. Both are kept on this machine only;
leave a field empty to remove it.""")

    FEEDBACK = (Problem,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Save"), priority=True),
        Binding("enter", "next_field", _("Next field"), priority=True),
        Binding("ctrl+s", "save", _("Save"), tooltip=_("Save label and note")),
    ]

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.heading = _("Label and note of {name}").format(name=account.name)
        self._account = account

    def fields(self) -> tuple[FormField, ...]:
        """Return the two fields."""
        return (
            FormField(_("Label"), "label", self._account.label),
            FormField(pgettext("account", "Note"), "note", self._account.note),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what they are for."""
        return (
            _(
                "The label is a word or two, shown in colour on every screen: production in red, staging "
                "in yellow, test in green. The note stands below the list of accounts. Neither is secret."
            ),
        )

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Close with label and note."""
        label = " ".join(safe(typed["label"]).split())
        note = safe(typed["note"], limit=_LONGEST_NOTE).strip()
        if len(label) > LONGEST_LABEL:
            self.problem.say(PLEASE_CHECK, TOO_LONG)
        else:
            self.dismiss((label, note))
