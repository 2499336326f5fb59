"""Choosing who pays, by mouse and by keys: what is clicked is chosen, and nothing else changes it."""

import pytest
from support.confirming import network_ids
from support.walk import Walk, walking

from cen_tui.wizard.draft import Presets
from cen_tui.wizard.target import TARGET_QUESTION

AT_TARGET = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"))
OPTIONS = ("network owner (you)", "none", "CEN owner", "network owner (you)")


def selected(walk: Walk) -> str:
    """Return the option that is marked."""
    line = walk.line_with("Payer ")
    return next(option for option in OPTIONS if f"(*) {option}" in line)


async def click_on(walk: Walk, text: str, *, beside: int = 0) -> None:
    row, line = next((row, line) for row, line in enumerate(walk.lines()) if text in line)
    await walk.click(line.index(text) + beside, row)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_the_option_that_is_clicked_is_selected(size: tuple[int, int]) -> None:
    async with walking(presets=AT_TARGET, size=size) as walk:
        await walk.see(TARGET_QUESTION, "(*) none")
        for option in OPTIONS:
            await click_on(walk, f") {option}", beside=2)
            assert selected(walk) == option


async def test_a_click_beside_the_options_and_space_change_nothing() -> None:
    async with walking(presets=AT_TARGET) as walk:
        await walk.see(TARGET_QUESTION, "(*) none")
        await click_on(walk, ") CEN owner", beside=2)
        for text in ("Payer ", "The CEN owner pays for"):
            await click_on(walk, text)
            assert selected(walk) == "CEN owner"
        await walk.press("space", "space")
        assert selected(walk) == "CEN owner"
        await walk.press("right")
        assert selected(walk) == "network owner (you)"
        await walk.press("left", "left")
        assert selected(walk) == "none"


async def test_a_mixed_selection_says_how_each_type_is_granted() -> None:
    presets = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core", "warehouse-vpn"))
    async with walking(presets=presets) as walk:
        await walk.see(TARGET_QUESTION, "(*) none", "VPC: no payer. VPN: CEN owner pays (Enterprise router).")


async def test_the_keys_of_the_choice_are_named_while_it_has_the_focus() -> None:
    async with walking(presets=AT_TARGET) as walk:
        await walk.see(TARGET_QUESTION, "(*) none")
        await walk.press("tab", "tab")
        await walk.see("←/→ Select payer", "⏎ Continue")
