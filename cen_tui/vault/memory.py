"""A vault in memory alone, for the demo."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count

from cen_tui.cloud.credentials import Credentials
from cen_tui.text import safe
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.rules import by_last_use, unchangeable_error, utc_now, validated


class MemoryVault:
    """A `Vault` that starts with the given accounts; each without an `id` is given one."""

    def __init__(
        self,
        pairs: Iterable[tuple[Account, Credentials]] = (),
        *,
        notices: tuple[str, ...] = (),
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._ids = (f"memory{number}" for number in count(1))
        self._held: dict[str, tuple[Account, Credentials]] = {}
        for account, credentials in pairs:
            self._hold(account, credentials)
        self._notices = notices
        self._now = now

    async def accounts(self) -> tuple[Account, ...]:
        """Return the accounts, last used first."""
        return by_last_use(account for account, _ in self._held.values())

    async def credentials(self, account: Account) -> Credentials:
        """Return what signs the account's requests."""
        return self._found(account)[1]

    async def save(self, account: Account, credentials: Credentials) -> Account:
        """Hold a new account or a changed one."""
        if account.id:
            self._found(account)
        others = [other for other, _ in self._held.values()]
        return self._hold(validated(account, credentials, others, Source.MEMORY), credentials)

    async def remove(self, account: Account) -> None:
        """Remove the account and its secret."""
        if not account.changeable:
            raise unchangeable_error()
        self._held.pop(account.id, None)

    async def used(self, account: Account) -> Account:
        """Note that the account was used now."""
        used = replace(account, uid=safe(account.uid), who=safe(account.who), last_used=self._now())
        return self._hold(used, self._found(account)[1])

    def notices(self) -> tuple[str, ...]:
        """Return, once, what the vault was made with."""
        told, self._notices = self._notices, ()
        return told

    def _hold(self, account: Account, credentials: Credentials) -> Account:
        held = replace(account, id=account.id or next(self._ids))
        self._held[held.id] = (held, credentials)
        return held

    def _found(self, account: Account) -> tuple[Account, Credentials]:
        try:
            return self._held[account.id]
        except KeyError:
            raise VaultError(f"{account.name} is no longer there.", advice="Add it again.") from None
