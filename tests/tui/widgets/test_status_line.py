"""The status line: it counts the seconds while something is awaited, and is still at rest."""

import asyncio
import re
from time import monotonic

from support.stage import Stage, staged
from textual.strip import Strip

from cen_tui.tui.widgets.status_line import StatusLine

SPEED = 20
"""How many of its seconds pass in one of ours."""


def clock() -> float:
    return monotonic() * SPEED


def quick_line() -> StatusLine:
    return StatusLine(clock=clock, tick=1 / SPEED)


async def seconds_shown(stage: Stage, doing: str) -> int:
    """Wait until seconds are counted beside what is awaited, and return them."""
    async with asyncio.timeout(20):
        while not (found := re.search(rf"{re.escape(doing.rstrip('…'))}, (\d+) s elapsed", stage.text())):  # noqa: ASYNC110 - the screen tells nobody
            await asyncio.sleep(0.005)
    return int(found[1])


async def test_it_says_what_is_so_and_then_nothing() -> None:
    line = quick_line()
    async with staged(line) as stage:
        line.say("13 in cn-hangzhou.")
        await stage.settle()
        assert stage.text() == " 13 in cn-hangzhou."
        line.say()
        await stage.settle()
        assert stage.text() == ""


async def test_while_waiting_it_counts_the_seconds_once_they_are_felt() -> None:
    line = quick_line()
    async with staged(line) as stage:
        began = clock()
        line.waiting("Reading the VPCs…")
        await stage.settle()
        assert stage.text() == " Reading the VPCs…"
        assert 2 <= await seconds_shown(stage, "Reading the VPCs…") <= clock() - began


async def test_the_count_goes_on_when_what_is_awaited_is_put_in_other_words() -> None:
    line = quick_line()
    async with staged(line) as stage:
        line.waiting("Reading the VPCs…")
        await seconds_shown(stage, "Reading the VPCs…")
        began = clock()
        line.waiting("Reading the VPCs… 50 of 100")
        assert await seconds_shown(stage, "50 of 100") >= clock() - began + 1


async def test_at_rest_nothing_is_counted_nor_drawn() -> None:
    line = quick_line()
    async with staged(line) as stage:
        line.waiting("Reading…")
        await seconds_shown(stage, "Reading…")
        line.say("Done [bold]now[/bold].")
        await stage.settle()
        assert stage.text() == " Done [bold]now[/bold]."
        assert line._timer is not None
        assert not line._timer._active.is_set(), "the clock stands still"


async def test_a_second_wait_begins_to_count_anew() -> None:
    line = quick_line()
    async with staged(line) as stage:
        line.waiting("First…")
        await seconds_shown(stage, "First…")
        line.say()
        began = clock()
        line.waiting("Second…")
        assert await seconds_shown(stage, "Second…") <= clock() - began


async def test_what_it_says_already_is_not_drawn_again() -> None:
    class Counted(StatusLine):
        drawn = 0

        def render_line(self, y: int) -> Strip:
            self.drawn += 1
            return super().render_line(y)

    line = Counted()
    async with staged(line) as stage:
        line.say("13 in cn-hangzhou.")
        await stage.settle()
        before = line.drawn
        line.say("13 in cn-hangzhou.")
        await stage.settle()
        assert line.drawn == before
        line.say("14 in cn-hangzhou.")
        await stage.settle()
        assert (line.drawn, stage.text()) == (before + 1, " 14 in cn-hangzhou.")
