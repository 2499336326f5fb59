"""Every way in which a keyring can fail, in words: what happened and what to do on such a host."""

from typing import Final

from cen_tui.files import FileProblem
from cen_tui.text import safe
from cen_tui.vault.base import VaultError
from cen_tui.vault.service import ServiceState

WITHOUT_A_KEYRING: Final = (
    "Without a keyring, set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET"
    " and start cen-tui again: nothing is stored then."
)
_UNLOCK: Final = (
    "Over SSH: systemctl --user stop gnome-keyring-daemon.socket gnome-keyring-daemon.service,"
    " then gnome-keyring-daemon --unlock, with the passphrase on its standard input."
)
_SERVICE: Final = {
    ServiceState.LOCKED: (
        "The keyring of this login is locked.",
        f"Unlock it at the desktop and try again. {_UNLOCK}",
    ),
    ServiceState.NO_COLLECTION: (
        "The keyring service runs, but holds no keyring yet.",
        f"Create one at the desktop, in Passwords and Keys, and try again. {_UNLOCK}",
    ),
    ServiceState.NOT_RUNNING: (
        "A keyring service is installed but does not run in this login.",
        "Start gnome-keyring-daemon --unlock, with the passphrase on its standard input, and try again.",
    ),
    ServiceState.NO_SERVICE: (
        "This login has no keyring service.",
        "Install one (gnome-keyring with dbus-user-session on Debian and Ubuntu), log out and in again.",
    ),
    ServiceState.NO_BUS: (
        "This login has no D-Bus session, and so no keyring.",
        "Log in by SSH or at the desktop itself: su and sudo leave the session behind.",
    ),
    ServiceState.UNRESPONSIVE: (
        "The keyring service does not answer.",
        "Log out and in again, so that it starts anew, and try again.",
    ),
}
_MACOS_NO_DIALOG: Final = "-25308"
_WINDOWS_NO_SESSION: Final = 1312
_WINDOWS_TOO_LONG: Final = 1783


def service_trouble(state: ServiceState) -> VaultError:
    """Return the error for a Secret Service that is in any state but unlocked."""
    happened, advice = _SERVICE[state]
    return VaultError(happened, advice=f"{advice} {WITHOUT_A_KEYRING}")


def refused_backend(name: str, why: str) -> VaultError:
    """Return the error for a keyring backend that may not hold a secret."""
    return VaultError(
        f"The keyring backend {safe(name, limit=120)} is not used: {why}.",
        advice=f"Unset PYTHON_KEYRING_BACKEND and try again. {WITHOUT_A_KEYRING}",
    )


def no_answer(limit: float, *, writing: bool) -> VaultError:
    """Return the error for a keyring that was waited for in vain, `limit` seconds."""
    late = " What was to be stored may still be written, but is not counted on." if writing else ""
    return VaultError(
        f"The keyring did not answer within {limit:g} seconds.{late}",
        advice=f"Look for a window that asks for its passphrase, and try again. {WITHOUT_A_KEYRING}",
    )


def disk_no_answer(limit: float) -> VaultError:
    """Return the error for a disk that was waited for in vain, `limit` seconds."""
    return VaultError(
        f"The list of accounts could not be read or written within {limit:g} seconds.",
        advice="Check whether the disk of your home folder answers, and try again.",
    )


def too_long() -> VaultError:
    """Return the error for a sign-in with a token that does not fit into Windows' keyring."""
    return VaultError(
        "This sign-in is too long for the Windows Credential Manager, which holds 1,280 characters.",
        advice=f"Temporary credentials need not be saved. {WITHOUT_A_KEYRING}",
    )


def call_failed(error: Exception) -> VaultError:
    """Return the error for whatever a keyring raised; its own text is used only to tell cases apart."""
    if type(error).__name__ == "KeyringLocked":
        return service_trouble(ServiceState.LOCKED)
    if type(error).__name__ == "NoKeyringError":
        return service_trouble(ServiceState.NO_SERVICE)
    if _MACOS_NO_DIALOG in str(error):
        return VaultError(
            "The macOS keychain is locked, and cannot ask for its password here.",
            advice="Run security unlock-keychain in this session and try again.",
        )
    windows_code = getattr(error, "winerror", 0)
    if windows_code == _WINDOWS_NO_SESSION:
        return VaultError(
            "Windows opens its Credential Manager only to a local or remote desktop session, not over SSH.",
            advice=WITHOUT_A_KEYRING,
        )
    if windows_code == _WINDOWS_TOO_LONG:
        return too_long()
    return VaultError(
        f"The keyring failed: {type(error).__name__}.", advice=f"Try again. {WITHOUT_A_KEYRING}"
    )


def file_trouble(problem: FileProblem) -> VaultError:
    """Return the error for an index of accounts that could not be read or written."""
    return VaultError(str(problem), advice=problem.advice)
