"""The vault of daily use: secrets in the keyring, the rest in the index, the environment beside them."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from cen_tui.cloud.signin import SignIn
from cen_tui.files import FileProblem
from cen_tui.text import safe
from cen_tui.vault.backend import Store, open_store
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.environment import read_environment
from cen_tui.vault.gate import Gate, NoAnswerError
from cen_tui.vault.index import Index
from cen_tui.vault.keyring_entries import KeyringEntries
from cen_tui.vault.record import Record
from cen_tui.vault.rules import by_last_use, made_ready, not_ours, utc_now
from cen_tui.vault.trouble import disk_no_answer, file_trouble, no_answer

_Result = TypeVar("_Result")

_DISK_LIMIT: Final = 5.0


class KeyringVault:
    """A `Vault` over the keyring. Without saved accounts, and to list them, the keyring is not touched.

    Work with the keyring holds the index's lock from its first step to its last, and runs on the
    gate's thread: it is never half done because the one who asked for it went away.
    """

    def __init__(
        self,
        index_path: Path,
        *,
        gate: Gate,
        environ: Mapping[str, str],
        store: Callable[[], Store] | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`store` opens another keyring than this host's."""
        self._index = Index(index_path)
        self._gate = gate
        self._disk = Gate(_DISK_LIMIT, name="accounts")
        self._entries = KeyringEntries(store or (lambda: open_store(environ)))
        self._now = now
        found = read_environment(environ)
        self._environment, self._environment_sign_in = found.account, found.sign_in
        self._notices = [found.notice] if found.notice else []

    async def accounts(self) -> tuple[Account, ...]:
        """Return the saved accounts and the environment's, last used first."""
        records = await self._on_disk(self._index.records)
        own = (self._environment,) if self._environment else ()
        return by_last_use((*(record.account for record in records), *own))

    async def sign_in(self, account: Account) -> SignIn:
        """Return what signs the account's requests."""
        if account.source is Source.ENVIRONMENT and self._environment_sign_in:
            return self._environment_sign_in
        return await self._on_keyring(lambda: self._read(account), writing=False)

    async def save(self, account: Account, sign_in: SignIn) -> Account:
        """Store a new account or a changed one; when it fails, what was stored before still works."""
        return await self._on_keyring(lambda: self._save(account, sign_in), writing=True)

    async def remove(self, account: Account) -> None:
        """Forget the account and its secret."""
        if not account.changeable:
            raise not_ours()
        await self._on_keyring(lambda: self._remove(account), writing=True)

    async def used(self, account: Account) -> Account:
        """Note that the account was used now, with the UID and identity it carries."""
        used = replace(account, uid=safe(account.uid), who=safe(account.who), last_used=self._now())
        if not account.changeable:
            self._environment = used
            return used
        await self._on_disk(lambda: self._note(used))
        return used

    def notices(self) -> tuple[str, ...]:
        """Return, once, what the operator must be told."""
        told = (*self._notices, *self._index.notices)
        self._notices.clear()
        self._index.notices.clear()
        return told

    def _read(self, account: Account) -> SignIn:
        with self._index.reading() as records:
            return self._entries.read(_found(records, account))

    def _save(self, account: Account, sign_in: SignIn) -> Account:
        with self._index.changing() as records:
            ready = made_ready(account, sign_in, [one.account for one in records], Source.KEYRING)
            old = _found(records, account) if account.id else None
            new = Record(replace(ready, id=account.id or uuid.uuid4().hex), old.generation + 1 if old else 1)
            self._entries.write(new, sign_in)
            try:
                self._index.write((*(one for one in records if one is not old), new))
            except FileProblem:
                self._discard(new)
                raise
            if old:
                self._discard(old)
        return new.account

    def _remove(self, account: Account) -> None:
        with self._index.changing() as records:
            gone = next((one for one in records if one.account.id == account.id), None)
            if gone:
                self._entries.remove(gone)
                self._index.write(one for one in records if one is not gone)

    def _note(self, used: Account) -> None:
        with self._index.changing() as records:
            old = next((one for one in records if one.account.id == used.id), None)
            if old:  # another cen-tui may have removed it while it was in use here
                kept = replace(old.account, uid=used.uid, who=used.who, last_used=used.last_used)
                self._index.write(replace(one, account=kept) if one is old else one for one in records)

    def _discard(self, record: Record) -> None:
        """Remove an entry that is not in force; that it stays is worth a word, but no failure."""
        try:
            self._entries.remove(record)
        except VaultError as error:
            name = record.account.name
            self._notices.append(f"An entry of {name} that is not in use is still in the keyring. {error}")

    async def _on_keyring(self, work: Callable[[], _Result], *, writing: bool) -> _Result:
        try:
            return await self._gate.run(work)
        except NoAnswerError:
            raise no_answer(self._gate.limit, writing=writing) from None
        except FileProblem as problem:
            raise file_trouble(problem) from problem

    async def _on_disk(self, work: Callable[[], _Result]) -> _Result:
        try:
            return await self._disk.run(work)
        except NoAnswerError:
            raise disk_no_answer(_DISK_LIMIT) from None
        except FileProblem as problem:
            raise file_trouble(problem) from problem


def _found(records: tuple[Record, ...], account: Account) -> Record:
    for record in records:
        if record.account.id == account.id:
            return record
    raise VaultError(
        f"{account.name} is no longer saved: another cen-tui has removed it.", advice="Add it again."
    )
