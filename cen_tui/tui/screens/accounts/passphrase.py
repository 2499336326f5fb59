"""The passphrase of a place where sign-ins are kept: in our own fields, never a prompt of something else."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from cen_tui.cloud.credentials import Secret
from cen_tui.tui.background import background
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.vault.base import VaultError
from cen_tui.vault.setup_options import SHORTEST_PASSPHRASE, Asks, SetupOption
from cen_tui.vault.store_manager import StoreManager


class PassphraseScreen(FormDialog[str | None]):
    """Stays until the passphrase was right. Closes with what must be told, or None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Close; nothing is changed"),
        Binding("enter", "next_field", "Go on", priority=True),
    ]

    class Taken(Message):
        """The passphrase was right; `says` is what must be told beside that."""

        def __init__(self, says: str) -> None:
            super().__init__()
            self.says = says

    class Failed(Message):
        """It was wrong, or the place cannot be used."""

        def __init__(self, error: VaultError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, store_manager: StoreManager, option: SetupOption, *, remember: bool) -> None:
        super().__init__()
        self.heading, self.lead = option.title, option.means
        self._store_manager = store_manager
        self._option = option
        self._remember = remember
        self._under_way = False

    def fields(self) -> tuple[FormField, ...]:
        """Return the field, twice where the passphrase is new."""
        if self._option.asks is not Asks.NEW_PASSPHRASE:
            return (FormField("Passphrase", "first", password=True),)
        return (
            FormField("New passphrase", "first", password=True),
            FormField("The same again", "second", password=True),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what a new passphrase must be."""
        if self._option.asks is not Asks.NEW_PASSPHRASE:
            return ()
        return (f"At least {SHORTEST_PASSPHRASE} characters. It is stored nowhere: nobody can recover it.",)

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Check what was typed, and give it."""
        if self._under_way:
            return
        passphrase = typed["first"]
        wrong = self._wrong(passphrase, typed.get("second"))
        if wrong:
            self.problem.say("Not yet", wrong)
            self.set_focus(self.query(Input).first())
            return
        self.problem.clear()
        self.status.waiting("Giving the passphrase…")
        self._under_way = True
        self.take(Secret(passphrase))

    def _wrong(self, first: str, second: str | None = None) -> str:
        if not first:
            return "Type the passphrase."
        if second is None:
            return ""
        if len(first) < SHORTEST_PASSPHRASE:
            return f"It has {len(first)} characters, and must have {SHORTEST_PASSPHRASE} at least."
        return "" if first == second else "The two differ. Type both again."

    @background()
    async def take(self, passphrase: Secret) -> None:
        """Make the storage usable."""
        try:
            says = await self._store_manager.take(self._option, passphrase, remember=self._remember)
        except VaultError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Taken(says))

    def on_passphrase_screen_taken(self, message: Taken) -> None:
        """Close."""
        self.dismiss(message.says)

    def broke(self, error: Exception) -> None:
        """Tell of it, and let it be typed again."""
        self._under_way = False
        super().broke(error)

    def on_passphrase_screen_failed(self, message: Failed) -> None:
        """Say so, and let it be typed again."""
        self._under_way = False
        self.status.say("")
        self.problem.say(str(message.error), message.error.advice)
        first = self.query(Input).first()
        self.set_focus(first)
        first.select_all()
