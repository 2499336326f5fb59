"""Add an account, or edit one: verified with the cloud before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from cen_tui.cloud.auth.principal import in_words
from cen_tui.cloud.credentials import Credentials
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.text import grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.storage import make_usable
from cen_tui.tui.screens.dialogs.dialog import Question
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.tui.widgets.problem import PLEASE_CHECK
from cen_tui.vault.base import STORAGE_NAMES, Account, Source, StoreError, VaultError
from cen_tui.vault.keys import (
    SECRET_AS_ID,
    SECRET_AS_NAME,
    credentials_as_typed,
    key_hint,
    looks_like_secret,
    problems_with,
)
from cen_tui.vault.rules import name_problem

REPLACE: Final = _("Replace the key of {name}?")
REPLACED: Final = _("From then on this name signs in to another account. Or add the key as a new account.")
STORED: Final = _("{name} is stored: it signs in as {who} of account {uid}.")
KEPT_IN_MEMORY: Final = _(
    "{name} is kept in memory, for this session: it signs in as {who} of account {uid}."
)
TOKENS_STORED: Final = _("Temporary credentials are stored as others are.")
TOKENS_IN_MEMORY: Final = _("Temporary credentials stay in memory, for this session.")
KEY_HINT: Final = _(
    "The key is verified first; the secret is then stored in {place}. Temporary credentials stay in memory, "
    "unless Ctrl+T says otherwise."
)
ONLY_THE_NAME: Final = _("Leave key and secret empty to change only the name.")

NOT_SAVED: Final = _("Nothing was stored; what you typed is still here.")
SAVING: Final = _("Verified. Saving…")


@dataclass(frozen=True, slots=True)
class Saved:
    """An account that was verified and saved, and the sentence that says so."""

    account: Account
    says: str


class VerifiedForm(FormDialog[Saved | None]):
    """Stays open until the account is saved: what is refused can be corrected and sent again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back"), tooltip=_("Close; nothing is saved")),
        Binding("enter", "submit", _("Verify and save"), priority=True),
        Binding("enter", "next_field", _("Next field"), priority=True),
        Binding("ctrl+s", "save", _("Verify and save"), tooltip=_("Ask the cloud who this is, then save it")),
    ]
    saving = False
    """Whether what was verified is being saved, which is not left half done."""

    def show_refusal(self, error: CloudError | VaultError, more: str = "") -> None:
        """Tell why nothing was saved; `more` is what else is odd about what was typed."""
        self.busy = self.saving = False
        self.status.say(sentences(NOT_SAVED, more))
        self.problem.show(error)

    def broke(self, error: Exception) -> None:
        """Report it, and let the form be submitted again or left."""
        self.saving = False
        super().broke(error)

    def action_back(self) -> None:
        """Close, and save nothing, unless it is being saved already."""
        if self.saving:
            self.status.waiting(SAVING)
        else:
            self.dismiss(None)


class OtherOwnerError(VaultError):
    """A key that is to replace an account's key belongs to another account, `uid`."""

    def __init__(self, account: Account, uid: str) -> None:
        super().__init__(
            _("This key belongs to account {uid}, and {name} is account {other}.").format(
                uid=grouped(uid), name=account.name, other=grouped(account.uid)
            ),
            advice=_("Add it as a new account, or verify it again and answer yes."),
        )
        self.account = account
        self.uid = uid


class AccountForm(VerifiedForm):
    """Name, AccessKey ID, secret, and the token of temporary credentials."""

    HELP = _("""Adds an account, or edits one, by an AccessKey of it.

Name              by which you will know it here, such as prod-network
AccessKey ID      as RAM shows it; use a RAM user's, not the main account's
AccessKey secret  shown by RAM only once, when the AccessKey was created
STS token         for temporary credentials only; they stay in memory unless Ctrl+T says otherwise

Enter goes to the next field, and on the last one verifies and saves, as Ctrl+S does. To verify, one
request asks Alibaba Cloud whose key it is. Nothing is stored before it answers; it changes nothing.""")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t", "store_token", _("Store token"), tooltip=_("Store temporary credentials too, or not")
        ),
    ]

    def __init__(self, account: Account | None, others: tuple[Account, ...]) -> None:
        super().__init__()
        self.heading = _("Edit {name}").format(name=account.name) if account else _("Add an account")
        self._account = account
        self._oddities = ""
        self._meant = ""
        """The other account that the key may belong to, as was said when asked."""
        self._stores_token = False
        self._taken = {other.name for other in others if other != account and other.changeable}

    def fields(self) -> tuple[FormField, ...]:
        """Return the four fields."""
        return (
            FormField(_("Name"), "name", self._account.name if self._account else ""),
            FormField("AccessKey ID", "key-id"),
            FormField(_("AccessKey secret"), "secret", password=True),
            FormField(_("STS token, if any"), "token", password=True),
        )

    def hints(self) -> tuple[str, ...]:
        """Say where the key goes, and what the demo offers."""
        if self._account is not None:
            return (ONLY_THE_NAME,)
        store_manager = self.cen_app.session.directory.store_manager
        place = STORAGE_NAMES[store_manager.selected] if store_manager else _("memory, as it is a demo")
        return tuple(filter(None, (KEY_HINT.format(place=place), self.cen_app.options.demo_hint)))

    @on(Input.Changed, "#name, #key-id")
    def _hide_secret(self, event: Input.Changed) -> None:
        """Hide at once a secret that was put where anyone may read it, and say where it goes."""
        field, secret = event.input, looks_like_secret(event.value)
        if secret is field.password:
            return
        field.password = secret
        if secret:
            self.problem.say(PLEASE_CHECK, SECRET_AS_NAME if field.id == "name" else SECRET_AS_ID)
        else:
            self.problem.clear()

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Check what was typed, and begin to verify it."""
        name = " ".join(safe(typed["name"]).split())
        keys = self._keys(typed)
        if wrong := name_problem(name, self._taken) or self._wrong_keys(keys):
            self.problem.say(PLEASE_CHECK, wrong)
            return
        self._show_start()
        self.verify_and_save(replace(self._account or Account(name), name=name), keys)

    def _keys(self, typed: Mapping[str, str]) -> Credentials | None:
        """Return the keys as typed, cleaned; None when only the name is to be changed."""
        key_id, secret, token = (typed[field] for field in ("key-id", "secret", "token"))
        if self._account is not None and not (key_id or secret or token):
            return None
        return credentials_as_typed(key_id, secret, token)

    def _wrong_keys(self, keys: Credentials | None) -> str:
        """Return what cannot be right about the keys; what is merely odd is told beside a refusal."""
        if keys is None:
            return ""
        problems = problems_with(keys)
        self._oddities = sentences(*(problem.words for problem in problems if not problem.blocks))
        return sentences(*(problem.words for problem in problems if problem.blocks))

    def _show_start(self) -> None:
        self.busy = True
        self.problem.clear()
        self.status.waiting(_("Asking the cloud whose key this is…"))

    @background()
    async def verify_and_save(self, account: Account, keys: Credentials | None) -> None:
        """Verify the keys, and only then store them; again, where what was in the way is resolved."""
        verified: tuple[Account, Credentials] | None = None
        while True:
            try:
                verified = verified or await self._verify(account, keys)
                self.saving = True
                saved = await self._save(*verified)
            except (CloudError, VaultError) as error:
                await self.apply(partial(self.show_refusal, error, self._oddities))
                if not await self._is_settled(error, account, is_verified=verified is not None):
                    return
                await self.apply(self._show_start)
            else:
                self.dismiss(saved)
                return

    async def _verify(self, account: Account, keys: Credentials | None) -> tuple[Account, Credentials]:
        """Return the account as the cloud knows it, and the credentials that it was verified with."""
        session = self.cen_app.session
        credentials = keys or await session.directory.vault.credentials(account)
        identity = await session.prove(credentials)
        if account.uid not in {"", identity.uid} and identity.uid != self._meant:
            raise OtherOwnerError(account, identity.uid)
        source = Source.MEMORY if credentials.token and not self._stores_token else Source.KEYRING
        known = replace(account, uid=identity.uid, principal=identity.principal, source=source)
        return replace(known, key_hint=key_hint(credentials.key_id)), credentials

    async def _save(self, account: Account, credentials: Credentials) -> Saved:
        directory = self.cen_app.session.directory
        stored = await directory.vault.save(account, credentials)
        # in the demo all is in memory, and that is said already
        in_memory = stored.source is Source.MEMORY and directory.store_manager is not None
        says = KEPT_IN_MEMORY if in_memory else STORED
        return Saved(
            stored, says.format(name=stored.name, who=in_words(account.principal), uid=grouped(account.uid))
        )

    async def _is_settled(
        self, error: CloudError | VaultError, account: Account, *, is_verified: bool
    ) -> bool:
        """Ask what is to be done about a refusal; tell whether another try is worth it."""
        if isinstance(error, OtherOwnerError):
            question = Question(REPLACE.format(name=error.account.name), str(error), REPLACED)
            self._meant = error.uid if await self.ask(question) else ""
            return bool(self._meant)
        store_manager = self.cen_app.session.directory.store_manager
        if store_manager is None or not isinstance(error, StoreError):
            return False
        to_read = self._account is not None and not is_verified
        return await make_usable(self, store_manager, error, place=account.source if to_read else None)

    def action_store_token(self) -> None:
        """Change whether temporary credentials are stored as others are."""
        self._stores_token = not self._stores_token
        self.status.say(TOKENS_STORED if self._stores_token else TOKENS_IN_MEMORY)
