"""Hosts that lack what others have: each is told in a sentence with what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNSHARE = ("unshare", "--user", "--map-user=54321")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and FIFOs, as Linux has them")


def run(*arguments: str, before: tuple[str, ...] = (), **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command without a terminal, in an environment of nothing but the path and what is given."""
    command = [*before, sys.executable, "-m", "cen_tui", *arguments]
    full = {"PATH": os.environ["PATH"], **environ}
    return subprocess.run(command, env=full, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


def can_be_nobody() -> bool:
    return bool(shutil.which("unshare")) and not subprocess.run([*UNSHARE, "true"], check=False).returncode  # noqa: S603


@pytest.mark.parametrize("command", ["history", "doctor", ""])
def test_a_user_without_a_home_is_told_what_to_set(command: str) -> None:
    if not can_be_nobody():
        pytest.skip("a user of one's own (unshare --user) cannot be had here: install util-linux")
    ended = run(*command.split(), before=UNSHARE, TERM="xterm-256color")
    assert ended.returncode == 2
    assert ended.stderr == (
        "cen-tui: user 54321 has no home folder: HOME is not set, and the system does not know that user."
        " Name a folder of yours: HOME=/some/folder cen-tui.\n"
    )


@pytest.mark.parametrize("command", ["history", "doctor"])
def test_a_pipe_in_the_place_of_the_journal_is_told_and_not_waited_for(tmp_path: Path, command: str) -> None:
    folder = tmp_path / ".local/state/cen-tui"
    folder.mkdir(parents=True, mode=0o700)
    os.mkfifo(folder / "journal.jsonl", 0o600)
    ended = run(command, HOME=str(tmp_path), TERM="xterm-256color")
    said = " ".join((ended.stdout + ended.stderr).split())
    assert "journal.jsonl" in said
    assert "plain file" in said
    assert "broke" not in said
