"""A filter that leaves no row: what is said of the row under the cursor goes with it."""

from support import attaching
from support.cen_side import to_inbox
from support.walk import Walk, walking

from cen_tui.tui.widgets.tables.filter_table import NO_MATCH

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
