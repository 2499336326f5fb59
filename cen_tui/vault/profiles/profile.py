"""A profile of the aliyun CLI as an account; only tokens of a renewed OAuth login are written back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cen_tui.i18n import gettext as _
from cen_tui.text import safe

if TYPE_CHECKING:
    from cen_tui.cloud.auth.sources import CredentialSource
    from cen_tui.vault.base import Account


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile as an account, with its credential source; None where it cannot sign in."""

    account: Account
    source: CredentialSource | None


@dataclass(frozen=True, slots=True)
class Profiles:
    """What the CLI's file holds."""

    profiles: tuple[Profile, ...] = ()
    notice: str = ""
    """Why the file could not be read, in words; empty when it could, or is not there."""
    taken: str = ""
    """The name of the profile that the CLI itself would take."""
    by_name: bool = False
    """Whether the environment names that one."""

    @property
    def first(self) -> Account | None:
        """The account of the profile that the CLI itself would take; None where there is no such profile."""
        named = (one.account for one in self.profiles if one.account.name == self.taken)
        return next(named, None)


def unread(path: Path, why: str) -> str:
    """Return in sentences that a file could not be read."""
    return _("The aliyun CLI's profiles in {file} could not be read: {why}. It is left as it is.").format(
        file=safe(path), why=why
    )
