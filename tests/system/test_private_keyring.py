"""The private keyring: a service of cen-tui's own, one at a time, ending with whoever started it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.secret_service import PASSPHRASE, missing_programs, pid_of_service

from cen_tui.cloud.signin import Secret
from cen_tui.files import read_json, write_json
from cen_tui.lock import exclusive
from cen_tui.vault.base import StoreError, VaultError
from cen_tui.vault.private_keyring import PrivateKeyring
from cen_tui.vault.service import ServiceState

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there")

RIGHT, WRONG = Secret(PASSPHRASE), Secret("not this one at all")
ENTRY = ("cen-tui:a1:1", "accesskey")
STARTER = """
import os, sys, time
from pathlib import Path
from cen_tui.cloud.signin import Secret
from cen_tui.vault.private_keyring import PrivateKeyring
private = PrivateKeyring(Path(sys.argv[1]), os.environ)
private.start(Secret(sys.stdin.readline().strip()))
private.open().set_password("cen-tui:a1:1", "accesskey", "of the other")
print("started", flush=True)
time.sleep(60)
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
    end = time.monotonic() + 20
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


def test_a_second_process_uses_the_first_s_and_is_told_when_that_ends(
    private: PrivateKeyring, tmp_path: Path, environ: dict[str, str]
) -> None:
    words = [sys.executable, "-c", STARTER, str(tmp_path / "private")]
    path = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(  # noqa: S603 - this interpreter, and a script of ours
        words, env={**environ, **path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(f"{PASSPHRASE}\n")
        other.stdin.flush()
        assert other.stdout.readline() == "started\n"
        assert private.owner == f"{other.pid}@{socket.gethostname()}"
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


def test_missing_programs_are_named(tmp_path: Path) -> None:
    private = PrivateKeyring(tmp_path / "private", {"PATH": str(tmp_path)})
    with pytest.raises(StoreError, match="dbus-daemon and gnome-keyring-daemon cannot be found"):
        private.start(RIGHT)
