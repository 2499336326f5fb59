"""The entries of accounts in their stores. For a storage's thread that holds the index's lock.

Key ID and secret are in one value, so that changing them is one write; each generation has a name of its
own, so that a failing write cannot harm the one before. The value is one line of ASCII, which every keyring
stores unchanged.
"""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.i18n import gettext as _
from cen_tui.storage.files import FileProblem
from cen_tui.vault.base import Source, Store, StoreError, VaultError
from cen_tui.vault.keyring.index import IndexRow
from cen_tui.vault.store_errors import call_error, too_long_error

if TYPE_CHECKING:
    from cen_tui.cloud.endpoints import Endpoint

USERNAME: Final = "accesskey"
_VERSION: Final = 1
_WINDOWS_LIMIT: Final = 1280
"""Characters that Windows' keyring holds in one entry."""


class KeyringEntries:
    """Reads and writes entries. A store is opened for each call, since it may be locked in between.

    Every method raises `VaultError`, and `FileProblem` where the store is a file and the disk fails.
    """

    def __init__(self, open_store: Callable[[Source], Store], *, platform: str = sys.platform) -> None:
        self._open_store = open_store
        self._limit = _WINDOWS_LIMIT if platform == "win32" else sys.maxsize

    def open(self, record: IndexRow, credentials: Credentials | None = None) -> Store:
        """Return the store of a row; refuse one that cannot be used, or cannot hold the credentials."""
        fits = credentials is None or len(encode(credentials, record.generation)) <= self._limit
        if record.account.source is Source.KEYRING and not fits:
            raise too_long_error()
        with _in_words():
            return self._open_store(record.account.source)

    def write(self, store: Store, record: IndexRow, credentials: Credentials) -> None:
        """Write a generation's entry into its open store, and read it back."""
        value = encode(credentials, record.generation)
        service = _service(record)
        with _in_words():
            store.set_password(service, USERNAME, value)
            kept = store.get_password(service, USERNAME) == value
        if not kept:
            raise StoreError(
                _(
                    "The {storage} accepted the credentials but did not return them: they are not stored."
                ).format(storage=record.account.source.words),
                advice=_("Try again. If it happens again, check the keyring of this login."),
            )

    def read(self, record: IndexRow) -> Credentials:
        """Return the credentials of a generation."""
        credentials = self.find(record)
        if credentials is None:
            raise VaultError(
                _("The {storage} holds no usable credentials for {account}.").format(
                    storage=record.account.source.words, account=record.account.name
                ),
                advice=_("Edit the account and enter its AccessKey again."),
            )
        return credentials

    def find(self, record: IndexRow) -> Credentials | None:
        """Return the credentials of a generation, or None where there are none that can be read."""
        with _in_words():
            value = self._open_store(record.account.source).get_password(_service(record), USERNAME)
        return decode(value, record.generation) if value else None

    def remove(self, record: IndexRow, store: Store | None = None) -> None:
        """Remove a generation's entry; one that is not there is removed already.

        Without the store, which some failed call may have left locked or dead, it is opened anew.
        """
        service = _service(record)
        with _in_words():
            store = store or self._open_store(record.account.source)
            if store.get_password(service, USERNAME) is not None:
                store.delete_password(service, USERNAME)


def _service(record: IndexRow) -> str:
    return service_name(record.account.id, record.generation)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (VaultError, FileProblem):
        raise
    except Exception as error:  # noqa: BLE001 - keyrings raise what their libraries do: D-Bus, sockets, COM
        raise call_error(error) from None  # the frames of the original hold the secret


def service_name(account_id: str, generation: int) -> str:
    """Return the service name of one generation of an account's entry."""
    return f"cen-tui:{account_id}:{generation}"


def encode(credentials: Credentials, generation: int) -> Secret:
    """Return credentials as the value of a keyring entry."""
    fields = {
        "v": _VERSION,
        "gen": generation,
        "id": credentials.key_id,
        "secret": credentials.secret.reveal(),
    }
    if credentials.token:
        fields["token"] = credentials.token.reveal()
    if credentials.sts:
        fields["sts"] = str(credentials.sts)
    return Secret(json.dumps(fields, separators=(",", ":")))


def decode(value: str, generation: int) -> Credentials | None:
    """Return the credentials that a value holds, or None when it is not one of that generation."""
    try:
        fields = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or (fields.get("v"), fields.get("gen")) != (_VERSION, generation):
        return None
    key_id, secret, token = fields.get("id"), fields.get("secret"), fields.get("token", "")
    if not (isinstance(key_id, str) and isinstance(secret, str) and isinstance(token, str)):
        return None
    if not (key_id and secret):
        return None
    return Credentials(key_id, Secret(secret), Secret(token) if token else None, sts=_sts(fields.get("sts")))


def _sts(value: object) -> "Endpoint | None":
    """Return the STS endpoint that an entry names; None where it is missing or not valid."""
    if not isinstance(value, str) or not value:
        return None
    from cen_tui.cloud.endpoints import parse_endpoint

    try:
        return parse_endpoint(value)
    except ValueError:
        return None
