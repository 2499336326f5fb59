"""What is built from this folder, and the shape that its code keeps."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import pytest
from support.package_index import WAY_THERE, not_reached
from support.terminal import PROGRAMS, missing, terminal

import cen_tui

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cen_tui"
LONGEST = 450


@dataclass(frozen=True)
class Built:
    """What `python -m build` makes: the sdist, and the wheel that is made from it."""

    sdist: Path
    wheel: Path

    def in_wheel(self) -> list[str]:
        with zipfile.ZipFile(self.wheel) as file:
            return [name for name in file.namelist() if not name.endswith("/")]

    def read(self, ending: str) -> str:
        (name,) = (each for each in self.in_wheel() if each.endswith(ending))
        with zipfile.ZipFile(self.wheel) as file:
            return file.read(name).decode()


def run(*words: str | Path, environ: dict[str, str] | None = None) -> str:
    """Run a command and return what it printed; skip where it needs a package index and reaches none."""
    ended = subprocess.run(words, env=environ, check=False, capture_output=True, text=True)  # noqa: S603
    if ended.returncode and (reason := not_reached(ended.stdout + ended.stderr)):
        pytest.skip(reason)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build both as a release does, out of sight of this machine's own repository, home and caches."""
    folder = tmp_path_factory.mktemp("built")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    run(
        *(sys.executable, "-m", "build", "--outdir", folder, ROOT),
        environ={**environ, **WAY_THERE, "HOME": str(folder)},
    )
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return Built(sdist, wheel)


def files(folder: Path) -> set[str]:
    """Return the files below a folder of ours, as they are named from the root."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_the_wheel_holds_the_whole_package_and_nothing_else(built: Built) -> None:
    held = {name for name in built.in_wheel() if ".dist-info/" not in name and ".data/" not in name}
    assert held == files(PACKAGE)
    assert {"cen_tui/py.typed", "cen_tui/tui/app.tcss", "cen_tui/tui/later.tcss"} <= held
    assert "cen_tui/i18n/locale/zh_CN/LC_MESSAGES/cen_tui.mo" in held


def test_the_wheel_brings_completions_and_a_man_page(built: Built) -> None:
    data = {name.partition(".data/data/")[2] for name in built.in_wheel() if ".data/" in name}
    assert data == {
        "share/bash-completion/completions/cen-tui",
        "share/fish/vendor_completions.d/cen-tui.fish",
        "share/man/man1/cen-tui.1",
        "share/zsh/site-functions/_cen-tui",
    }
    flags = set(re.findall(r"--[a-z-]+", run(PROGRAMS / "cen-tui", "--help"))) - {"--help"}
    for name in data:
        text = built.read(name).replace("\\-", "-")
        names = {flag.removeprefix("--") if name.endswith(".fish") else flag for flag in flags}
        assert {each for each in names if each not in text} == set(), name


@pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")
def test_bash_completes_flags_values_and_commands(built: Built, tmp_path: Path) -> None:
    script = tmp_path / "completions"
    script.write_text(built.read("completions/cen-tui"))
    with terminal(tmp_path, {}, tmp_path) as shell:
        shell.run("exec env PS1='bash> ' bash --norc")
        shell.see("bash>")
        shell.run(f"source {script}")
        for typed, completed in (
            ("cen-tui --low", "cen-tui --low-bandwidth"),
            ("cen-tui --theme d", "cen-tui --theme dark"),
            ("cen-tui req", "cen-tui request"),
            ("cen-tui doctor --on", "cen-tui doctor --online"),
        ):
            shell.type(typed)
            shell.press("Tab")
            shell.see(completed)
            shell.press("C-u")  # clears the line; Ctrl+C would also drop what is typed next


def test_the_wheel_says_version_command_and_licence(built: Built) -> None:
    metadata = Parser().parsestr(built.read(".dist-info/METADATA"))
    assert (metadata["Name"], metadata["Version"]) == ("cen-tui", cen_tui.__version__)
    assert "cen-tui = cen_tui.cli.main:main" in built.read(".dist-info/entry_points.txt")
    assert "Apache License" in built.read(".dist-info/licenses/LICENSE")
    assert metadata.get_all("Project-URL") is None  # outside a repository's workflow, nobody knows them


def test_the_sdist_holds_what_it_takes_to_build_and_test(built: Built) -> None:
    with tarfile.open(built.sdist) as file:
        held = {member.name.partition("/")[2] for member in file.getmembers() if member.isfile()}
    folders = (PACKAGE, ROOT / "tests", ROOT / "screenshots", ROOT / ".ci", ROOT / ".github")
    single = {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", ".gitignore", "PKG-INFO"}
    assert held == single.union(*map(files, folders))


def test_both_can_be_published(built: Built) -> None:
    said = run(sys.executable, "-m", "twine", "check", "--strict", built.sdist, built.wheel)
    assert said.count("PASSED") == 2


def test_what_the_wheel_installs_runs(built: Built, tmp_path: Path) -> None:
    """Install it alone; what it depends on is found where these tests have it."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "fresh")
    python = next((tmp_path / "fresh").glob("[Bb][Ii][Nn]/python"), tmp_path / "fresh/Scripts/python.exe")
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", built.wheel)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    environ = {**os.environ, "HOME": str(tmp_path)}
    found = run(python, "-I", "-c", "import cen_tui; print(cen_tui.__file__)", environ=environ)
    assert Path(found.strip()).is_relative_to(tmp_path / "fresh")
    command = python.with_name(f"cen-tui{python.suffix}")
    assert run(command, "--version", environ=environ) == f"cen-tui {cen_tui.__version__}\n"
    asked = ("request", "--demo", "--account", "group-backbone", "--cen-id", "cen-ft3myd60okkht4co60")
    assert "cen-ft3myd60okkht4co60" in run(command, *asked, environ=environ)
    assert run(command, "--help", environ={**environ, "LANG": "zh_CN.UTF-8"}).startswith("用法：")


def test_links_lead_to_the_repository_that_builds(tmp_path: Path) -> None:
    there = {"GITHUB_SERVER_URL": "https://git.example.com", "GITHUB_REPOSITORY": "team/cen-tui"}
    environ = {**os.environ, **WAY_THERE, **there, "HOME": str(tmp_path)}
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT, environ=environ)
    (wheel,) = tmp_path.glob("*.whl")
    about = Parser().parsestr(Built(wheel, wheel).read(".dist-info/METADATA"))
    urls = dict(each.split(", ") for each in about.get_all("Project-URL", []))
    assert urls["Homepage"] == "https://git.example.com/team/cen-tui"
    targets = re.findall(r"\]\(([^)]+)\)", str(about.get_payload()))
    assert [each for each in targets if not each.startswith("https://")] == []


def test_the_command_says_the_same_version() -> None:
    said = subprocess.run([PROGRAMS / "cen-tui", "--version"], check=True, capture_output=True, text=True)  # noqa: S603
    assert said.stdout == f"cen-tui {cen_tui.__version__}\n"


def test_imports_run_one_way() -> None:
    command = [str(PROGRAMS / "lint-imports"), "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603
    assert checked.returncode == 0, checked.stdout


def test_no_file_is_too_long_to_be_read_at_a_sitting() -> None:
    sources = [path for folder in (PACKAGE, ROOT / "tests") for path in folder.rglob("*.py")]
    sources.extend(PACKAGE.glob("*.tcss"))
    lengths = {path.relative_to(ROOT): len(path.read_bytes().splitlines()) for path in sources}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}
