"""Lines about the first frame of other programs of the kind, each in an environment of its own."""

import subprocess
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.starts import exec_to_first_frame
from benchmarks.table import Line, shown
from benchmarks.watched import SilentError

PEERS: Final[Mapping[str, str]] = {
    "posting": "posting",
    "harlequin": "harlequin",
    "aliyun-controller": "aliyunctl",
}
"""The packages, and their commands."""


def peers(folder: Path, runs: int) -> list[Line]:
    """Install each from the package index, and measure its first frame."""
    return [Line(f"beside: {name}, exec to first frame", _measured(folder, name, runs)) for name in PEERS]


def _measured(folder: Path, name: str, runs: int) -> str:
    place = folder / f"peer-{name}"
    venv.create(place, with_pip=True)
    pip = [str(place / "bin" / "pip"), "install", "--quiet", name]
    installed = subprocess.run(pip, check=False, capture_output=True, text=True)  # noqa: S603
    if installed.returncode:
        return f"not installed: {installed.stderr.strip().splitlines()[-1].replace('|', '/')}"
    command = [str(place / "bin" / PEERS[name])]
    try:
        times = [exec_to_first_frame(command, folder, 0)[0] for _ in range(runs + 1)][1:]
    except SilentError as error:
        return str(error).partition(":")[0]
    return shown(times, "ms")
