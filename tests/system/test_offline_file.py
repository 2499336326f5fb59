"""The one file of `.ci/offline`, in an empty home of a network of its own that leads nowhere."""

import os
import shlex
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from benchmarks.places import COMMAND
from benchmarks.starts import exec_to_first_frame, exit_of
from support.keyboard import leave
from support.namespaces import alone, missing_namespace
from support.terminal import missing, terminal

import cen_tui

METADATA_HOST = Path(__file__).parents[1] / "support" / "metadata_host.py"
FILE = os.environ.get("CEN_TUI_OFFLINE_FILE", "")
ABSENT = missing_namespace("-rn") or missing("tmux")
UP = f"import runpy; runpy.run_path({str(METADATA_HOST)!r})['raise_loopback']()"
"""Switches loopback on, which a new network has off."""

pytestmark = [
    pytest.mark.skipif(not FILE, reason="build it with .ci/offline, and name it in CEN_TUI_OFFLINE_FILE"),
    pytest.mark.skipif(bool(ABSENT), reason=ABSENT or "all is there"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that is empty but for what the file unpacks there once."""
    return tmp_path_factory.mktemp("home")


def apart(home: Path, *words: str, **environ: str) -> str:
    """Run the file without any network, and return what it printed."""
    kept = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environ}
    command = [*alone("-rn"), str(Path(FILE).absolute()), *words]
    ended = subprocess.run(command, env=kept, cwd=home, check=False, capture_output=True, text=True)  # noqa: S603
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_it_runs_and_so_do_the_processes_that_it_starts(home: Path) -> None:
    assert apart(home, "--version") == f"cen-tui {cen_tui.__version__}\n"
    said = apart(home, str(METADATA_HOST), PEX_INTERPRETER="1")
    assert said.startswith("role audit (session i-demo) | 60 min\n"), said


def test_it_shows_the_demo(home: Path) -> None:
    file = shlex.quote(str(Path(FILE).absolute()))
    inside = f"PEX_INTERPRETER=1 {file} -c {shlex.quote(UP)} && exec {file} --demo"
    with terminal(home) as screen:
        screen.run(f"{shlex.join(alone('-rn'))} sh -c {shlex.quote(inside)}; echo ended with $?")
        screen.see("Which account owns the network?", timeout=120)
        assert "[DEMO]" in screen.screen().splitlines()[0]
        leave(screen)
        assert screen.shows("ended with 0")
    assert {path.name for path in home.iterdir()} == {".cache"}


def test_it_starts_about_as_fast_as_an_installed_one(
    home: Path, record_property: Callable[[str, object], None]
) -> None:
    """Once it is unpacked; where it has to look for its place first, it takes ten times as long."""
    apart(home, "--version")
    versions: dict[str, list[float]] = {COMMAND: [], FILE: []}
    frames: dict[str, list[float]] = {COMMAND: [], FILE: []}
    for _ in range(5):  # in turns, so that a busy second is one for both
        for command, times in versions.items():
            times.append(exit_of([command, "--version"], home))
            frames[command].append(exec_to_first_frame([command], home, 0)[0])
    (installed, offline), (installed_frame, offline_frame) = (
        map(median, each.values()) for each in (versions, frames)
    )
    record_property(
        "table",
        f"The offline file beside the installed program: --version {offline:.0f} and {installed:.0f} ms,"
        f" first frame {offline_frame:.0f} and {installed_frame:.0f} ms",
    )
    assert offline < 3 * installed
    assert offline_frame < 3 * installed_frame


def test_its_libraries_run_on_an_old_glibc() -> None:
    """manylinux2014 is glibc 2.17, and what came before it is older: PEP 600."""
    with zipfile.ZipFile(FILE) as file:
        wheels = {name.split("/")[1] for name in file.namelist() if name.startswith(".deps/")}
    compiled = {name for name in wheels if "linux" in name}
    assert any(name.startswith("cryptography-") for name in compiled)
    old = ("manylinux1_", "manylinux2010_", "manylinux2014_", "manylinux_2_17_")
    assert [name for name in compiled if not any(each in name for each in old)] == []
