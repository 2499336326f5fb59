"""What came of each grant is shown with what to do, and the sheet reaches the CEN's owner."""

import pytest
from support.burst import hand_in
from support.confirming import ASKS, confirming, network_ids
from support.demo_networks import BACKBONE
from support.held_back import HELD_BACK
from support.walk import Walk
from textual.widgets import Static

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import CenTarget
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.rules import Family
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.screens.handover import IN_PROGRESS, QUIT_ANYWAY, HandoverScreen
from cen_tui.tui.widgets.rules_list import SAME_TARGET
from cen_tui.wizard.confirmation_texts import SENTENCES
from cen_tui.wizard.execution.grant_run import DONE, NONE, OTHER_PAYER, PAYER_CHANGED, REVOKED, SOME
from cen_tui.wizard.handover import NOTHING_TO_HAND_OVER, SHEET_TITLE
from cen_tui.wizard.recents import Recents
from cen_tui.wizard.target import TARGET_QUESTION

DIGITS = CEN_OWNER[-4:]
ONE_TRY = CloudOptions(retrying=RetryPolicy(total=0))
(CORE,) = network_ids("prod-core")
(DATA,) = network_ids("prod-data")
(FULL,) = network_ids("partner-exchange")
(LINE,) = network_ids("office-line-1")


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
        await walk.see(SHEET_TITLE, f"Network owner        {NETWORK_OWNER}")
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
        await walk.see(f"= already granted  {DATA}", SHEET_TITLE, "Done.")
        assert walk.grants() == []


async def test_a_refusal_says_why_and_what_to_do_and_changes_nothing_further() -> None:
    recents = Recents(None)
    async with confirming(("partner-exchange",), recents=recents) as walk:
        await granted(walk)
        await walk.see(f"x refused  {FULL}", "What to do:", "QuotaExceeded", "request ID")
        await walk.see(NONE)
        await walk.gone(SHEET_TITLE)
        assert recents.targets() == ()
        await walk.press("y")
        await walk.see("The error was sent to your terminal's clipboard.")
        for text in (FULL, "code QuotaExceeded", "request ID "):
            assert text in walk.app.clipboard
        await walk.press("s")
        await walk.see(NOTHING_TO_HAND_OVER)
        assert isinstance(walk.app.screen, HandoverScreen)


async def test_a_permission_that_is_missing_is_named() -> None:
    async with confirming(faults="error@GrantInstanceToCen=Forbidden.RAM/403") as walk:
        await granted(walk)
        await walk.see("x refused", "vpc:GrantInstanceToCen", "Forbidden.RAM", "What to do:")


async def test_several_networks_have_an_outcome_each_and_share_one_sheet() -> None:
    async with confirming(("prod-core", "prod-data", "partner-exchange")) as walk:
        await granted(walk)
        await walk.see(f"+ granted and verified  {CORE}", f"= already granted  {DATA}", f"x refused  {FULL}")
        await walk.see(SOME.format(granted=2, total=3))
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
        await walk.press_offered("r")
        await walk.see(f"+ granted and verified  {CORE}", f"= already granted  {DATA}", "Done.")
        assert {call.parameters["InstanceId"] for call in walk.grants()} == {CORE}
        sent = len(walk.grants())
        assert not walk.shows("r Retry")
        await walk.press("r")
        assert len(walk.grants()) == sent


async def test_an_unknown_outcome_is_said_so_and_trying_again_resolves_it() -> None:
    async with confirming(faults="drop-after@GrantInstanceToCen", options=ONE_TRY) as walk:
        await walk.see(ASKS)
        release = walk.cloud.hold("GrantInstanceToCen")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.until(lambda: len(walk.grants()) == 1, "the grant at the cloud")
        walk.cloud.set_faults("drop-before@DescribeGrantRulesToCen")
        release.set()
        await walk.see(f"? unknown  {CORE}", "What to do:")
        await walk.gone("granted and verified")
        await walk.gone(SHEET_TITLE)
        walk.cloud.set_faults("")
        await walk.press_offered("r")
        await walk.see(f"granted and verified  {CORE}", SHEET_TITLE)
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
        assert sheet.startswith(f"{SHEET_TITLE}\n")
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
    async with confirming() as walk:
        answered = walk.cloud.hold("GrantInstanceToCen")
        await begun(walk)
        await walk.press(key)
        await walk.see(IN_PROGRESS)
        assert isinstance(walk.app.screen, HandoverScreen)
        answered.set()
        await walk.see("+ granted and verified")


@pytest.mark.parametrize("key", ["y", "s", "r"])
async def test_what_needs_an_outcome_waits_for_it(key: str) -> None:
    async with confirming() as walk:
        answered = walk.cloud.hold("GrantInstanceToCen")
        await begun(walk)
        await walk.press(key)
        assert isinstance(walk.app.screen, HandoverScreen)
        assert walk.app.clipboard == ""
        answered.set()
        await walk.see("+ granted and verified")
        assert len(walk.grants()) == 1


async def test_only_what_does_something_is_offered_while_a_grant_is_under_way() -> None:
    async with confirming(faults="latency@GrantInstanceToCen=20000") as walk:
        await begun(walk)
        screen = walk.app.screen
        offered = {each.binding.description for each in screen.active_bindings.values() if each.binding.show}
        assert {"Back", "Networks", "Target"} <= offered
        assert offered.isdisjoint({"Copy", "Save", "Retry", "Revoke", "Attach", "Payer"})


async def test_quitting_while_a_grant_is_under_way_warns_first() -> None:
    async with confirming() as walk:
        answered = walk.cloud.hold("GrantInstanceToCen")
        await begun(walk)
        await walk.press("ctrl+q")
        await walk.see(QUIT_ANYWAY)
        answered.set()
        await walk.see("+ granted and verified")
        assert walk.app.is_running


async def test_quitting_twice_ends_it() -> None:
    async with confirming(faults=HELD_BACK) as walk:
        await begun(walk)
        await walk.press("ctrl+q")
        await walk.see(QUIT_ANYWAY)
        hand_in(walk, "ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end")


async def test_quitting_after_the_outcome_asks_nothing() -> None:
    async with confirming() as walk:
        await granted(walk)
        hand_in(walk, "ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end")


async def revoked_from_here(walk: Walk) -> None:
    """Confirm the revoke that the hand-over led to, and go back to it."""
    await walk.see(SENTENCES[OperationKind.REVOKE].question, BACKBONE, "1960 5210 7788 4321")
    await walk.look_through()
    await walk.type(DIGITS)
    await walk.press("enter")
    await walk.see("+ revoked and verified")
    await walk.press("escape")


async def test_a_grant_is_revoked_again_from_here_with_its_digits_and_is_not_handed_over_any_more() -> None:
    async with confirming() as walk:
        await granted(walk)
        await walk.press("x")
        await revoked_from_here(walk)
        await walk.see(f"- revoked  {CORE}", REVOKED.format(revoked=1, total=1))
        await walk.gone(SHEET_TITLE)
        assert walk.cloud.world.rules.find(CORE, BACKBONE) is None
        await walk.press("y")
        await walk.see(NOTHING_TO_HAND_OVER)
        assert walk.app.clipboard == ""
        await walk.gone("x Revoke")
        await walk.press("r", "x")
        assert isinstance(walk.app.screen, HandoverScreen)
        assert len(walk.grants()) == 1


@pytest.mark.parametrize("fault", ["", "error@DescribeVpcAttribute=Forbidden.RAM/403"])
async def test_a_revoke_from_here_says_what_was_attached_since(fault: str) -> None:
    async with confirming() as walk:
        await granted(walk)
        network, cen = walk.cloud.estate.network("prod-core"), walk.cloud.estate.cen("group-backbone")
        walk.cloud.world.attachments.add(network, cen, walk.cloud.world.now())
        walk.cloud.set_faults(fault)
        await walk.press("x")
        still = f"it is still attached to {BACKBONE} of 1960 5210 7788 4321. Ask its owner to detach it first"
        await walk.see("Whether it is attached to this CEN could not be read." if fault else still)


async def test_of_several_grants_the_one_under_the_cursor_is_revoked_and_the_others_stay_on_the_sheet() -> (
    None
):
    async with confirming(("prod-core", "office-line-1")) as walk:
        await granted(walk)
        await walk.press("x")
        await walk.see("Which grant do you want to revoke?", LINE)
        await walk.press("down", "enter")
        await walk.see(LINE)
        await revoked_from_here(walk)
        await walk.see(f"+ granted and verified  {CORE}", f"- revoked  {LINE}")
        await walk.press("y")
        await walk.see("The sheet was sent")
        assert CORE in walk.app.clipboard
        assert LINE not in walk.app.clipboard


async def test_a_revoke_from_here_that_is_not_confirmed_changes_nothing() -> None:
    async with confirming() as walk:
        await granted(walk)
        await walk.press("x")
        await walk.see(SENTENCES[OperationKind.REVOKE].question)
        await walk.press("escape")
        await walk.see(f"+ granted and verified  {CORE}", SHEET_TITLE, DONE)
        assert walk.cloud.world.rules.find(CORE, BACKBONE) is not None


async def test_where_the_rule_cannot_be_read_nothing_is_offered_to_be_revoked() -> None:
    async with confirming(options=ONE_TRY) as walk:
        await granted(walk)
        walk.cloud.set_faults("error@DescribeGrantRulesToResource=Forbidden.RAM/403")
        await walk.press("x")
        await walk.see("Nothing was changed. x retries.", "code Forbidden.RAM")
        walk.cloud.set_faults("")
        await walk.press("x")
        await revoked_from_here(walk)
        await walk.see(f"- revoked  {CORE}")


async def test_a_rule_with_another_payer_is_said_and_its_payer_is_changed_from_here() -> None:
    async with confirming(payer="network-owner") as walk:
        await walk.see("Type the last four digits")
        network, cen = walk.cloud.estate.network("prod-core"), walk.cloud.estate.cen("group-backbone")
        rule = walk.cloud.world.rules.add(Family.CBN, network, cen.id, cen.owner, walk.cloud.world.now())
        rule.payer = rule.payer_in_force = "PayByCenOwner"
        await walk.grant()
        await walk.see("x refused", OTHER_PAYER, "p Payer")
        await walk.press("p")
        await walk.see("Change who pays", "CEN owner now, network owner from then on")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("payer changed and verified")
        await walk.press("escape")
        await walk.see(PAYER_CHANGED)
        await walk.press("r")
        await walk.see(f"= already granted  {CORE}", DONE)
        assert walk.calls("GrantInstanceToTransitRouter") == []


async def test_errors_are_copied_beside_the_sheet_with_code_and_request_id() -> None:
    async with confirming(("prod-core", "partner-exchange")) as walk:
        await granted(walk)
        await walk.press("Y")
        await walk.see("The error was sent to your terminal's clipboard.")
        assert FULL in walk.app.clipboard
        assert "code QuotaExceeded.CbnGrantRules" in walk.app.clipboard
        assert "API action GrantInstanceToCen" in walk.app.clipboard
        assert SHEET_TITLE not in walk.app.clipboard


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)], ids=str)
async def test_no_line_of_the_sheet_is_broken_twice(size: tuple[int, int]) -> None:
    async with confirming(size=size) as walk:
        await walk.see("Type the last four digits")
        await walk.grant()
        shown = walk.app.screen.query_one("#sheet", Static)
        await walk.until(lambda: shown.display and bool(shown.size), "the sheet")
        text = str(shown.content)
        assert shown.content_size.height == text.count("\n") + 1
        await walk.resize(70, 20)
        await walk.until(
            lambda: shown.content_size.height == str(shown.content).count("\n") + 1, "as many lines"
        )


async def test_a_network_that_is_attached_elsewhere_says_so_with_its_result_and_on_the_sheet() -> None:
    async with confirming(("机房专线",)) as walk:
        await walk.see(ASKS, "Already attached to another CEN")
        await walk.grant()
        await walk.see("Already attached to another CEN: cen-")
        await walk.press("y")
        await walk.see("The sheet was sent")
        assert "Note                 Already attached to another CEN: cen-" in walk.app.clipboard
