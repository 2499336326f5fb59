"""What can be done to accounts: add, edit, label, import, remove them, and select their storage."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from cen_tui.cloud.auth.sources import CredentialSource, consent_needed, has_key
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.session import ConsentNeededError
from cen_tui.text import safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.account_form import AccountForm, Saved
from cen_tui.tui.screens.accounts.account_table import AccountTable
from cen_tui.tui.screens.accounts.note_form import NoteForm
from cen_tui.tui.screens.accounts.role_form import RoleForm
from cen_tui.tui.screens.accounts.storage import StorageScreen, make_usable
from cen_tui.tui.screens.base import ScreenPart, StepScreen
from cen_tui.tui.screens.dialogs.dialog import Question
from cen_tui.vault.account_list import account_by_key, effects_of_removal
from cen_tui.vault.base import STORAGE_NAMES, Account, Source, StoreError, VaultError

CONSENT_FIRST: Final = _("Sign in with {name} once first: it needs your consent.")
NO_KEY: Final = _("A profile of mode {mode} has no key to copy: use it as it is.")
IMPORTED: Final = _("{name} is imported; the profile of the CLI stays.")
IN_DEMO: Final = _("In the demo, credentials are kept in memory only.")


class AccountChanges(ScreenPart):
    """Opens forms and questions above its screen, and has the session carry out what was confirmed.

    The screen offers none of it for an account that is defined elsewhere, in the environment or the CLI.
    """

    def __init__(
        self,
        screen: StepScreen,
        *,
        changed: Callable[[str, str], None],
        failed: Callable[[CloudError | VaultError], None],
    ) -> None:
        """`changed` is given the key of the account to select and a sentence to show; either may be empty."""
        super().__init__(screen)
        self._changed = changed
        self._failed = failed
        self._session = screen.cen_app.session

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts, as they are listed."""
        return self.screen.query_one(AccountTable).accounts

    def add(self) -> None:
        """Open the form for a new account."""
        self.screen.open(AccountForm(None, self.accounts), self._saved)

    def edit(self, account: Account) -> None:
        """Open the form on an account, or on a role."""
        if account.role is not None:
            self.open_role(account_by_key(account.role.over, self.accounts) or account, account)
        else:
            self.screen.open(AccountForm(account, self.accounts), self._saved)

    @background(group="role")
    async def open_role(self, over: Account, role: Account | None = None) -> None:
        """Find out how the account signs in that assumes the role, and open the form."""
        try:
            source = await self._session.source_of(over)
        except ConsentNeededError:
            self.screen.status.say(CONSENT_FIRST.format(name=over.name))
        except VaultError as error:
            self._failed(error)
        else:
            self.screen.open_in_turn(RoleForm(over, source, role), self._saved)

    def _saved(self, signed: Saved | None) -> None:
        if signed is not None:
            self.screen.clear_problem()
            self._changed(signed.account.key, signed.says)

    def label(self, account: Account) -> None:
        """Open label and note of an account."""
        self.screen.open(NoteForm(account), partial(self.save_note, account))

    # groups of their own: reading the accounts, which coming back may begin, must not end what changes them
    @background(group="note")
    async def save_note(self, account: Account, said: tuple[str, str] | None) -> None:
        """Save label and note, if any were confirmed."""
        if said is not None:
            label, note = said
            await self._apply_change(self._session.directory.annotate(account, note=note, label=label))

    def remove(self, account: Account) -> None:
        """Ask, then remove an account."""
        effects = effects_of_removal(account, self.accounts)
        question = Question(_("Remove the account {name}?").format(name=account.name), *effects)
        self.screen.open(question, partial(self.remove_confirmed, account))

    @background(group="remove")
    async def remove_confirmed(self, account: Account, yes: bool | None) -> None:  # noqa: FBT001 - a result
        """Have an account removed, if that was confirmed."""
        if yes:
            self.screen.status.waiting(_("Removing {name}…").format(name=account.name))
            await self._apply_change(self._session.directory.remove(account))

    async def _apply_change(self, change: Awaitable[None]) -> None:
        try:
            await change
        except VaultError as error:
            self._failed(error)
        else:
            self._changed("", "")

    @background(group="sign-in")
    async def import_profile(self, account: Account) -> None:
        """Ask, verify a profile of the CLI, and copy its key and the roles over it."""
        store_manager = self._session.directory.store_manager
        storage = store_manager.selected if store_manager else Source.MEMORY
        try:
            source = await self._session.directory.credential_source(account)
            if not has_key(source):
                self.screen.status.say(NO_KEY.format(mode=account.mode))
            elif await self.screen.ask(_copying(account, storage)):
                await self._import(account, source)
        except (CloudError, VaultError) as error:
            self._failed(error)

    async def _import(self, account: Account, source: CredentialSource) -> None:
        """Import a profile; again, where the storage failed and was made usable."""
        self.screen.status.waiting(_("Importing {name}…").format(name=account.name))
        try:
            saved = await self._session.import_profile(account, source)
        except StoreError as error:
            self._failed(error)
            store_manager = self._session.directory.store_manager
            if store_manager and await make_usable(self.screen, store_manager, error, place=None):
                self.screen.clear_problem()
                await self._import(account, source)
        else:
            if account.region:
                self.screen.cen_app.recents.region_used(saved.uid, account.region)
            self.screen.notify(IMPORTED.format(name=saved.name), markup=False)
            self._changed(saved.key, "")

    def choose_storage(self) -> None:
        """Show where credentials are stored, and what else there is."""
        if store_manager := self._session.directory.store_manager:
            self.screen.open(StorageScreen(store_manager), lambda changed: changed and self._changed("", ""))
        else:
            self.screen.status.say(IN_DEMO)


def consent(source: CredentialSource) -> Question:
    """Return the question for a sign-in that runs a command or writes for the CLI; asked once a session."""
    what, which = consent_needed(source)
    if what == "command":
        return Question(
            _("Run a command to sign in?"),
            _(
                "The profile names this command, whose output is taken as credentials. It runs as you, now "
                "and whenever they end, without a terminal."
            ),
            text=which,
        )
    return Question(
        _("Use the login of the aliyun CLI's profile {name}?").format(name=safe(which, limit=60)),
        _(
            "When its tokens are renewed, the new ones are written to the CLI's own configuration, as the "
            "CLI does: the old ones are no longer valid. Nothing else there is changed."
        ),
    )


def _copying(account: Account, place: Source) -> Question:
    """Return the question whether a profile of the CLI is to be copied to where credentials are stored."""
    return Question(
        _("Import the profile {name}?").format(name=account.name),
        _("It is verified, then its key is copied into {place}, as an account of its own.").format(
            place=STORAGE_NAMES[place]
        ),
        _(
            "The CLI's file stays as it is, with the key in plain text: remove it there with "
            "aliyun configure delete --profile {name}."
        ).format(name=account.name),
    )
