"""Gives a passphrase to a running Secret Service over D-Bus, so that it needs no window to ask for it.

The interface is gnome-keyring's own, which has offered it unchanged for years (42 and 48 were tried);
other services do not know it, and say so.
"""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Final

from jeepney import DBusAddress
from secretstorage.defines import ALGORITHM_DH
from secretstorage.dhcrypto import Session
from secretstorage.util import format_secret

from cen_tui.cloud.credentials import Secret
from cen_tui.i18n import gettext as _
from cen_tui.vault.base import ServiceState, StoreError, VaultError
from cen_tui.vault.secret_service.bus import SECRETS, Bus, ForeignBusError, RefusedError, open_bus
from cen_tui.vault.store_errors import service_error

PASSPHRASE_LIMIT: Final = 5.0
_PATH: Final = "/org/freedesktop/secrets"
_SERVICE: Final = DBusAddress(_PATH, SECRETS, "org.freedesktop.Secret.Service")
_GNOME: Final = DBusAddress(_PATH, SECRETS, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface")
_DENIED: Final = "org.gnome.keyring.Error.Denied"
_LABEL: Final = "org.freedesktop.Secret.Collection.Label"


def unlock(environ: Mapping[str, str], passphrase: Secret) -> None:
    """Unlock the default keyring of the Secret Service on a bus.

    Raises:
        VaultError: the passphrase is wrong, or the service takes none this way or does not answer.
    """
    with _connected(environ) as bus:
        (path,) = bus.call(_SERVICE, "ReadAlias", "s", "default")
        bus.call(_GNOME, "UnlockWithMasterPassword", "o(oayays)", path, _sealed(bus, passphrase))


def create(environ: Mapping[str, str], passphrase: Secret) -> None:
    """Create the default keyring, unlocked, under a passphrase; raises as `unlock` does.

    It is called `login`, so that a login by password can unlock it where the system is set up for that.
    """
    with _connected(environ) as bus:
        attributes = {_LABEL: ("s", "login")}
        (path,) = bus.call(
            _GNOME, "CreateWithMasterPassword", "a{sv}(oayays)", attributes, _sealed(bus, passphrase)
        )
        bus.call(_SERVICE, "SetAlias", "so", "default", path)


@contextlib.contextmanager
def _connected(environ: Mapping[str, str]) -> Iterator[Bus]:
    """Open the bus; what goes wrong is told in words, and without the passphrase."""
    try:
        with open_bus(environ.get("DBUS_SESSION_BUS_ADDRESS", ""), PASSPHRASE_LIMIT) as bus:
            yield bus
    except Exception as error:  # noqa: BLE001 - as the probe's: there are many ways of being no bus
        raise _error_of(error) from None


def _sealed(bus: Bus, passphrase: Secret) -> tuple[str, bytes, bytes, str]:
    """Return the passphrase as only the service can read it, though others may listen on the bus."""
    session = Session()
    key = session.my_public_key.to_bytes(128, "big")
    (_format, theirs), path = bus.call(_SERVICE, "OpenSession", "sv", ALGORITHM_DH, ("ay", key))
    session.set_server_public_key(int.from_bytes(theirs, "big"))
    session.object_path = path
    return format_secret(session, passphrase.reveal().encode(), "text/plain")


def _error_of(error: Exception) -> VaultError:
    if isinstance(error, ForeignBusError):
        return service_error(ServiceState.FOREIGN)
    if isinstance(error, RefusedError) and str(error) == _DENIED:
        return VaultError(_("That is not the passphrase of this keyring."), advice=_("Type it again."))
    if isinstance(error, RefusedError):
        return StoreError(
            _("This keyring service takes no passphrase from other programs."),
            advice=_("Unlock it in its own program, and try again."),
        )
    return StoreError(
        _("The keyring service did not take the passphrase."),
        advice=_("Log out and in again, and try again."),
    )
