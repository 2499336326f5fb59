"""The keyring library's Secret Service, reached on another bus than the login's."""

import contextlib
from typing import Final

import secretstorage
from jeepney.io.blocking import open_dbus_connection
from keyring.backends import SecretService
from keyring.errors import KeyringLocked

_GREETING_LIMIT: Final = 1.0


class PrivateStore(SecretService.Keyring):
    """Entries in the default keyring of the service on the bus at `address`; never prompts."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._address = address

    def get_preferred_collection(self) -> secretstorage.Collection:
        """Return the keyring, on a connection that the caller closes."""
        connection = open_dbus_connection(self._address, auth_timeout=_GREETING_LIMIT)
        with contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            collection = secretstorage.Collection(connection)
            if collection.is_locked():
                raise KeyringLocked
            stack.pop_all()
        return collection
