"""The status line: it counts the seconds while something is awaited, and is still at rest."""

import asyncio
import re

from support.settled import PATIENCE
from support.stage import Stage, staged
from textual.strip import Strip

from cen_tui.tui.widgets.status_line import StatusLine

TICK = 0.02


class Clock:
    """A clock that stands still unless it is set."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def seconds_shown(stage: Stage, doing: str) -> int:
    """Wait until seconds are counted beside what is awaited, and return them."""
    async with asyncio.timeout(PATIENCE):
        while not (found := re.search(rf"{re.escape(doing.rstrip('…'))}, (\d+) s elapsed", stage.text())):  # noqa: ASYNC110 - the screen tells nobody
            await asyncio.sleep(0.005)
    return int(found[1])


async def test_it_says_what_is_so_and_then_nothing() -> None:
    line = StatusLine()
    async with staged(line) as stage:
        line.say("13 in cn-hangzhou.")
        await stage.settle()
        assert stage.text() == " 13 in cn-hangzhou."
        line.say()
        await stage.settle()
        assert stage.text() == ""


async def test_while_waiting_it_counts_the_seconds_once_they_are_felt() -> None:
    clock = Clock()
    line = StatusLine(clock=clock, tick=TICK)
    async with staged(line) as stage:
        line.waiting("Reading the VPCs…")
        clock.seconds = 1.9
        await asyncio.sleep(5 * TICK)
        await stage.settle()
        assert stage.text() == " Reading the VPCs…"
        clock.seconds = 2
        assert await seconds_shown(stage, "Reading the VPCs…") == 2


async def test_the_count_goes_on_when_what_is_awaited_is_put_in_other_words() -> None:
    clock = Clock()
    line = StatusLine(clock=clock, tick=TICK)
    async with staged(line) as stage:
        line.waiting("Reading the VPCs…")
        clock.seconds = 3
        line.waiting("Reading the VPCs… 50 of 100")
        assert await seconds_shown(stage, "50 of 100") == 3


async def test_at_rest_nothing_is_counted_nor_drawn() -> None:
    clock = Clock()
    line = StatusLine(clock=clock, tick=TICK)
    async with staged(line) as stage:
        line.waiting("Reading…")
        clock.seconds = 2
        await seconds_shown(stage, "Reading…")
        line.say("Done [bold]now[/bold].")
        await stage.settle()
        assert stage.text() == " Done [bold]now[/bold]."
        assert line._timer is not None
        assert not line._timer._active.is_set(), "the clock stands still"


async def test_a_second_wait_begins_to_count_anew() -> None:
    clock = Clock()
    line = StatusLine(clock=clock, tick=TICK)
    async with staged(line) as stage:
        line.waiting("First…")
        clock.seconds = 5
        assert await seconds_shown(stage, "First…") == 5
        line.say()
        line.waiting("Second…")
        clock.seconds = 7
        assert await seconds_shown(stage, "Second…") == 2


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
