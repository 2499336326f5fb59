"""A list in Chinese: the console's words stand in its status column; a filter finds them and the values."""

import json
from typing import Any

import pytest
from support.chinese import printed_in_chinese

WALKS = """
import asyncio, json
from dataclasses import replace
from support.arriving import IN_REGION
from support.walk import walking
from cen_tui.tui.widgets.tables.filter_table import FilterTable

async def main():
    async with walking(presets=IN_REGION, size=(160, 40)) as walk:
        await walk.until(lambda: "1 VPC (13)" in walk.screen(), "the VPCs")
        await walk.press("2")
        await walk.until(lambda: "2 VBR (" in walk.screen(), "the VBRs")
        table = next(each for each in walk.app.screen.query(FilterTable) if each.is_on_screen)
        await walk.until(lambda: table.total, "the rows")
        found = {"": [row.cells for row in table.rows]}
        for typed in ("active", "正常", "terminated", "已终止接入"):
            table.set_filter(typed)
            await walk.settle()
            found[typed] = [row.cells for row in table.rows]
        print(json.dumps(found))

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    listed: dict[str, Any] = json.loads(printed_in_chinese(WALKS))
    return listed


def test_the_column_has_the_words_of_the_console(found: dict[str, Any]) -> None:
    words = {cells[3] for cells in found[""]}
    assert {"正常", "等待确认", "已终止接入", "删除中", "恢复中", "终止接入中"} == words


@pytest.mark.parametrize(("value", "word"), [("active", "正常"), ("terminated", "已终止接入")])
def test_a_filter_finds_the_word_and_the_value(value: str, word: str, found: dict[str, Any]) -> None:
    assert found[word]
    assert len(found[word]) < len(found[""])
    assert found[value] == found[word] == [cells for cells in found[""] if cells[3] == word]
