import errno
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.storage.files import (
    AlreadyThereError,
    Damaged,
    FileProblem,
    os_errors_as,
    private_folder,
    put_in_place,
    read_json,
    set_aside,
    write_json,
    write_new,
    write_text,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_what_is_written_is_read_back_private_and_with_nothing_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folders" / "file.json"
    write_json(path, {"name": "网络\ud800"})
    assert read_json(path) == {"name": "网络\ud800"}
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == 0o700
    assert names_in(path.parent) == ["file.json"]


def test_a_write_replaces_the_file_and_tightens_file_and_folder(tmp_path: Path) -> None:
    path = tmp_path / "open" / "file.json"
    path.parent.mkdir(mode=0o755)
    path.write_text("{}")
    path.chmod(0o644)
    write_json(path, {"a": 1})
    assert read_json(path) == {"a": 1}
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_no_link_is_followed_to_a_file_of_ours(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "accounts.json"
    real.parent.mkdir()
    real.write_text('{"a": 1}')
    link = tmp_path / "accounts.json"
    link.symlink_to(real)
    with pytest.raises(FileProblem, match="it is a link, and none is followed there") as caught:
        read_json(link)
    assert f"ls -l {link}" in caught.value.advice
    with pytest.raises(FileProblem, match="it is a link, and none is followed there"):
        write_json(link, {})
    assert link.is_symlink()
    assert real.read_text() == '{"a": 1}'


def test_a_file_that_the_operator_writes_may_be_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "settings.json"
    write_json(real, {"a": 1})
    link = tmp_path / "settings.json"
    link.symlink_to(real)
    assert read_json(link, operators=True) == {"a": 1}
    assert read_json(tmp_path / "none" / "settings.json", operators=True) is None


def test_a_folder_of_ours_may_be_a_link_to_another(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir(mode=0o700)
    (tmp_path / "config").symlink_to(tmp_path / "dotfiles")
    write_json(tmp_path / "config" / "file.json", {"a": 1})
    assert read_json(tmp_path / "config" / "file.json") == {"a": 1}
    assert names_in(tmp_path / "dotfiles") == ["file.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_its_place_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "file.json")
    for operators in (False, True):
        with pytest.raises(FileProblem, match="it is no plain file"):
            read_json(tmp_path / "file.json", operators=operators)


def test_no_file_is_not_a_damaged_file(tmp_path: Path) -> None:
    assert read_json(tmp_path / "none" / "file.json") is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is not JSON (line 1, column 1)"),
        (b'{"a": ', "it is not JSON (line 1, column 7)"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it holds no JSON object"),
        (b"null", "it holds no JSON object"),
        (b"\xff\xfe\x00", "it is not text"),
    ],
)
def test_damage_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    assert read_json(path) == Damaged(why)


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_without_a_crash(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "file.json"
    path.write_bytes(content)
    assert isinstance(read_json(path), Damaged | dict)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert read_json(path) == {}


def test_a_file_that_cannot_be_read_is_a_problem_and_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"Could not read .*: Is a directory\."):
        read_json(tmp_path)


def test_setting_aside_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    names = []
    for number in range(3):
        path.write_text(str(number))
        names.append(set_aside(path))
    assert [name.name for name in names] == [
        "file.json.damaged",
        "file.json.damaged-2",
        "file.json.damaged-3",
    ]
    assert [name.read_text() for name in names] == ["0", "1", "2"]
    assert not path.exists()


def test_setting_aside_what_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="Could not set aside"):
        set_aside(tmp_path / "none.json")


def test_a_folder_that_is_a_file_is_reported_in_words(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    with pytest.raises(FileProblem, match="Could not make the folder") as caught:
        write_text(tmp_path / "config" / "file.json", "x")
    assert caught.value.advice


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "target"
    path.mkdir()
    with pytest.raises(FileProblem, match="Could not write"):
        write_text(path, "x")
    assert names_in(tmp_path) == ["target"]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.EROFS, "read-only"),
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "quota"),
        (errno.EACCES, "permissions"),
        (errno.ENOENT, "does not exist"),
        (errno.EIO, "try again"),
    ],
)
def test_every_cause_has_its_advice(number: int, word: str) -> None:
    with pytest.raises(FileProblem) as caught, os_errors_as("write", Path("/x")):
        raise OSError(number, os.strerror(number))
    assert os.strerror(number) in str(caught.value)
    assert word in caught.value.advice


def test_a_hostile_path_is_made_safe_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        write_new(tmp_path / "no\x1b[2Jfolder" / "x", "x")
    assert "\x1b" not in str(caught.value)


def test_a_named_file_is_written_private_and_only_into_a_folder_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "hand-over.txt"
    write_new(path, "text")
    assert (path.read_text(), mode(path)) == ("text", 0o600)
    with pytest.raises(FileProblem, match="Could not write") as caught:
        write_new(tmp_path / "none" / "hand-over.txt", "text")
    assert "folder" in caught.value.advice


def test_a_named_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "hand-over.txt"
    path.write_text("old")
    path.chmod(0o644)
    with pytest.raises(AlreadyThereError, match="is there already"):
        write_new(path, "new")
    assert path.read_text() == "old"
    write_new(path, "new", replace=True)
    assert (path.read_text(), mode(path)) == ("new", 0o600)
    assert names_in(tmp_path) == ["hand-over.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="a FIFO is POSIX")
def test_special_files_and_folders_are_never_replaced(tmp_path: Path) -> None:
    special = tmp_path / "special"
    os.mkfifo(special)
    for path in (special, tmp_path):
        with pytest.raises(AlreadyThereError):
            write_new(path, "x", replace=True)
    assert special.is_fifo()


def test_a_private_folder_may_be_there_already(tmp_path: Path) -> None:
    private_folder(tmp_path)
    private_folder(tmp_path)
    assert mode(tmp_path) == 0o700


class Held:
    """A file that someone else holds for so many tries."""

    def __init__(self, tries: int) -> None:
        self.tries = tries

    def __call__(self, old: Path, new: Path) -> None:
        self.tries -= 1
        if self.tries >= 0:
            raise PermissionError(errno.EACCES, "Access is denied")
        os.replace(old, new)  # noqa: PTH105 - what stands in for it


@pytest.mark.parametrize(("platform", "tries"), [("win32", 3), ("win32", 9), ("linux", 1)])
def test_on_windows_a_file_that_is_held_for_a_moment_is_replaced_after_it(
    tmp_path: Path, platform: str, tries: int
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("x")
    lands = platform == "win32" and tries < 5
    if lands:
        put_in_place(old, new, platform=platform, replace=Held(tries), pauses=(0.0,) * 5)
    else:
        with pytest.raises(PermissionError):
            put_in_place(old, new, platform=platform, replace=Held(tries), pauses=(0.0,) * 5)
    assert new.exists() is lands
