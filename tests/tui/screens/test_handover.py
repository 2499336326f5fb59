"""What came of each grant is shown with what to do, and the sheet reaches the CEN's owner."""

import pytest
from support.burst import hand_in
from support.confirming import ASKS, confirming, network_ids
from support.walk import BACKBONE, Walk

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import CenTarget
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.tui.screens.handover import HandoverScreen
from cen_tui.tui.widgets.rules_list import SAME_TARGET
from cen_tui.wizard.recents import Recents
from cen_tui.wizard.target import TARGET_QUESTION

DIGITS = CEN_OWNER[-4:]
ONE_TRY = CloudOptions(retrying=RetryPolicy(total=0))
SLOW = "latency@GrantInstanceToCen=1500"
(CORE,) = network_ids("prod-core")
(DATA,) = network_ids("prod-data")
(FULL,) = network_ids("partner-exchange")


async def granted(walk: Walk) -> None:
    """Confirm, and wait until every grant has its outcome."""
    await walk.see(ASKS)
    await walk.grant()


async def begun(walk: Walk) -> None:
    """Confirm, and wait only until the grant is under way."""
    await walk.see(ASKS)
    await walk.type(DIGITS)
    await walk.press("enter")
    await walk.see("sending")


async def test_a_verified_grant_shows_the_sheet_and_what_to_do_with_it() -> None:
    recents = Recents(None)
    async with confirming(recents=recents) as walk:
        await granted(walk)
        await walk.see(f"Grant to {BACKBONE} of 1960 5210 7788 4321", f"+ granted and verified  {CORE}")
        await walk.see("Network access granted to your CEN", f"Network owner        {NETWORK_OWNER}")
        await walk.see("Done. Send the sheet to the CEN's owner: y copies it, s saves it.")
        assert recents.targets() == (CenTarget(BACKBONE, CEN_OWNER),)


async def test_the_whole_sheet_can_be_scrolled_to_by_keyboard() -> None:
    async with confirming() as walk:
        await granted(walk)
        await walk.see("To attach")
        await walk.press("end")
        await walk.see("EnableTransitRouterRouteTablePropagation", "AliyunServiceRoleForCEN")


async def test_what_was_granted_already_is_said_and_not_sent_again() -> None:
    async with confirming(("prod-data",)) as walk:
        await granted(walk)
        await walk.see(f"= already granted  {DATA}", "Network access granted to your CEN", "Done.")
        assert walk.grants() == []


async def test_a_refusal_says_why_and_what_to_do_and_hands_nothing_over() -> None:
    recents = Recents(None)
    async with confirming(("partner-exchange",), recents=recents) as walk:
        await granted(walk)
        await walk.see(f"x refused  {FULL}", "What to do:", "QuotaExceeded", "request ID")
        await walk.see("No grant is known to stand. r tries again.")
        await walk.gone("Network access granted")
        assert recents.targets() == ()
        await walk.press("y")
        await walk.see("Nothing to hand over")
        assert walk.app.clipboard == ""
        await walk.press("s")
        assert isinstance(walk.app.screen, HandoverScreen)


async def test_a_permission_that_is_missing_is_named() -> None:
    async with confirming(faults="error@GrantInstanceToCen=Forbidden.RAM/403") as walk:
        await granted(walk)
        await walk.see("x refused", "vpc:GrantInstanceToCen", "Forbidden.RAM", "What to do:")


async def test_several_networks_have_an_outcome_each_and_share_one_sheet() -> None:
    async with confirming(("prod-core", "prod-data", "partner-exchange")) as walk:
        await granted(walk)
        await walk.see(f"+ granted and verified  {CORE}", f"= already granted  {DATA}", f"x refused  {FULL}")
        await walk.see("2 of 3 grants stand. r tries the others again.")
        await walk.press("y")
        await walk.see("The sheet was sent to your terminal's clipboard.")
        assert f"Network ID           {CORE}" in walk.app.clipboard
        assert f"Network ID           {DATA}" in walk.app.clipboard
        assert FULL not in walk.app.clipboard


async def test_trying_again_finishes_what_was_refused_and_leaves_the_others_alone() -> None:
    fault = "error@GrantInstanceToCen=IncorrectStatus.cen/400"
    async with confirming(("prod-core", "prod-data"), faults=fault, options=ONE_TRY) as walk:
        await granted(walk)
        await walk.see(f"x refused  {CORE}", f"= already granted  {DATA}")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see(f"+ granted and verified  {CORE}", f"= already granted  {DATA}", "Done.")
        assert {call.parameters["InstanceId"] for call in walk.grants()} == {CORE}
        sent = len(walk.grants())
        await walk.press("r")
        await walk.see("There is nothing to try again: every grant stands.")
        assert len(walk.grants()) == sent


async def test_an_outcome_that_is_not_known_is_said_so_and_trying_again_settles_it() -> None:
    async with confirming(faults="drop-after@GrantInstanceToCen", options=ONE_TRY) as walk:
        await walk.see(ASKS)
        release = walk.cloud.hold("GrantInstanceToCen")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.until(lambda: len(walk.grants()) == 1, "the grant at the cloud")
        walk.cloud.set_faults("drop-before@DescribeGrantRulesToCen")
        release.set()
        await walk.see(f"? unknown  {CORE}", "What to do:", timeout=40)
        await walk.gone("granted and verified")
        await walk.gone("Network access granted")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see(f"granted and verified  {CORE}", "Network access granted to your CEN")
        assert len(walk.grants()) == 1


async def test_a_grant_whose_answer_was_lost_is_verified_when_the_rule_shows() -> None:
    async with confirming(faults="drop-after@GrantInstanceToCen:1", options=ONE_TRY) as walk:
        await granted(walk)
        await walk.see(f"+ granted and verified  {CORE}")


async def test_copying_sends_exactly_the_sheet() -> None:
    async with confirming() as walk:
        await granted(walk)
        await walk.press("y")
        await walk.see("The sheet was sent to your terminal's clipboard.")
        sheet = walk.app.clipboard
        assert sheet.startswith("Network access granted to your CEN\n")
        for value in (BACKBONE, CEN_OWNER, NETWORK_OWNER, CORE, "cn-hangzhou", "aliyun cbn"):
            assert value in sheet
        assert "Secret" not in sheet
        assert "LTAI" not in sheet


@pytest.mark.parametrize(("key", "lands"), [("n", "Press / to filter"), ("escape", "Press / to filter")])
async def test_from_here_to_another_network(key: str, lands: str) -> None:
    async with confirming() as walk:
        await granted(walk)
        await walk.press(key)
        await walk.see(lands)
        await walk.listed()


async def test_from_here_to_another_target_of_the_same_network() -> None:
    async with confirming() as walk:
        await granted(walk)
        await walk.press("t")
        await walk.see(TARGET_QUESTION, CORE, SAME_TARGET)
        await walk.press("escape")
        await walk.see("Press / to filter")


@pytest.mark.parametrize("key", ["n", "t", "escape"])
async def test_there_is_no_way_back_while_a_grant_is_under_way(key: str) -> None:
    async with confirming(faults=SLOW) as walk:
        await begun(walk)
        await walk.press(key)
        await walk.see("A grant is under way: its outcome comes first")
        assert isinstance(walk.app.screen, HandoverScreen)
        await walk.see("+ granted and verified")


@pytest.mark.parametrize("key", ["y", "s", "r"])
async def test_what_needs_an_outcome_waits_for_it(key: str) -> None:
    async with confirming(faults=SLOW) as walk:
        await begun(walk)
        await walk.press(key)
        assert isinstance(walk.app.screen, HandoverScreen)
        assert walk.app.clipboard == ""
        await walk.see("+ granted and verified")
        assert len(walk.grants()) == 1


async def test_quitting_while_a_grant_is_under_way_warns_first() -> None:
    async with confirming(faults=SLOW) as walk:
        await begun(walk)
        await walk.press("ctrl+q")
        await walk.see("A grant is under way. Ctrl+Q once more leaves it unknown")
        await walk.see("+ granted and verified")
        assert walk.app.is_running


async def test_quitting_twice_ends_it() -> None:
    async with confirming(faults="latency@GrantInstanceToCen=3000") as walk:
        await begun(walk)
        await walk.press("ctrl+q")
        await walk.see("A grant is under way.")
        hand_in(walk, "ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end")


async def test_quitting_after_the_outcome_asks_nothing() -> None:
    async with confirming() as walk:
        await granted(walk)
        hand_in(walk, "ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end")
