"""A pipe or a device in the place of a file is refused by every reader: reading it would not end."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cen_tui.cloud.auth.assume_role import _token_of
from cen_tui.cloud.credentials import Secret
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.tls import check, tls_context
from cen_tui.operations.journal import Journal
from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import exclusive
from cen_tui.storage.settings import load_settings
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.account_notes import AccountNotes
from cen_tui.vault.base import Source
from cen_tui.vault.encrypted_file import EncryptedFile
from cen_tui.vault.keyring.index import Index
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.profiles.reader import read_profiles
from cen_tui.vault.storage_choice import UNREAD, StorageChoice
from cen_tui.vault.store_manager import StoreManager
from cen_tui.wizard.recents import Recents

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
NO_PLAIN_FILE = "no plain file"
A_LINK = "it is a link"
"""What is said of a device here: only root can make one, and who may not follow a link says that."""


def told(read: Callable[[], object]) -> str:
    """Return what reading says, raised or as a notice."""
    try:
        return str(read())
    except FileProblem as problem:
        return str(problem)
    except CloudError as error:
        return error.detail


def recents(path: Path) -> object:
    return Recents(path).notices()


def remarks(path: Path) -> object:
    held = AccountNotes(path)
    held.read()
    return held.notices


def lock(path: Path) -> object:
    path.rename(f"{path}.lock")
    with exclusive(path):
        return "held"


READERS: dict[str, Callable[[Path], object]] = {
    "settings.json": load_settings,
    "remarks.json": remarks,
    "accounts.json": lambda path: Index(path).read(),
    "recents.json": recents,
    "accounts.sealed": lambda path: EncryptedFile(path).unlock(Secret("a passphrase")),
    "journal.jsonl": lambda path: Journal(path).entries(),
    "config.json": read_profiles,
    "lock": lock,
    "token": lambda path: _token_of(str(path)),
    "bundle.pem": lambda path: check({"SSL_CERT_FILE": path}),
}


@pytest.mark.parametrize("name", READERS)
def test_a_pipe_is_refused_and_not_waited_for(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    assert NO_PLAIN_FILE in told(lambda: READERS[name](tmp_path / name))


@pytest.mark.parametrize("name", READERS)
def test_a_device_is_refused_and_not_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).symlink_to("/dev/zero")
    says = told(lambda: READERS[name](tmp_path / name))
    assert NO_PLAIN_FILE in says or A_LINK in says


def test_a_bundle_that_openssl_reads_by_itself_is_looked_at_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "bundle.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "bundle.pem"))
    with pytest.raises(CloudError) as raised:
        tls_context()
    assert NO_PLAIN_FILE in raised.value.detail


def test_a_choice_that_is_no_file_is_reported_and_left(tmp_path: Path) -> None:
    path = tmp_path / "hosts.json"
    os.mkfifo(path)
    choice = StorageChoice(path)
    assert choice.read() is Source.KEYRING
    assert NO_PLAIN_FILE in choice.notice
    assert UNREAD in choice.notice
    for place in (Source.FILE, Source.KEYRING):
        with pytest.raises(FileProblem, match=NO_PLAIN_FILE):
            choice.write(place)
    assert path.is_fifo()


def test_the_operator_is_told_once_that_the_choice_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hosts.json")
    store_manager = StoreManager({}, tmp_path / "secrets", choice=StorageChoice(tmp_path / "hosts.json"))
    directory = AccountDirectory(MemoryVault(), store_manager=store_manager)
    (told,) = directory.notices()
    assert NO_PLAIN_FILE in told
    assert directory.notices() == ()
