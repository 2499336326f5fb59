"""Where sign-ins are kept on this host: opens each place, and makes one usable that is not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from cen_tui.cloud.credentials import Secret
from cen_tui.storage.files import FileProblem
from cen_tui.text import safe
from cen_tui.vault.base import STORES, Source, Store
from cen_tui.vault.keyring.backend import BACKEND_VARIABLE, load_library, open_store
from cen_tui.vault.keyring.timed_thread import NoAnswerError, TimedThread
from cen_tui.vault.storage_choice import Choice
from cen_tui.vault.store_errors import file_trouble, no_answer

if TYPE_CHECKING:
    from cen_tui.vault.encrypted_file import EncryptedFile
    from cen_tui.vault.secret_service.private_keyring import PrivateKeyring
    from cen_tui.vault.setup_options import Host, SetupKind, SetupOption

_Result = TypeVar("_Result")

_FILE_NAME: Final = "sign-ins.sealed"
_FILE_LIMIT: Final = 60.0
"""Seconds: making a key of a passphrase takes one or two, and many more on a busy host."""
_LADDER_LIMIT: Final = 12.0
"""Seconds for looking around or starting a service, of which the screen counts each."""


class StoreManager:
    """The places of one host. What it imports is slow, or of one platform alone, and so it comes late."""

    def __init__(
        self,
        environ: Mapping[str, str],
        folder: Path,
        *,
        choice: Choice | None = None,
        gate: TimedThread | None = None,
        store: Callable[[], Store] | None = None,
    ) -> None:
        """`folder` is for what is stored; `store` opens another keyring than this host's."""
        self._environ = environ
        self._folder = folder
        self._choice = choice or Choice(None)
        self._open_keyring = store or (lambda: open_store(environ))
        self._is_service = store is None and not environ.get(BACKEND_VARIABLE)
        self._private: PrivateKeyring | None = None
        self._file: EncryptedFile | None = None
        self._load = (lambda: None) if store else (lambda: load_library(environ))
        self._loaded = False
        self.place = self._choice.read()
        """Where new sign-ins go."""
        self.notices: list[str] = [self._choice.notice] if self._choice.notice else []
        """What the operator must be told; whoever tells it empties the list."""
        self.changed: set[Source] = set(STORES)
        """Places that may work now and did not before; whoever acts on that takes them out."""
        gate = gate or TimedThread()
        self.gates: Final = {
            Source.KEYRING: gate,
            Source.PRIVATE_KEYRING: TimedThread(gate.limit, name="private keyring"),
            Source.FILE: TimedThread(_FILE_LIMIT, name="encrypted file"),
        }

    async def load(self, place: Source) -> None:
        """Have the keyring's library imported, before the time that a keyring may take is counted."""
        if not self._loaded and place is not Source.FILE:
            await self._run(place, self._load)
            self._loaded = True

    def open(self, place: Source) -> Store:
        """Return the store of a place, for that place's gate; raises `StoreError` when it cannot be used."""
        if place is Source.PRIVATE_KEYRING:
            return self._private_keyring().open()
        if place is Source.FILE:
            return self._encrypted_file().open()
        return self._open_keyring()

    async def rungs(self, place: Source | None = None) -> tuple[SetupOption, ...]:
        """Return what can be done here now, best first; only what makes `place` usable, if one is given.

        Raises:
            VaultError: it could not be found out in time.
        """
        from cen_tui.vault.setup_options import SetupKind, setup_options

        found = setup_options(await self._run(Source.PRIVATE_KEYRING, self._look))
        if place is not None:
            return tuple(
                rung for rung in found if rung.leads_to is place and rung.way is not SetupKind.KEYRING
            )
        at_hand = self.place is Source.KEYRING
        return tuple(rung for rung in found if not (at_hand and rung.way is SetupKind.KEYRING))

    async def take(
        self, rung: SetupOption, passphrase: Secret | None = None, *, remember: bool = True
    ) -> str:
        """Make a place usable, and let new sign-ins go there from now on if it is to be remembered.

        Returns what the operator must be told beside that, which is empty as a rule.

        Raises:
            VaultError: it cannot be used, or the passphrase is wrong.
        """
        if rung.leads_to in self.gates:
            await self._run(rung.leads_to, lambda: self._make_usable(rung.way, passphrase or Secret()))
            self.changed.add(rung.leads_to)
        if not remember or rung.leads_to is None:
            return ""
        self.place = place = rung.leads_to
        try:
            await TimedThread(name="choice").run(lambda: self._choice.write(place))
        except (FileProblem, NoAnswerError) as problem:
            return f"The choice will not be remembered. {safe(problem)}"
        return ""

    def close(self) -> None:
        """End what was started for this program alone."""
        if self._private is not None:
            self._private.close()

    async def _run(self, place: Source, work: Callable[[], _Result]) -> _Result:
        limit = max(_LADDER_LIMIT, self.gates[place].limit)
        try:
            return await self.gates[place].run(work, limit)
        except NoAnswerError:
            raise no_answer(limit, writing=False, place=place) from None
        except FileProblem as problem:
            raise file_trouble(problem, storing=True) from problem

    def _make_usable(self, way: SetupKind, passphrase: Secret) -> None:
        from cen_tui.vault.setup_options import SetupKind

        if way is SetupKind.PRIVATE:
            self._private_keyring().start(passphrase)
        elif way is SetupKind.FILE:
            self._encrypted_file().unlock(passphrase)
        elif way is SetupKind.START:
            from cen_tui.vault.secret_service.daemon import start

            start(self._environ, passphrase)
        elif way in {SetupKind.UNLOCK, SetupKind.CREATE}:
            from cen_tui.vault.secret_service import passphrase as service

            give = service.unlock if way is SetupKind.UNLOCK else service.create
            give(self._environ, passphrase)

    def _look(self) -> Host:
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
