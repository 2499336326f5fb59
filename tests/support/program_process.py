"""The program run so that its process can be found, ended, and looked for afterwards."""

import os
import socket
import time
from pathlib import Path

from support.demo_networks import id_of
from support.keyboard import choose, enter_target, to_networks, type_digits
from support.terminal import PATIENCE, Terminal

from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.storage.process_id import is_running


def start(screen: Terminal, url: str, pid_file: Path) -> None:
    """Start the program at a shell, and wait for the list of accounts; the shell tells how it ended."""
    screen.run(f"clear; sh -c 'echo $$ > {pid_file}; exec cen-tui --endpoint {url}'; echo it ended with $?")
    screen.see("Which account owns the network?", "Enter signs in")


def process(pid_file: Path) -> int:
    """Return the number of the program's process."""
    return int(pid_file.read_text(encoding="ascii"))


def to_digits(screen: Terminal, name: str = "prod-core") -> None:
    """Walk to the confirmation, with the four digits typed and not yet entered."""
    to_networks(screen, "environment", "cn-hangzhou")
    choose(screen, id_of(name))
    enter_target(screen)
    type_digits(screen)


def await_end(pid_file: Path) -> None:
    """Wait until the program's process has gone."""
    name = f"{process(pid_file)}@{socket.gethostname()}"
    end = time.monotonic() + PATIENCE
    while is_running(name):
        if time.monotonic() > end:
            raise TimeoutError(f"cen-tui still runs as {name}")
        time.sleep(0.05)


def journal_of(home: Path) -> Journal:
    """Return the journal that the program keeps in a home."""
    return Journal(home / ".local/state/cen-tui/journal.jsonl")


def only_entry(home: Path) -> JournalEntry:
    """Return the one operation that is in the journal of a home."""
    entries, notices = journal_of(home).entries()
    assert notices == ()
    (entry,) = entries
    return entry


def hold_secret(folder: Path, *secrets: str) -> list[Path]:
    """Return the files below a folder that hold one of these, as text or as bytes of it."""
    files = [Path(where) / name for where, _, names in os.walk(folder) for name in names]
    forms = [form for secret in secrets for form in (secret.encode(), secret.encode("utf-16-le"))]
    return [path for path in files if any(form in path.read_bytes() for form in forms)]
