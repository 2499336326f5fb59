"""The caution is whole on the screen, with what it is about and the field, however much there is to show."""

from dataclasses import replace

import pytest
from support.confirming import confirming, network_ids
from support.walk import BACKBONE, Walk

from cen_tui.caution import caution
from cen_tui.demo.estate import Estate, estate
from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.text import grouped
from cen_tui.widgets.field import Field

OWNER = "1960 5210 7788 4321"
LONGEST = "生产环境核心业务网络-华东一区-财务与供应链系统-主用链路-请勿删除" * 4
MANY = (
    *("prod-core", "prod-data", "生产-核心", "生产-数据库", "staging", "partner-gateway", "partner-exchange"),
    *("edge-v6", "erp", "office-line-1", "office-line-2", "机房专线"),
)


def with_long_names() -> Estate:
    """Return the estate with every network of the network owner under the longest name there can be."""
    whole = estate()
    return replace(
        whole,
        vpcs=tuple(
            replace(vpc, name=LONGEST[:128]) if vpc.owner == NETWORK_OWNER else vpc for vpc in whole.vpcs
        ),
        vbrs=tuple(replace(vbr, name=LONGEST[:64]) for vbr in whole.vbrs),
    )


async def everything_is_in_sight(walk: Walk, networks: int) -> None:
    """Hold that nothing a person must have seen is beyond the edge of the screen."""
    await walk.until(lambda: "Quit" in walk.lines()[-1], "the keys")
    words = walk.words()
    for sentence in " ".join(caution(networks).split()).split(". "):
        assert sentence in words, walk.screen()
    assert "Type the last four digits of the CEN owner's" in words
    assert "account ID to grant:" in words
    assert BACKBONE in words
    assert OWNER in words
    assert grouped(NETWORK_OWNER) in words
    assert network_ids("prod-core")[0] in words
    field = walk.app.screen.query_one("#digits", Field)
    assert field.has_focus
    width, height = walk.app.size
    assert walk.app.screen.region.contains_region(field.region)
    assert 0 < field.region.bottom < height
    assert field.region.right <= width
    assert walk.lines()[field.region.y][field.region.x :].strip() == "____"


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
