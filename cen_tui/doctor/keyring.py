"""The keyring that holds the secrets: whether it can be used. Never a write, and never a prompt."""

import os
from typing import Final

from cen_tui.doctor.accounts import saved_accounts
from cen_tui.doctor.finding import Finding, Level, note, ok
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import exclusive
from cen_tui.vault.base import STORAGE_NAMES, Source, Store, VaultError
from cen_tui.vault.environment import read_environment
from cen_tui.vault.keyring.backend import open_store
from cen_tui.vault.keyring.entries import USERNAME, service_name
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.store_errors import call_error

_NEVER_SAVED: Final = service_name("doctor", 0)
_READ_WITHOUT_A_PROMPT: Final = ("keyring.backends.SecretService", "keyring.backends.Windows")
_MACOS: Final = "keyring.backends.macOS"


def check_keyring(host: Host) -> list[Finding]:
    """Open the keyring as the vault does, and read an entry that does not exist. May block."""
    try:
        store = open_store(host.environ, host.platform)
    except VaultError as error:
        return [_unusable(host, error)]
    kind = next(each for each in type(store).__mro__ if not each.__module__.startswith("cen_tui."))
    name = f"{kind.__module__}.{kind.__qualname__}"
    if not kind.__module__.startswith(_READ_WITHOUT_A_PROMPT):
        if kind.__module__ == _MACOS:
            says = _("{keyring}. It was not read here, since macOS may ask for it in a window.")
        else:
            says = _("{keyring}. It was not read here, since it might ask for something.")
        return [note("keyring", says.format(keyring=name))]
    return [_read(host, store, name)]


def _read(host: Host, store: Store, name: str) -> Finding:
    try:
        if os.path.isdir(host.accounts.parent):  # noqa: PTH112 - no error where it may not be looked at
            with exclusive(host.accounts):
                store.get_password(_NEVER_SAVED, USERNAME)
        else:
            store.get_password(_NEVER_SAVED, USERNAME)
    except FileProblem as error:
        says = _("{keyring} is there. It was not read: {error}")
        return note("keyring", says.format(keyring=name, error=error), error.advice)
    except Exception as error:  # noqa: BLE001 - keyrings raise what their libraries do
        return _unusable(host, call_error(error))
    return ok("keyring", _("{keyring} is unlocked and answers.").format(keyring=name))


def _unusable(host: Host, error: VaultError) -> Finding:
    """Return what is wrong: a problem where an account needs the keyring, or none is there without it."""
    place = StorageChoice(host.hosts).read()
    held = any(account.source is Source.KEYRING for account in saved_accounts(host))
    wanted = place is Source.KEYRING and read_environment(host.environ).account is None
    says = str(error)
    if place is not Source.KEYRING:
        instead = _("New credentials go into {storage}, as was chosen here.")
        says = sentences(says, instead.format(storage=STORAGE_NAMES[place]))
    return Finding(Level.PROBLEM if held or wanted else Level.NOTE, "keyring", says, error.advice)
