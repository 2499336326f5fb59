"""All accounts of this host: saved, of the environment, of the CLI's profiles, and roles over these."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import FileProblem
from cen_tui.text import safe
from cen_tui.vault.account_list import free_name
from cen_tui.vault.account_notes import AccountNotes, Noted
from cen_tui.vault.base import Account, RoleOver, Source, VaultError
from cen_tui.vault.keyring.timed_thread import DiskThread
from cen_tui.vault.profiles.profile import Profiles
from cen_tui.vault.rules import by_last_use, check_name, tidy_name, unchangeable_error, utc_now

if TYPE_CHECKING:
    from cen_tui.cloud.auth.sources import CredentialSource
    from cen_tui.vault.base import Vault
    from cen_tui.vault.profiles.profile import Profile
    from cen_tui.vault.store_manager import StoreManager

_CLI_LOST: Final = _("The CLI no longer has the profile {profile}.")
_LONGEST_CHAIN: Final = 10


class AccountDirectory:
    """Lists all accounts, and gives the credential source of each. Every method raises `VaultError` alone.

    Saved accounts are the vault's: it alone reads and writes their secrets. The profiles of the aliyun CLI
    are read with each list and never copied; roles can be over any account.
    """

    def __init__(
        self,
        vault: Vault,
        notes: AccountNotes | None = None,
        *,
        profiles: Callable[[], Profiles] = Profiles,
        store_manager: StoreManager | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`profiles` reads those of the CLI; it may block, and raise `FileProblem`."""
        self.vault = vault
        self.store_manager = store_manager
        """The storages of the vault; None where it has only one, as in the demo."""
        self._notes = notes or AccountNotes()
        self._read_profiles = profiles
        self._now = now
        self._disk = DiskThread("notes")
        self._profiles: dict[str, Profile] = {}
        self.first = ""
        """The `key` of the account that is offered first, once the accounts were read; else the last used."""
        self._notices: list[str] = []
        self._unread: VaultError | None = None
        """Why some accounts are not listed, where they could not be read."""

    def close(self) -> None:
        """End what was started for this program alone."""
        if self.store_manager is not None:
            self.store_manager.close()

    async def accounts(self) -> tuple[Account, ...]:
        """Return all accounts, last used first.

        Where some cannot be read, that becomes a notice, and the others are returned; without any others, it
        is raised.
        """
        saved: tuple[Account, ...] = ()
        noted, profiles = Noted(), Profiles()
        self._unread = None
        try:
            saved = await self.vault.accounts()
        except VaultError as error:
            self._unread = error
        try:
            noted, profiles = await self._disk.run(self._read)
        except VaultError as error:
            self._unread = self._unread or error
        self._profiles = {one.account.key: one for one in profiles.profiles}
        if profiles.notice:
            self._tell(profiles.notice)
        found = (*saved, *(one.account for one in profiles.profiles), *noted.roles)
        if self._unread is not None:
            if not found:
                raise self._unread
            self._tell(sentences(str(self._unread), self._unread.advice))
        notes = noted.notes
        listed = by_last_use(
            notes[account.key].about(account) if account.key in notes else account for account in found
        )
        self.first = _offered_first(profiles, listed)
        return listed

    def notices(self) -> tuple[str, ...]:
        """Return, once, what the operator must be told."""
        lists = (
            self._notices,
            self._notes.notices,
            *([self.store_manager.notices] if self.store_manager else []),
        )
        told = (*self.vault.notices(), *(notice for notices in lists for notice in notices))
        for notices in lists:
            notices.clear()
        return told

    async def credential_source(self, account: Account) -> CredentialSource:
        """Return how an account signs in. Nothing is sent, and no command is run."""
        return await self._credential_source(account, 0)

    async def used(self, account: Account) -> Account:
        """Note that the account signed in now, with the UID and identity it carries; return it so."""
        used = replace(account, last_error="")
        if account.source not in {Source.PROFILE, Source.ROLE}:
            used = await self.vault.used(used)
            if account.source is Source.ENVIRONMENT and used.last_used:
                # its keys may be others at the next start: whose they are is not remembered
                note = partial(self._notes.note, used.key, last_used=used.last_used, last_error="")
                await self._disk.run(note)
            elif account.last_error:
                await self.failed(account, "")
            return used
        now = self._now()
        note = partial(self._notes.note, used.key, uid=safe(used.uid), principal=safe(used.principal))
        await self._disk.run(partial(note, last_used=now, last_error=""))
        return replace(used, last_used=now)

    async def failed(self, account: Account, last_error: str) -> None:
        """Note that the account's sign-in was refused, and what to do about it."""
        await self._disk.run(lambda: self._notes.note(account.key, last_error=last_error))

    async def annotate(self, account: Account, *, note: str, label: str) -> None:
        """Save a note and a label for an account."""
        await self._disk.run(lambda: self._notes.note(account.key, note=note, label=label))

    async def save_role(self, account: Account) -> Account:
        """Save a role over another account, new (its `id` is empty) or changed; return it as saved."""
        check_name(account, (one for one in await self.accounts() if one.changeable))
        kept = replace(
            account, name=tidy_name(account.name), id=account.id or uuid.uuid4().hex, source=Source.ROLE
        )

        def keep() -> None:
            self._notes.save_role(kept)
            self._notes.note(kept.key, uid=kept.uid, principal=kept.principal, last_error="")

        await self._disk.run(keep)
        return kept

    async def copy_profile(self, account: Account, source: CredentialSource) -> Account:
        """Save what a profile of the CLI resolves to, and return it as saved; its file is not changed.

        A role is saved with the account that assumes it. Names that are taken are numbered.

        Raises:
            VaultError: it could not be saved.
            TypeError: the profile has no key.
        """
        from cen_tui.cloud.auth.sources import AssumedRole
        from cen_tui.cloud.credentials import Credentials

        named = replace(account, name=free_name(account.name, await self.accounts()))
        if isinstance(source, AssumedRole):
            below = await self.copy_profile(Account(f"{named.name} key"), source.source)
            role = RoleOver(below.key, source.arn, source.session, source.external_id, source.seconds)
            return await self.save_role(replace(named, role=role))
        if not isinstance(source, Credentials):
            raise TypeError(type(source).__name__)
        return await self.vault.save(named, source)

    async def remove(self, account: Account) -> None:
        """Remove an account: its secret where it has one, and its notes."""
        if not account.changeable:
            raise unchangeable_error()
        if account.role is None:
            await self.vault.remove(account)
        await self._disk.run(lambda: self._notes.remove(account.key))

    async def _credential_source(self, account: Account, depth: int) -> CredentialSource:
        if account.source is Source.PROFILE:
            return self._profile_source(account)
        if account.role is None:
            return await self.vault.credentials(account)
        known = {one.key: one for one in await self.accounts()}
        over = known.get(account.role.over)
        if over is None and self._unread is not None:
            raise self._unread
        if over is None or depth > _LONGEST_CHAIN:
            raise VaultError(
                _("The account that assumes the role of {account} is no longer there.").format(
                    account=account.name
                ),
                advice=_("Remove this one, and add the role over an account that is."),
            )
        role = account.role
        source = await self._credential_source(over, depth + 1)
        from cen_tui.cloud.auth.sources import AssumedRole

        return AssumedRole(source, role.arn, role.session, role.seconds, role.external_id, sts=source.sts)

    def _profile_source(self, account: Account) -> CredentialSource:
        profile = self._profiles.get(account.key)
        if profile is not None and profile.source is not None:
            return profile.source
        raise VaultError(
            profile.account.unusable if profile else _CLI_LOST.format(profile=account.name),
            advice=_("Set it up with aliyun configure --profile {profile}, then press r here.").format(
                profile=account.name
            ),
        )

    def _read(self) -> tuple[Noted, Profiles]:
        noted = self._notes.read()
        try:
            return noted, self._read_profiles()
        except FileProblem as problem:
            return noted, Profiles(notice=sentences(str(problem), problem.advice))

    def _tell(self, notice: str) -> None:
        if notice not in self._notices:
            self._notices.append(notice)


def _offered_first(profiles: Profiles, listed: tuple[Account, ...]) -> str:
    """Return the key of the profile that the CLI would take, where that is what is meant here too.

    One that the environment names is offered first; the current one only while no account was used.
    """
    first = profiles.first
    used = any(account.last_used for account in listed)
    return first.key if first and (profiles.by_name or not used) else ""
