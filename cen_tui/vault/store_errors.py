"""The errors of credential storages: what happened, and what to do on such a host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.text import safe
from cen_tui.vault.base import ServiceState, Source, StoreError, VaultError

if TYPE_CHECKING:
    from cen_tui.storage.files import FileProblem

WITHOUT_A_KEYRING: Final = _(
    "Without a keyring, set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET"
    " and start cen-tui again: nothing is stored then."
)
_HAPPENED: Final = {
    ServiceState.LOCKED: _("The keyring of this login is locked."),
    ServiceState.NO_COLLECTION: _("The keyring service runs, but holds no keyring yet."),
    ServiceState.NOT_RUNNING: _("A keyring service is installed but does not run in this login."),
    ServiceState.NO_SERVICE: _("This login has no keyring service."),
    ServiceState.NO_BUS: _("This login has no D-Bus session, and so no keyring."),
    ServiceState.FOREIGN: _("The keyring's D-Bus socket belongs to another user. Nothing was sent to it."),
    ServiceState.UNRESPONSIVE: _("The keyring service does not answer."),
}
_STATE_OF: Final = {
    "KeyringLocked": ServiceState.LOCKED,
    "NoKeyringError": ServiceState.NO_SERVICE,
    "ForeignBusError": ServiceState.FOREIGN,
}
"""The state that an exception means, by its class name: the libraries exist on one platform each."""
_MACOS_NO_DIALOG: Final = "-25308"
_WINDOWS_NO_SESSION: Final = 1312
_WINDOWS_TOO_LONG: Final = 1783


def service_error(state: ServiceState) -> StoreError:
    """Return the error for a Secret Service that is in any state but unlocked."""
    from cen_tui.vault.advice import advice, this_system

    return StoreError(_HAPPENED[state], advice=sentences(advice(state, this_system()), WITHOUT_A_KEYRING))


def refused_backend_error(name: str, why: str) -> StoreError:
    """Return the error for a keyring backend that may not hold a secret."""
    return StoreError(
        _("The keyring backend {backend} is not used: {why}.").format(backend=safe(name, limit=120), why=why),
        advice=sentences(_("Unset PYTHON_KEYRING_BACKEND and try again."), WITHOUT_A_KEYRING),
    )


def timeout_error(limit: float, *, writing: bool, storage: Source = Source.KEYRING) -> StoreError:
    """Return the error for a storage that did not answer within `limit` seconds."""
    late = _("The credentials may still be written, but are treated as not stored.") if writing else ""
    told = _("The {storage} did not answer within {limit:g} seconds.")
    return StoreError(
        sentences(told.format(storage=storage.words, limit=limit), late),
        advice=sentences(
            _("Look for a window that asks for its passphrase, and try again."), WITHOUT_A_KEYRING
        ),
    )


def disk_timeout_error(limit: float) -> VaultError:
    """Return the error for a disk that did not answer within `limit` seconds."""
    return VaultError(
        _("The list of accounts could not be read or written within {limit:g} seconds.").format(limit=limit),
        advice=_("Check whether the disk of your home folder answers, and try again."),
    )


def too_long_error() -> StoreError:
    """Return the error for credentials that do not fit into Windows' keyring."""
    return StoreError(
        _("These credentials are too long for the Windows Credential Manager, which holds 1,280 characters."),
        advice=sentences(_("Temporary credentials need not be saved."), WITHOUT_A_KEYRING),
    )


def call_error(error: Exception) -> StoreError:
    """Return the error for whatever a keyring raised; its own text is used only to tell cases apart."""
    if state := _STATE_OF.get(type(error).__name__):
        return service_error(state)
    if _MACOS_NO_DIALOG in str(error):
        return StoreError(
            _("The macOS keychain is locked, and cannot ask for its password here."),
            advice=sentences(
                _("Run security unlock-keychain in this session and try again."), WITHOUT_A_KEYRING
            ),
        )
    windows_code = getattr(error, "winerror", 0)
    if windows_code == _WINDOWS_NO_SESSION:
        return StoreError(
            _(
                "Windows opens its Credential Manager only to a local or remote desktop session, not over "
                "SSH."
            ),
            advice=WITHOUT_A_KEYRING,
        )
    if windows_code == _WINDOWS_TOO_LONG:
        return too_long_error()
    return StoreError(
        _("The keyring failed: {error}.").format(error=type(error).__name__),
        advice=sentences(_("Try again."), WITHOUT_A_KEYRING),
    )


def file_error(problem: FileProblem, *, storing: bool = False) -> VaultError:
    """Return the error for an index of accounts, or an encrypted file, that could not be read or written."""
    kind = StoreError if storing else VaultError
    return kind(str(problem), advice=problem.advice)
