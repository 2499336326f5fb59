"""Two users, and the real program in a terminal: another user's Secret Service is told not one byte."""

import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import pytest
from support import fake_secret_service
from support.demo_process import server
from support.host import host
from support.other_user import OTHER, as_root, missing_root
from support.secret_service import PASSPHRASE, missing_programs, secret_service
from support.terminal import Terminal, missing, terminal

from cen_tui.cloud.credentials import Secret
from cen_tui.demo.estate.accounts import SPARE
from cen_tui.doctor.finding import Level
from cen_tui.doctor.keyring import check_keyring
from cen_tui.storage.files import write_json
from cen_tui.storage.process_id import own_name
from cen_tui.vault.base import ServiceState, Store, StoreError
from cen_tui.vault.keyring.backend import BACKEND_VARIABLE, open_store
from cen_tui.vault.secret_service import daemon
from cen_tui.vault.secret_service.bus import ForeignBusError
from cen_tui.vault.secret_service.passphrase import create, unlock
from cen_tui.vault.secret_service.probe import probe
from cen_tui.vault.secret_service.service_store import ServiceStore

ABSENT = missing_root() or missing_programs() or missing("tmux")
pytestmark = pytest.mark.skipif(bool(ABSENT), reason=ABSENT or "all is there")

SECRET = str.__str__(SPARE.secret)
PATIENCE = 60.0
FOREIGN = "another user"
BY_THEMSELVES = ("keyring.backends.libsecret.Keyring", "keyring.backends.kwallet.DBusKeyring")
STORAGE_SCREEN = "Nothing you typed is lost."
STORED = "it signs in as RAM user operator"


@pytest.fixture
def name() -> Iterator[str]:
    """A name that nobody else has, in the folder that all users share."""
    name = f"{gettempdir()}/cen-tui-{uuid.uuid4().hex[:8]}"
    yield name
    subprocess.run(as_root(["rm", "-rf", name]), check=True)  # noqa: S603 - made above


@pytest.fixture
def short_home() -> Iterator[Path]:
    """A home whose path is as short as most are: the name of a socket in it fits."""
    with TemporaryDirectory(prefix="home-") as folder:
        yield Path(folder)


@contextmanager
def another_users(socket_name: str, notes: Path, state: str) -> Iterator[Callable[[], list[str]]]:
    """Run the other user's service for a block; gives what it has noted so far."""
    words = as_root([sys.executable, fake_secret_service.__file__, socket_name, str(notes), state])
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - a script of ours
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        try:
            yield lambda: notes.read_text("utf-8").splitlines()
        finally:
            subprocess.run(as_root(["kill", str(running.pid)]), check=True)  # noqa: S603 - started above


def this_process() -> dict[str, str]:
    """Return who runs a service, as its record has it: a process that lives."""
    return {"owner": own_name()}


def add(screen: Terminal, url: str) -> str:
    """Start the program, type a new account, and return what came of it."""
    screen.run(f"clear; cen-tui --endpoint {url}; echo it ended with $?")
    screen.see("Which account owns the network?", timeout=PATIENCE)
    screen.press("a")
    screen.see("Add an account")
    for text in ("night", SPARE.id, SECRET):
        screen.type(text)
        screen.press("Enter")
    screen.press("C-s")
    return screen.see_any(STORAGE_SCREEN, STORED, timeout=PATIENCE)


@pytest.mark.parametrize("where", ["in a folder of the other's", "in the folder of all", "an abstract name"])
def test_another_user_s_bus_in_the_login_s_address_is_told_nothing(
    name: str, where: str, tmp_path: Path
) -> None:
    path = {"in a folder of the other's": f"{name}/bus", "in the folder of all": name}.get(where, "")
    address = f"unix:path={path}" if path else f"unix:abstract={name}"
    state = "locked" if where == "in a folder of the other's" else "unlocked"
    home = tmp_path / "home"
    home.mkdir()
    with (
        server(tmp_path) as cloud,
        another_users(path or f"@{name}", tmp_path / "notes", state) as notes,
        terminal(home, {"DBUS_SESSION_BUS_ADDRESS": address}) as screen,
    ):
        came = add(screen, cloud.url)
        if came == STORAGE_SCREEN and screen.shows("Unlock the keyring of this login"):
            screen.press("1")
            screen.see("Passphrase")
            screen.type(PASSPHRASE)
            screen.press("Enter")
            screen.until(lambda: any("secret" in note for note in notes()), "the passphrase at the other's")
        assert [note for note in notes() if note.startswith("secret")] == []
        assert notes() == []
        assert screen.shows(FOREIGN)
        assert not screen.shows("Unlock the keyring of this login")
        screen.press("Escape", "C-q")
        screen.see("it ended with")


def test_a_private_keyring_whose_socket_another_user_made_anew_is_told_nothing(
    name: str, short_home: Path, tmp_path: Path
) -> None:
    home = short_home
    data = home / ".local/share/cen-tui/private-keyring"
    record = {"address": f"unix:path={name}/bus", **this_process()}
    write_json(data / "service.json", dict(record))
    hosts = {socket.gethostname(): "private keyring"}
    write_json(home / ".config/cen-tui/hosts.json", {"schema": 1, "hosts": hosts})
    with (
        server(tmp_path) as cloud,
        another_users(f"{name}/bus", tmp_path / "notes", "unlocked") as notes,
        terminal(home) as screen,
    ):
        came = add(screen, cloud.url)
        assert [note for note in notes() if note.startswith("secret")] == []
        assert notes() == []
        assert came == STORAGE_SCREEN
        screen.see("The private keyring of cen-tui does not run.", "1 Start a private keyring")
        screen.press("1")
        screen.see("New passphrase")
        for _ in range(2):
            screen.type(PASSPHRASE)
            screen.press("Enter")
        screen.see(STORED, timeout=PATIENCE)
        assert notes() == []
        assert [path.stat().st_mode & 0o777 for path in data.glob("cen-tui-*")] == [0o700]
        screen.press("C-q")
        screen.see("it ended with 0")
        assert sorted(path.name for path in data.iterdir()) == ["keyrings", "service.lock"]
    assert list((data / "keyrings").glob("*.keyring"))


def test_each_connection_to_the_bus_tells_another_user_nothing(name: str, tmp_path: Path) -> None:
    environ = {
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={name}",
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
    }
    passphrase = Secret(PASSPHRASE)
    with another_users(name, tmp_path / "notes", "unlocked") as notes:
        assert probe(environ, PATIENCE) is ServiceState.FOREIGN
        uses: list[Callable[[], object]] = [
            lambda: unlock(environ, passphrase),
            lambda: create(environ, passphrase),
            lambda: daemon.start(environ, passphrase),
            lambda: open_store(environ, "linux"),
            lambda: open_store({**environ, BACKEND_VARIABLE: "keyring.backends.libsecret.Keyring"}, "linux"),
            lambda: open_store(
                {**environ, BACKEND_VARIABLE: "keyring.backends.kwallet.DBusKeyring"}, "linux"
            ),
        ]
        for use in uses:
            with pytest.raises(StoreError, match=FOREIGN) as caught:
                use()
            assert "su and sudo" in caught.value.advice
        store: Store = ServiceStore(environ["DBUS_SESSION_BUS_ADDRESS"])  # opened before it changed hands
        with pytest.raises(ForeignBusError):
            store.set_password("a", "b", SECRET)
        with pytest.raises(ForeignBusError):
            store.get_password("a", "b")
        (found,) = check_keyring(host(tmp_path, environ=environ))
        assert FOREIGN in found.says
        assert found.level is Level.PROBLEM
        assert notes() == []


def test_a_backend_that_connects_by_itself_needs_a_bus_that_nobody_can_replace() -> None:
    with secret_service() as service:
        service.unlock()
        service.folder.chmod(0o755)
        for name in BY_THEMSELVES:
            with pytest.raises(StoreError, match=FOREIGN):
                open_store({**service.environ, BACKEND_VARIABLE: name}, "linux")
        assert open_store(service.environ, "linux").get_password("a", "b") is None


def test_a_bus_of_one_s_own_in_a_folder_of_another_user_is_told_nothing() -> None:
    with secret_service() as service:
        service.unlock()
        own = f"{os.getuid()}"
        subprocess.run(as_root(["chown", str(OTHER), str(service.folder)]), check=True)  # noqa: S603 - made above
        try:
            assert service.state() is ServiceState.FOREIGN
        finally:
            subprocess.run(as_root(["chown", own, str(service.folder)]), check=True)  # noqa: S603
        assert service.state() is ServiceState.UNLOCKED
