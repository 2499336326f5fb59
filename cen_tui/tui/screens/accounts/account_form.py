"""Add an account, or change one: proved with the cloud before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from cen_tui.cloud.auth.identity import Identity
from cen_tui.cloud.credentials import Credentials
from cen_tui.cloud.errors.base import CloudError
from cen_tui.text import grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.keeping import StorageScreen
from cen_tui.tui.screens.dialogs.dialog import Question
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
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

_FROM_THEN_ON = "From then on the account of this name is another. Or add the key as an account of its own."


class OtherOwnerError(VaultError):
    """A key that is to replace an account's belongs to another account than that, `uid`."""

    def __init__(self, account: Account, uid: str) -> None:
        super().__init__(
            f"This key belongs to account {grouped(uid)}, and {account.name} is account "
            f"{grouped(account.uid)}.",
            advice="Add it as an account of its own, or prove it again and say yes.",
        )
        self.account = account
        self.uid = uid


@dataclass(frozen=True, slots=True)
class Signed:
    """An account that was proved and stored, and the sentence that says so."""

    account: Account
    says: str


class _Step(Enum):
    """How far an account has come from the form into the vault."""

    TYPING = "typing"
    PROVING = "proving"
    STORING = "storing"


class AccountForm(FormDialog[Signed | None]):
    """Name, AccessKey ID, secret, and the token of temporary credentials."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Close without storing"),
        Binding("ctrl+s", "store", "Prove and save"),
        Binding("ctrl+t", "keep", "Keep token", tooltip="Store temporary credentials too, or not"),
    ]

    class Stored(Message):
        """The key was proved and is in the vault."""

        def __init__(self, signed: Signed) -> None:
            super().__init__()
            self.signed = signed

    class Failed(Message):
        """The cloud or the vault refused; nothing typed is lost."""

        def __init__(self, error: CloudError | VaultError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, account: Account | None, others: tuple[Account, ...]) -> None:
        super().__init__()
        self.heading = f"Change {account.name}" if account else "Add an account"
        self._account = account
        self._oddities = ""
        self._meant = ""
        """The other account that the key may belong to, as was said when asked."""
        self._keep_token = False
        self._step = _Step.TYPING
        self._proved: tuple[Account, Credentials, Identity] | None = None
        self._taken = {other.name for other in others if other != account and other.changeable}

    def fields(self) -> tuple[FormField, ...]:
        """Return the four fields."""
        return (
            FormField("Name", "name", self._account.name if self._account else ""),
            FormField("AccessKey ID", "key-id"),
            FormField("AccessKey secret", "secret", password=True),
            FormField("STS token, if any", "token", password=True),
        )

    def hints(self) -> tuple[str, ...]:
        """Say where the key goes, and what the demo offers."""
        if self._account is not None:
            return ("Leave key and secret empty to change only the name.",)
        store_manager = self.cen_app.session.directory.store_manager
        place = STORAGE_NAMES[store_manager.selected] if store_manager else "memory, as it is a demo"
        hint = (
            f"The key is proved with the cloud first; the secret then goes into {place}. "
            "Temporary credentials stay in memory, unless Ctrl+T says otherwise."
        )
        demo_hint = self.cen_app.setup.demo_hint
        return (hint, demo_hint) if demo_hint else (hint,)

    @on(Input.Changed, "#name, #key-id")
    def _hide_secret(self, event: Input.Changed) -> None:
        """Hide at once a secret that was put where anyone may read it, and say where it goes."""
        field, secret = event.input, looks_like_secret(event.value)
        if secret is field.password:
            return
        field.password = secret
        problem = self.problem
        if secret:
            problem.say("Not here", SECRET_AS_NAME if field.id == "name" else SECRET_AS_ID)
        else:
            problem.clear()

    def action_store(self) -> None:
        """Check what was typed, then prove it with the cloud and store it."""
        self.submit()

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Check what was typed, and begin to prove it."""
        if self._step is not _Step.TYPING:
            return
        name = " ".join(safe(typed["name"]).split())
        keys = self._keys(typed)
        wrong = name_problem(name, self._taken) or self._wrong_keys(keys)
        problem = self.problem
        if wrong:
            problem.say("Not yet", wrong)
            return
        problem.clear()
        self.status.waiting("Asking the cloud whose key this is…")
        self._step = _Step.PROVING
        self.prove_and_store(replace(self._account or Account(name), name=name), keys)

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
        self._oddities = " ".join(problem.words for problem in problems if not problem.blocks)
        return " ".join(problem.words for problem in problems if problem.blocks)

    @background()
    async def prove_and_store(self, account: Account, keys: Credentials | None) -> None:
        """Ask who signs in with these keys; only then store them."""
        self._proved = None
        session = self.cen_app.session
        try:
            credentials = keys or await session.directory.vault.credentials(account)
            identity = await session.prove(credentials)
            self._compare(account, identity)
            proved = replace(
                account, uid=identity.uid, who=identity.who, key_hint=key_hint(credentials.key_id)
            )
            source = Source.MEMORY if credentials.token and not self._keep_token else Source.KEYRING
            self._proved = (replace(proved, source=source), credentials, identity)
            await self._save_proved(*self._proved)
        except (CloudError, VaultError) as error:
            self.post_message(self.Failed(error))

    def _compare(self, account: Account, identity: Identity) -> None:
        """Stop where a new key belongs to another account than the key that it is to replace."""
        if account.uid in {"", identity.uid} or identity.uid == self._meant:
            return
        raise OtherOwnerError(account, identity.uid)

    async def _save_proved(self, proved: Account, credentials: Credentials, identity: Identity) -> None:
        self._step = _Step.STORING
        stored = await self.cen_app.session.directory.vault.save(proved, credentials)
        self.post_message(self.Stored(Signed(stored, self._says(stored, identity))))

    @background()
    async def store_proved(self) -> None:
        """Store what was proved before a place to keep it was found."""
        if self._proved is not None:
            try:
                await self._save_proved(*self._proved)
            except VaultError as error:
                self.post_message(self.Failed(error))

    def action_keep(self) -> None:
        """Change whether temporary credentials are stored as others are."""
        self._keep_token = not self._keep_token
        how = "are stored as others are" if self._keep_token else "stay in memory, for this session"
        self.status.say(f"Temporary credentials {how}.")

    def _says(self, account: Account, identity: Identity) -> str:
        """Say where it is kept and whose it is; in the demo all is in memory, and that is said already."""
        in_memory = (
            account.source is Source.MEMORY and self.cen_app.session.directory.store_manager is not None
        )
        kept = "is kept in memory, for this session" if in_memory else "is stored"
        return f"{account.name} {kept}: it signs in as {identity.who} of account {grouped(identity.uid)}."

    @on(Stored)
    def _stored(self, message: Stored) -> None:
        self.dismiss(message.signed)

    def broke(self, error: Exception) -> None:
        """Tell of it, and let it be tried again or left."""
        self._step = _Step.TYPING
        super().broke(error)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._step = _Step.TYPING
        self.status.say(f"Nothing was stored; what you typed is still here. {self._oddities}")
        self.problem.tell(message.error)
        if isinstance(message.error, StoreError) and (
            store_manager := self.cen_app.session.directory.store_manager
        ):
            place = None if self._proved or self._account is None else self._account.source
            self.open_in_turn(StorageScreen(store_manager, message.error, place=place), self._try_again)
        elif isinstance(message.error, OtherOwnerError):
            self._ask_to_replace(message.error)

    def _ask_to_replace(self, other: OtherOwnerError) -> None:
        def answered(yes: bool | None) -> None:  # noqa: FBT001 - a screen's result
            if yes:
                self._meant = other.uid
                self.action_store()

        question = Question(f"Replace the key of {other.account.name}?", str(other), _FROM_THEN_ON)
        self.open_in_turn(question, answered)

    def _try_again(self, worth_it: bool | None) -> None:  # noqa: FBT001 - a screen's result
        if worth_it:
            self.problem.clear()
            self.status.waiting("Storing what was typed…")
            if self._proved:
                self._step = _Step.STORING
                self.store_proved()
            else:
                self.action_store()

    def action_back(self) -> None:
        """Close, and store nothing; what is being stored already is not left half done."""
        if self._step is _Step.STORING:
            self.status.waiting("It is proved, and is being stored… please wait")
        else:
            self.dismiss(None)
