"""The caution is whole on the screen, with what it is about and the field, however much there is to show."""

import pytest
from support.confirming import confirming, network_ids
from support.sight import MANY, everything_is_in_sight, with_long_names
from support.walk import Walk

from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.in_sight import OUT_OF_SIGHT, UNREAD, unseen_because

SIZES = ((60, 18), (120, 40), (80, 24), (200, 50), (60, 18), (80, 24))
"""Columns and lines: each is come to by growing or by shrinking; the last two are opened at, too."""


async def resized(walk: Walk, size: tuple[int, int]) -> None:
    await walk.resize(*size)
    await walk.until(lambda: walk.app.screen.size == size, f"a screen of {size}")


@pytest.mark.parametrize("names", [False, True], ids=["short names", "long names"])
@pytest.mark.parametrize("networks", [1, 2, 12])
async def test_all_of_it_is_in_sight_at_every_size(networks: int, names: bool) -> None:  # noqa: FBT001
    contents = with_long_names() if names else None
    opened_at = SIZES[-2:][names]
    async with confirming(MANY[:networks], size=opened_at, contents=contents) as walk:
        await walk.see("Type the last four digits")
        await everything_is_in_sight(walk, networks)
        for size in SIZES:
            await resized(walk, size)
            await everything_is_in_sight(walk, networks)


async def test_every_one_of_many_networks_can_be_looked_at_without_leaving_the_field() -> None:
    async with confirming(MANY) as walk:
        await walk.see("Type the last four digits", "attach 12 networks")
        seen = {each for each in network_ids(*MANY) if walk.shows(each)}
        for _ in range(len(MANY)):
            await walk.press("pagedown")
            seen |= {each for each in network_ids(*MANY) if walk.shows(each)}
        assert seen == set(network_ids(*MANY))
        assert walk.app.screen.query_one("#digits", Field).has_focus


@pytest.mark.parametrize("size", SIZES[1:4])
async def test_an_endpoint_that_is_not_the_cloud_s_is_named_beside_the_payer(size: tuple[int, int]) -> None:
    endpoint = "https://gateway.example:8443"
    async with confirming(size=size, payer="cen-owner", sent_to=endpoint) as walk:
        await walk.see("Type the last four digits", "Sent to", endpoint, "[gateway.example:8443]")
        await everything_is_in_sight(walk, 1)
        assert not unseen_because(walk.app.screen, "#heading, #what, #parties, .caution, #ask")
        await walk.grant("4321")
        await walk.see("granted and verified")


async def test_what_is_not_wholly_in_sight_cannot_be_confirmed() -> None:
    endpoint = "https://gateway.example:8443"
    async with confirming(size=(60, 18), payer="network-owner", sent_to=endpoint) as walk:
        await walk.see("[gateway.example:8443]", "Sent to")
        await walk.until_input_is_taken()
        await walk.type("4321")
        await walk.press("enter")
        await walk.see_any(OUT_OF_SIGHT, UNREAD)
        assert walk.grants() == []
