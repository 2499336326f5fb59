"""Asks a Linux session whether its Secret Service can be used, without starting it and without a prompt.

The keyring library would do both: a service that was started only by being asked runs locked and
stands in the way of unlocking it, and a prompt nobody sees is waited for without end.
"""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any, Final, NamedTuple

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from cen_tui.vault.service import ServiceState

PROBE_LIMIT: Final = 1.5
"""Seconds that all questions together may take."""

_SECRETS: Final = "org.freedesktop.secrets"
_DEFAULT_COLLECTION: Final = "/org/freedesktop/secrets/aliases/default"
_COLLECTION_VARIABLE: Final = "KEYRING_PROPERTY_PREFERRED_COLLECTION"
_BUS: Final = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_ERROR: Final = "org.freedesktop.DBus.Error."
_GONE: Final = frozenset({"ServiceUnknown", "NameHasNoOwner", "NoReply", "Disconnected"})
_LEAST_WAIT: Final = 0.05


class _RefusedError(Exception):
    """The bus or the service answered with an error, whose D-Bus name this carries."""


class _Question(NamedTuple):
    place: DBusAddress
    method: str
    signature: str | None = None
    body: tuple[str, ...] = ()


def probe(environ: Mapping[str, str], limit: float = PROBE_LIMIT) -> ServiceState:
    """Return the state of the Secret Service, after `limit` seconds at most. Blocks; raises nothing."""
    answer: Future[ServiceState] = Future()

    def work() -> None:
        answer.set_result(_probe(environ, limit))

    # a thread to be left behind: the library waits without end for a bus that takes a greeting and is silent
    threading.Thread(target=work, daemon=True, name="cen-tui probe").start()
    try:
        return answer.result(limit)
    except TimeoutError:
        return ServiceState.UNRESPONSIVE


def _probe(environ: Mapping[str, str], limit: float) -> ServiceState:
    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not address:
        return ServiceState.NO_BUS
    end = time.monotonic() + limit
    try:
        with open_dbus_connection(address, auth_timeout=limit) as connection:
            return _ask(connection, environ.get(_COLLECTION_VARIABLE) or _DEFAULT_COLLECTION, end)
    except TimeoutError:
        return ServiceState.UNRESPONSIVE
    except _RefusedError as refusal:
        gone = str(refusal).removeprefix(_ERROR) in _GONE
        return ServiceState.NO_SERVICE if gone else ServiceState.NO_COLLECTION
    except Exception:  # noqa: BLE001 - a malformed address, a socket nobody serves, a garbled greeting
        return ServiceState.NO_BUS


def _ask(connection: DBusConnection, collection: str, end: float) -> ServiceState:
    (running,) = _call(connection, _Question(_BUS, "NameHasOwner", "s", (_SECRETS,)), end)
    if not running:
        (startable,) = _call(connection, _Question(_BUS, "ListActivatableNames"), end)
        return ServiceState.NOT_RUNNING if _SECRETS in startable else ServiceState.NO_SERVICE
    place = DBusAddress(collection, _SECRETS, "org.freedesktop.DBus.Properties")
    is_locked = _Question(place, "Get", "ss", ("org.freedesktop.Secret.Collection", "Locked"))
    ((_, locked),) = _call(connection, is_locked, end)
    return ServiceState.LOCKED if locked else ServiceState.UNLOCKED


def _call(connection: DBusConnection, question: _Question, end: float) -> tuple[Any, ...]:
    """Return the body of the answer, which must come before `end` (monotonic time)."""
    message = new_method_call(question.place, question.method, question.signature, question.body)
    message.header.flags |= MessageFlag.no_auto_start
    answer = connection.send_and_get_reply(message, timeout=max(_LEAST_WAIT, end - time.monotonic()))
    if answer.header.message_type is MessageType.error:
        raise _RefusedError(answer.header.fields.get(HeaderFields.error_name, ""))
    return tuple(answer.body)
