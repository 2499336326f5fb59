"""A second user for tests: what is run as root, what is run as somebody without rights."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

OTHER: Final = 65534
"""Nobody, on every Linux."""
_TESTS: Final = Path(__file__).parent.parent
_KEPT: Final = ("PATH", "LANG", "LC_ALL")


def missing_root() -> str:
    """Say why there can be no second user in a test; empty when there can be one."""
    if sys.platform != "linux":
        return "a second user is made as on Linux"
    if os.geteuid() == 0:
        return ""
    sudo = shutil.which("sudo")
    may = sudo and not subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode  # noqa: S603
    return "" if may else "a second user takes root: run the tests as root, or let sudo ask for no password"


def as_root(command: list[str], **environ: str) -> list[str]:
    """Return the command that runs another one as root, in an environment with nothing in it but this."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    path = os.pathsep.join([str(_TESTS), str(_TESTS.parent)])
    given = {**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **environ}
    clean = ["env", "-i", *(f"{name}={value}" for name, value in given.items()), *command]
    return clean if os.geteuid() == 0 else ["sudo", "-n", *clean]


def become_other() -> None:
    """Give up the rights of root for those of the other user, for good; all imports must be done."""
    os.setgroups([])
    os.setgid(OTHER)
    os.setuid(OTHER)
