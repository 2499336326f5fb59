"""The sheet is saved for the operator alone, and nothing of theirs is ever lost for it."""

from pathlib import Path

import pytest
from support.confirming import ASKS, confirming, network_ids
from support.walk import Walk

from cen_tui.screens.save import SaveScreen

(CORE,) = network_ids("prod-core")
NAME = f"cen-handover-{CORE}.txt"
BEGINS = "Network access granted to your CEN\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def saving(walk: Walk, name: str = "") -> None:
    """Grant, and open the question for the file's name; type another than is proposed, if given."""
    await walk.see(ASKS)
    await walk.grant()
    await walk.press("s")
    await walk.see("Save the sheet")
    await rename(walk, name)


async def rename(walk: Walk, name: str) -> None:
    if name:
        await walk.press("end", "ctrl+u")
        await walk.paste(name)


async def test_it_is_saved_under_the_name_proposed_for_the_operator_alone(folder: Path) -> None:
    async with confirming() as walk:
        await saving(walk)
        assert walk.shows(NAME)
        await walk.press("enter")
        await walk.see(f"Saved to {NAME}, readable by you alone.")
        saved = folder / NAME
        assert saved.read_text().startswith(BEGINS)
        assert saved.stat().st_mode & 0o777 == 0o600
        assert [path.name for path in folder.iterdir()] == [NAME]


async def test_the_home_folder_can_be_written_as_a_tilde(own_home: Path, folder: Path) -> None:
    async with confirming() as walk:
        await saving(walk, "~/sheet.txt")
        await walk.press("enter")
        await walk.see("Saved to")
        assert (own_home / "sheet.txt").read_text().startswith(BEGINS)
        assert not list(folder.iterdir())


async def test_a_file_that_is_there_is_only_replaced_when_asked_a_second_time(folder: Path) -> None:
    (folder / "mine.txt").write_text("mine")
    async with confirming() as walk:
        await saving(walk, "mine.txt")
        await walk.press("enter")
        await walk.see("mine.txt is there already. Enter once more overwrites it.")
        assert (folder / "mine.txt").read_text() == "mine"
        await walk.press("enter")
        await walk.see("Saved to mine.txt")
        assert (folder / "mine.txt").read_text().startswith(BEGINS)
        assert (folder / "mine.txt").stat().st_mode & 0o777 == 0o600


async def test_a_yes_for_one_file_is_no_yes_for_another(folder: Path) -> None:
    (folder / "a.txt").write_text("a")
    (folder / "b.txt").write_text("b")
    async with confirming() as walk:
        await saving(walk, "a.txt")
        await walk.press("enter")
        await walk.see("a.txt is there already.")
        await rename(walk, "b.txt")
        await walk.press("enter")
        await walk.see("b.txt is there already.")
        await rename(walk, "a.txt")
        await walk.press("enter")
        await walk.see("a.txt is there already.")
        await walk.press("escape")
        await walk.gone("Save the sheet")
        assert (folder / "a.txt").read_text() == "a"
        assert (folder / "b.txt").read_text() == "b"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("taken", "taken is there already. Choose another name."),
        ("missing/sheet.txt", "A folder on that path does not exist."),
        ("file/sheet.txt", "A part of that path is a file, not a folder."),
        ("x" * 300, "That name is too long."),
        ("dangling", "dangling is there already. Choose another name."),
        ("~nobody-of-this-name/sheet.txt", "home directory"),
        ("   ", "Give the file a name."),
    ],
)
async def test_where_it_cannot_be_saved_the_reason_is_said_and_nothing_is_lost(
    folder: Path, name: str, says: str
) -> None:
    (folder / "taken").mkdir()
    (folder / "file").write_text("mine")
    (folder / "dangling").symlink_to(folder / "nowhere")
    async with confirming() as walk:
        await saving(walk, name)
        for _ in range(3):  # asking again does not wear the refusal down
            await walk.press("enter")
            await walk.see(says)
        assert sorted(path.name for path in folder.iterdir()) == ["dangling", "file", "taken"]
        assert (folder / "file").read_text() == "mine"
        assert isinstance(walk.app.screen, SaveScreen)
        await rename(walk, "good.txt")
        await walk.press("enter")
        await walk.see("Saved to good.txt")
        assert (folder / "good.txt").read_text().startswith(BEGINS)


async def test_esc_writes_nothing_and_the_sheet_is_still_there(folder: Path) -> None:
    async with confirming() as walk:
        await saving(walk)
        await walk.press("escape")
        await walk.see("Network access granted to your CEN")
        await walk.gone("Save the sheet")
        assert not list(folder.iterdir())


async def test_letters_that_are_keys_elsewhere_are_typed_into_the_name(folder: Path) -> None:
    async with confirming() as walk:
        await saving(walk)
        await walk.press("end", "ctrl+u")
        await walk.type("snytr?.txt")
        await walk.press("enter")
        await walk.see("Saved to snytr?.txt")
        assert (folder / "snytr?.txt").exists()
