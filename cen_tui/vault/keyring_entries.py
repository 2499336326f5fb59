"""The keyring entries of accounts: written, read and removed on the gate's thread, under the index's lock."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Final

from cen_tui.cloud.signin import SignIn
from cen_tui.vault.backend import Store
from cen_tui.vault.base import VaultError
from cen_tui.vault.entry import USERNAME, decode, encode, service_name
from cen_tui.vault.record import Record
from cen_tui.vault.trouble import call_failed, too_long

_WINDOWS_LIMIT: Final = 1280
"""Characters that Windows' keyring holds in one entry."""


class KeyringEntries:
    """The keyring, opened anew for every piece of work, since it may be locked in between.

    Every method raises `VaultError` and nothing else.
    """

    def __init__(self, open_store: Callable[[], Store], *, platform: str = sys.platform) -> None:
        self._open_store = open_store
        self._limit = _WINDOWS_LIMIT if platform == "win32" else sys.maxsize

    def write(self, record: Record, sign_in: SignIn) -> None:
        """Write a generation's entry and read it back."""
        value = encode(sign_in, record.generation)
        if len(value) > self._limit:
            raise too_long()
        service = _service(record)
        with _in_words():
            store = self._open_store()
            store.set_password(service, USERNAME, value)
            kept = store.get_password(service, USERNAME) == value
        if not kept:
            raise VaultError(
                "The keyring took the sign-in but did not give it back: it is not stored.",
                advice="Try again, and if it goes on, check the keyring of this login.",
            )

    def read(self, record: Record) -> SignIn:
        """Return the sign-in of the generation that is in force."""
        with _in_words():
            value = self._open_store().get_password(_service(record), USERNAME)
        sign_in = decode(value, record.generation) if value else None
        if sign_in is None:
            raise VaultError(
                f"The keyring holds no {'usable ' if value else ''}sign-in for {record.account.name}.",
                advice="Edit the account and enter its AccessKey again.",
            )
        return sign_in

    def remove(self, record: Record) -> None:
        """Remove a generation's entry; one that is not there is removed already."""
        service = _service(record)
        with _in_words():
            store = self._open_store()
            if store.get_password(service, USERNAME) is not None:
                store.delete_password(service, USERNAME)


def _service(record: Record) -> str:
    return service_name(record.account.id, record.generation)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except VaultError:
        raise
    except Exception as error:  # noqa: BLE001 - keyrings raise what their libraries do: D-Bus, sockets, COM
        raise call_failed(error) from None  # the frames of the original hold the secret
