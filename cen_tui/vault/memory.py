"""Accounts whose credentials are kept in memory until the program ends, and a vault of them alone."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from cen_tui.cloud.credentials import Credentials
from cen_tui.text import safe
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.rules import by_last_use, name_problem, unchangeable_error, utc_now, validated


class AccountsInMemory:
    """Accounts by their `id`. One with the `id` of a stored account replaces that one."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Account, Credentials]] = {}

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts that are held."""
        return tuple(account for account, _ in self._held.values())

    def holds(self, account: Account) -> bool:
        """Tell whether an account is held here."""
        return account.id in self._held

    def credentials(self, account: Account) -> Credentials | None:
        """Return what signs the account's requests, or None where it is not held."""
        return self._held[account.id][1] if account.id in self._held else None

    def check_name(self, account: Account) -> None:
        """Refuse the name of another account that is held here; raises `VaultError`."""
        taken = [one.name for one in self.accounts if one.id != account.id]
        if problem := name_problem(account.name, taken):
            raise VaultError(problem, advice="Choose another name.")

    def hold(self, account: Account, credentials: Credentials, others: Iterable[Account]) -> Account:
        """Hold a new account or a changed one; raises `VaultError` where its name will not do."""
        return self.add(validated(account, credentials, others, Source.MEMORY), credentials)

    def add(self, account: Account, credentials: Credentials) -> Account:
        """Hold an account as it is; one without an `id` is given one."""
        held = replace(account, id=account.id or uuid.uuid4().hex)
        self._held[held.id] = (held, credentials)
        return held

    def note(self, account: Account) -> None:
        """Replace an account that is held."""
        self._held[account.id] = (account, self._held[account.id][1])

    def drop(self, account: Account) -> None:
        """Remove an account."""
        self._held.pop(account.id, None)


class MemoryVault:
    """A `Vault` in memory alone, for the demo; it starts with the given accounts."""

    def __init__(
        self,
        pairs: Iterable[tuple[Account, Credentials]] = (),
        *,
        notices: tuple[str, ...] = (),
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._held = AccountsInMemory()
        for account, credentials in pairs:
            self._held.add(account, credentials)
        self._notices = notices
        self._now = now

    async def accounts(self) -> tuple[Account, ...]:
        """Return the accounts, last used first."""
        return by_last_use(self._held.accounts)

    async def credentials(self, account: Account) -> Credentials:
        """Return what signs the account's requests."""
        found = self._held.credentials(account)
        if found is None:
            raise VaultError(f"{account.name} is no longer there.", advice="Add it again.")
        return found

    async def save(self, account: Account, credentials: Credentials) -> Account:
        """Hold a new account or a changed one."""
        if account.id:
            await self.credentials(account)
        return self._held.hold(account, credentials, self._held.accounts)

    async def remove(self, account: Account) -> None:
        """Remove the account and its secret."""
        if not account.changeable:
            raise unchangeable_error()
        self._held.drop(account)

    async def used(self, account: Account) -> Account:
        """Note that the account was used now."""
        used = replace(account, uid=safe(account.uid), who=safe(account.who), last_used=self._now())
        return self._held.add(used, await self.credentials(account))

    def notices(self) -> tuple[str, ...]:
        """Return, once, what the vault was made with."""
        told, self._notices = self._notices, ()
        return told
