"""Accounts whose credentials are kept in memory until the program ends."""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from cen_tui.cloud.credentials import Credentials
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.rules import name_problem, validated


class SessionAccounts:
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
        ready = validated(account, credentials, others, Source.MEMORY)
        held = replace(ready, id=account.id or uuid.uuid4().hex)
        self._held[held.id] = (held, credentials)
        return held

    def note(self, account: Account) -> None:
        """Replace an account that is held."""
        self._held[account.id] = (account, self._held[account.id][1])

    def drop(self, account: Account) -> None:
        """Remove an account."""
        self._held.pop(account.id, None)
