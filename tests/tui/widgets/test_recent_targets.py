"""Targets granted to before: shown when there are any, and only picked, never more."""

from support.stage import staged

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.tui.widgets.tables.recent_targets import RECENT_TARGETS, RecentTargets
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

FIRST = CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321")
SECOND = CenTarget("cen-7qthudw0ll6jmc000b", "1033827160459012")


async def test_without_any_nothing_is_shown() -> None:
    async with staged(RecentTargets(())) as stage:
        assert stage.text() == ""


async def test_they_are_listed_in_their_order_with_their_owners() -> None:
    async with staged(RecentTargets((FIRST, SECOND))) as stage:
        lines = [line.strip() for line in stage.text().splitlines() if line.strip()]
        assert lines == [
            RECENT_TARGETS,
            "cen-7qthudw0ll6jmc000b  of 1960 5210 7788 4321",
            "cen-7qthudw0ll6jmc000b  of 1033 8271 6045 9012",
        ]


async def test_enter_picks_the_one_under_the_cursor() -> None:
    async with staged(RecentTargets((FIRST, SECOND))) as stage:
        stage.app.query_one(VirtualTable).focus()
        await stage.press("down", "enter")
        picked = [one.target for one in stage.app.heard if isinstance(one, RecentTargets.Picked)]
        assert picked == [SECOND]
        assert stage.chosen() == [], "the table's own message ends here"
