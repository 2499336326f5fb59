"""A form whose contents are verified with the cloud, and only then saved."""

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from cen_tui.cloud.errors.base import CloudError
from cen_tui.tui.screens.dialogs.form import FormDialog
from cen_tui.vault.base import Account, VaultError

NOT_SAVED: Final = "Nothing was stored; what you typed is still here."
SAVING: Final = "Verified. Saving…"


@dataclass(frozen=True, slots=True)
class Saved:
    """An account that was verified and saved, and the sentence that says so."""

    account: Account
    says: str


class Stage(Enum):
    """How far what was typed has come."""

    TYPING = "typing"
    VERIFYING = "verifying"
    SAVING = "saving"


class VerifiedForm(FormDialog[Saved | None]):
    """Stays open until the account is saved: what is refused can be corrected and sent again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Close; nothing is saved"),
        Binding("enter", "submit", "Verify and save", priority=True),
        Binding("enter", "next_field", "Next field", priority=True),
        Binding("ctrl+s", "save", "Verify and save", tooltip="Ask the cloud who this is, then save it"),
    ]
    stage = Stage.TYPING

    def action_save(self) -> None:
        """Check what was typed, then verify and save it."""
        self.submit()

    def show_refusal(self, error: CloudError | VaultError, more: str = "") -> None:
        """Tell why nothing was saved; `more` is what else is odd about what was typed."""
        self.stage = Stage.TYPING
        self.status.say(f"{NOT_SAVED} {more}".strip())
        self.problem.tell(error)

    def broke(self, error: Exception) -> None:
        """Tell of it, and let it be tried again or left."""
        self.stage = Stage.TYPING
        super().broke(error)

    def action_back(self) -> None:
        """Close, and save nothing; what is being saved already is not left half done."""
        if self.stage is Stage.SAVING:
            self.status.waiting(SAVING)
        else:
            super().action_back()
