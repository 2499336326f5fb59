"""The host that is checked: one value for all checks."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from cen_tui.storage import paths


@dataclass(frozen=True, slots=True)
class Host:
    """The machine, the login and the files that cen-tui would run with."""

    environ: Mapping[str, str]
    accounts: Path = field(default_factory=paths.accounts_file)
    hosts: Path = field(default_factory=paths.hosts_file)
    settings: Path = field(default_factory=paths.settings_file)
    recents: Path = field(default_factory=paths.recents_file)
    journal: Path = field(default_factory=paths.journal_file)
    secrets: Path = field(default_factory=paths.secrets_folder)
    """The folder of the encrypted file and of the private keyring."""
    aliyun: Path = field(default_factory=paths.aliyun_file)
    endpoint: str | None = None
    """As typed with `--endpoint`; None where the flag was not given."""
    stdin: TextIO | None = field(default_factory=lambda: sys.stdin)
    stdout: TextIO | None = field(default_factory=lambda: sys.stdout)
    size: tuple[int, int] | None = None
    """Columns and lines of the terminal; None where there is none."""
    platform: str = sys.platform
