"""What is loaded behind the first frame, and what of it is never drawn."""

import gc

from support.walk import walking

from cen_tui.tui.screens.account import AccountScreen
from cen_tui.tui.screens.region import RegionScreen
from cen_tui.tui.steps import warm_up


def test_garbage_is_looked_for_again_when_it_has_ended_or_was_ended() -> None:
    frozen = gc.get_freeze_count()
    try:
        warm_up(lambda: True)
        assert gc.isenabled()
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()


async def test_a_step_beneath_another_is_not_drawn_and_one_beneath_a_dialog_is() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        account = walk.app.screen
        assert isinstance(account, AccountScreen)
        await walk.press("enter")
        await walk.see("Which region")
        region = walk.app.screen
        assert isinstance(region, RegionScreen)
        assert [account.is_current, region.is_current] == [False, True]
        await walk.press("f1")
        await walk.see("⏎/esc Close")
        assert [account.is_current, region.is_current] == [False, True]
