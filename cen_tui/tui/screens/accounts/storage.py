"""Where credentials are stored on this host: selected, unlocked by a passphrase, made usable again."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from cen_tui.cloud.credentials import Secret
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed
from cen_tui.tui.background import background
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.tui.screens.dialogs.plain_text import TextViewer
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.widgets.problem import PLEASE_CHECK, Problem
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault.advice import commands, this_system
from cen_tui.vault.base import STORAGE_NAMES, STORES, Source, StoreError, VaultError
from cen_tui.vault.setup_options import SHORTEST_PASSPHRASE, Asks, SetupKind, SetupOption
from cen_tui.vault.store_errors import WITHOUT_A_KEYRING
from cen_tui.vault.store_manager import StoreManager

HEADING: Final = _("Credential storage")
NEW_STORED_IN: Final = _(
    "New credentials are stored in {place}. What you select here is remembered for this host."
)
TO_BE_USABLE: Final = _("The credentials are stored in {place}. This makes it usable again:")
NOTHING_IS_LOST: Final = _("Nothing you typed is lost. What you select here is remembered for this host:")
LISTED: Final = _("On the list of accounts now: {names}.")
NONE_LISTED: Final = _("On the list of accounts now: none.")
AT_LEAST: Final = _("At least {least} characters. It is stored nowhere: nobody can recover it.")
TOO_SHORT: Final = _("It has {count} characters, and must have {least} at least.")
DIFFERENT: Final = _("The passphrases do not match.")
NOT_STORED: Final = _("Credentials that cen-tui does not store")


class StorageScreen(Dialog[bool]):
    """Closes with True when what failed before is worth another try.

    `error` is what failed. With `place`, credentials that are stored there are to be read, and only what
    makes that storage usable is offered; without it, whatever is selected is where new ones go.
    """

    FEEDBACK = (Problem, StatusLine)
    HELP = _("""Where the credentials that you type are stored on this host, the best choice first. Enter, or
the number, selects one; what it means stands below the list. Credentials that are stored already stay
where they are, until you save their account again.""")
    ENTER = _("Select")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", _("Back"), tooltip=_("Close; nothing typed is lost")),
        Binding("r", "again", _("Retry"), tooltip=_("Try again as it is, after unlocking elsewhere, say")),
        Binding("v", "commands", _("View commands"), tooltip=_("Show the commands that help on this system")),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(
        self, store_manager: StoreManager, error: VaultError | None = None, *, place: Source | None = None
    ) -> None:
        super().__init__()
        self._store_manager = store_manager
        self._error = error
        self._place = place
        self._options: tuple[SetupOption, ...] = ()
        self._under_way = False

    def compose_body(self) -> ComposeResult:
        """Lay out what happened, the options, and what the one under the cursor means."""
        yield Static(str(self._error or HEADING), classes="happened", markup=False)
        yield Static(self._lead(), classes="hint", markup=False)
        yield VirtualTable(Layout((Column("", max_width=1), Column("", max_width=None))))
        yield Static("", id="means", classes="hint", markup=False)

    def _lead(self) -> str:
        if self._error is None:
            return NEW_STORED_IN.format(place=STORAGE_NAMES[self._store_manager.selected])
        return TO_BE_USABLE.format(place=STORAGE_NAMES[self._place]) if self._place else NOTHING_IS_LOST

    def on_mount(self) -> None:
        """Find out what can be done here."""
        self.status.waiting(_("Looking at this host…"))
        self.find_options()

    @background(group="storage")
    async def find_options(self) -> None:
        """Ask the store manager what applies."""
        try:
            self._options = await self._store_manager.options(self._place)
        except VaultError as error:
            self._fail(error)
        else:
            self._show()

    def _show(self) -> None:
        rows = [
            Row(str(number), (str(number), option.title)) for number, option in enumerate(self._options, 1)
        ]
        table = self.query_one(VirtualTable)
        table.empty_text = _("Nothing can be done about it from here: v shows the commands that help.")
        table.fill(rows)
        self.set_focus(table)
        self.status.say("")

    @on(VirtualTable.Moved)
    def _explain(self, message: VirtualTable.Moved) -> None:
        if message.row is not None:
            self.query_one("#means", Static).update(self._options[int(message.row.key) - 1].means)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        self.action_choose(int(message.row.key))

    def action_choose(self, number: int) -> None:
        """Take the option of that number."""
        if self._under_way or number > len(self._options):
            return
        option = self._options[number - 1]
        self.query_one(VirtualTable).go_to(str(number))
        self.problem.clear()
        if option.kind is SetupKind.ELSEWHERE:
            self._tell_of_others()
        elif option.asks is Asks.NOTHING:
            self._under_way = True
            self.status.waiting(_("One moment…"))
            self.take(option)
        else:
            screen = PassphraseScreen(self._store_manager, option, remember=self._place is None)
            self.open(screen, lambda says: None if says is None else self._done(says))

    @background(group="storage")
    async def take(self, option: SetupOption) -> None:
        """Take an option that asks for nothing."""
        try:
            says = await self._store_manager.take(option, remember=self._place is None)
        except VaultError as error:
            self._fail(error)
        else:
            self._done(says)

    def _done(self, says: str) -> None:
        if says:
            self.cen_app.warn(says)
        self.dismiss(result=True)

    def broke(self, error: Exception) -> None:
        """Report it, and let another option be selected."""
        self._under_way = False
        super().broke(error)

    def _fail(self, error: VaultError) -> None:
        self._under_way = False
        self.status.say("")
        self.problem.show(error)

    @background(group="others")
    async def _tell_of_others(self) -> None:
        try:
            accounts = await self.cen_app.session.directory.vault.accounts()
        except VaultError:
            accounts = ()
        names = [one.name for one in accounts if one.source not in {*STORES, Source.MEMORY}]
        there = LISTED.format(names=listed(names)) if names else NONE_LISTED
        text = f"{there}\n\n{WITHOUT_A_KEYRING}"
        self.open_in_turn(TextViewer(NOT_STORED, text, file_name="cen-tui-keys.txt", wraps=True))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another try only where something failed."""
        return self._error is not None if action == "again" else super().check_action(action, parameters)

    def action_again(self) -> None:
        """Close, and let what failed be tried as it is."""
        self.dismiss(result=True)

    def action_commands(self) -> None:
        """Show the commands of this system."""
        title = _("Commands for a shell of this login")
        self.open(TextViewer(title, commands(this_system()), file_name="keyring-commands.txt"))


class PassphraseScreen(FormDialog[str | None]):
    """Stays open until the passphrase is right. Closes with a notice to show, or with None when cancelled."""

    HELP = _("""The passphrase opens the credential storage that is named above the field. It goes to that
storage alone, and is written nowhere. Esc leaves everything as it is.""")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", _("Back"), tooltip=_("Close; nothing is changed")),
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
            return (FormField(_("Passphrase"), "first", password=True),)
        return (
            FormField(_("New passphrase"), "first", password=True),
            FormField(_("Confirm passphrase"), "second", password=True),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what a new passphrase must be."""
        if self._option.asks is not Asks.NEW_PASSPHRASE:
            return ()
        return (AT_LEAST.format(least=SHORTEST_PASSPHRASE),)

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Check what was typed, and try it."""
        passphrase = typed["first"]
        if wrong := self._wrong(passphrase, typed.get("second")):
            self.problem.say(PLEASE_CHECK, wrong)
            self.set_focus(self.query(Input).first())
            return
        self.problem.clear()
        self.status.waiting(_("Unlocking…") if self._option.asks is Asks.PASSPHRASE else _("Creating…"))
        self.busy = True
        self.unlock(Secret(passphrase))

    def _wrong(self, first: str, second: str | None = None) -> str:
        if not first:
            return _("Type the passphrase.")
        if second is None:
            return ""
        if len(first) < SHORTEST_PASSPHRASE:
            return TOO_SHORT.format(count=len(first), least=SHORTEST_PASSPHRASE)
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


async def make_usable(
    screen: ForegroundScreen[Any], store_manager: StoreManager, error: StoreError, *, place: Source | None
) -> bool:
    """Ask what is to be done about a storage that failed; tell whether another try is worth it.

    Where only the passphrase is missing, it is asked for at once. With `place`, credentials are to be read.
    """
    if error.is_locked:
        options = await store_manager.options(place or store_manager.selected)
        option = next((one for one in options if one.asks is Asks.PASSPHRASE), None)
        if option is not None:
            says = await screen.ask(PassphraseScreen(store_manager, option, remember=place is None))
            if says is not None:
                return True
            if place is not None:
                return False
    worth_it: bool | None = await screen.ask(StorageScreen(store_manager, error, place=place))
    return bool(worth_it)
