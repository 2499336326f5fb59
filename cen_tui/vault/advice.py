"""What to do about a keyring that cannot be used: in a sentence, and as commands for this system."""

import platform
import sys
from collections.abc import Mapping
from enum import Enum
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.vault.base import ServiceState


class System(Enum):
    """The systems whose commands differ."""

    DEBIAN = "Debian or Ubuntu"
    REDHAT = "RHEL or Fedora"
    ALPINE = "Alpine"
    LINUX = "Linux"
    MACOS = "macOS"
    WINDOWS = "Windows"


_OF_ID: Final = {
    "debian": System.DEBIAN,
    "ubuntu": System.DEBIAN,
    "rhel": System.REDHAT,
    "fedora": System.REDHAT,
    "centos": System.REDHAT,
    "alpine": System.ALPINE,
}
_INSTALL: Final = {
    System.DEBIAN: "sudo apt-get install -y --no-install-recommends gnome-keyring dbus-user-session",
    System.REDHAT: "sudo dnf install -y gnome-keyring dbus-daemon",
    System.ALPINE: "sudo apk add gnome-keyring dbus",
}
_SENTENCES: Final = {
    ServiceState.LOCKED: _("Unlock it with its passphrase, here or at the desktop, and try again."),
    ServiceState.NO_COLLECTION: _("Create one under a passphrase, here or at the desktop, and try again."),
    ServiceState.NOT_RUNNING: _("Start it with its passphrase, and try again."),
    ServiceState.NO_BUS: _("Log in by SSH or at the desktop itself: su and sudo leave the session behind."),
    ServiceState.FOREIGN: _(
        "Log in by SSH or at the desktop itself: su and sudo may keep another user's "
        "DBUS_SESSION_BUS_ADDRESS."
    ),
    ServiceState.UNRESPONSIVE: _("Log out and in again, so that it starts anew, and try again."),
}
_NAMES: Final = {System.DEBIAN: _("Debian or Ubuntu"), System.REDHAT: _("RHEL or Fedora")}
"""Those of two systems; the others' are names alone."""
_GNOME_KEYRING: Final = _("gnome-keyring, and D-Bus with a session bus for each login")
_FIRST: Final = _("{system}: install a keyring service, then log out and in again")
_STARTS: Final = _(
    "Start the service of this login unlocked. It says success even with a wrong passphrase: press r here "
    "to see."
)
_ASKS: Final = _("Keyring passphrase:")
_UNLOCK: Final = f"""\
systemctl --user stop gnome-keyring-daemon.socket gnome-keyring-daemon.service
read -rsp '{_ASKS} ' P; echo
printf %s "$P" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; unset P"""
_RUNS: Final = _(
    "Run cen-tui in a session of its own with its keyring unlocked. One at a time: two would lose data."
)
_UNLOCK_ASH: Final = """\
mkdir -p -m 700 ~/.local/share/keyrings; stty -echo; read -r P; stty echo
printf %s "$P" | flock -n ~/.local/share/keyrings/.session.lock \\
  dbus-run-session -- sh -c 'gnome-keyring-daemon --unlock --components=secrets >/dev/null &&
  exec cen-tui </dev/tty >/dev/tty 2>/dev/tty' >/dev/null 2>&1; unset P"""
_KEYCHAIN: Final = _(
    "Over SSH the keychain is locked and cannot ask: unlock it in this session, then press r"
)
_MACOS: Final = """\
security unlock-keychain ~/Library/Keychains/login.keychain-db
security show-keychain-info ~/Library/Keychains/login.keychain-db"""
_MANAGER: Final = (
    _("Windows opens the Credential Manager to a local or remote desktop session only, never over SSH."),
    _("It holds 1,280 characters an entry, so that most temporary credentials do not fit."),
)
_WINDOWS: Final = "cmdkey /list"


def this_system(name: str = sys.platform, os_release: Mapping[str, str] | None = None) -> System:
    """Return the system that this runs on; `os_release` are the fields of the file of that name."""
    if name in {"darwin", "win32"}:
        return System.MACOS if name == "darwin" else System.WINDOWS
    try:
        fields = platform.freedesktop_os_release() if os_release is None else os_release
    except OSError:
        return System.LINUX
    names = [fields.get("ID", ""), *fields.get("ID_LIKE", "").split()]
    return next((_OF_ID[one] for one in names if one in _OF_ID), System.LINUX)


def advice(state: ServiceState, system: System) -> str:
    """Return what to do about a Secret Service in this state, in a sentence or two."""
    if state is ServiceState.NO_SERVICE:
        install = _INSTALL.get(system, _("install gnome-keyring and a D-Bus session"))
        return _("Install one ({install}), then log out and in again.").format(install=install)
    return _SENTENCES[state]


def commands(system: System) -> str:
    """Return the commands that make a keyring usable on this system, with comments, to be run in a shell."""
    if system is System.MACOS:
        return _script(_MACOS, _KEYCHAIN)
    if system is System.WINDOWS:
        return _script(_WINDOWS, *_MANAGER)
    first = _FIRST.format(system=_NAMES.get(system, system.value))
    install = _script(_INSTALL.get(system) or f"# {_GNOME_KEYRING}", first)
    unlock = _script(_UNLOCK_ASH, _RUNS) if system is System.ALPINE else _script(_UNLOCK, _STARTS)
    return f"{install}\n\n{unlock}"


def _script(lines: str, *comments: str) -> str:
    """Return lines of a shell script beneath comments."""
    return "\n".join((*(f"# {comment}" for comment in comments), lines))
