import json
from pathlib import Path

from cen_tui.vault.base import Source
from cen_tui.vault.storage_choice import STORAGES, StorageChoice


def test_each_host_remembers_its_own_choice(tmp_path: Path) -> None:
    path = tmp_path / "config" / "hosts.json"
    here, there = StorageChoice(path, "jump1"), StorageChoice(path, "jump2")
    assert here.read() is Source.KEYRING
    for place in STORAGES:
        here.write(place)
        assert StorageChoice(path, "jump1").read() is place
        assert there.read() is Source.KEYRING
    there.write(Source.FILE)
    assert json.loads(path.read_text())["hosts"] == {"jump1": "memory", "jump2": "encrypted file"}


def test_the_default_is_not_written_and_no_file_is_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "hosts.json"
    StorageChoice(path).write(Source.KEYRING)
    assert not path.exists()
    nowhere = StorageChoice(None)
    nowhere.write(Source.FILE)
    assert nowhere.read() is Source.KEYRING


def test_what_cannot_be_read_is_no_choice_is_reported_and_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "hosts.json"
    told = ("it is not JSON", "it holds no JSON object", "it names no hosts", "")
    contents = (
        "nonsense",
        "[]",
        '{"schema": 1, "hosts": 7}',
        '{"schema": 1, "hosts": {"jump1": "plain text"}}',
    )
    for content, why in zip(contents, told, strict=True):
        path.write_text(content)
        choice = StorageChoice(path, "jump1")
        assert choice.read() is Source.KEYRING
        assert (why in choice.notice) if why else not choice.notice
    path.write_text("nonsense")
    StorageChoice(path, "jump1").write(Source.MEMORY)
    assert StorageChoice(path, "jump1").read() is Source.MEMORY
    assert (tmp_path / "hosts.json.damaged").read_text() == "nonsense"
    path.write_text("nonsense")
    choice = StorageChoice(path, "jump1")
    choice.write(Source.KEYRING)
    assert not choice.notice, "the default mends a damaged file too"
