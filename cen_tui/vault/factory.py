"""The accounts of this host, wherever their sign-ins live. The first frame does not wait for it."""

from collections.abc import Mapping

from cen_tui.storage import paths
from cen_tui.vault.account_directory import SignIns
from cen_tui.vault.account_notes import AccountNotes
from cen_tui.vault.keyring.timed_thread import keyring_thread
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.profiles.reader import profiles_reader
from cen_tui.vault.storage_choice import Choice
from cen_tui.vault.store_manager import StoreManager


def open_signins(environ: Mapping[str, str]) -> SignIns:
    """Return all of them: saved, the environment's, the CLI's, and roles over these. Close it at the end."""
    choice = Choice(paths.hosts_file())
    keeper = StoreManager(environ, paths.secrets_folder(), choice=choice, gate=keyring_thread())
    vault = KeyringVault(paths.accounts_file(), environ=environ, keeper=keeper)
    profiles = profiles_reader(paths.aliyun_file(), environ, lock=paths.login_lock())
    return SignIns(vault, AccountNotes(paths.remarks_file()), profiles=profiles, keeper=keeper)
