"""A filter that leaves no row: what is said of the row under the cursor goes with it."""

from support import attaching
from support.cen_side import to_inbox
from support.walk import Walk, walking

from cen_tui.tui.widgets.tables.filter_table import NO_MATCH, FilterTable
from cen_tui.wizard.draft import Presets

OF_NO_ROW = "zzqqx"


async def filter_all(walk: Walk, *told: str) -> None:
    """Filter every row out, and wait until nothing is told of one any more; then show them again."""
    await walk.see(*told)
    await walk.press("slash")
    await walk.press(*OF_NO_ROW)  # one after the other: a message of the row before has been heard
    await walk.see(NO_MATCH)
    for text in told:
        await walk.gone(text)
    await walk.press("escape")
    await walk.see(*told)


async def test_enter_is_offered_only_where_it_selects_a_network() -> None:
    async with walking(presets=Presets("prod-network", "cn-hangzhou")) as walk:
        await walk.see("Enter continues", "⏎ Continue")
        await walk.press("slash", *OF_NO_ROW)
        await walk.see(NO_MATCH)
        await walk.gone("⏎ Continue")
        await walk.press("escape")
        await walk.see("⏎ Continue")


async def test_nothing_is_offered_for_the_rows_of_an_empty_list() -> None:
    async with walking(presets=Presets("prod-network", "cn-chengdu")) as walk:
        await walk.listed()
        await walk.see("⏎ Continue", "space Select", "d Details")
        await walk.press("2")
        await walk.see("This account has no VBR")
        for key in ("⏎", "space Select", "d Details", "y Copy ID", "s Save"):
            await walk.gone(key)
        await walk.press("3")
        await walk.see("⏎ List")
        await walk.press("enter")
        await walk.see("⏎ Continue", "space Select", "cn-shanghai")


async def test_a_list_that_ends_empty_behind_another_tab_takes_no_focus() -> None:
    presets = Presets("prod-network", "cn-chengdu")
    async with walking(presets=presets, faults="latency@DescribeVirtualBorderRouters=1500") as walk:
        await walk.listed()
        await walk.press("2", "1", "slash", *"172")
        await walk.see("2 VBR (0)")
        await walk.press(*".16")
        assert walk.app.screen.query_one("NetworkPane#VPC FilterTable", FilterTable).filter == "172.16"


async def test_nothing_is_told_of_an_account() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        await walk.go_to("prod-network")
        await filter_all(walk, "The same account ID as prod-viewer.")


async def test_nothing_is_told_of_a_granted_network_and_nothing_is_offered_for_it() -> None:
    async with walking() as walk:
        await to_inbox(walk)
        await walk.go_to(walk.id_of("prod-data"))
        await filter_all(walk, "VPC of account 1250 4400 1234 5678", "x Detach", "f Routes")


async def test_nothing_is_told_of_the_transit_router_of_a_region() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        attaching.ECR.grant(walk.cloud)
        await to_inbox(walk)
        await walk.go_to(walk.id_of("leased-lines"))
        await walk.press("enter")
        await walk.see("In which region is")
        await filter_all(walk, "This transit router takes it.")
