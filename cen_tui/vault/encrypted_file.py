"""A store in one file, encrypted under a passphrase."""

import json
from pathlib import Path
from typing import Final

from cen_tui.cloud.credentials import Secret
from cen_tui.i18n import gettext as _
from cen_tui.storage.files import FileProblem, read_own, write_bytes
from cen_tui.storage.lock import exclusive
from cen_tui.text import safe
from cen_tui.vault.base import StoreError, VaultError
from cen_tui.vault.sealing import (
    EARLIER_COST,
    Cost,
    DamagedError,
    Key,
    NewerError,
    WrongPassphraseError,
    cost_of,
    head_of,
    key_of,
    new_key,
    seal,
    unseal,
)

_USUAL: Final = Cost()


class EncryptedFile:
    """A store that is read and written whole. Its key stays in memory until the program ends.

    Every method blocks, and is called under the index's lock, but for `unlock` and `exists`. Raises
    `VaultError`, and `FileProblem` where the disk fails.
    """

    def __init__(self, path: Path, *, cost: Cost = _USUAL) -> None:
        self._path = path
        self._cost = cost
        self._key: Key | None = None

    @property
    def exists(self) -> bool:
        """Whether a passphrase opens it or makes it."""
        return self._path.exists()

    def unlock(self, passphrase: Secret) -> None:
        """Take the passphrase of the file; where there is none yet, make one under it.

        Raises:
            VaultError: the passphrase is wrong, or the file is damaged, and which of the two.
        """
        if not self.exists and self._made(passphrase):
            return
        data = self._data()
        try:
            key = key_of(passphrase, data, self._cost)
            unseal(data, key)
        except WrongPassphraseError:
            raise VaultError(
                _("That is not the passphrase of the encrypted file."), advice=_("Type it again.")
            ) from None
        except (DamagedError, NewerError) as error:
            raise self._unreadable(error) from None
        self._key = self._sealed_anew(passphrase, key) if cost_of(key.head) == EARLIER_COST else key

    def _sealed_anew(self, passphrase: Secret, key: Key) -> Key:
        """Seal the file with the usual cost and return the key in force; if that fails, nothing changes."""
        costlier = new_key(passphrase, self._cost)
        try:
            with exclusive(self._path):
                self._write(json.loads(unseal(self._data(), key)), costlier)
        except (DamagedError, FileProblem):  # another cen-tui was quicker, or the disk cannot be written
            return key
        return costlier

    def _made(self, passphrase: Secret) -> bool:
        """Make the file, unless another cen-tui is quicker."""
        key = new_key(passphrase, self._cost)
        with exclusive(self._path):
            if not self.exists:
                write_bytes(self._path, seal(b"{}", key))
                self._key = key
        return self._key is key

    def open(self) -> "EncryptedFile":
        """Return it when it can be read.

        Raises:
            StoreError: it is locked, gone, damaged, or its passphrase was changed elsewhere.
        """
        self._entries()
        return self

    def get_password(self, service: str, username: str) -> str | None:
        """Return the value of an entry, or None when there is none."""
        return self._entries()[0].get(_name(service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an entry."""
        entries, key = self._entries()
        self._write({**entries, _name(service, username): str.__str__(password)}, key)

    def delete_password(self, service: str, username: str) -> None:
        """Remove an entry; one that is not there raises `KeyError`."""
        entries, key = self._entries()
        del entries[_name(service, username)]
        self._write(entries, key)

    def _write(self, entries: dict[str, str], key: Key) -> None:
        write_bytes(self._path, seal(json.dumps(entries).encode("ascii"), key))

    def _entries(self) -> tuple[dict[str, str], Key]:
        if self._key is None:
            raise StoreError(
                _("The encrypted file is locked."), advice=_("Enter its passphrase."), is_locked=True
            )
        if not self.exists:
            raise StoreError(
                _("The encrypted file {file} is gone.").format(file=safe(self._path)),
                advice=_("Bring it back, or begin anew."),
            )
        data = self._data()
        try:
            if head_of(data) != self._key.head:
                raise StoreError(
                    _("The encrypted file was made anew under another passphrase."),
                    advice=_("Enter its passphrase."),
                    is_locked=True,
                )
            held = json.loads(unseal(data, self._key))
        except (DamagedError, NewerError) as error:
            raise self._unreadable(error) from None
        return held, self._key

    def _data(self) -> bytes:
        return read_own(self._path)

    def _unreadable(self, error: DamagedError | NewerError) -> StoreError:
        name = safe(self._path)
        if isinstance(error, NewerError):
            return StoreError(
                _("{file} was written by a newer cen-tui.").format(file=name),
                advice=_("Update this one to use it."),
            )
        return StoreError(
            _("The encrypted file {file} is damaged: {damage}.").format(file=name, damage=error),
            advice=_("Bring it back from a copy; or move it away, begin anew, and enter the keys again."),
        )


def _name(service: str, username: str) -> str:
    return f"{service}/{username}"
