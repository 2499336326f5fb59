"""What the wizard takes from the CEN owner's account, saved here too: the CEN, and attaching at once."""

from dataclasses import replace

from support.cen_side import DIGITS, attaches, inbox_read, signed_in_as_cen_owner, to_attach
from support.confirming import confirming, network_ids
from support.demo_networks import BACKBONE
from support.walk import Walk, walking
from textual.widgets import Input

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER, accounts
from cen_tui.tui.screens.cen_owner.attach_offer import NOT_AFFECTED
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.target import TARGET_QUESTION

AT_TARGET = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"))
OWN = [(account, signs) for account, signs in accounts() if account.uid == NETWORK_OWNER]


def fields(walk: Walk) -> tuple[str, str]:
    owner, cen = (walk.app.screen.query_one(f"#{name}", Input).value for name in ("owner", "cen"))
    return owner, cen


async def test_the_cen_is_picked_from_the_other_account_and_it_is_said_whose_it_is() -> None:
    async with walking(presets=AT_TARGET) as walk:
        await walk.see("f3 Select a CEN", NO_RULES)
        assert not signed_in_as_cen_owner(walk)
        await walk.press("f3")
        await walk.see("Which CEN of group-backbone (1960 5210 7788 4321)?", "3 CENs.")
        assert not walk.shows("own-backbone")
        await walk.press("m", "down", "up", "enter")
        await walk.see(f"Filled in: CEN {BACKBONE} (group-backbone) of group-backbone, account 1960")
        assert fields(walk) == (CEN_OWNER, BACKBONE)
        assert walk.grants() == []
        await walk.press("enter")
        await walk.see("Type the last four digits", "1960 5210 7788 4321")


async def test_a_cen_that_has_no_enterprise_routers_says_so_when_it_is_picked() -> None:
    async with walking(presets=AT_TARGET, size=(120, 30)) as walk:
        await walk.see("f3 Select a CEN")
        await walk.press("f3")
        await walk.see("3 CENs.")
        await walk.go_to("group-legacy")
        await walk.press("enter")
        await walk.see("(group-legacy) of group-backbone", "protection level FULL", "Keep the payer on none.")


async def test_esc_picks_nothing_and_another_account_can_be_chosen() -> None:
    saved = accounts()
    twice = [(account, signs) for account, signs in saved if account.name == "group-backbone"]
    unasked = [
        (replace(account, name="second", uid="", id="demo-second"), signs) for account, signs in OWN[:1]
    ]
    async with walking(presets=AT_TARGET, vault=MemoryVault([*OWN, *twice, *unasked])) as walk:
        await walk.see("f3 Select a CEN")
        await walk.press("f3")
        await walk.see("Which account owns the CEN?", "second", "not known yet")
        await walk.press("escape")
        await walk.gone("Which account owns the CEN?")
        await walk.press("f3")
        await walk.see("Which account owns the CEN?")
        walk.table().go_to("demo-second")
        await walk.press("enter")
        await walk.see(
            "second signs in to the account that owns the network.", "Its own CENs need no authorization."
        )
        assert not walk.shows("own-backbone")
        await walk.press("escape")
        await walk.see(TARGET_QUESTION)
        assert fields(walk) == ("", "")


async def test_nothing_is_offered_where_only_the_own_account_is_saved() -> None:
    async with walking(presets=AT_TARGET, vault=MemoryVault(OWN)) as walk:
        await walk.see(NO_RULES)
        await walk.press("f3")
        assert "Select a CEN" not in walk.screen()
        await walk.to_confirm()
        await walk.grant()
        assert "c Attach" not in walk.lines()[-1]
        await walk.press("c")
        await walk.see("+ granted and verified")


async def test_the_hand_over_leads_to_attaching_at_once() -> None:
    async with confirming() as walk:
        await walk.see("Type the last four digits")
        await walk.grant()
        await walk.see("+ granted and verified", "c Attach")
        assert not signed_in_as_cen_owner(walk)
        await walk.press("c")
        await inbox_read(walk)
        vpc = walk.id_of("prod-core")
        await walk.see("VPC of account 1250 4400 1234 5678, granted 20")
        await to_attach(walk, vpc, "cn-hangzhou-b")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("+ attached and verified")
        await walk.press("escape")
        await inbox_read(walk)
        await walk.press("escape")
        await walk.see("+ granted and verified", "prod-network (1250 4400 1234 5678)")
        assert attaches(walk) == ["CreateTransitRouterVpcAttachment"]


async def test_a_grant_to_a_cen_that_its_owner_has_not_is_found_out() -> None:
    async with confirming(cen="cen-000000000000000000") as walk:
        await walk.see("Type the last four digits")
        await walk.grant()
        walk.cloud.set_faults("error@DescribeCens=Forbidden.RAM/403:1")
        await walk.press("c")
        await walk.see("cen:DescribeCens", NOT_AFFECTED)
        await walk.press("c")
        await walk.see("The CEN owner's account has no such CEN.", "cen-000000000000000000")
