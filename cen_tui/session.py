"""Signing in: the accounts of this host, the operator's consent, and the open connections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import english, sentences
from cen_tui.i18n import gettext as _
from cen_tui.text import grouped
from cen_tui.vault.base import Account, VaultError

if TYPE_CHECKING:
    from cen_tui.cloud.auth.identity import Identity
    from cen_tui.cloud.auth.sources import CredentialSource
    from cen_tui.cloud.clients import Cloud
    from cen_tui.cloud.http.options import CloudOptions
    from cen_tui.cloud.http.retry import Listener
    from cen_tui.cloud.inventory.cache import ListedNetworks
    from cen_tui.vault.account_directory import AccountDirectory


class ConsentNeededError(VaultError):
    """Signing in runs a command or writes for the CLI, which the operator has not consented to yet."""

    def __init__(self, account: Account, source: CredentialSource) -> None:
        super().__init__(
            _("Signing in as {account} needs your consent first.").format(account=account.name),
            advice=_("Sign in with it on the first screen once, then try again."),
        )
        self.account = account
        self.source = source


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account with the identity that the cloud returned, and its connection."""

    account: Account
    cloud: Cloud

    @property
    def whose(self) -> str:
        """The account's name and ID, to say whose CENs are shown."""
        return _("{account} ({uid})").format(account=self.account.name, uid=grouped(self.account.uid))


class Session:
    """One run of the program: the accounts, the consent that was given, and the open connections.

    Belongs to one event loop. It is given factories, which are called on first use: their imports must not
    delay the first frame.
    """

    def __init__(
        self, directory: Callable[[], AccountDirectory], options: Callable[[], CloudOptions]
    ) -> None:
        self._make_directory = directory
        self._make_options = options
        self.tell: Callable[[str], None] = lambda _notice: None
        """Called with notices to the operator."""
        self.on_wait: Listener | None = None
        """Called with every pause before a retry."""
        self._agreed: set[tuple[str, str]] = set()
        self._open: dict[CredentialSource, Cloud] = {}
        self._by_account: dict[str, Cloud] = {}
        self.changed_networks: list[str] = []
        """The IDs of networks in the order in which something of them was changed, for lists made before."""
        self._listings: WeakKeyDictionary[Cloud, dict[tuple[str, str], ListedNetworks]] = WeakKeyDictionary()

    @cached_property
    def directory(self) -> AccountDirectory:
        """All accounts of this host."""
        return self._make_directory()

    @cached_property
    def options(self) -> CloudOptions:
        """The options of the cloud client."""
        return self._make_options()

    def must_ask(self, source: CredentialSource) -> bool:
        """Tell whether a source does something that the operator has not consented to yet."""
        from cen_tui.cloud.auth.sources import consent_needed

        asked = consent_needed(source)
        return bool(asked[0]) and asked not in self._agreed

    def allow(self, source: CredentialSource) -> None:
        """Record the operator's consent, for as long as the program runs."""
        from cen_tui.cloud.auth.sources import consent_needed

        self._agreed.add(consent_needed(source))

    async def source_of(self, account: Account) -> CredentialSource:
        """Return how an account signs in. Nothing is sent, and no command is run.

        Raises:
            ConsentNeededError: the operator must be asked first.
            VaultError: the credentials cannot be read.
        """
        source = await self.directory.credential_source(account)
        if self.must_ask(source):
            raise ConsentNeededError(account, source)
        return source

    async def open(self, account: Account, *, note: bool = False) -> SignedIn:
        """Sign in with an account, and return it as the cloud names it.

        With `note`, its use is noted, or its refusal: for the account that the wizard continues with. The
        connection is kept and used again, unless the sign-in was refused.

        Raises:
            ConsentNeededError: the operator must be asked first.
            VaultError: the credentials cannot be read.
            CloudError: the cloud refused, or could not be asked.
        """
        from cen_tui.cloud.auth.identity import who_am_i
        from cen_tui.cloud.auth.sources import renewable

        source = await self.source_of(account)
        cloud = self._connection(source)
        try:
            identity = await who_am_i(cloud)
        except CloudError as error:
            if error.is_about_sign_in or not cloud.uid:
                await self._discard(cloud)
            if note:
                await self._note_refusal(account, error)
            raise
        expires_at = None if renewable(source) else cloud.expires
        signed = replace(account, uid=identity.uid, principal=identity.principal, expires_at=expires_at)
        if note:
            signed = await self._note_use(account, signed)
        self._by_account[account.key] = cloud
        return SignedIn(signed, cloud)

    async def prove(self, source: CredentialSource) -> Identity:
        """Return the identity of a source that is not saved, or not yet; nothing is kept open.

        Raises:
            CloudError: the cloud refused, or could not be asked.
        """
        from cen_tui.cloud.auth.identity import who_am_i

        async with self._connect(source) as cloud:
            return await who_am_i(cloud)

    async def import_profile(self, account: Account, source: CredentialSource) -> Account:
        """Verify a profile of the CLI, copy its key and the roles over it, and return it as saved.

        Raises:
            CloudError: the cloud refused, or could not be asked; nothing was copied.
            VaultError: it could not be saved.
        """
        identity = await self.prove(source)
        proved = Account(account.name, uid=identity.uid, principal=identity.principal)
        return await self.directory.copy_profile(proved, source)

    async def others(self, uid: str) -> tuple[Account, ...]:
        """Return the accounts that can sign in and are not known to be of this account ID.

        Raises:
            VaultError: the accounts cannot be read.
        """
        accounts = await self.directory.accounts()
        return tuple(one for one in accounts if one.uid != uid and not one.unusable)

    def cloud_of(self, account: Account | None) -> Cloud:
        """Return the connection that an account signed in with last.

        Raises:
            LookupError: it has not signed in.
        """
        if account is None or account.key not in self._by_account:
            raise LookupError("this account has not signed in yet")
        return self._by_account[account.key]

    def listings(self, cloud: Cloud) -> dict[tuple[str, str], ListedNetworks]:
        """Return what was listed through a connection so far, by network type and region ID."""
        return self._listings.setdefault(cloud, {})

    async def disconnect(self) -> None:
        """Close every connection, after logins that are being renewed: their tokens would be lost."""
        for cloud in self._open.values():
            await cloud.finish()
            await cloud.close()

    def close(self) -> None:
        """Stop services that were started for this program alone."""
        if "directory" in vars(self):
            self.directory.close()

    def _connection(self, source: CredentialSource) -> Cloud:
        if source not in self._open:
            self._open[source] = self._connect(source)
        return self._open[source]

    def _connect(self, source: CredentialSource) -> Cloud:
        from cen_tui.cloud.auth.refresh import open_cloud

        cloud = open_cloud(source, self.options, self.tell)
        cloud.on_wait = self.on_wait
        return cloud

    async def _discard(self, cloud: Cloud) -> None:
        """Close a connection whose credentials were refused, so that the next sign-in obtains new ones."""
        self._open = {source: held for source, held in self._open.items() if held is not cloud}
        await cloud.close()

    async def _note_use(self, before: Account, signed: Account) -> Account:
        if before.uid not in {"", signed.uid}:
            self.tell(
                _("The key of {account} now belongs to account {now}; it used to be {before}.").format(
                    account=before.name, now=grouped(signed.uid), before=grouped(before.uid)
                )
            )
        try:
            return await self.directory.used(signed)
        except VaultError as error:
            self.tell(sentences(str(error), error.advice))
            return signed

    async def _note_refusal(self, account: Account, error: CloudError) -> None:
        if last_error := refusal_text(error):
            try:
                await self.directory.failed(account, last_error)
            except VaultError as problem:
                self.tell(sentences(str(problem), problem.advice))


def refusal_text(error: CloudError) -> str:
    """Return what is noted on an account that was refused, in English; nothing if it is not about that."""
    return f"{english(error.title)}. {english(error.advice)}" if error.is_about_sign_in else ""
