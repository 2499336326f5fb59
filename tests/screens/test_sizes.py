"""Every step fits its screen: the keys on one line, the focus in sight, nothing beyond the edge."""

import pytest
from rich.cells import cell_len
from support.arriving import ARRIVALS, Arrival
from support.walk import Walk
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from cen_tui.widgets.status_line import StatusLine

SIZES = [(80, 24), (120, 40), (200, 50), (60, 18)]
HELD = pytest.mark.parametrize("arrival", ARRIVALS, ids=lambda arrival: arrival.name)
SIZED = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def descriptions(walk: Walk) -> list[str]:
    """Return what the keys do that the line at the foot is to show."""
    shown = [active.binding for active in walk.app.screen.active_bindings.values() if active.binding.show]
    return [binding.description for binding in shown]


def beyond_the_edge(walk: Walk) -> list[Widget]:
    """Return what lies outside the screen, or is too large for it.

    What can be scrolled to is not meant, nor are the last of the keys where there are fewer than 80 cells.
    """
    narrow = walk.app.size.width < 80
    return [
        widget
        for widget in walk.app.screen.query("*")
        if widget.is_on_screen
        and not (narrow and isinstance(widget, FooterKey))
        and not any(isinstance(above, Widget) and above.allow_vertical_scroll for above in widget.ancestors)
        and not walk.app.screen.region.contains_region(widget.region)
    ]


async def drawn(walk: Walk) -> None:
    """Wait until the keys are drawn."""
    await walk.until(lambda: all(one in walk.lines()[-1] for one in descriptions(walk)[:1]), "the keys")
    await walk.pilot.pause()


@SIZED
@HELD
async def test_nothing_lies_beyond_the_edge(arrival: Arrival, size: tuple[int, int]) -> None:
    async with arrival.walk(size) as walk:
        await drawn(walk)
        assert [len(walk.lines())] == [size[1]]
        assert all(cell_len(line) == size[0] for line in walk.lines())
        assert beyond_the_edge(walk) == []
        assert walk.lines()[0].startswith(" cen-tui [DEMO]  ")
        footer = walk.app.screen.query_one(Footer)
        assert (footer.region.y, footer.region.height) == (size[1] - 1, 1)


@SIZED
@HELD
async def test_the_focus_is_in_sight(arrival: Arrival, size: tuple[int, int]) -> None:
    async with arrival.walk(size) as walk:
        await drawn(walk)
        focused = walk.app.focused
        assert focused is not None
        assert focused.region.area > 0
        assert walk.app.screen.region.contains_region(focused.region)


@HELD
async def test_at_80_no_key_and_no_word_of_the_status_is_cut(arrival: Arrival) -> None:
    async with arrival.walk((80, 24)) as walk:
        await walk.until(lambda: all(one in walk.lines()[-1] for one in descriptions(walk)), "all keys")
        status = walk.app.screen.query_one(StatusLine)
        assert walk.shows(str(status.content))


@HELD
async def test_growing_and_shrinking_leaves_everything_in_its_place(arrival: Arrival) -> None:
    async with arrival.walk((80, 24)) as walk:
        await drawn(walk)
        before = walk.screen()
        for size in [(60, 18), (200, 50), (80, 24)]:
            await walk.pilot.resize_terminal(*size)
            await walk.pilot.pause()
            assert beyond_the_edge(walk) == []
        await walk.until(lambda: walk.screen() == before, "the screen as it was")
