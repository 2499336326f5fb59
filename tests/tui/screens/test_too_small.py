import pytest
from support.walk import walking

from cen_tui.wizard.draft import Presets


@pytest.mark.parametrize("size", [(59, 24), (80, 17), (20, 5)])
async def test_a_terminal_that_is_too_small_says_so_and_takes_no_key(size: tuple[int, int]) -> None:
    async with walking(presets=Presets(account="prod-network")) as walk:
        await walk.see("Which region")
        await walk.pilot.resize_terminal(*size)
        await walk.see("Please enlarge")
        await walk.press("enter", "escape", "down")
        await walk.pilot.resize_terminal(80, 24)
        await walk.see("Which region", "cn-hangzhou")


async def test_a_terminal_that_is_too_small_at_the_start_shows_the_walk_once_it_has_grown() -> None:
    async with walking(size=(40, 10)) as walk:
        await walk.see("Please enlarge")
        await walk.pilot.resize_terminal(80, 24)
        await walk.see("Which account owns the network?")
