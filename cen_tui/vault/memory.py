"""A vault whose accounts and credentials are kept in memory until the program ends."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from cen_tui.cloud.credentials import Credentials
from cen_tui.i18n import gettext as _
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.rules import by_last_use, check_name, unchangeable_error, used_at, utc_now, validated


class MemoryVault:
    """A `Vault` in memory alone. In it, an account with the `id` of a stored one stands for that one."""

    def __init__(
        self,
        pairs: Iterable[tuple[Account, Credentials]] = (),
        *,
        notices: tuple[str, ...] = (),
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._held: dict[str, tuple[Account, Credentials]] = {}
        for account, credentials in pairs:
            self._hold(account, credentials)
        self._notices = notices
        self._now = now

    def holds(self, account: Account) -> bool:
        """Tell whether an account is held here."""
        return account.id in self._held

    def check_name(self, account: Account) -> None:
        """Refuse the name of another account that is held here; raises `VaultError`."""
        check_name(account, (one for one, _credentials in self._held.values()))

    async def accounts(self) -> tuple[Account, ...]:
        """Return the accounts, last used first."""
        return by_last_use(account for account, _credentials in self._held.values())

    async def credentials(self, account: Account) -> Credentials:
        """Return what signs the account's requests."""
        if not self.holds(account):
            raise VaultError(
                _("{account} is no longer there.").format(account=account.name), advice=_("Add it again.")
            )
        return self._held[account.id][1]

    async def save(self, account: Account, credentials: Credentials) -> Account:
        """Hold a new account or a changed one."""
        if account.id:
            await self.credentials(account)
        return self.hold(account, credentials, await self.accounts())

    def hold(self, account: Account, credentials: Credentials, others: Iterable[Account]) -> Account:
        """Hold an account, which may be another storage's; raises `VaultError` for a name of the others'."""
        return self._hold(validated(account, credentials, others, Source.MEMORY), credentials)

    async def remove(self, account: Account) -> None:
        """Remove the account and its secret; nothing happens where it is not held."""
        if not account.changeable:
            raise unchangeable_error()
        self._held.pop(account.id, None)

    async def used(self, account: Account) -> Account:
        """Note that the account was used now."""
        used = used_at(account, self._now())
        return self._hold(used, await self.credentials(account))

    def notices(self) -> tuple[str, ...]:
        """Return, once, what the vault was made with."""
        told, self._notices = self._notices, ()
        return told

    def _hold(self, account: Account, credentials: Credentials) -> Account:
        held = replace(account, id=account.id or uuid.uuid4().hex)
        self._held[held.id] = (held, credentials)
        return held
