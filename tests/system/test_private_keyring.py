"""The private keyring: a service of cen-tui's own, one at a time, ending with the process that started it."""

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import pytest
from support.namespaces import alone, missing_namespace
from support.other_user import as_root, missing_root
from support.secret_service import PASSPHRASE, missing_programs, pid_of_service
from support.terminal import PATIENCE, missing

from cen_tui.cloud.credentials import Secret
from cen_tui.storage.files import read_json, write_json
from cen_tui.storage.lock import exclusive
from cen_tui.vault.base import ServiceState, StoreError, VaultError
from cen_tui.vault.secret_service.bus import ForeignBusError
from cen_tui.vault.secret_service.private_keyring import PrivateKeyring

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there")

NO_DISKS = missing_namespace("-rm")
IPC_LOCK = struct.pack("<5I", 0x02000001, 1 << 14, 0, 0, 0)
"""The file capability `cap_ipc_lock=ep`, as capabilities(7) has it on the disk."""
RIGHT, WRONG = Secret(PASSPHRASE), Secret("not this one at all")
ENTRY = ("cen-tui:a1:1", "accesskey")
STARTER = """
import os, sys
from pathlib import Path
from cen_tui.cloud.credentials import Secret
from cen_tui.vault.secret_service.private_keyring import PrivateKeyring
private = PrivateKeyring(Path(sys.argv[1]), os.environ)
private.start(Secret(sys.stdin.readline().strip()))
private.open().set_password("cen-tui:a1:1", "accesskey", "of the other")
print("started", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hunter2"}


@pytest.fixture
def private(tmp_path: Path, environ: dict[str, str]) -> Iterator[PrivateKeyring]:
    made = PrivateKeyring(tmp_path / "private", environ)
    yield made
    made.close()


def address_of(folder: Path) -> str:
    document = read_json(folder / "service.json")
    assert isinstance(document, dict)
    return str(document["address"])


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def test_it_keeps_entries_from_start_to_start_under_one_passphrase(
    private: PrivateKeyring, tmp_path: Path
) -> None:
    assert not any((tmp_path / "private").glob("keyrings/*"))
    with pytest.raises(StoreError, match="does not run"):
        private.open()
    private.start(RIGHT)
    private.open().set_password(*ENTRY, "MadeUpSecretForTests")
    folder = Path(address_of(tmp_path / "private").removeprefix("unix:path=")).parent
    environ = Path(f"/proc/{pid_of_service(address_of(tmp_path / 'private'))}/environ").read_bytes()
    assert not any(word in environ for word in (b"hunter2", PASSPHRASE.encode()))
    private.close()
    assert private.exists
    with pytest.raises(StoreError, match="does not run"):
        private.open()
    assert not folder.exists()
    with pytest.raises(VaultError, match="not the passphrase"):
        private.start(WRONG)
    private.start(RIGHT)
    assert private.open().get_password(*ENTRY) == "MadeUpSecretForTests"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"MadeUpSecret" in path.read_bytes() for path in files)


@contextmanager
def started_elsewhere(folder: Path, environ: dict[str, str]) -> "Iterator[subprocess.Popen[str]]":
    """Have another process start the private keyring in a folder."""
    words = [sys.executable, "-c", STARTER, str(folder)]
    path = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(  # noqa: S603 - this interpreter, and a script of ours
        words, env={**environ, **path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(f"{PASSPHRASE}\n")
        other.stdin.flush()
        assert other.stdout.readline() == "started\n"
        yield other


def test_a_second_process_uses_the_first_s_and_is_told_when_that_ends(
    private: PrivateKeyring, tmp_path: Path, environ: dict[str, str]
) -> None:
    with started_elsewhere(tmp_path / "private", environ) as other:
        assert private.owner.startswith(f"{other.pid}@{socket.gethostname()}#")
        private.start(WRONG)
        assert private.open().get_password(*ENTRY) == "of the other"
        private.close()
        assert private.state() is ServiceState.UNLOCKED
        service = pid_of_service(address_of(tmp_path / "private"))
        other.kill()
    until(lambda: private.state() is ServiceState.NO_BUS)
    until(lambda: not Path(f"/proc/{service}").exists())
    with pytest.raises(StoreError, match="does not run"):
        private.open()
    private.start(RIGHT)
    assert private.open().get_password(*ENTRY) == "of the other"


def test_one_whose_daemon_dies_or_hangs_is_said_and_started_anew(
    private: PrivateKeyring, tmp_path: Path
) -> None:
    private.start(RIGHT)
    private.open().set_password(*ENTRY, "kept")
    os.kill(pid_of_service(address_of(tmp_path / "private")), signal.SIGSTOP)
    with pytest.raises(StoreError, match="does not answer"):
        private.open()
    os.kill(pid_of_service(address_of(tmp_path / "private")), signal.SIGKILL)
    until(lambda: private.state() is ServiceState.NO_SERVICE)
    with pytest.raises(StoreError, match="does not run"):
        private.open()
    private.start(RIGHT)
    assert private.open().get_password(*ENTRY) == "kept"


def test_one_that_runs_on_another_host_is_not_run_here_too(private: PrivateKeyring, tmp_path: Path) -> None:
    folder = tmp_path / "private"
    write_json(folder / "service.json", {"address": "unix:path=/x/bus", "owner": "7@other-host"})
    with exclusive(folder / "service"):
        assert private.owner == ""
        with pytest.raises(StoreError, match="held by another cen-tui"):
            private.start(RIGHT)
    private.start(RIGHT)
    assert private.state() is ServiceState.UNLOCKED


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path is as short as a home's, with letters in it that a D-Bus address must escape."""
    with TemporaryDirectory(prefix="ü ~,%;&<-") as name:
        yield Path(name)


def test_the_socket_lies_in_its_own_folder_where_its_name_fits(short: Path, environ: dict[str, str]) -> None:
    private = PrivateKeyring(short / "private", environ)
    private.start(RIGHT)
    try:
        private.open().set_password(*ENTRY, "kept")
        (folder,) = (short / "private").glob("cen-tui-*")
        assert (folder / "bus").is_socket()
        assert folder.stat().st_mode & 0o777 == 0o700
    finally:
        private.close()
    assert sorted(path.name for path in (short / "private").iterdir()) == ["keyrings", "service.lock"]


def test_the_folder_of_the_login_is_next_and_then_the_one_that_all_share(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    own = tmp_path / ("a-name-so-long-that-no-socket-fits" * 3)
    with TemporaryDirectory(prefix="run-") as runtime:
        for given, place in ((runtime, runtime), (str(own), gettempdir()), ("", gettempdir())):
            private = PrivateKeyring(own, {**environ, "XDG_RUNTIME_DIR": given})
            private.start(RIGHT)
            address = address_of(own)
            private.close()
            assert address.startswith(f"unix:path={place}/cen-tui-")
            assert not Path(address.removeprefix("unix:path=")).parent.exists()
            assert list(Path(runtime).iterdir()) == []


def test_the_record_goes_when_the_service_does_however_it_ended(
    private: PrivateKeyring, tmp_path: Path, environ: dict[str, str]
) -> None:
    record = tmp_path / "private" / "service.json"
    private.start(RIGHT)
    assert record.exists()
    private.close()
    assert not record.exists()
    with started_elsewhere(tmp_path / "private", environ) as other:
        folder = Path(address_of(tmp_path / "private").removeprefix("unix:path=")).parent
        other.kill()
    until(lambda: not record.exists() and not folder.exists())


@pytest.mark.parametrize(
    "change",
    [
        {"owner": f"999999999@{socket.gethostname()}"},
        {"owner": f"1@{socket.gethostname()}"},
        {"owner": f"{os.getpid()}@{socket.gethostname()}#1.another-boot.pid:[4026531836]"},
        {"owner": f"{os.getpid()}@{socket.gethostname()}"},
        {"owner": f"{os.getpid()}@other-host"},
    ],
)
def test_a_record_whose_process_is_gone_or_another_one_is_not_gone_by(
    private: PrivateKeyring, tmp_path: Path, change: dict[str, str]
) -> None:
    private.start(RIGHT)
    path = tmp_path / "private" / "service.json"
    document = read_json(path)
    assert isinstance(document, dict)
    write_json(path, document | change)
    assert PrivateKeyring(tmp_path / "private", {}).state() is ServiceState.NO_BUS
    write_json(path, document)
    assert PrivateKeyring(tmp_path / "private", {}).state() is ServiceState.UNLOCKED


def test_a_socket_in_a_folder_that_others_may_enter_is_not_asked(
    private: PrivateKeyring, tmp_path: Path
) -> None:
    private.start(RIGHT)
    store = private.open()
    folder = Path(address_of(tmp_path / "private").removeprefix("unix:path=")).parent
    folder.chmod(0o755)
    assert private.state() is ServiceState.FOREIGN
    with pytest.raises(ForeignBusError):
        store.set_password(*ENTRY, "not told")
    folder.chmod(0o700)
    assert store.get_password(*ENTRY) is None


def test_a_start_that_fails_leaves_nothing_behind(tmp_path: Path, environ: dict[str, str]) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for program in ("dbus-daemon", "gnome-keyring-daemon"):
        (programs / program).symlink_to(shutil.which(program) or "")
    runtime = tmp_path / "r"
    broken = PrivateKeyring(
        tmp_path / "p", {**environ, "PATH": str(programs), "XDG_RUNTIME_DIR": str(runtime)}
    )
    with pytest.raises(StoreError, match="could not be started"):
        broken.start(RIGHT)  # there is no shell
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["service.lock"]
    whole = PrivateKeyring(tmp_path / "p", environ)
    whole.start(RIGHT)
    assert whole.state() is ServiceState.UNLOCKED
    whole.close()


def test_missing_programs_are_named(tmp_path: Path) -> None:
    private = PrivateKeyring(tmp_path / "private", {"PATH": str(tmp_path)})
    with pytest.raises(StoreError, match="dbus-daemon and gnome-keyring-daemon cannot be found"):
        private.start(RIGHT)


START = """
import os, sys
from pathlib import Path
from cen_tui.cloud.credentials import Secret
from cen_tui.vault.base import VaultError
from cen_tui.vault.secret_service.private_keyring import PrivateKeyring
from cen_tui.vault.secret_service.private_keyring import read_record
private = PrivateKeyring(Path(sys.argv[1]), os.environ)
try:
    private.start(Secret("of the test alone"))
    private.open().set_password("cen-tui:a1:1", "accesskey", "kept")
    print(private.state(), read_record(Path(sys.argv[1]) / "service.json").address)
except VaultError as error:
    print(error, error.advice)
finally:
    private.close()
"""


def started(folder: Path, environ: dict[str, str], *, before: Sequence[str] = (), root: bool = False) -> str:
    """Start a private keyring over a folder in a process of its own; return what that says."""
    words = [*before, sys.executable, "-c", START, str(folder)]
    if root:
        words, environ = as_root(words, **environ), dict(os.environ)
    tests = {"PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        words, env={**environ, **tests}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    return ended.stdout or ended.stderr


@pytest.mark.parametrize("name", ["a-name-so-long-that-no-socket-fits" * 3, "ü ~,%;&<-"])
def test_a_temporary_folder_of_whatever_name_keeps_no_keyring_from_starting(
    tmp_path: Path, environ: dict[str, str], name: str
) -> None:
    with TemporaryDirectory(prefix="t-") as parent:
        temporary = Path(parent) / name
        temporary.mkdir()
        said = started(tmp_path / ("too-long-" * 12), {**environ, "TMPDIR": str(temporary)})
        assert said.startswith("unlocked unix:path=/tmp/"), said
        assert ("/t-" in said) == (len(name) < 20)
        assert list(temporary.iterdir()) == []


@pytest.mark.skipif(bool(NO_DISKS), reason=NO_DISKS or "there can be some")
def test_where_no_folder_takes_a_socket_each_is_named_with_the_cause(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    own = tmp_path / ("too-long-" * 12)
    own.mkdir(mode=0o700)
    mount = 'mount --bind "$1" "$1" && mount --rbind /tmp /tmp && mount -o remount,bind,ro /tmp && shift'
    said = started(
        own,
        {**environ, "TMPDIR": str(own)},
        before=(*alone("-rm"), "sh", "-c", f'{mount} && exec "$@"', "sh", str(own)),
    )
    assert said.startswith(
        f"The private keyring needs a socket, and none can be made in {own} (its name is"
    ), said
    assert "longer than the 107 bytes that a socket's may have) or in /tmp (Read-only file system)." in said
    assert "Set TMPDIR to a folder on a local disk" in said


@pytest.mark.skipif(bool(missing_root()), reason=missing_root() or "there can be one")
@pytest.mark.skipif(bool(missing("setpriv")), reason=missing("setpriv") or "it is there")
def test_where_the_daemon_may_not_be_run_the_capability_is_named_and_what_to_do(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    """As in a container without IPC_LOCK, where the daemon has the capability that distributions give it."""
    programs = tmp_path / "programs"
    programs.mkdir()
    daemon = programs / "gnome-keyring-daemon"
    shutil.copy(shutil.which("gnome-keyring-daemon") or "", daemon)
    give = f"import os; os.setxattr({str(daemon)!r}, 'security.capability', {IPC_LOCK!r})"
    subprocess.run(as_root([sys.executable, "-c", give]), check=True)  # noqa: S603 - this interpreter
    (programs / "dbus-daemon").symlink_to(shutil.which("dbus-daemon") or "")
    without = (shutil.which("setpriv") or "", "--bounding-set=-ipc_lock")
    said = started(tmp_path / "p", {**environ, "PATH": str(programs)}, before=without, root=True)
    assert said.startswith(f"This system does not let {daemon} run: Operation not permitted."), said
    assert "--cap-add=IPC_LOCK" in said
    assert f"sudo setcap -r {daemon}" in said
    assert "choose another credential storage" in said
