"""The passphrase of a place where sign-ins are kept: in our own fields, never a prompt of something else."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from cen_tui.cloud.credentials import Secret
from cen_tui.tui.background import background
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.field import when_typed
from cen_tui.tui.widgets.field_row import field_row
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.vault.base import VaultError
from cen_tui.vault.keeper import StoreManager
from cen_tui.vault.ladder import SHORTEST_PASSPHRASE, Asks, SetupOption


class PassphraseScreen(Dialog[str | None]):
    """Stays until the passphrase was right. Closes with what must be told, or None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Close; nothing is changed"),
        Binding("enter", "go_on", "Go on", priority=True),
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

    def __init__(self, keeper: StoreManager, rung: SetupOption, *, remember: bool) -> None:
        super().__init__()
        self._keeper = keeper
        self._rung = rung
        self._remember = remember
        self._under_way = False

    def compose(self) -> ComposeResult:
        """Lay out the field, twice where the passphrase is new."""
        new = self._rung.asks is Asks.NEW_PASSPHRASE
        with Vertical(classes="dialog"):
            yield Static(self._rung.title, classes="title", markup=False)
            yield Static(self._rung.means, classes="hint", markup=False)
            yield from field_row("New passphrase" if new else "Passphrase", "first", password=True)
            if new:
                yield from field_row("The same again", "second", password=True)
                hint = (
                    f"At least {SHORTEST_PASSPHRASE} characters. It is stored nowhere: nobody can recover it."
                )
                yield Static(hint, classes="hint", markup=False)
            yield Problem()
            yield StatusLine()
        yield KeyFooter()

    def action_go_on(self) -> None:
        """Go to the second field; from the last one, give the passphrase."""
        first, *rest = self.query(Input)
        if rest and self.focused is first:
            self.set_focus(rest[0])  # at once: the next key may be typed already
            return
        when_typed([first, *rest], self._give)

    def _give(self, typed: Mapping[str, str]) -> None:
        if self._under_way:
            return
        passphrase = typed["first"]
        wrong = self._wrong(passphrase, typed.get("second"))
        if wrong:
            self.query_one(Problem).say("Not yet", wrong)
            self.set_focus(self.query(Input).first())
            return
        self.query_one(Problem).clear()
        self.query_one(StatusLine).waiting("Giving the passphrase…")
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
        """Have the keeper make the place usable."""
        try:
            says = await self._keeper.take(self._rung, passphrase, remember=self._remember)
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
        self.query_one(StatusLine).say("")
        self.query_one(Problem).say(str(message.error), message.error.advice)
        first = self.query(Input).first()
        self.set_focus(first)
        first.select_all()

    def action_back(self) -> None:
        """Close; nothing is changed."""
        self.dismiss(None)
