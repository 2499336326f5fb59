"""The list is saved as it is filtered and sorted, as CSV or JSON."""

import csv
import json
from pathlib import Path

import pytest
from support.walk import Walk, walking

from cen_tui.tui.screens.dialogs.save import NAME_IT, SAVE_LIST
from cen_tui.tui.widgets.tables.network_pane import NetworkPane

NAME = "vpcs-cn-hangzhou.csv"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def saving(walk: Walk, name: str = "") -> None:
    """Open the dialog on a list that is filtered and sorted; type another name than is proposed, if given."""
    await walk.press("slash")
    await walk.type("10.2")
    await walk.press("tab", "o", "o", "o", "o", "o", "o")
    await walk.see("CIDR block v")
    await walk.press("s")
    await walk.see(SAVE_LIST, "The name ends in .csv or .json.")
    if name:
        await walk.press("end", "ctrl+u")
        await walk.paste(name)


async def test_csv_is_written_as_the_list_is_shown(folder: Path) -> None:
    async with walking(counts=True) as walk:
        await walk.to_networks()
        await walk.until(lambda: walk.line_with("prod-data").endswith("1 CEN   "), "the rules counted")
        await saving(walk)
        await walk.press("enter")
        await walk.see(f"Saved to {NAME}, readable by you alone.")
    rows = list(csv.DictReader((folder / NAME).read_text("utf-8").splitlines()))
    assert [row["name"] for row in rows] == [
        "shared-services",
        "生产-数据库",
        "生产-核心",
        "prod-data",
        "prod-core",
    ]
    assert rows[-1]["tags"] == "env=prod; team=network; cost-centre=4711"
    assert {row["name"]: row["granted"] for row in rows}["prod-data"] == "1 CEN"
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600


async def test_json_is_written_where_the_name_says_so_and_another_ending_is_refused(folder: Path) -> None:
    async with walking() as walk:
        await walk.to_networks()
        await saving(walk, "list.txt")
        await walk.press("enter")
        await walk.see(SAVE_LIST)
        assert names(folder) == []
        await walk.press("end", "ctrl+u", "enter")
        await walk.see(NAME_IT)
        await walk.paste("list.JSON")
        await walk.press("enter")
        await walk.see("Saved to list.JSON")
    records = json.loads((folder / "list.JSON").read_text("utf-8"))
    assert [record["address"] for record in records][-1] == "10.20.0.0/16, 10.21.0.0/16"
    assert len(records) == 5


async def test_an_empty_list_is_not_saved(folder: Path) -> None:
    async with walking() as walk:
        await walk.to_networks(region="me-east-1")
        await walk.press("s")
        assert not walk.shows(SAVE_LIST)
    assert names(folder) == []


async def test_where_a_list_was_saved_is_said_also_of_one_that_was_read_before(folder: Path) -> None:
    async with walking() as walk:
        await walk.to_networks()
        held = walk.app.screen.query(NetworkPane).first()._holding
        assert held._read is not None
        held._read -= 60
        await walk.press("s")
        await walk.see(SAVE_LIST)
        await walk.press("enter")
        await walk.see(f"Saved to {NAME}, readable by you alone.")
        await walk.pilot.pause()
        assert walk.shows(f"Saved to {NAME}, readable by you alone.")
        await walk.press("s")
        await walk.see(SAVE_LIST)
        await walk.press("escape")
        await walk.pilot.pause()
        assert names(folder) == [NAME]
        assert walk.shows(f"Saved to {NAME}, readable by you alone.")
