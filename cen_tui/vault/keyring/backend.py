"""Selects the keyring backend: one class for each platform, by name; unsafe ones are refused."""

import contextlib
import importlib
import os
import sys
from collections.abc import Mapping
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.vault.base import ServiceState, Store
from cen_tui.vault.store_errors import refused_backend_error, service_error

BACKEND_VARIABLE: Final = "PYTHON_KEYRING_BACKEND"
_BUS_VARIABLE: Final = "DBUS_SESSION_BUS_ADDRESS"
_GREETING_LIMIT: Final = 3.0
_SECRET_SERVICE: Final = "keyring.backends.SecretService.Keyring"  # noqa: S105 - the name of a class
_OF_PLATFORM: Final = {
    "darwin": "keyring.backends.macOS.Keyring",
    "win32": "keyring.backends.Windows.WinVaultKeyring",
}
_OVER_BUS: Final = ("keyring.backends.libsecret.", "keyring.backends.kwallet.")
"""Those that connect to the login's bus by themselves."""
_REFUSED: Final = {
    "keyring.backends.null.": _("it forgets what it is given"),
    "keyring.backends.fail.": _("it stores nothing"),
    "keyring.backends.chainer.": _("it would not say where the secret goes"),
    "keyrings.": _("its file is not safe enough, or it would ask on this terminal"),
}


def refusal(name: str) -> str:
    """Say why a backend, given by the dotted name of its class, may not be used; empty when it may."""
    if "plaintext" in name.lower():
        return _("it writes secrets as plain text")
    return next((why for prefix, why in _REFUSED.items() if f"{name}.".startswith(prefix)), "")


def open_store(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Store:
    """Return this host's keyring, ready for use. Blocks.

    The library's own selection is not used: it takes plug-ins that happen to be installed, chains several,
    and falls back to backends that are not safe.

    Raises:
        VaultError: there is none, it is locked or does not answer, or it is one that is refused.
    """
    name = _name(environ, platform)
    why = refusal(name)
    if why:
        raise refused_backend_error(name, why)
    if name == _SECRET_SERVICE:
        return _secret_service(environ)
    if name.startswith(_OVER_BUS):
        _check_bus(environ)
    return _made(name)


def _secret_service(environ: Mapping[str, str]) -> Store:
    from cen_tui.vault.secret_service.probe import probe

    state = probe(environ)
    if state is not ServiceState.UNLOCKED:
        raise service_error(state)
    from cen_tui.vault.secret_service.service_store import ServiceStore

    return ServiceStore(environ[_BUS_VARIABLE])


def _check_bus(environ: Mapping[str, str]) -> None:
    """Refuse a bus that another user could take the place of, for a backend that connects by itself."""
    from cen_tui.vault.secret_service.bus import ForeignBusError, connect

    try:
        connect(environ.get(_BUS_VARIABLE, ""), _GREETING_LIMIT, private=True).close()
    except ForeignBusError:
        raise service_error(ServiceState.FOREIGN) from None
    except Exception:  # noqa: BLE001 - as the probe's: there are many ways of being no bus
        raise service_error(ServiceState.NO_BUS) from None


def load_library(environ: Mapping[str, str]) -> None:
    """Import what `open_store` needs, which takes its time the first time. Asks nothing of a keyring."""
    name = _name(environ, sys.platform)
    if not refusal(name):
        with contextlib.suppress(Exception):  # `open_store` says what is wrong with it
            importlib.import_module(name.rpartition(".")[0])


def _name(environ: Mapping[str, str], platform: str) -> str:
    return environ.get(BACKEND_VARIABLE, "").strip() or _OF_PLATFORM.get(platform, _SECRET_SERVICE)


def _made(name: str) -> Store:
    from keyring.backend import KeyringBackend

    module, _dot, attribute = name.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except Exception as error:  # whatever the module does that the variable names
        raise refused_backend_error(name, _("there is no such backend")) from error
    if not (isinstance(found, type) and issubclass(found, KeyringBackend)):
        raise refused_backend_error(name, _("it is no keyring backend"))
    for base in found.__mro__:
        why = refusal(f"{base.__module__}.{base.__qualname__}")
        if why:
            raise refused_backend_error(name, why)
    return found()
