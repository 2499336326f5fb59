"""Opens the directory of this host's accounts. The first frame does not wait for it."""

from collections.abc import Mapping

from cen_tui.storage import paths
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.account_notes import AccountNotes
from cen_tui.vault.keyring.timed_thread import keyring_thread
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.profiles.reader import profiles_reader
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.store_manager import StoreManager


def open_directory(environ: Mapping[str, str]) -> AccountDirectory:
    """Return the directory of all accounts of this host. Close it at the end."""
    choice = StorageChoice(paths.hosts_file())
    store_manager = StoreManager(environ, paths.secrets_folder(), choice=choice, thread=keyring_thread())
    vault = KeyringVault(paths.accounts_file(), environ=environ, store_manager=store_manager)
    profiles = profiles_reader(paths.aliyun_file(), environ, lock=paths.login_lock())
    return AccountDirectory(
        vault, AccountNotes(paths.account_notes_file()), profiles=profiles, store_manager=store_manager
    )
