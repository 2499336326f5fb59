"""The README's first command, as written, in a fresh clone with a fresh home, on a real terminal."""

import re
import subprocess
from pathlib import Path

import pytest
from support.keyboard import leave
from support.namespaces import missing_namespace
from support.package_index import WAY_THERE, not_reached
from support.secret_service import missing_programs
from support.ssh_server import missing_ssh
from support.terminal import PROMPT, Terminal, missing, terminal

ROOT = Path(__file__).parents[2]
PATIENCE = 900.0
"""Seconds for making an environment and downloading all that is needed."""


def commands(readme: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)


def clone(folder: Path) -> Path:
    """Return a clone of what is committed here."""
    if not (ROOT / ".git").exists():
        pytest.skip("there is no .git to clone from: run it in a clone (git clone)")
    target = folder / "clone"
    subprocess.run(["git", "clone", "-q", f"file://{ROOT}", target], check=True)  # noqa: S603, S607
    return target


def test_there_are_two_commands_of_one_line_each() -> None:
    found = commands((ROOT / "README.md").read_text(encoding="utf-8"))
    first, second = found[:2]
    assert [first.count("\n"), second.count("\n")] == [1, 1]
    assert first.endswith("cen-tui --demo\n")
    assert "pytest" in second


@pytest.mark.timeout(PATIENCE + 120)
@pytest.mark.skipif(bool(missing("tmux", "git")), reason=missing("tmux", "git") or "all is there")
def test_the_first_command_shows_the_demo(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    folder = clone(tmp_path)
    command = commands((folder / "README.md").read_text(encoding="utf-8"))[0].rstrip()
    with terminal(home, WAY_THERE, folder) as screen:
        screen.run(f"{command}; echo ended with $?")
        wait_for_demo(screen)
        assert "[DEMO]" in screen.screen().splitlines()[0]
        leave(screen)
        assert screen.shows("ended with 0")
    assert not {".config", ".local"} & {path.name for path in home.iterdir()}


def wait_for_demo(screen: Terminal) -> None:
    """Wait for the first screen; skip where the package index cannot be reached."""
    screen.see_any(
        "Which account owns the network?", f"with 1 {PROMPT}", f"with 2 {PROMPT}", timeout=PATIENCE
    )
    if reason := not_reached(screen.screen()):
        pytest.skip(reason)
    screen.see("Which account owns the network?", "Enter signs in")


def test_what_is_skipped_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert missing("tmux", "screen") == "tmux and screen missing: install tmux and screen"
    assert missing_programs().endswith(": install dbus and gnome-keyring")
    assert ": install openssh-client" in missing_ssh()
    assert missing_namespace("-rm").endswith(": install util-linux")
