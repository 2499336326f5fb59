"""The caution is whole on the screen, with what it is about and the field, however much there is to show."""

import pytest
from support.confirming import confirming, network_ids
from support.sight import MANY, everything_is_in_sight, with_long_names

from cen_tui.widgets.field import Field


@pytest.mark.parametrize(
    "size", [(80, 24), (120, 40), (200, 50), (60, 18)], ids=lambda size: f"{size[0]}x{size[1]}"
)
@pytest.mark.parametrize("names", [False, True], ids=["short names", "long names"])
@pytest.mark.parametrize("networks", [1, 2, 12])
async def test_all_of_it_is_in_sight(networks: int, names: bool, size: tuple[int, int]) -> None:  # noqa: FBT001
    contents = with_long_names() if names else None
    async with confirming(MANY[:networks], size=size, contents=contents) as walk:
        await walk.see("Type the last four digits")
        await everything_is_in_sight(walk, networks)


async def test_it_stays_in_sight_when_the_screen_shrinks_to_80x24() -> None:
    async with confirming(MANY, size=(120, 40)) as walk:
        await walk.see("Type the last four digits")
        await walk.pilot.resize_terminal(80, 24)
        await walk.pilot.pause()
        await everything_is_in_sight(walk, len(MANY))


async def test_every_one_of_many_networks_can_be_looked_at_without_leaving_the_field() -> None:
    async with confirming(MANY) as walk:
        await walk.see("Type the last four digits")
        seen = {each for each in network_ids(*MANY) if walk.shows(each)}
        for _ in range(len(MANY)):
            await walk.press("pagedown")
            await walk.pilot.pause()
            seen |= {each for each in network_ids(*MANY) if walk.shows(each)}
        assert seen == set(network_ids(*MANY))
        assert walk.app.screen.query_one("#digits", Field).has_focus


async def test_the_number_of_networks_is_said_in_words() -> None:
    async with confirming(MANY) as walk:
        await walk.see("Type the last four digits")
        assert walk.shows("twelve networks")
