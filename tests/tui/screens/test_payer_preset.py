"""The payer of step 4 follows the CEN's transit routers, unless one was chosen."""

from dataclasses import replace

from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.tui.widgets.payer_choice import PayerChoice
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.payer import OTHER_CHOICE
from cen_tui.wizard.payer_preset import FULL, NO_SUCH_CEN, PRESET, TAKES_PAYER
from cen_tui.wizard.target import TARGET_QUESTION

AT_TARGET = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"))
LEGACY = estate().cen("group-legacy").id
WHY = PRESET.format(regions="cn-hangzhou")


async def enter(walk: Walk, cen_id: str = BACKBONE, owner: str = CEN_OWNER) -> None:
    await walk.type(owner)
    await walk.press("tab")
    await walk.type(cen_id)


async def test_an_enterprise_router_presets_the_cen_owner_and_says_why() -> None:
    async with walking(presets=AT_TARGET, presets_payer=True) as walk:
        await walk.see(TARGET_QUESTION, "(*) none", OTHER_CHOICE[True].split(",")[0])
        await enter(walk)
        await walk.see("(*) CEN owner", WHY)
        await walk.press("enter")
        await walk.see("Type the last four digits", "the CEN's owner (PayByCenOwner)")


async def test_another_cen_takes_the_preset_back() -> None:
    async with walking(presets=AT_TARGET, presets_payer=True) as walk:
        await walk.see(TARGET_QUESTION)
        await enter(walk)
        await walk.see("(*) CEN owner", WHY)
        await walk.press(*["backspace"] * len(BACKBONE))
        await walk.see("(*) none")
        await walk.type(LEGACY)
        await walk.see("(*) none", FULL)


async def test_what_the_operator_chose_stays() -> None:
    async with walking(presets=AT_TARGET, presets_payer=True) as walk:
        await walk.see(TARGET_QUESTION, "(*) none")
        await walk.press("tab", "tab", "right", "left", "shift+tab", "shift+tab")
        await enter(walk)
        await walk.see("(*) none", TAKES_PAYER.format(regions="cn-hangzhou"))


async def test_what_a_flag_chose_stays() -> None:
    presets = replace(AT_TARGET, payer="network-owner")
    async with walking(presets=presets, presets_payer=True) as walk:
        await walk.see(TARGET_QUESTION, "(*) network owner (you)", OTHER_CHOICE[False])
        await enter(walk)
        await walk.see("(*) network owner (you)", TAKES_PAYER.format(regions="cn-hangzhou"))


async def test_an_id_that_the_owners_account_does_not_have_is_said_and_stops_nothing() -> None:
    async with walking(presets=AT_TARGET, presets_payer=True) as walk:
        await walk.see(TARGET_QUESTION)
        await enter(walk, "cen-000000000000000000")
        await walk.see("(*) none", NO_SUCH_CEN.format(account="group-backbone").split(",")[0])
        await walk.press("enter")
        await walk.see("Type the last four digits")


async def test_a_failure_is_silent_and_keeps_what_is_selected() -> None:
    faults = "error@DescribeCens=Forbidden.RAM/403"
    async with walking(presets=AT_TARGET, presets_payer=True, faults=faults) as walk:
        await walk.see(TARGET_QUESTION)
        await enter(walk)
        await walk.until(lambda: len(walk.calls("DescribeCens")) > 0, "the CEN owner was asked")
        await walk.see("(*) none", OTHER_CHOICE[True].split(",")[0])
        assert not walk.app.screen.query_one(PayerChoice).chosen


async def test_nothing_is_asked_for_an_account_that_is_not_saved_here() -> None:
    async with walking(presets=AT_TARGET, presets_payer=True) as walk:
        await walk.see(TARGET_QUESTION)
        await enter(walk, owner="1033827160459099")
        await walk.press("enter")
        await walk.see("Type the last four digits")
        assert walk.calls("DescribeCens") == []
