"""The paths of every file that cen-tui reads or writes."""

from pathlib import Path
from typing import Final

import platformdirs

_NAME: Final = "cen-tui"


def accounts_file() -> Path:
    """Return the index of accounts, which holds nothing secret."""
    return platformdirs.user_config_path(_NAME, appauthor=False) / "accounts.json"


def account_notes_file() -> Path:
    """Return the notes on accounts, and the roles; nothing in it is secret."""
    return platformdirs.user_config_path(_NAME, appauthor=False) / "remarks.json"


def aliyun_file() -> Path:
    """Return the profiles of the aliyun CLI, which are its own."""
    return Path.home() / ".aliyun" / "config.json"


def settings_file() -> Path:
    """Return the settings, which the operator writes and cen-tui only reads."""
    return platformdirs.user_config_path(_NAME, appauthor=False) / "settings.json"


def recents_file() -> Path:
    """Return the recent choices; on macOS this folder is the one of the settings."""
    return platformdirs.user_state_path(_NAME, appauthor=False) / "recents.json"


def journal_file() -> Path:
    """Return the journal of what was granted and revoked; on macOS this folder is the one of the settings."""
    return platformdirs.user_state_path(_NAME, appauthor=False) / "journal.jsonl"


def hosts_file() -> Path:
    """Return the choices of credential storage, one for each host."""
    return platformdirs.user_config_path(_NAME, appauthor=False) / "hosts.json"


def login_lock() -> Path:
    """Return the lock that is held while the tokens of a login of the aliyun CLI are renewed."""
    return platformdirs.user_state_path(_NAME, appauthor=False) / "cli-login.lock"


def secrets_folder() -> Path:
    """Return the folder of the encrypted file and of the private keyring, where the operator chose these."""
    return platformdirs.user_data_path(_NAME, appauthor=False)
