"""The sheet is saved for the operator alone, and no file of theirs is ever lost by it."""

import asyncio
from pathlib import Path

import pytest
from support.confirming import ASKS, confirming, network_ids
from support.settled import PATIENCE
from support.walk import Walk
from textual import events

from cen_tui.tui.screens.dialogs.dialog import Question
from cen_tui.tui.screens.dialogs.save import SaveScreen

(CORE,) = network_ids("prod-core")
NAME = f"cen-handover-{CORE}.txt"
BEGINS = "Network access granted to your CEN\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(folder: Path) -> None:
    """Put things where a sheet cannot be saved."""
    (folder / "taken").mkdir()
    (folder / "file").write_text("mine")
    (folder / "dangling").symlink_to(folder / "nowhere")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def text(path: Path) -> str:
    return path.read_text()


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
        assert text(folder / NAME).startswith(BEGINS)
        assert mode(folder / NAME) == 0o600
        assert names(folder) == [NAME]


async def test_the_home_folder_can_be_written_as_a_tilde(own_home: Path, folder: Path) -> None:
    async with confirming() as walk:
        await saving(walk, "~/sheet.txt")
        await walk.press("enter")
        await walk.see("Saved to")
        assert text(own_home / "sheet.txt").startswith(BEGINS)
        assert names(folder) == []


async def test_a_file_that_is_there_is_only_replaced_after_a_yes(folder: Path) -> None:
    (folder / "mine.txt").write_text("mine")
    async with confirming() as walk:
        await saving(walk, "mine.txt")
        for no in ("enter", "n", "escape"):
            await walk.press("enter")
            await walk.see("Overwrite mine.txt?", "what it holds will be lost")
            await walk.press(no)
            await walk.gone("Overwrite mine.txt?")
            await walk.see("mine.txt is there already. Choose another name.")
            assert text(folder / "mine.txt") == "mine"
        await walk.press("enter")
        await walk.see("Overwrite mine.txt?")
        await walk.press("y")
        await walk.see("Saved to mine.txt")
        assert text(folder / "mine.txt").startswith(BEGINS)
        assert mode(folder / "mine.txt") == 0o600


async def test_keys_typed_ahead_overwrite_no_file(folder: Path) -> None:
    (folder / "mine.txt").write_text("mine")
    async with confirming() as walk:
        await saving(walk, "mine.txt")
        walk.app.post_message(events.Key("enter", "\r"))
        async with asyncio.timeout(PATIENCE):
            while not isinstance(walk.app.screen, Question):  # noqa: ASYNC110 - before it takes input
                await asyncio.sleep(0)
        for _ in range(3):
            walk.app.post_message(events.Key("y", "y"))
        await walk.see("Overwrite mine.txt?", "What was typed before this screen stood was dropped.")
        assert text(folder / "mine.txt") == "mine"


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
    fill(folder)
    async with confirming() as walk:
        await saving(walk, name)
        for _ in range(3):  # asking again does not wear the refusal down
            await walk.press("enter")
            await walk.see(says)
        assert names(folder) == ["dangling", "file", "taken"]
        assert text(folder / "file") == "mine"
        assert isinstance(walk.app.screen, SaveScreen)
        await rename(walk, "good.txt")
        await walk.press("enter")
        await walk.see("Saved to good.txt")
        assert text(folder / "good.txt").startswith(BEGINS)


async def test_esc_writes_nothing_and_the_sheet_is_still_there(folder: Path) -> None:
    async with confirming() as walk:
        await saving(walk)
        await walk.press("escape")
        await walk.see("Network access granted to your CEN")
        await walk.gone("Save the sheet")
        assert names(folder) == []


async def test_letters_that_are_keys_elsewhere_are_typed_into_the_name(folder: Path) -> None:
    async with confirming() as walk:
        await saving(walk)
        await walk.press("end", "ctrl+u")
        await walk.type("snytr?.txt")
        await walk.press("enter")
        await walk.see("Saved to snytr?.txt")
        assert names(folder) == ["snytr?.txt"]
