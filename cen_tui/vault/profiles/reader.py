"""Reads the aliyun CLI's profiles; what makes accounts of them is loaded only where there are any."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from cen_tui.storage.files import Damaged, read_json
from cen_tui.text import safe
from cen_tui.vault.profiles.profile import Profiles, unread

IGNORE_VARIABLE: Final = "ALIBABA_CLOUD_IGNORE_PROFILE"
DISABLED_VARIABLE: Final = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"
NAMING_VARIABLES: Final = ("ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE")
"""Which profile is taken, before `current` in the file (aliyun-cli, config/configuration.go)."""
DISABLE_EXTERNAL_VARIABLE: Final = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"
"""Forbids commands and addresses as the CLI has it (config/profile.go): `1`, or `true` in any case."""


def profiles_reader(
    path: Path, environ: Mapping[str, str], *, lock: Path | None = None
) -> Callable[[], Profiles]:
    """Return what reads the profiles, or finds none where the environment says that they are not used.

    `lock` is the file that is held while the tokens of a login are renewed.
    """
    names = (IGNORE_VARIABLE, DISABLED_VARIABLE)
    ignored = any(environ.get(name, "").strip().lower() == "true" for name in names)
    forbidden = environ.get(DISABLE_EXTERNAL_VARIABLE, "").casefold() in {"1", "true"}
    named = next(filter(None, map(environ.get, NAMING_VARIABLES)), "")
    return (
        Profiles if ignored else partial(read_profiles, path, named=named, external=not forbidden, lock=lock)
    )


def read_profiles(
    path: Path, *, named: str = "", external: bool = True, lock: Path | None = None
) -> Profiles:
    """Return the profiles in the CLI's file, in its order. Blocks; raises `FileProblem`.

    `named` is the one that the environment names; `external` is whether a command may be run, and an
    address asked, for credentials; `lock` is the file that is held while tokens are renewed.
    """
    document = read_json(path, operators=True)
    if document is None:
        return Profiles()
    if isinstance(document, Damaged):
        return Profiles(notice=unread(path, document.why))
    from cen_tui.vault.profiles.profile_list import profiles_in

    return replace(
        profiles_in(document, path, external=external, lock=lock),
        taken=safe(named or document.get("current") or "default").strip(),
        by_name=bool(named),
    )
