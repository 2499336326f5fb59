"""The aliyun CLI's profiles: read and listed, every one of them, and never written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cen_tui.files import Damaged, read_json
from cen_tui.text import safe

if TYPE_CHECKING:
    from cen_tui.cloud.ways import Way
    from cen_tui.vault.base import Account

IGNORE_VARIABLE: Final = "ALIBABA_CLOUD_IGNORE_PROFILE"
DISABLED_VARIABLE: Final = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile: the account it stands for, and how that signs in; None where it cannot."""

    account: Account
    way: Way | None


@dataclass(frozen=True, slots=True)
class Profiles:
    """What the CLI's file holds."""

    profiles: tuple[Profile, ...] = ()
    notice: str = ""
    """Why the file could not be read, in words; empty when it could, or is not there."""


def profiles_reader(path: Path, environ: Mapping[str, str]) -> Callable[[], Profiles]:
    """Return what reads the profiles, or finds none where the environment says that they are not used."""
    names = (IGNORE_VARIABLE, DISABLED_VARIABLE)
    ignored = any(environ.get(name, "").strip().lower() == "true" for name in names)
    return Profiles if ignored else partial(read_profiles, path)


def read_profiles(path: Path) -> Profiles:
    """Return the profiles in the CLI's file, in its order. Blocks; raises `FileProblem`."""
    document = read_json(path)
    if document is None:
        return Profiles()
    if isinstance(document, Damaged):
        return Profiles(notice=f"{unread(path)}: {document.why}. It is left as it is.")
    from cen_tui.vault.profile_list import profiles_in

    return profiles_in(document, path)


def unread(path: Path) -> str:
    """Return how a sentence begins of a file that could not be read."""
    return f"The aliyun CLI's profiles in {safe(path)} could not be read"
