"""Made-up IDs in the right format: always the same for the same seed."""

import hashlib
from typing import Final

_ALPHABET: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def made_up(prefix: str, length: int, *seed: str, letters: str = "") -> str:
    """Return `prefix`, `letters` and as many lower-case alphanumerics as make `length` after the prefix."""
    number = int.from_bytes(hashlib.sha256("\0".join((prefix, *seed)).encode()).digest())
    tail = []
    for _ in range(length - len(letters)):
        number, digit = divmod(number, len(_ALPHABET))
        tail.append(_ALPHABET[digit])
    return f"{prefix}{letters}{''.join(tail)}"
