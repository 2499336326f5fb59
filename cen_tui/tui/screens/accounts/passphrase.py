"""The passphrase of a credential storage, asked for here and never in another program's prompt."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widgets import Input

from cen_tui.cloud.credentials import Secret
from cen_tui.tui.background import background
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.tui.widgets.problem import PLEASE_CHECK
from cen_tui.vault.base import VaultError
from cen_tui.vault.setup_options import SHORTEST_PASSPHRASE, Asks, SetupOption
from cen_tui.vault.store_manager import StoreManager

DIFFERENT: Final = "The passphrases do not match."


class PassphraseScreen(FormDialog[str | None]):
    """Stays open until the passphrase is right. Closes with a notice to show, or with None when cancelled."""

    HELP = """The passphrase opens the credential storage that is named above the field. It goes to that
storage alone, and is written nowhere. Esc leaves everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", tooltip="Close; nothing is changed"),
    ]

    def __init__(self, store_manager: StoreManager, option: SetupOption, *, remember: bool) -> None:
        super().__init__()
        self.heading, self.lead = option.title, option.means
        self._store_manager = store_manager
        self._option = option
        self._remember = remember

    def fields(self) -> tuple[FormField, ...]:
        """Return the field, twice where the passphrase is new."""
        if self._option.asks is not Asks.NEW_PASSPHRASE:
            return (FormField("Passphrase", "first", password=True),)
        return (
            FormField("New passphrase", "first", password=True),
            FormField("Confirm passphrase", "second", password=True),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what a new passphrase must be."""
        if self._option.asks is not Asks.NEW_PASSPHRASE:
            return ()
        return (f"At least {SHORTEST_PASSPHRASE} characters. It is stored nowhere: nobody can recover it.",)

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Check what was typed, and try it."""
        passphrase = typed["first"]
        if wrong := self._wrong(passphrase, typed.get("second")):
            self.problem.say(PLEASE_CHECK, wrong)
            self.set_focus(self.query(Input).first())
            return
        self.problem.clear()
        self.status.waiting("Unlocking…" if self._option.asks is Asks.PASSPHRASE else "Creating…")
        self.busy = True
        self.unlock(Secret(passphrase))

    def _wrong(self, first: str, second: str | None = None) -> str:
        if not first:
            return "Type the passphrase."
        if second is None:
            return ""
        if len(first) < SHORTEST_PASSPHRASE:
            return f"It has {len(first)} characters, and must have {SHORTEST_PASSPHRASE} at least."
        return "" if first == second else DIFFERENT

    @background()
    async def unlock(self, passphrase: Secret) -> None:
        """Have the store manager make the storage usable."""
        try:
            says = await self._store_manager.take(self._option, passphrase, remember=self._remember)
        except VaultError as error:
            await self.apply(partial(self._show_refusal, error))
        else:
            self.dismiss(says)

    def _show_refusal(self, error: VaultError) -> None:
        """Say so, and let it be typed again."""
        self.busy = False
        self.status.say("")
        self.problem.show(error)
        first = self.query(Input).first()
        self.set_focus(first)
        first.select_all()
