"""A real SSH login, with a session bus and without: storage options in a terminal, and what stays behind."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.demo_process import server
from support.program_process import await_end, hold_secret
from support.secret_service import PASSPHRASE, missing_programs, secret_service
from support.ssh_server import PROMPT, missing_ssh, ssh_server
from support.terminal import Terminal, missing, terminal

from cen_tui.demo.estate.accounts import SPARE
from cen_tui.storage.files import read_json

ABSENT = missing_programs() or missing_ssh() or missing("tmux")
pytestmark = pytest.mark.skipif(bool(ABSENT), reason=ABSENT or "all is there")

SECRET = str.__str__(SPARE.secret)
PATIENCE = 60.0
RAW = (
    "Activating service",
    "Gtk-WARNING",
    "GNOME_KEYRING",
    "gnome-keyring-daemon:",
    "Password:",
    "password for",
)
"""What a service or a prompt writes to a terminal that it was left with."""


def add(screen: Terminal) -> None:
    """Type a new account, and have it proved and stored."""
    screen.press("a")
    screen.see("Add an account")
    for text in ("night", SPARE.id, SECRET):
        screen.type(text)
        screen.press("Enter")
    screen.press("C-s")


def start(screen: Terminal, url: str, pid_file: Path) -> None:
    screen.run(f"clear; sh -c 'echo $$ > {pid_file}; exec cen-tui --endpoint {url}'; echo it ended with $?")
    screen.see("Which account owns the network?", timeout=PATIENCE)


def leave(screen: Terminal, pid_file: Path) -> None:
    screen.press("C-q")
    screen.see("it ended with 0")
    await_end(pid_file)
    screen.until(lambda: screen.screen().rstrip().endswith(PROMPT), "the prompt")
    screen.run("clear; stty -a")
    screen.see(" echo ", " icanon ", " isig ")
    shown = "\n".join(screen.screens)
    assert not any(raw in shown for raw in (*RAW, PASSPHRASE, SECRET))


def await_answer(screen: Terminal, text: str) -> None:
    """Wait for a text that needs a keyring: a machine that is busy may be too slow for one that works."""
    while screen.see_any(text, "not answer", timeout=PATIENCE) == "not answer":
        screen.press("r")
        screen.gone("not answer")


def climb(folder: Path, environ: Mapping[str, str], *, first: str, asks: int, then: str) -> Path:
    """Log in, add an account, take the first option with a passphrase, sign in anew at the next start."""
    home, client_home, pid_file = folder / "home", folder / "client", folder / "pid"
    home.mkdir()
    client_home.mkdir()
    with ExitStack() as stack:
        cloud = stack.enter_context(server(folder))
        ssh = stack.enter_context(ssh_server(folder / "ssh", home, environ))
        screen = stack.enter_context(terminal(client_home))
        ssh.log_in(screen)
        screen.screens.clear()
        start(screen, cloud.url, pid_file)
        add(screen)
        await_answer(screen, f"1 {first}")
        screen.see("Nothing you typed is lost.")
        screen.press("1")
        screen.see("New passphrase" if asks > 1 else "Passphrase")
        for _ in range(asks):
            screen.type(PASSPHRASE)
            screen.press("Enter")
        await_answer(screen, "it signs in as RAM user operator")
        leave(screen, pid_file)
        start(screen, cloud.url, pid_file)
        screen.see("Enter signs in")
        screen.press("Enter")
        screen.see(then, timeout=PATIENCE)
        leave(screen, pid_file)
    assert hold_secret(home, SECRET, PASSPHRASE) == []
    document = read_json(home / ".config/cen-tui/accounts.json")
    assert isinstance(document, dict)
    assert str(document["accounts"]).count("night") == 1
    return home


def test_without_a_session_bus_a_private_keyring_is_one_key_away(tmp_path: Path) -> None:
    home = climb(
        tmp_path,
        {},
        first="Start a private keyring",
        asks=2,
        then="The private keyring of cen-tui does not run.",
    )
    assert list((home / ".local/share/cen-tui/private-keyring/keyrings").glob("*.keyring"))


def test_with_a_session_bus_its_locked_keyring_is_unlocked_and_serves_the_next_start(tmp_path: Path) -> None:
    with secret_service() as service:
        service.unlock()
        service.stop_daemon()
        service.start_daemon()
        bus = {name: service.environ[name] for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")}
        home = climb(
            tmp_path,
            bus,
            first="Unlock the keyring of this login",
            asks=1,
            then="Which region is the network in?",
        )
        assert hold_secret(service.folder / "home", SECRET) == []
    assert not (home / ".local/share/cen-tui").exists()
