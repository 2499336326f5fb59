"""A script: as the user of a number, store credentials in every storage that needs no bus of the login."""

import asyncio
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import encodings.ascii
import encodings.idna
import encodings.utf_8_sig  # noqa: F401 - all that is imported late must be here before the rights go

import secretstorage  # noqa: F401
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: F401
from cryptography.hazmat.primitives.ciphers.algorithms import AES  # noqa: F401
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: F401

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.base import Account, StoreError
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.secret_service import (
    service_store,  # noqa: F401
)
from cen_tui.vault.setup_options import SetupKind
from cen_tui.vault.store_manager import StoreManager

PASSPHRASE = Secret("of the test alone")
ONE = Credentials("LTAI5tMadeUpForTests0001", Secret("MadeUpSecretForTestsAaBbCc0001"))


async def store_in_each(folder: Path) -> None:
    """Print each storage that kept credentials and returned them."""
    store_manager = StoreManager(os.environ, folder / "data", thread=TimedThread(30))
    vault = KeyringVault(folder / "config" / "accounts.json", environ={}, store_manager=store_manager)
    try:
        await vault.save(Account("refused"), ONE)
    except StoreError:
        options = {option.kind: option for option in await store_manager.options()}
    for kind in (SetupKind.PRIVATE, SetupKind.FILE, SetupKind.SESSION):
        await store_manager.take(options[kind], PASSPHRASE)
        saved = await vault.save(Account(kind.name), ONE)
        if await vault.credentials(saved) == ONE:
            sys.stdout.write(f"{saved.source}\n")
    store_manager.close()


if __name__ == "__main__":
    os.umask(0o022)
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(int(sys.argv[2]))
        os.setuid(int(sys.argv[2]))
    asyncio.run(store_in_each(Path(sys.argv[1])))
