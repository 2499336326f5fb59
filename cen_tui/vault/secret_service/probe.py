"""Finds out whether a Linux session's Secret Service can be used, without starting it and without a prompt.

The keyring library would do both: a service that D-Bus activation starts runs locked and prevents unlocking
it, and a prompt that cannot be seen is waited for without end.
"""

import threading
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Final

from jeepney import DBusAddress

from cen_tui.vault.base import ServiceState
from cen_tui.vault.secret_service.bus import SECRETS, Bus, ForeignBusError, RefusedError, open_bus

PROBE_LIMIT: Final = 3.0
"""Seconds that all questions together may take: on a busy host a service that works needs one of them."""

_DEFAULT_COLLECTION: Final = "/org/freedesktop/secrets/aliases/default"
_COLLECTION_VARIABLE: Final = "KEYRING_PROPERTY_PREFERRED_COLLECTION"
_BUS: Final = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_ERROR: Final = "org.freedesktop.DBus.Error."
_GONE: Final = frozenset({"ServiceUnknown", "NameHasNoOwner", "NoReply", "Disconnected"})


def probe(environ: Mapping[str, str], limit: float = PROBE_LIMIT, *, private: bool = False) -> ServiceState:
    """Return the state of the Secret Service, after `limit` seconds at most. Blocks; raises nothing.

    With `private`, the bus must lie in a folder of this user alone.
    """
    answer: Future[ServiceState] = Future()

    def work() -> None:
        answer.set_result(_probe(environ, limit, private=private))

    # a thread to be left behind: the library waits without end for a bus that takes a greeting and is silent
    threading.Thread(target=work, daemon=True, name="cen-tui probe").start()
    try:
        return answer.result(limit)
    except TimeoutError:
        return ServiceState.UNRESPONSIVE


def _probe(environ: Mapping[str, str], limit: float, *, private: bool) -> ServiceState:
    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not address:
        return ServiceState.NO_BUS
    try:
        with open_bus(address, limit, private=private) as bus:
            return _ask(bus, environ.get(_COLLECTION_VARIABLE) or _DEFAULT_COLLECTION)
    except ForeignBusError:
        return ServiceState.FOREIGN
    except TimeoutError:
        return ServiceState.UNRESPONSIVE
    except RefusedError as refusal:
        gone = str(refusal).removeprefix(_ERROR) in _GONE
        return ServiceState.NO_SERVICE if gone else ServiceState.NO_COLLECTION
    except Exception:  # noqa: BLE001 - a malformed address, a socket nobody serves, a garbled greeting
        return ServiceState.NO_BUS


def _ask(bus: Bus, collection: str) -> ServiceState:
    (running,) = bus.call(_BUS, "NameHasOwner", "s", SECRETS)
    if not running:
        (startable,) = bus.call(_BUS, "ListActivatableNames")
        return ServiceState.NOT_RUNNING if SECRETS in startable else ServiceState.NO_SERVICE
    place = DBusAddress(collection, SECRETS, "org.freedesktop.DBus.Properties")
    ((_, locked),) = bus.call(place, "Get", "ss", "org.freedesktop.Secret.Collection", "Locked")
    return ServiceState.LOCKED if locked else ServiceState.UNLOCKED
