"""Connects to a D-Bus bus of this user, and calls it within a time limit; it starts no service.

The kernel is asked who serves a socket before a byte is sent.

A socket path or name that is no longer served can be taken over by another user, who would receive what is
sent to it. The peer of the connection that is then used is checked, so that nothing changes in between.
"""

import contextlib
import os
import socket
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_method_call
from jeepney.auth import BEGIN, Authenticator
from jeepney.io.blocking import DBusConnection

from cen_tui.storage.ownership import own_user

SECRETS: Final = "org.freedesktop.secrets"
_LEAST_WAIT: Final = 0.05
_CREDENTIALS: Final = struct.Struct("3i")  # of `struct ucred`: process, user, group
_ROOT: Final = 0
_OTHERS: Final = 0o077
_ANSWER: Final = 1024


class ForeignBusError(Exception):
    """The bus, or the folder that its socket lies in, is another user's."""


def connect(address: str, limit: float, *, private: bool = False) -> DBusConnection:
    """Connect to the first bus of a D-Bus address that is a socket of this machine.

    The socket's folder is this user's, or the system's (as `/tmp`, where `dbus-run-session` puts it); with
    `private`, it is this user's and closed to all others. Greeting and authentication have `limit` seconds.

    Raises:
        ForeignBusError: somebody else serves it; nothing was sent.
        Exception: it cannot be reached, or is no bus.
    """
    place = place_of(address)
    if not place.startswith(b"\0"):
        _check_folder(Path(os.fsdecode(place)).parent, private=private)
    elif private:
        raise ForeignBusError
    if sys.platform == "win32":
        raise ForeignBusError  # there is no D-Bus there
    end = time.monotonic() + limit
    connected = socket.socket(socket.AF_UNIX)
    try:
        connected.settimeout(limit)
        connected.connect(place)
        check_peer(connected)
        _authenticate(connected, end)
        connected.settimeout(None)
        return DBusConnection(connected)
    except BaseException:
        connected.close()
        raise


def place_of(address: str) -> bytes:
    """Return what a D-Bus address connects to: a path, or a NUL and an abstract name.

    Raises:
        ValueError: it names no such socket.
    """
    for one in address.split(";"):
        transport, _, rest = one.partition(":")
        keys = dict(pair.partition("=")[::2] for pair in rest.split(","))
        if transport == "unix" and "path" in keys:
            return unquote_to_bytes(keys["path"])
        if transport == "unix" and "abstract" in keys:
            return b"\0" + unquote_to_bytes(keys["abstract"])
    raise ValueError("The address names no socket of this machine.")


def check_peer(connected: socket.socket) -> None:
    """Refuse a socket that another user listens on, or nobody knows who; raises `ForeignBusError`."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        raise ForeignBusError
    _, user, _ = _CREDENTIALS.unpack(connected.getsockopt(socket.SOL_SOCKET, option, _CREDENTIALS.size))
    if user != own_user():
        raise ForeignBusError


def _check_folder(folder: Path, *, private: bool) -> None:
    found = folder.stat()
    if found.st_uid == own_user() and not (private and found.st_mode & _OTHERS):
        return
    if private or found.st_uid != _ROOT:
        raise ForeignBusError


def _authenticate(connected: socket.socket, end: float) -> None:
    authenticator = Authenticator()
    for request in authenticator:
        connected.settimeout(max(0.001, end - time.monotonic()))
        connected.sendall(request)
        answer = connected.recv(_ANSWER)
        if not answer:
            raise ConnectionResetError
        authenticator.feed(answer)
    connected.sendall(BEGIN)


class RefusedError(Exception):
    """The bus or the service answered with an error, whose D-Bus name this carries."""


class Bus:
    """A connection, and the time (monotonic) at which all questions must have been answered."""

    def __init__(self, connection: DBusConnection, end: float) -> None:
        self._connection = connection
        self._end = end

    def call(self, place: DBusAddress, method: str, signature: str | None = None, *body: object) -> Any:  # noqa: ANN401 - as the method's own signature says
        """Return the body of the answer, a tuple.

        Raises:
            RefusedError: the answer was an error.
            TimeoutError: it did not come in time.
        """
        message = new_method_call(place, method, signature, body)
        message.header.flags |= MessageFlag.no_auto_start
        wait = max(_LEAST_WAIT, self._end - time.monotonic())
        answer = self._connection.send_and_get_reply(message, timeout=wait)
        if answer.header.message_type is MessageType.error:
            raise RefusedError(answer.header.fields.get(HeaderFields.error_name, ""))
        return tuple(answer.body)


@contextlib.contextmanager
def open_bus(address: str, limit: float, *, private: bool = False) -> Iterator[Bus]:
    """Connect to a bus of this user; everything in the block has `limit` seconds together.

    `private` is as for `connect`. Raises `ForeignBusError` before anything is sent to another user's.
    """
    end = time.monotonic() + limit
    with connect(address, limit, private=private) as connection:
        yield Bus(connection, end)
