"""Accounts, and the interface of a vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from cen_tui.cloud.defaults import USUAL_NAME, USUAL_SESSION
from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext

if TYPE_CHECKING:
    from cen_tui.cloud.credentials import Credentials


class Source(StrEnum):
    """Where an account's credentials come from: a storage, the environment, a CLI profile, or a role."""

    KEYRING = "keyring"
    PRIVATE_KEYRING = "private keyring"
    """A Secret Service of cen-tui's own, which runs as long as the cen-tui that started it."""
    FILE = "encrypted file"
    ENVIRONMENT = "environment"
    MEMORY = "memory"
    PROFILE = "aliyun CLI"
    """A profile of the aliyun CLI: only the tokens of a renewed OAuth login are written back."""
    ROLE = "role"
    """A role over another account. Nothing of it is secret."""

    @property
    def words(self) -> str:
        """As it is shown."""
        return _SOURCE_WORDS[self]


_SOURCE_WORDS: Final = {
    Source.KEYRING: pgettext("source", "keyring"),
    Source.PRIVATE_KEYRING: pgettext("source", "private keyring"),
    Source.FILE: pgettext("source", "encrypted file"),
    Source.ENVIRONMENT: pgettext("source", "environment"),
    Source.MEMORY: pgettext("source", "memory"),
    Source.PROFILE: pgettext("source", "aliyun CLI"),
    Source.ROLE: pgettext("source", "role"),
}


class RoleOver(NamedTuple):
    """A RAM role, and the account that assumes it."""

    over: str
    """The `key` of that account."""
    arn: str
    session: str = USUAL_NAME
    external_id: str = ""
    seconds: int = USUAL_SESSION


STORES: Final = (Source.KEYRING, Source.PRIVATE_KEYRING, Source.FILE)
"""The storages that outlive the program."""

STORAGE_NAMES: Final = {
    Source.KEYRING: _("this system's keyring"),
    Source.PRIVATE_KEYRING: _("cen-tui's private keyring"),
    Source.FILE: _("the encrypted file"),
    Source.MEMORY: _("memory, for this session"),
}
"""The names of the storages that credentials can be saved in."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is listed. Holds nothing secret; all strings are safe to show."""

    name: str
    uid: str = ""
    """The account ID, as the cloud returned it; empty until the first sign-in."""
    principal: str = ""
    """The identity, in words: `main account`, `RAM user operator`, `role netops`."""
    key_hint: str = ""
    """The AccessKey ID with all but its ends masked: `LTAI…w8Qz`."""
    source: Source = Source.KEYRING
    last_used: datetime | None = None
    """Aware, UTC."""
    id: str = ""
    """Names the keyring entry; generated once, never shown, never reused."""
    role: RoleOver | None = None
    mode: str = ""
    """The mode of a CLI profile, as the CLI names it."""
    region: str = ""
    """The region that a CLI profile prefers."""
    unusable: str = ""
    """Why a CLI profile cannot sign in, in words; empty when it can."""
    note: str = ""
    label: str = ""
    """A word shown in colour wherever the account is: `production`."""
    last_error: str = ""
    """How the last sign-in failed, and what to do; empty when it succeeded."""

    expires_at: datetime | None = None
    """When credentials that cannot be renewed expire, aware UTC; set while they are in use."""

    @property
    def key(self) -> str:
        """What identifies it among all accounts, whatever their names."""
        return self.id or self.source.value

    @property
    def changeable(self) -> bool:
        """Whether the operator can edit and remove it here: the environment and the CLI keep their own."""
        return self.source not in {Source.ENVIRONMENT, Source.PROFILE}


class VaultError(Exception):
    """Credentials could not be read or written. `str()` says what happened, `advice` what to do."""

    def __init__(self, detail: str, *, advice: str) -> None:
        super().__init__(detail)
        self.advice = advice


class StoreError(VaultError):
    """The storage of an account cannot be used in its present state; another one may be usable."""

    def __init__(self, detail: str, *, advice: str, is_locked: bool = False) -> None:
        """`is_locked` tells that nothing is missing but its passphrase."""
        super().__init__(detail, advice=advice)
        self.is_locked = is_locked


class ServiceState(StrEnum):
    """The state of a Linux login's Secret Service; only `UNLOCKED` can be used."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    NO_COLLECTION = "no collection"
    """It runs, and has no keyring yet."""
    NOT_RUNNING = "not running"
    """It does not run, but D-Bus activation would start it, locked."""
    NO_SERVICE = "no service"
    NO_BUS = "no bus"
    FOREIGN = "of another user"
    """The bus, or the folder of its socket, belongs to another user; nothing is sent to it."""
    UNRESPONSIVE = "unresponsive"


class Store(Protocol):
    """The methods of the keyring library's backends that are used here. Every method may raise anything."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the value of an entry, or None when there is none."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an entry."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Remove an entry; one that is not there raises."""
        ...


class Vault(Protocol):
    """Every method may wait for a disk or a keyring, bounded, and never blocks the caller's thread.

    All raise `VaultError` and nothing else.
    """

    async def accounts(self) -> tuple[Account, ...]:
        """Return the saved accounts, last used first; an account of the environment comes with them."""
        ...

    async def credentials(self, account: Account) -> Credentials:
        """Return what signs the account's requests."""
        ...

    async def save(self, account: Account, credentials: Credentials) -> Account:
        """Store a new account (its `id` is empty) or a changed one, and return it as stored.

        The secret is read back before this returns. A name that another account has is refused.
        """
        ...

    async def remove(self, account: Account) -> None:
        """Remove the account and its secret."""
        ...

    async def used(self, account: Account) -> Account:
        """Note that the account was used now, with the UID and identity it carries; return it so."""
        ...

    def notices(self) -> tuple[str, ...]:
        """Return, once, notices for the operator, such as that the index is damaged."""
        ...
