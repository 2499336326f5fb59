"""Credentials that sign requests, in a form that is never shown by accident."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from cen_tui.cloud.endpoints import Endpoint

_SHOWN: Final = "Secret(hidden)"


class Secret(str):
    """A string that signs requests, and that no message, `repr` or traceback shows.

    The SDKs take it as the string it is: they join and encode it. What formats it gets `Secret(hidden)`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return _SHOWN

    def __str__(self) -> str:
        return _SHOWN

    def __format__(self, spec: str) -> str:
        return format(_SHOWN, spec)

    def reveal(self) -> str:
        """Return the string as a plain one, for the few places that must write it: a keyring's entry."""
        return str.__str__(self)


@dataclass(frozen=True, slots=True)
class Credentials:
    """An AccessKey, or temporary credentials with their token."""

    key_id: str
    secret: Secret
    token: Secret | None = None
    expires: datetime | None = None
    """When temporary credentials end, aware UTC; None where they do not, or where it is not known."""
    sts: "Endpoint | None" = None
    """Which STS is asked who signs in with them; None for the one that all are."""

    async def current(self) -> "Credentials":
        """Return itself: keys as they were entered are the same at any time."""
        return self

    def forget(self, _: str) -> bool:
        """Tell that there are no others: keys as they were entered are not replaced here."""
        return False

    async def finish(self) -> None:
        """Do nothing: there is no renewal to wait for."""


class CredentialsProvider(Protocol):
    """Returns credentials that are valid now, and renews them before they end."""

    @property
    def expires(self) -> datetime | None:
        """When the credentials now held end; None where they do not, or where it is not known."""
        ...

    async def current(self) -> Credentials:
        """Return credentials that are good now. Raises `CloudError` when there are none to be had."""
        ...

    def forget(self, key_id: str) -> bool:
        """Drop credentials that the cloud says have ended; tell whether it is worth asking for others."""
        ...

    async def finish(self) -> None:
        """Wait, not for long, for a renewal that would cost the login if it were broken off."""
        ...
