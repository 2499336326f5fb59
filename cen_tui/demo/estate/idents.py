"""Made-up IDs in the right format, always the same for the same seed, and times."""

import hashlib
from datetime import UTC, datetime
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


def moment(text: str) -> datetime:
    """Return the time that a text in ISO 8601 names, which is UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
