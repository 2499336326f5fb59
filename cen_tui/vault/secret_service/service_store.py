"""The keyring library's Secret Service, on a connection whose other end is known to be this user's."""

import contextlib
from typing import Final

import secretstorage
from keyring.backends import SecretService
from keyring.errors import KeyringLocked

from cen_tui.vault.secret_service.bus import connect

_GREETING_LIMIT: Final = 3.0


class ServiceStore(SecretService.Keyring):
    """Entries in the default keyring of the service on the bus at `address`; never prompts."""

    def __init__(self, address: str, *, private: bool = False) -> None:
        """`private` is for the bus of our own, which lies in a folder of this user alone."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._address = address
        self._private = private

    def get_preferred_collection(self) -> secretstorage.Collection:
        """Return the keyring, on a connection that the caller closes.

        It is the one that `KEYRING_PROPERTY_PREFERRED_COLLECTION` names, but for our own bus.
        """
        connection = connect(self._address, _GREETING_LIMIT, private=self._private)
        with contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            named = None if self._private else getattr(self, "preferred_collection", None)
            collection = secretstorage.Collection(connection, *([named] if named else []))
            if collection.is_locked():
                raise KeyringLocked
            stack.pop_all()
        return collection
