"""Starts gnome-keyring's daemon on a login's own bus, unlocked, before anything else starts it locked."""

import contextlib
import errno
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cen_tui.cloud.credentials import Secret
from cen_tui.i18n import gettext as _
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.text import safe
from cen_tui.vault.base import ServiceState, StoreError
from cen_tui.vault.secret_service.passphrase import create, unlock
from cen_tui.vault.secret_service.probe import probe
from cen_tui.vault.store_errors import service_error

DAEMON: Final = "gnome-keyring-daemon"
_START_LIMIT: Final = 8.0
_PAUSE: Final = 0.02
_INHERITED: Final = ("HOME", "PATH", "USER", "LOGNAME", "LANG", "DBUS_SESSION_BUS_ADDRESS")
_ABSENT: Final = (ServiceState.NO_BUS, ServiceState.NOT_RUNNING, ServiceState.NO_SERVICE)


def child_environ(environ: Mapping[str, str], **more: str) -> dict[str, str]:
    """Return what of an environment a child of ours is given: nothing that could be a secret."""
    kept = {name: value for name, value in environ.items() if name in _INHERITED or name.startswith("XDG_")}
    return {**kept, **more}


def start(environ: Mapping[str, str], passphrase: Secret) -> None:
    """Start the Secret Service of this login with its keyring unlocked; the first time that creates it.

    It keeps running after cen-tui has ended, as that of a desktop does. Blocks for a few seconds at most.

    Raises:
        VaultError: the passphrase is wrong, or the service did not come.
    """
    if probe(environ) is ServiceState.FOREIGN:  # it would hand out all that it holds there
        raise service_error(ServiceState.FOREIGN)
    check_may_run(environ)
    with contextlib.suppress(subprocess.TimeoutExpired, OSError):
        _run(environ, "--unlock", "--components=secrets", given=passphrase.reveal().encode())
    make_ready(environ, passphrase)


def _run(environ: Mapping[str, str], *arguments: str, given: bytes = b"") -> None:
    subprocess.run(  # noqa: S603 - our own words
        [DAEMON, *arguments],
        env=child_environ(environ),
        input=given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        timeout=_START_LIMIT,
        check=False,  # it says success also when it failed
    )


def check_may_run(environ: Mapping[str, str]) -> None:
    """Refuse where this system does not let the daemon be started at all.

    Distributions give it the file capability `cap_ipc_lock`, so that no secret is swapped out. The kernel
    runs no program with a capability that was taken away from everything here, as in containers: execve(2),
    EPERM.

    Raises:
        StoreError: the system forbids it.
    """
    try:
        _run(environ, "--version")
    except (OSError, subprocess.TimeoutExpired) as error:
        if not isinstance(error, OSError) or error.errno != errno.EPERM:
            return  # whatever it is, the start tells of it
        path = safe(shutil.which(DAEMON, path=environ.get("PATH", os.defpath)) or DAEMON)
        raise StoreError(
            _(
                "This system does not let {path} run: {reason}. It has the capability"
                " cap_ipc_lock, which a container may lack."
            ).format(path=path, reason=reason_in_words(safe(error.strerror))),
            advice=_(
                "Start the container with --cap-add=IPC_LOCK, or take the capability from the program"
                " (sudo setcap -r {path}), or choose another credential storage."
            ).format(path=shlex.quote(path)),
        ) from None


def make_ready(environ: Mapping[str, str], passphrase: Secret) -> None:
    """Wait until a service that was just started with a passphrase is unlocked; raises as `start` does."""
    end = time.monotonic() + _START_LIMIT
    while (state := probe(environ)) in _ABSENT and time.monotonic() < end:
        time.sleep(_PAUSE)
    if state is ServiceState.LOCKED:  # it was running after all, or the passphrase is wrong
        unlock(environ, passphrase)
    elif state is ServiceState.NO_COLLECTION:
        create(environ, passphrase)
    elif state is not ServiceState.UNLOCKED:
        raise service_error(state)


def has_keyring(environ: Mapping[str, str]) -> bool:
    """Tell whether this user's folder holds a keyring: whether a passphrase opens one or makes one."""
    home = Path(environ.get("XDG_DATA_HOME") or Path(environ.get("HOME", "~")).expanduser() / ".local/share")
    return any((home / "keyrings").glob("*.keyring"))
