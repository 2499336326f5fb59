"""The vault of saved accounts: the index, the storages, the accounts in memory and of the environment."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cen_tui.cloud.credentials import Credentials
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import BusyError, Lease
from cen_tui.vault.base import Account, Source, Store, VaultError
from cen_tui.vault.environment import read_environment
from cen_tui.vault.keyring.account_store import AccountStore
from cen_tui.vault.keyring.entries import KeyringEntries
from cen_tui.vault.keyring.index import Index, IndexRow, in_force
from cen_tui.vault.keyring.recovery import is_open, recover
from cen_tui.vault.keyring.timed_thread import DiskThread, NoAnswerError, TimedThread
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.rules import by_last_use, unchangeable_error, used_at, utc_now
from cen_tui.vault.store_errors import file_error, timeout_error
from cen_tui.vault.store_manager import StoreManager

_Result = TypeVar("_Result")


class KeyringVault:
    """A `Vault` over the storages of a `StoreManager`. Listing accounts opens none of them.

    Work on a storage holds the index's lock from its first step to its last, and runs on that storage's
    thread: a caller that is cancelled leaves nothing half done. Work that times out loses the lock, so that
    a storage that hangs does not block the others.
    """

    def __init__(  # noqa: PLR0913 - what a test replaces, by name
        self,
        index_path: Path,
        *,
        environ: Mapping[str, str],
        thread: TimedThread | None = None,
        store: Callable[[], Store] | None = None,
        store_manager: StoreManager | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`store_manager` is that of the screens; without it, one is made of `thread` and `store`."""
        self._store_manager = store_manager or StoreManager(
            environ, index_path.parent, thread=thread, store=store
        )
        self._index = Index(index_path)
        self._entries = KeyringEntries(self._store_manager.open)
        self._account_store = AccountStore(self._index, self._entries)
        self._disk = DiskThread("accounts")
        self._session = MemoryVault(now=now)
        self._now = now
        found = read_environment(environ)
        self._environment, self._environment_credentials = found.account, found.credentials
        self._notices = [found.notice] if found.notice else []

    async def accounts(self) -> tuple[Account, ...]:
        """Return the accounts that are saved, the session's and the environment's, last used first.

        Where the saved ones cannot be read, that becomes a notice, and the others are returned; without any
        others, it is raised.
        """
        own = (*await self._session.accounts(), *((self._environment,) if self._environment else ()))
        records: tuple[IndexRow, ...] = ()
        try:
            records = await self._recovered(await self._disk.run(self._index.read))
        except VaultError as error:
            if not own:
                raise
            self._notices.append(sentences(str(error), error.advice))
        saved = [one.account for one in in_force(records)]
        stored = [account for account in saved if not self._session.holds(account)]
        return by_last_use((*stored, *own))

    async def credentials(self, account: Account) -> Credentials:
        """Return what signs the account's requests."""
        if account.source is Source.ENVIRONMENT and self._environment_credentials:
            return self._environment_credentials
        if self._session.holds(account):
            return await self._session.credentials(account)
        return await self._at(account.source, lambda lease: self._account_store.read(account, lease))

    async def save(self, account: Account, credentials: Credentials) -> Account:
        """Store a new account or a changed one; when it fails, what was stored before still works.

        It goes where the operator chose; one whose `source` is the memory goes there alone.
        """
        if not account.changeable:
            raise unchangeable_error()
        storage = Source.MEMORY if account.source is Source.MEMORY else self._store_manager.selected
        if storage is Source.MEMORY:
            others = [one for one in await self.accounts() if one.source is not Source.ENVIRONMENT]
            return self._session.hold(account, credentials, others)
        self._session.check_name(account)
        new = self._session.holds(account)
        stored = await self._at(
            storage,
            lambda lease: self._account_store.save(account, credentials, storage, lease, new=new),
            writing=True,
        )
        self._store_manager.to_recover.add(account.source)  # an entry that is left there can now be removed
        await self._session.remove(account)
        return stored

    async def remove(self, account: Account) -> None:
        """Remove the account and its secret."""
        if not account.changeable:
            raise unchangeable_error()
        records = await self._disk.run(self._index.read)
        for storage in {one.account.source for one in records if one.account.id == account.id}:
            await self._at(storage, lambda lease: self._account_store.remove(account, lease), writing=True)
        await self._session.remove(account)

    async def used(self, account: Account) -> Account:
        """Note that the account was used now, with the UID and identity it carries."""
        if self._session.holds(account):
            return await self._session.used(account)
        used = used_at(account, self._now())
        if not account.changeable:
            self._environment = used
        else:
            await self._disk.run(lambda: self._account_store.note(used))
        return used

    def notices(self) -> tuple[str, ...]:
        """Return, once, what the operator must be told."""
        told = (*self._notices, *self._index.notices)
        self._notices.clear()
        self._index.notices.clear()
        return told

    async def _recovered(self, records: tuple[IndexRow, ...]) -> tuple[IndexRow, ...]:
        """Recover interrupted changes in each storage that may be usable now; return the rows after it."""
        left = {one.account.source for one in records if is_open(one, one.account.source)}
        storages = left & self._store_manager.to_recover
        for storage in storages:
            self._store_manager.to_recover.discard(storage)
            await self._recover(storage)
        return await self._disk.run(self._index.read) if storages else records

    async def _recover(self, storage: Source) -> None:
        lease = Lease()
        work = lambda: recover(self._index, self._entries, storage, lease)  # noqa: E731
        try:
            await self._store_manager.load(storage)
            self._notices += await self._store_manager.threads[storage].run(work)
        except (NoAnswerError, VaultError):
            lease.revoke()
            self._notices.append(
                _("An interrupted change in the {storage} must be recovered, and it does not answer.").format(
                    storage=storage.words
                )
            )
        except BusyError:
            self._store_manager.to_recover.add(storage)  # another cen-tui is at work there, perhaps on this
        except FileProblem as problem:
            self._notices.append(
                sentences(
                    _("An interrupted change in the {storage} must be recovered.").format(
                        storage=storage.words
                    ),
                    str(problem),
                    problem.advice,
                )
            )

    async def _at(
        self, storage: Source, work: Callable[[Lease], _Result], *, writing: bool = False
    ) -> _Result:
        await self._store_manager.load(storage)
        lease, thread = Lease(), self._store_manager.threads[storage]
        try:
            return await thread.run(lambda: work(lease))
        except NoAnswerError:
            lease.revoke()
            raise timeout_error(thread.limit, writing=writing, storage=storage) from None
        except FileProblem as problem:
            raise file_error(problem, storing=writing) from problem
        finally:
            if writing:
                self._store_manager.to_recover.add(storage)
