"""The format of the encrypted file: a header, and what is sealed under a key made from a passphrase.

    offset  bytes
    0       8      b"CEN-TUI" and the version, 1
    8       3      scrypt's cost: log2 of N, r, p
    11      16     salt of this passphrase
    27      16     key check: the second part of what scrypt makes of salt and passphrase
    43      16     SHA-256 of the 43 bytes before, cut to 16: whether they are as they were written
    59      12     nonce of this writing
    71      ...    AES-256-GCM of the text, its tag included; all 71 bytes before are authenticated with it

So a wrong passphrase (the key check differs) is told from a file that was changed or cut (the digest or
the tag differ). scrypt is that of RFC 7914, with costs that OWASP's password storage guide names.

Version 1 is frozen: .github/docs/encrypted-file.md describes it, and its test vectors must stay readable.
A header costs at most 256 MiB of memory and p = 4, whoever wrote it, and at least N = 2**17.
"""

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from typing import Final

from cen_tui.cloud.credentials import Secret
from cen_tui.i18n import gettext as _

_MAGIC: Final = b"CEN-TUI"
_VERSION: Final = 1
_HEAD: Final = struct.Struct("7sBBBB16s16s")
_DIGEST: Final = 16
_NONCE: Final = 12
_PREFIX: Final = _HEAD.size + _DIGEST + _NONCE
_KEY: Final = 32
_CHECK: Final = 16
_LEAST_LOG_N: Final = 17
_LEAST_R: Final = 2
"""RFC 7914 has N below 2 ** (16 * r)."""
_MOST_MEMORY: Final = 256 << 20
_MOST_ROUNDS: Final = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What scrypt costs: it takes 128 * r * 2**log_n bytes, p times over."""

    log_n: int = 17
    r: int = 8
    p: int = 1

    @property
    def allowed(self) -> bool:
        """Whether a header may ask for it: one that was tampered with could ask for all memory."""
        if self == EARLIER_COST:
            return True
        strong = self.log_n >= _LEAST_LOG_N and self.r >= _LEAST_R and self.p > 0
        return strong and self.p <= _MOST_ROUNDS and 128 * self.r << self.log_n <= _MOST_MEMORY


EARLIER_COST: Final = Cost(16, 8, 2)
"""What files were sealed with at first: they are opened, and sealed anew with the usual cost."""


class DamagedError(Exception):
    """The file is not what was written, all of it. `str()` says so in words."""


class NewerError(Exception):
    """The file was written by a newer cen-tui."""


class WrongPassphraseError(Exception):
    """The passphrase is not the one that the file was sealed under."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key derived from a passphrase, for one salt and cost. Its `repr` shows nothing of it."""

    head: bytes
    """The first part of every file that is sealed under it; holds nothing secret."""
    value: Secret
    """32 bytes in hex."""


def new_key(passphrase: Secret, cost: Cost) -> Key:
    """Make a key for a file that does not exist yet. Takes about a second, by design."""
    salt = os.urandom(16)
    key, check = _derived(passphrase, salt, cost)
    return Key(_HEAD.pack(_MAGIC, _VERSION, cost.log_n, cost.r, cost.p, salt, check), key)


def key_of(passphrase: Secret, data: bytes, usual: Cost = Cost()) -> Key:
    """Return the key of an existing file. Takes about a second, by design. New files cost what is `usual`.

    Raises:
        DamagedError: its header was changed or cut.
        NewerError: it has a version that is not known here.
        WrongPassphraseError: it was sealed under another passphrase.
    """
    head = head_of(data)
    _magic, version, *_cost, salt, check = _HEAD.unpack(head)
    cost = cost_of(head)
    if version > _VERSION:
        raise NewerError
    if version != _VERSION:
        raise DamagedError(_("it has a version that was never written"))
    if cost != usual and not cost.allowed:
        raise DamagedError(_("its header asks for more or less work than any file of ours does"))
    key, own_check = _derived(passphrase, salt, cost)
    if not hmac.compare_digest(check, own_check):
        raise WrongPassphraseError
    return Key(head, key)


def cost_of(head: bytes) -> Cost:
    """Return what the key of a head costs."""
    _magic, _version, log_n, r, p, _salt, _check = _HEAD.unpack(head)
    return Cost(log_n, r, p)


def head_of(data: bytes) -> bytes:
    """Return the part of a file that a key belongs to; raises `DamagedError`."""
    head, digest = data[: _HEAD.size], data[_HEAD.size : _HEAD.size + _DIGEST]
    if len(data) < _PREFIX or not head.startswith(_MAGIC):
        raise DamagedError(_("it is no encrypted file of cen-tui, or was cut short"))
    if not hmac.compare_digest(digest, _digest(head)):
        raise DamagedError(_("its header was changed"))
    return head


def seal(text: bytes, key: Key) -> bytes:
    """Return a whole file, which differs each time."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    prefix = key.head + _digest(key.head) + os.urandom(_NONCE)
    return prefix + AESGCM(bytes.fromhex(key.value)).encrypt(prefix[-_NONCE:], text, prefix)


def unseal(data: bytes, key: Key) -> bytes:
    """Return what a file holds; raises `DamagedError` where one bit of it is not as it was written."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head_of(data)
    prefix = data[:_PREFIX]
    try:
        return AESGCM(bytes.fromhex(key.value)).decrypt(prefix[-_NONCE:], data[_PREFIX:], prefix)
    except InvalidTag:
        raise DamagedError(_("it was changed or cut after it was written")) from None


def _digest(head: bytes) -> bytes:
    return hashlib.sha256(head).digest()[:_DIGEST]


def _derived(passphrase: Secret, salt: bytes, cost: Cost) -> tuple[Secret, bytes]:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=salt, length=_KEY + _CHECK, n=1 << cost.log_n, r=cost.r, p=cost.p)
    made = kdf.derive(passphrase.reveal().encode())
    return Secret(made[:_KEY].hex()), made[_KEY:]
