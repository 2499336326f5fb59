"""The credential storages of this host: opens each, and sets up one that cannot be used yet."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from cen_tui.cloud.credentials import Secret
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import FileProblem
from cen_tui.text import safe
from cen_tui.vault.base import STORES, Source, Store
from cen_tui.vault.keyring.backend import BACKEND_VARIABLE, load_library, open_store
from cen_tui.vault.keyring.timed_thread import NoAnswerError, TimedThread
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.store_errors import file_error, timeout_error

if TYPE_CHECKING:
    from cen_tui.vault.encrypted_file import EncryptedFile
    from cen_tui.vault.secret_service.private_keyring import PrivateKeyring
    from cen_tui.vault.setup_options import Host, SetupKind, SetupOption

_Result = TypeVar("_Result")

_FILE_NAME: Final = "sign-ins.sealed"
_FILE_LIMIT: Final = 60.0
"""Seconds: deriving a key from a passphrase takes one or two, and many more on a busy host."""
_SETUP_LIMIT: Final = 24.0
"""Seconds for detecting or starting a service."""


class StoreManager:
    """The storages of one host. Slow or platform-specific modules are imported when they are needed."""

    def __init__(
        self,
        environ: Mapping[str, str],
        folder: Path,
        *,
        choice: StorageChoice | None = None,
        thread: TimedThread | None = None,
        store: Callable[[], Store] | None = None,
    ) -> None:
        """`folder` is where storages of ours lie; `store` opens another keyring than this host's."""
        self._environ = environ
        self._folder = folder
        self._choice = choice or StorageChoice(None)
        self._open_keyring = store or (lambda: open_store(environ))
        self._is_service = store is None and not environ.get(BACKEND_VARIABLE)
        self._private: PrivateKeyring | None = None
        self._file: EncryptedFile | None = None
        self._load = (lambda: None) if store else (lambda: load_library(environ))
        self._loaded = False
        self.selected = self._choice.read()
        """Where new credentials are stored."""
        self.notices: list[str] = [self._choice.notice] if self._choice.notice else []
        """What the operator must be told; whoever tells it empties the list."""
        self.to_recover: set[Source] = set(STORES)
        """Storages in which interrupted changes are recovered at the next listing; the vault empties it."""
        thread = thread or TimedThread()
        self.threads: Final = {
            Source.KEYRING: thread,
            Source.PRIVATE_KEYRING: TimedThread(thread.limit, name="private keyring"),
            Source.FILE: TimedThread(_FILE_LIMIT, name="encrypted file"),
        }

    async def load(self, storage: Source) -> None:
        """Import the keyring's library, before the time limit of a keyring call begins."""
        if not self._loaded and storage is not Source.FILE:
            await self._run(storage, self._load)
            self._loaded = True

    def open(self, storage: Source) -> Store:
        """Return the store of a storage; blocks, raises `StoreError` when it cannot be used."""
        if storage is Source.PRIVATE_KEYRING:
            return self._private_keyring().open()
        if storage is Source.FILE:
            return self._encrypted_file().open()
        return self._open_keyring()

    async def options(self, storage: Source | None = None) -> tuple[SetupOption, ...]:
        """Return the setup options of this host, best first; only those for `storage`, if one is given.

        Raises:
            VaultError: it could not be found out in time.
        """
        from cen_tui.vault.setup_options import SetupKind, setup_options

        found = setup_options(await self._run(Source.PRIVATE_KEYRING, self._detect_host))
        if storage is not None:
            return tuple(
                option
                for option in found
                if option.storage is storage and option.kind is not SetupKind.KEYRING
            )
        at_hand = self.selected is Source.KEYRING
        return tuple(option for option in found if not (at_hand and option.kind is SetupKind.KEYRING))

    async def take(
        self, option: SetupOption, passphrase: Secret | None = None, *, remember: bool = True
    ) -> str:
        """Set up a storage; with `remember`, new credentials are stored there from now on.

        Returns what else the operator must be told, which is usually empty.

        Raises:
            VaultError: it cannot be used, or the passphrase is wrong.
        """
        if option.storage in self.threads:
            await self._run(option.storage, lambda: self._make_usable(option.kind, passphrase or Secret()))
            self.to_recover.add(option.storage)
        if not remember or option.storage is None:
            return ""
        self.selected = storage = option.storage
        try:
            await TimedThread(name="choice").run(lambda: self._choice.write(storage))
        except (FileProblem, NoAnswerError) as problem:
            return sentences(_("The choice will not be remembered."), safe(problem))
        return ""

    def close(self) -> None:
        """End what was started for this program alone."""
        if self._private is not None:
            self._private.close()

    async def _run(self, storage: Source, work: Callable[[], _Result]) -> _Result:
        limit = max(_SETUP_LIMIT, self.threads[storage].limit)
        try:
            return await self.threads[storage].run(work, limit)
        except NoAnswerError:
            raise timeout_error(limit, writing=False, storage=storage) from None
        except FileProblem as problem:
            raise file_error(problem, storing=True) from problem

    def _make_usable(self, kind: SetupKind, passphrase: Secret) -> None:
        from cen_tui.vault.setup_options import SetupKind

        if kind is SetupKind.PRIVATE:
            self._private_keyring().start(passphrase)
        elif kind is SetupKind.FILE:
            self._encrypted_file().unlock(passphrase)
        elif kind is SetupKind.START:
            from cen_tui.vault.secret_service.daemon import start

            start(self._environ, passphrase)
        elif kind in {SetupKind.UNLOCK, SetupKind.CREATE}:
            from cen_tui.vault.secret_service import passphrase as service

            give = service.unlock if kind is SetupKind.UNLOCK else service.create
            give(self._environ, passphrase)

    def _detect_host(self) -> Host:
        from cen_tui.vault.setup_options import Host

        file = self._folder / _FILE_NAME
        host = Host(file_exists=file.exists(), file_path=safe(file))
        if sys.platform != "linux":
            return host
        from cen_tui.vault.secret_service.daemon import DAEMON, has_keyring
        from cen_tui.vault.secret_service.private_keyring import BUS
        from cen_tui.vault.secret_service.probe import probe

        path = self._environ.get("PATH", os.defpath)
        private = self._private_keyring()
        return replace(
            host,
            state=probe(self._environ) if self._is_service else None,
            has_keyring=has_keyring(self._environ),
            has_daemon=shutil.which(DAEMON, path=path) is not None,
            has_bus=shutil.which(BUS, path=path) is not None,
            private_owner=private.owner,
            private_exists=private.exists,
        )

    def _private_keyring(self) -> PrivateKeyring:
        from cen_tui.vault.secret_service.private_keyring import PrivateKeyring

        if self._private is None:
            self._private = PrivateKeyring(self._folder / "private-keyring", self._environ)
        return self._private

    def _encrypted_file(self) -> EncryptedFile:
        from cen_tui.vault.encrypted_file import EncryptedFile

        if self._file is None:
            self._file = EncryptedFile(self._folder / _FILE_NAME)
        return self._file
