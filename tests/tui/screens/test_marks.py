"""Marks: said where they are, asked about where something else may be meant, and gone with their grant."""

from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.tui.screens.grants.which_networks import WhichNetworks
from cen_tui.wizard.target import TARGET_QUESTION

ASKS = TARGET_QUESTION
MEANT = WhichNetworks.heading


async def mark(walk: Walk, name: str) -> str:
    await walk.go_to(walk.id_of(name))
    await walk.press("space")
    return walk.id_of(name)


async def with_a_ccn_marked(walk: Walk) -> tuple[str, str]:
    """Mark a CCN on its own tab, come back to the VPCs, and stand on one of them."""
    await walk.to_networks(region="cn-shanghai")
    await walk.to_tab("CCN")
    ccn = await mark(walk, "branches")
    await walk.press("1")
    await walk.see("prod-sh")
    await walk.go_to(walk.id_of("prod-sh"))
    return ccn, walk.id_of("prod-sh")


async def test_the_tabs_and_the_status_line_say_what_is_marked_where() -> None:
    async with walking() as walk:
        await walk.to_networks()
        assert not walk.shows("selected (")
        await mark(walk, "prod-core")
        await walk.see("1 VPC (13) *1", "1 network selected (1 VPC). Enter continues with it, u deselects.")
        await mark(walk, "prod-data")
        await walk.to_tab("VBR")
        await mark(walk, "office-line-1")
        says = "3 networks selected (2 VPC, 1 VBR). Enter continues with them, u deselects."
        await walk.see("1 VPC (13) *2", "2 VBR (9) *1", says)
        await walk.press("1")
        await walk.see(says)
        await walk.press("question_mark")
        await walk.see("u clears the")


async def test_enter_on_another_network_while_some_are_marked_asks_which_are_meant_and_takes_those() -> None:
    async with walking() as walk:
        ccn, vpc = await with_a_ccn_marked(walk)
        await walk.press("enter")
        await walk.see(MEANT, f"VPC {vpc}", f"CCN {ccn}", "1 network that you selected")
        await walk.press("enter")
        await walk.see(MEANT)
        await walk.press("escape")
        await walk.gone(MEANT)
        await walk.see(") *1")
        await walk.press("enter")
        await walk.see(MEANT)
        await walk.press("1")
        await walk.see(ASKS, vpc)
        assert not walk.shows(ccn)
        await walk.press("escape")
        await walk.see(") *1")
        await walk.press("enter")
        await walk.see(MEANT)
        await walk.press("2")
        await walk.see(ASKS, ccn)
        assert not walk.shows(vpc)


async def test_enter_right_after_marking_goes_on_with_the_marked_and_asks_nothing() -> None:
    async with walking() as walk:
        await walk.to_networks()
        core = await mark(walk, "prod-core")
        await walk.press("enter")
        await walk.see(ASKS, core)
        await walk.press("escape")
        await walk.see("1 network selected")
        await walk.press("enter")
        await walk.see(MEANT)


async def test_what_was_granted_is_no_longer_marked() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await mark(walk, "prod-core")
        await walk.press("enter")
        await walk.see(ASKS)
        await walk.to_confirm(CEN_OWNER, BACKBONE)
        await walk.grant()
        await walk.press("n")
        await walk.see("1 VPC (13)", "in cn-hangzhou")
        assert not walk.shows("*1")
        assert not walk.shows("selected (")
        await walk.go_to(walk.id_of("prod-data"))
        await walk.press("enter")
        await walk.see(ASKS, walk.id_of("prod-data"))
        assert not walk.shows(walk.id_of("prod-core"))


async def test_what_was_refused_stays_marked() -> None:
    async with walking(faults="error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404") as walk:
        await walk.to_networks()
        await mark(walk, "prod-core")
        await walk.press("enter")
        await walk.see(ASKS)
        await walk.to_confirm(CEN_OWNER, BACKBONE)
        await walk.grant()
        await walk.press("n")
        await walk.see("1 VPC (13) *1", "1 network selected (1 VPC)")


async def test_one_key_takes_every_mark_away_on_every_tab() -> None:
    async with walking() as walk:
        _, vpc = await with_a_ccn_marked(walk)
        await walk.see("*1", "1 network selected (1 CCN)")
        await walk.press("u")
        await walk.gone("*1")
        await walk.gone("selected (")
        await walk.press("enter")
        await walk.see(ASKS, vpc)
