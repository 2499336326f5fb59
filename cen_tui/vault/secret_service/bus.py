"""Calls on a Linux login's D-Bus that never wait without end and start nothing."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection

from cen_tui.vault.secret_service.bus_connection import connect

SECRETS: Final = "org.freedesktop.secrets"
_LEAST_WAIT: Final = 0.05


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
