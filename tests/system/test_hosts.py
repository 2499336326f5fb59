"""Hosts that lack what others have: each is told in a sentence with what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.consent import AT_CONFIRMATION, DIGITS, TAKES_DIGITS, granting
from support.namespaces import missing_namespace
from support.without_locks import CANNOT

TESTS = Path(__file__).parent.parent
NO_USERS = missing_namespace("--user")
UNSHARE = ("unshare", "--user", "--map-user=54321")
WITHOUT_LOCKS = (sys.executable, str(TESTS / "support" / "without_locks.py"))
NO_LOCKS = "No locks available. That disk has no locks, as some network disks have none. Set XDG_STATE_HOME,"
USE = """
import sys
from pathlib import Path
from support.sample_operations import TARGET, VPC, begun
from cen_tui.operations.journal import Journal
from cen_tui.storage.files import FileProblem
from cen_tui.vault.base import Source
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.keyring.index import Index
from cen_tui.vault.account_notes import AccountNotes
from cen_tui.wizard.recents import Recents

folder = Path(sys.argv[1])

def remembering():
    raise FileProblem(Recents(folder / "recents.json", wait=60).target_used(TARGET), advice="")

def changing():
    with Index(folder / "accounts.json").changing():
        pass

for use in (
    lambda: begun(Journal(folder / "journal.jsonl"), VPC),
    lambda: StorageChoice(folder / "hosts.json").write(Source.MEMORY),
    lambda: AccountNotes(folder / "remarks.json").note("key", note="a note"),
    changing,
    remembering,
):
    try:
        use()
    except Exception as problem:
        print(f"{type(problem).__name__}: {problem} {getattr(problem, 'advice', '')}")
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and FIFOs, as Linux has them")


def run(*arguments: str, before: tuple[str, ...] = (), **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command without a terminal, in an environment of nothing but the path and what is given."""
    command = [*before, sys.executable, "-m", "cen_tui", *arguments]
    full = {"PATH": os.environ["PATH"], **environ}
    return subprocess.run(command, env=full, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


@pytest.mark.skipif(bool(NO_USERS), reason=NO_USERS or "there can be one")
@pytest.mark.parametrize("command", ["history", "doctor", ""])
def test_a_user_without_a_home_is_told_what_to_set(command: str) -> None:
    ended = run(*command.split(), before=UNSHARE, TERM="xterm-256color")
    assert ended.returncode == 2
    assert ended.stderr == (
        "cen-tui: user 54321 has no home folder: HOME is not set, and the system does not know that user."
        " Name a folder of yours: HOME=/some/folder cen-tui.\n"
    )


@pytest.mark.parametrize("command", ["history", "doctor"])
def test_a_pipe_in_the_place_of_the_journal_is_reported_and_not_waited_for(
    tmp_path: Path, command: str
) -> None:
    folder = tmp_path / ".local/state/cen-tui"
    folder.mkdir(parents=True, mode=0o700)
    os.mkfifo(folder / "journal.jsonl", 0o600)
    ended = run(command, HOME=str(tmp_path), TERM="xterm-256color")
    said = " ".join((ended.stdout + ended.stderr).split())
    assert "journal.jsonl" in said
    assert "plain file" in said
    assert "broke" not in said


def test_a_disk_without_locks_is_reported_by_the_doctor_with_what_to_set(tmp_path: Path) -> None:
    ended = run("doctor", "--json", before=WITHOUT_LOCKS, HOME=str(tmp_path), TERM="xterm-256color")
    if ended.returncode == CANNOT:
        pytest.skip("locks cannot be taken away here: seccomp(2) on x86_64 or aarch64 is needed")
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    (journal,) = [row for row in rows if row["subject"] == "journal"]
    assert ended.returncode == 1
    assert journal["level"] == "problem"
    assert NO_LOCKS in f"{journal['says']} {journal['advice']}"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_locks_is_reported_by_whatever_is_to_be_written(tmp_path: Path) -> None:
    ended = subprocess.run(  # noqa: S603 - this interpreter, and scripts of ours
        [*WITHOUT_LOCKS, sys.executable, "-c", USE, str(tmp_path / "files")],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if ended.returncode == CANNOT:
        pytest.skip("locks cannot be taken away here: seccomp(2) on x86_64 or aarch64 is needed")
    told = ended.stdout.splitlines()
    assert len(told) == 5, ended.stderr
    assert all("No locks available." in line for line in told), told
    assert all(NO_LOCKS in line for line in told[:4]), told


def test_a_disk_without_locks_is_reported_at_the_grant_and_nothing_is_sent(tmp_path: Path) -> None:
    if subprocess.run([*WITHOUT_LOCKS, "/bin/true"], check=False).returncode == CANNOT:  # noqa: S603
        pytest.skip("locks cannot be taken away here: seccomp(2) on x86_64 or aarch64 is needed")
    with granting(tmp_path, AT_CONFIRMATION, before=WITHOUT_LOCKS) as (cloud, tty):
        tty.see(TAKES_DIGITS)
        tty.enter(DIGITS)
        tty.see("That disk has no locks")
        tty.see("XDG_STATE_HOME")
        assert "broke" not in tty.shown()
        assert cloud.granted() == []


def test_a_pipe_in_the_place_of_the_journal_is_reported_at_the_grant_and_nothing_is_sent(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "state/cen-tui"
    folder.mkdir(parents=True, mode=0o700)
    os.mkfifo(folder / "journal.jsonl", 0o600)
    own = {"XDG_STATE_HOME": str(folder.parent)}
    with granting(tmp_path, AT_CONFIRMATION, environ=own) as (cloud, tty):
        tty.see(TAKES_DIGITS)
        tty.enter(DIGITS)
        tty.see("plain file")
        tty.see("Nothing was sent")
        assert "broke" not in tty.shown()
        assert cloud.granted() == []
