"""Choosing who pays, by mouse and by keys: what is clicked is chosen, and nothing else changes it."""

import pytest
from support.confirming import network_ids
from support.walk import Walk, walking

from cen_tui.wizard.draft import Presets

AT_TARGET = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"))
WAYS = ("router, you pay", "CEN", "router, CEN owner pays", "router, you pay")


def chosen(walk: Walk) -> str:
    """Return the way that is marked, whatever lines it is drawn on."""
    words = walk.words()
    return next(way for way in sorted(WAYS, key=len, reverse=True) if f"(*) {way}" in words)


async def click_on(walk: Walk, text: str, *, beside: int = 0) -> None:
    row, line = next((row, line) for row, line in enumerate(walk.lines()) if text in line)
    await walk.click(line.index(text) + beside, row)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_the_way_that_is_clicked_is_chosen(size: tuple[int, int]) -> None:
    async with walking(presets=AT_TARGET, size=size) as walk:
        await walk.see("Which CEN may attach it from now on?", "(*) CEN")
        for way in WAYS:
            text = way if walk.shows(f") {way}") and any(way in line for line in walk.lines()) else "you pay"
            await click_on(walk, f") {text}" if text != "you pay" else text, beside=2)
            assert chosen(walk) == way


async def test_a_click_beside_the_ways_and_space_change_nothing() -> None:
    async with walking(presets=AT_TARGET) as walk:
        await walk.see("Which CEN may attach it from now on?", "(*) CEN")
        await click_on(walk, ") router, CEN owner pays", beside=2)
        for text in ("Grant to", "The CEN's owner pays for"):
            await click_on(walk, text)
            assert chosen(walk) == "router, CEN owner pays"
        await walk.press("space", "space")
        assert chosen(walk) == "router, CEN owner pays"
        await walk.press("right")
        assert chosen(walk) == "router, you pay"
        await walk.press("left", "left")
        assert chosen(walk) == "CEN"
