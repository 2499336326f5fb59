"""The folders, commands and environments that the measured programs are run with."""

import os
import sys
from pathlib import Path
from typing import Final

from benchmarks.machine import VARIABLE

HERE: Final = Path(__file__).parent
PYTHON: Final = sys.executable
COMMAND: Final = str(Path(sys.executable).with_name("cen-tui"))
_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", VARIABLE)


def environ(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a program that may touch nothing but an empty home, and no keyring."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {
        **kept,
        **folders,
        "HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        **more,
    }


def program(name: str) -> list[str]:
    """Return the command line of one of the programs of this folder."""
    return [PYTHON, str(HERE / "programs" / f"{name}.py")]
