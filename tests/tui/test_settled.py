"""What the other tests wait with: an app at rest, whose line of keys names those of what has the focus."""

import asyncio

import pytest
from support.settled import UnsettledError, settle
from support.walk import Walk, walking

from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.tables.filter_table import FilterField
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable


async def no_work(walk: Walk) -> None:
    """Wait until nothing in the background can give the app anything to do."""
    await walk.until(lambda: all(each.is_finished for each in walk.app.workers), "the end of the work")


async def test_the_line_of_the_keys_follows_the_focus_without_a_key() -> None:
    async with walking() as walk:
        await walk.see("/ Filter", "? Help")
        for widget, named in ((FilterField, "f1 Help"), (VirtualTable, "? Help")):
            walk.app.screen.set_focus(walk.app.screen.query_one(widget))
            await walk.settle()
            assert named in walk.lines()[-1]


async def test_a_line_of_the_keys_that_stays_as_it_was_is_not_waited_for_without_end() -> None:
    async with walking() as walk:
        await walk.see("/ Filter", "? Help")
        await no_work(walk)
        walk.app.screen.query_one(KeyFooter)._keys = ()
        with pytest.raises(UnsettledError, match=r"the line of the keys, which has nothing, not .*Help"):
            await settle(walk.app, timeout=0.5)


async def test_what_a_widget_is_still_at_is_waited_for_and_named() -> None:
    async with walking() as walk:
        await walk.see("/ Filter")
        await no_work(walk)
        goes_on = asyncio.Event()
        walk.table().call_later(goes_on.wait)
        with pytest.raises(UnsettledError, match=r"the messages of \w*Table"):
            await settle(walk.app, timeout=0.5)
        walk.app.call_later(goes_on.set)
        await walk.settle()
        assert goes_on.is_set()
