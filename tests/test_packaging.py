"""What is built from this folder, and the shape that its code keeps."""

import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from support.package_index import WAY_THERE, not_reached
from support.terminal import PROGRAMS

import cen_tui

pytestmark = pytest.mark.timeout(300)  # for building the wheel, which may download its tools

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cen_tui"
LONGEST = 450


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel as an installation does, out of sight of the folder's own caches."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    environ = {**os.environ, **WAY_THERE, "HOME": str(folder)}
    built = subprocess.run(command, env=environ, check=False, capture_output=True, text=True)  # noqa: S603
    if built.returncode and (reason := not_reached(built.stderr)):
        pytest.skip(reason)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == wanted
    assert {"cen_tui/tui/app.tcss", "cen_tui/tui/later.tcss"} <= held


def test_the_wheel_says_version_command_and_licence(wheel: zipfile.ZipFile) -> None:
    about = {name.partition(".dist-info/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    metadata = Parser().parsestr(wheel.read(about["METADATA"]).decode())
    assert (metadata["Name"], metadata["Version"]) == ("cen-tui", cen_tui.__version__)
    assert "cen-tui = cen_tui.cli.main:main" in wheel.read(about["entry_points.txt"]).decode()
    assert "licenses/LICENSE" in about


def test_the_command_says_the_same_version() -> None:
    said = subprocess.run([PROGRAMS / "cen-tui", "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    assert said.stdout == f"cen-tui {cen_tui.__version__}\n"


def test_imports_run_one_way() -> None:
    command = [str(PROGRAMS / "lint-imports"), "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603
    assert checked.returncode == 0, checked.stdout


def test_no_file_is_too_long_to_be_read_at_a_sitting() -> None:
    files = [path for folder in (PACKAGE, ROOT / "tests") for path in folder.rglob("*.py")]
    files.extend(PACKAGE.glob("*.tcss"))
    lengths = {path.relative_to(ROOT): len(path.read_bytes().splitlines()) for path in files}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}
