from pathlib import Path

import pytest

from cen_tui.cloud.credentials import Secret
from cen_tui.storage.files import FileProblem, write_bytes
from cen_tui.vault.base import StoreError, VaultError
from cen_tui.vault.encrypted_file import EncryptedFile
from cen_tui.vault.sealing import EARLIER_COST, Cost, cost_of, head_of, new_key, seal

CHEAP = Cost(log_n=4, r=1, p=1)
RIGHT, WRONG = Secret("correct horse battery staple"), Secret("incorrect horse")
ENTRY = ("cen-tui:a1:1", "accesskey")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sign-ins.sealed"


def opened(path: Path, passphrase: Secret = RIGHT) -> EncryptedFile:
    file = EncryptedFile(path, cost=CHEAP)
    file.unlock(passphrase)
    return file.open()


def test_entries_are_kept_for_the_next_program_private_and_unreadable(path: Path) -> None:
    file = opened(path)
    assert file.get_password(*ENTRY) is None
    file.set_password(*ENTRY, Secret("MadeUpSecret0001"))
    assert opened(path).get_password(*ENTRY) == "MadeUpSecret0001"
    assert b"MadeUp" not in path.read_bytes()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    file.delete_password(*ENTRY)
    assert opened(path).get_password(*ENTRY) is None
    with pytest.raises(KeyError):
        file.delete_password(*ENTRY)


def test_two_programs_see_what_the_other_wrote(path: Path) -> None:
    first, second = opened(path), opened(path)
    first.set_password("a", "x", "1")
    second.set_password("b", "x", "2")
    assert (first.get_password("b", "x"), second.get_password("a", "x")) == ("2", "1")


def test_nothing_is_open_before_its_passphrase_was_right(path: Path) -> None:
    opened(path).set_password(*ENTRY, "MadeUpSecret0001")
    file = EncryptedFile(path, cost=CHEAP)
    with pytest.raises(StoreError, match="is locked"):
        file.open()
    with pytest.raises(VaultError, match="not the passphrase of the encrypted file") as caught:
        file.unlock(WRONG)
    assert not isinstance(caught.value, StoreError)
    with pytest.raises(StoreError, match="is locked"):
        file.get_password(*ENTRY)


def test_damage_is_distinguished_from_a_wrong_passphrase_and_the_file_is_left_as_it_is(path: Path) -> None:
    file = opened(path)
    file.set_password(*ENTRY, "MadeUpSecret0001")
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:20], b"", b"\0" + whole[1:], whole[:-1] + bytes((whole[-1] ^ 1,))):
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match="is damaged") as caught:
            EncryptedFile(path, cost=CHEAP).unlock(RIGHT)
        assert "copy" in caught.value.advice
        with pytest.raises(StoreError, match="is damaged"):
            file.set_password(*ENTRY, "other")
        assert path.read_bytes() == damaged
    path.write_bytes(whole)
    assert file.get_password(*ENTRY) == "MadeUpSecret0001"


def test_a_file_that_is_gone_or_was_made_anew_is_said(path: Path) -> None:
    file = opened(path)
    path.unlink()
    with pytest.raises(StoreError, match="is gone"):
        file.open()
    opened(path, WRONG)
    with pytest.raises(StoreError, match="made anew under another passphrase"):
        file.open()
    file.unlock(WRONG)
    assert file.open().get_password(*ENTRY) is None


def test_a_disk_that_refuses_says_so_and_changes_nothing(path: Path) -> None:
    path.parent.parent.joinpath("data").write_text("a file where the folder should be")
    with pytest.raises(FileProblem):
        EncryptedFile(path, cost=CHEAP).unlock(RIGHT)


def test_a_file_of_the_first_cost_is_opened_and_sealed_anew_with_the_usual_one(path: Path) -> None:
    write_bytes(path, seal(b'{"cen-tui:a1:1/accesskey": "MadeUpSecret0001"}', new_key(RIGHT, EARLIER_COST)))
    file = EncryptedFile(path)
    file.unlock(RIGHT)
    assert file.open().get_password(*ENTRY) == "MadeUpSecret0001"
    assert cost_of(head_of(path.read_bytes())) == Cost()
    again = EncryptedFile(path)
    again.unlock(RIGHT)
    assert again.get_password(*ENTRY) == "MadeUpSecret0001"
