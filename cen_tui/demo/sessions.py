"""Temporary credentials: issued to who assumes a role, and over when their time is."""

from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from cen_tui.cloud.credentials import Secret
from cen_tui.demo.estate.kinds import AccessKey, Principal, Role

_START: Final = 100_000


class Sessions:
    """Issues keys, and adds them to those that the authenticator knows. `now` says when their time begins."""

    def __init__(self, keys: MutableMapping[str, AccessKey], now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._now = now
        self._numbers = count(_START)

    def issue(self, role: Role, session: str, seconds: int) -> AccessKey:
        """Return fresh credentials of a role, good for so many seconds."""
        number = next(self._numbers)
        ends = self._now().astimezone(UTC).replace(microsecond=0) + timedelta(seconds=seconds)
        key = AccessKey(
            id=f"STS.DemoSession{number}000000",
            secret=Secret(f"DemoSecretOfSession{number}AaBbC"),
            principal=Principal(role.uid, "AssumedRoleUser", f"{role.name}/{session}", role.id, role.allows),
            token=Secret(f"CAISdemoTokenOfSession{number}{'0' * 18}"),
            expires=ends,
        )
        self._keys[key.id] = key
        return key
