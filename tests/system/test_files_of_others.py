"""Two users: nothing of the other's is read, written or followed; whose it is, is said, and what mends it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.other_user import OTHER, as_root, missing_root

pytestmark = pytest.mark.skipif(bool(missing_root()), reason=missing_root() or "there can be one")

PRECIOUS = "what root wrote, and nobody else may touch"
MAKE = f"""
import os, sys
from pathlib import Path
home = Path(sys.argv[1])
precious = home.parent / "precious"
precious.write_text({PRECIOUS!r})
state, config, data = home / ".local/state/cen-tui", home / ".config/cen-tui", home / ".local/share/cen-tui"
for folder in (state, config, data):
    folder.mkdir(parents=True)
(state / "journal.jsonl").write_text("a line that was torn")
(config / "settings.json").write_text("{{}}")
for folder in (state, config, data):
    for name in ("journal.jsonl", "recents.json", "accounts.json", "remarks.json", "hosts.json"):
        (folder / f"{{name}}.lock").symlink_to(precious)
    for name in ("sign-ins.sealed.lock", "service.lock"):
        (folder / name).symlink_to(precious)
for place in (home, *home.rglob("*")):
    os.chown(place, {OTHER}, {OTHER}, follow_symlinks=False)
    if not place.is_symlink():
        place.chmod(0o700 if place.is_dir() else 0o600)
"""
USE = """
import os, sys
from pathlib import Path
from support.sample_operations import VPC, TARGET, begun
from cen_tui.storage.files import FileProblem
from cen_tui.cloud.credentials import Secret
from cen_tui.operations.journal import Journal
from cen_tui.wizard.recents import Recents
from cen_tui.storage.settings import load_settings
from cen_tui.vault.base import Source
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.encrypted_file import EncryptedFile
from cen_tui.vault.keyring.index import Index
from cen_tui.vault.secret_service.private_keyring import PrivateKeyring
from cen_tui.vault.account_notes import AccountNotes
from cen_tui.vault.sealing import Cost

home = Path(sys.argv[1])
state, config, data = home / ".local/state/cen-tui", home / ".config/cen-tui", home / ".local/share/cen-tui"

def changing():
    with Index(config / "accounts.json").changing():
        pass

def remembering():
    raise FileProblem(Recents(state / "recents.json", wait=60).target_used(TARGET))

def setting():
    raise FileProblem(" ".join(load_settings(config / "settings.json")[1]))

uses = {
    "journal": lambda: begun(Journal(state / "journal.jsonl"), VPC),
    "recents": remembering,
    "accounts": changing,
    "remarks": lambda: AccountNotes(config / "remarks.json").note("key", note="a note"),
    "choice": lambda: StorageChoice(config / "hosts.json").write(Source.MEMORY),
    "settings": setting,
    "file": lambda: EncryptedFile(data / "sign-ins.sealed", cost=Cost(4, 1, 1)).unlock(Secret("of the test")),
    "keyring": lambda: PrivateKeyring(data, os.environ).start(Secret("of the test")),
}
for name, use in uses.items():
    try:
        use()
    except Exception as problem:
        print(f"{name}|{type(problem).__name__}|{problem}|{getattr(problem, 'advice', '')}")
"""
UNPRIVILEGED = """
import os, sys
from pathlib import Path
from support.host import host, told
from support.other_user import OTHER, become_other
from cen_tui.doctor.checkup import check_up
home = Path(sys.argv[1])
one = host(home)
check_up(one)  # what it imports late is imported, as long as this may
for folder, mode in (("config", 0o700), ("state", 0o755), ("data", 0o700)):
    (home / folder).mkdir(mode=mode)
(home / "state" / "journal.jsonl").touch(mode=0o600)
os.chown(home, OTHER, OTHER)
become_other()
for finding in check_up(one):
    print(f"{finding.subject}|{finding.level}|{finding.says}|{finding.advice}")
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of the other user's, with links in it to what root alone may write."""
    with TemporaryDirectory(prefix="users-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "home").mkdir()
        run(["-c", MAKE, str(folder / "home")])
        yield folder / "home"
        run(["-c", "import shutil, sys; shutil.rmtree(sys.argv[1])", str(folder / "home")])


def run(words: list[str], **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run this interpreter as root."""
    return subprocess.run(  # noqa: S603 - this interpreter, and scripts of ours
        as_root([sys.executable, *words], **environ), capture_output=True, text=True, timeout=80, check=False
    )


def precious(home: Path) -> str:
    return run(
        ["-c", "print(open(__import__('sys').argv[1]).read(), end='')", str(home.parent / "precious")]
    ).stdout


def as_it_was(home: Path) -> None:
    assert precious(home) == PRECIOUS
    owners = run(
        [
            "-c",
            "import pathlib, sys; print({p.lstat().st_uid for p in pathlib.Path(sys.argv[1]).rglob('*')})",
            str(home),
        ]
    )
    assert owners.stdout == f"{{{OTHER}}}\n"


def test_the_program_as_root_in_the_home_of_a_user_touches_nothing(home: Path) -> None:
    ended = run(["-m", "cen_tui", "history"], HOME=str(home))
    as_it_was(home)
    assert ended.returncode == 1
    assert "belongs to nobody." in ended.stderr
    assert "Run cen-tui as nobody, or with a home of your own: env HOME=/root cen-tui" in ended.stderr


def test_each_file_of_another_user_is_refused_and_its_owner_named(home: Path) -> None:
    ended = run(["-c", USE, str(home)])
    as_it_was(home)
    told = {line.partition("|")[0]: line for line in ended.stdout.splitlines()}
    assert set(told) == {
        "journal",
        "recents",
        "accounts",
        "remarks",
        "choice",
        "settings",
        "file",
        "keyring",
    }, ended.stderr
    for line in told.values():
        assert "belongs to nobody." in line
        assert "HOME=/root" in line or line.startswith("recents")  # which is told in one sentence


def test_the_doctor_as_root_in_the_home_of_a_user_says_whose_it_is(home: Path) -> None:
    ended = run(["-m", "cen_tui", "doctor", "--json"], HOME=str(home))
    as_it_was(home)
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 1
    assert not any("itself broke" in row["says"] for row in rows)
    owned = {
        row["subject"] for row in rows if row["level"] == "problem" and "belongs to nobody" in row["says"]
    }
    assert {"files", "journal"} <= owned
    folders = (".config/cen-tui", ".local/state/cen-tui", ".local/share/cen-tui")
    said = " ".join(row["says"] for row in rows if row["subject"] == "files")
    assert all(f"{home}/{folder} belongs to nobody" in said for folder in folders)


def test_the_doctor_of_a_user_tells_what_root_left_and_the_command_that_mends_it() -> None:
    with TemporaryDirectory(prefix="users-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        ended = run(["-c", UNPRIVILEGED, name])
        run(["-c", "import os, shutil, sys; [shutil.rmtree(each) for each in os.scandir(sys.argv[1])]", name])
    lines = ended.stdout.splitlines()
    assert not any("itself broke" in line for line in lines), ended.stdout
    for place in ("config", "state", "data"):
        mend = f"sudo chown -R nobody {folder / place}"
        assert any(f"{folder / place} belongs to root" in line and mend in line for line in lines), (
            ended.stdout
        )
    subjects = {line.partition("|")[0] for line in lines if "|problem|" in line}
    assert {"files", "journal", "accounts"} <= subjects


def test_settings_behind_a_link_of_another_user_are_not_read(tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from support.other_user import OTHER
from cen_tui.storage.settings import load_settings
folder = Path(sys.argv[1])
(folder / "real.json").write_text('{"read_timeout": 20}')
for name, owner in (("own", os.geteuid()), ("others", OTHER)):
    link = folder / name / "settings.json"
    link.parent.mkdir()
    link.symlink_to(folder / "real.json")
    os.chown(link, owner, owner, follow_symlinks=False)
    settings, notices = load_settings(link)
    print(settings.read_timeout, *notices)
"""
    ended = run(["-c", script, str(tmp_path)])
    own, others = ended.stdout.splitlines()
    assert own == "20"
    assert others.startswith("10.0 Could not read")
    assert "belongs to nobody" in others
