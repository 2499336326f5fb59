"""The wizard from the account to a verified grant, by keyboard alone at 80x24, and the calls it makes."""

import re

import pytest
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.tui.widgets.confirmation import DRY_RUN
from cen_tui.tui.widgets.rules_list import NO_RULES, SAME_TARGET
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.recent_targets import RECENT_TARGETS
from cen_tui.wizard.target import ALREADY_AUTHORIZED, TARGET_QUESTION

LEGACY = estate().cen("group-legacy").id


def cursor(walk: Walk) -> str:
    """Return the name on the row under the cursor."""
    table = next(each for each in walk.app.screen.query(FilterTable) if each.is_on_screen)
    assert table.row is not None
    return table.row.cells[1]


async def grant_again(walk: Walk) -> None:
    """From the hand-over, choose the network under the cursor and the same target once more."""
    await walk.press("n")
    await walk.see("Press / to filter" if not walk.shows("1 of") else "1 of")
    await walk.press("enter")
    await walk.see(TARGET_QUESTION, BACKBONE)
    await walk.to_confirm()
    await walk.grant()


@pytest.mark.parametrize(("kind", "name"), [("VPC", "prod-core"), ("VBR", "office-line-1")])
async def test_a_vpc_and_a_vbr_are_granted_once_and_verified(kind: str, name: str) -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.to_target(walk.id_of(name), kind)
        await walk.to_confirm()
        assert not walk.grants()
        await walk.grant()
        await walk.see(f"+ granted and verified  {walk.id_of(name)}")
        (call,) = walk.grants()
        assert (call.product, call.action, call.status) == ("Vpc", "GrantInstanceToCen", 200)
        sent = dict(call.parameters)
        assert re.fullmatch("[0-9a-f]{32}", sent.pop("ClientToken"))
        assert sent == {
            "RegionId": "cn-hangzhou",
            "InstanceId": walk.id_of(name),
            "InstanceType": kind,
            "CenId": BACKBONE,
            "CenOwnerId": CEN_OWNER,
        }
        await grant_again(walk)
        await walk.see(f"= already granted  {walk.id_of(name)}")
        assert len(walk.grants()) == 1


CCN_GRANT = {"RegionId": "cn-shanghai", "CenInstanceId": BACKBONE, "CenUid": CEN_OWNER}


async def test_a_ccn_is_found_from_hangzhou_in_the_region_that_serves_it() -> None:
    async with walking() as walk:
        await walk.to_networks(region="cn-hangzhou")
        await walk.press("3")
        await walk.see(
            "No CCN can exist in China (Hangzhou).", "Press Enter to list the CCNs of cn-shanghai."
        )
        assert not walk.calls("DescribeCloudConnectNetworks")
        await walk.press("enter")
        await walk.see("branches", "4 CCNs in cn-shanghai")
        await walk.press("enter")
        await walk.see(TARGET_QUESTION, walk.id_of("branches"))
        await walk.to_confirm()
        await walk.see("China (Shanghai), cn-shanghai")
        await walk.grant()
        await walk.see(
            f"+ granted and verified  {walk.id_of('branches')}", "Region China (Shanghai), cn-shanghai"
        )
        (call,) = walk.grants()
        assert dict(call.parameters) == {**CCN_GRANT, "CcnInstanceId": walk.id_of("branches")}


async def test_a_ccn_is_granted_once_from_its_own_region() -> None:
    async with walking() as walk:
        await walk.to_networks(region="cn-shanghai")
        await walk.to_target(walk.id_of("warehouses"), "CCN")
        await walk.to_confirm()
        await walk.grant()
        await walk.see(f"+ granted and verified  {walk.id_of('warehouses')}")
        (call,) = walk.grants()
        assert (call.product, call.action, call.status) == ("Smartag", "GrantInstanceToCbn", 200)
        assert dict(call.parameters) == {**CCN_GRANT, "CcnInstanceId": walk.id_of("warehouses")}
        await grant_again(walk)
        await walk.see(f"= already granted  {walk.id_of('warehouses')}")
        assert len(walk.grants()) == 1


async def test_every_call_of_the_wizard_is_documented_and_carries_nothing_else() -> None:
    async with walking() as walk:
        await walk.to_networks(region="cn-shanghai")
        await walk.to_target(walk.id_of("branches"), "CCN")
        await walk.press("escape", "escape")
        await walk.to_target(walk.id_of("prod-sh"), "VPC")
        await walk.to_confirm()
        await walk.grant()
        assert walk.cloud.received
        for call in walk.cloud.received:
            assert (call.unknown, call.status) == ((), 200), call
            assert call.user_agent.startswith("cen-tui/") or " cen-tui/" in call.user_agent


async def test_several_networks_of_two_types_are_granted_in_one_go() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("space", "down", "space")
        await walk.see("2 networks selected (2 VPC)", "* vpc-")
        await walk.to_tab("VBR")
        await walk.press("space")
        await walk.see("3 networks selected (2 VPC, 1 VBR)", "* vbr-")
        await walk.press("enter")
        chosen = [walk.id_of(name) for name in ("prod-core", "生产-核心", "office-line-1")]
        await walk.see(TARGET_QUESTION, "3 networks", *chosen)
        await walk.to_confirm()
        await walk.see("Type the last four digits", "able to attach these 3 networks")
        assert not walk.grants()
        await walk.grant()
        await walk.see(*(f"+ granted and verified  {one}" for one in chosen))
        sent = {call.parameters["InstanceId"]: call.parameters["InstanceType"] for call in walk.grants()}
        assert sent == dict(zip(chosen, ("VPC", "VPC", "VBR"), strict=True))
        assert len({call.parameters["ClientToken"] for call in walk.grants()}) == 3


async def test_a_mark_can_be_taken_away_again() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("space", "up", "space", "up", "enter")
        await walk.see(TARGET_QUESTION, walk.id_of("prod-core"))
        await walk.gone("networks")


async def test_going_back_finds_cursor_filter_and_rows_as_they_were() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("slash")
        await walk.type("prod")
        await walk.until(lambda: walk.lines()[3].startswith("  prod "), "the filter")
        await walk.see("3 of 13")
        await walk.press("down")
        assert cursor(walk) == "prod-data"
        listed = walk.lines()[:20]
        asked = len(walk.calls("DescribeVpcs"))
        await walk.press("enter")
        await walk.see(TARGET_QUESTION)
        await walk.press("escape")
        await walk.see("3 of 13")
        assert (cursor(walk), walk.lines()[:20]) == ("prod-data", listed)
        assert len(walk.calls("DescribeVpcs")) == asked


async def test_going_back_from_the_confirmation_finds_what_was_typed() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.to_target(walk.id_of("prod-core"))
        await walk.to_confirm()
        await walk.press("escape")
        await walk.see(TARGET_QUESTION, CEN_OWNER, BACKBONE)
        await walk.press("enter")
        await walk.see("Type the last four digits")
        assert not walk.grants()


async def test_escape_leads_back_to_the_account_step_by_step() -> None:
    async with walking() as walk:
        await walk.to_networks("prod-viewer")
        await walk.press("escape")
        await walk.see("Which region is the network in?", "cn-hangzhou")
        await walk.press("escape", "escape")
        await walk.see("Which account owns the network?", "Enter signs in")
        await walk.until(lambda: cursor(walk).startswith("1250"), "the cursor on the account")
        await walk.press("escape")
        await walk.see("This is the first step. Ctrl+Q quits.")
        await walk.press("ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end of the program")


async def test_the_handover_leads_to_another_network_as_the_list_was_left() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.go_to("staging")
        await walk.press("enter")
        await walk.see(TARGET_QUESTION, "staging")
        await walk.to_confirm()
        await walk.grant()
        await walk.press("n")
        await walk.see("13 VPCs in cn-hangzhou")
        assert cursor(walk) == "staging"
        await walk.press("down", "down", "down", "enter")
        await walk.see(TARGET_QUESTION, "edge-v6", RECENT_TARGETS, BACKBONE)


async def test_the_handover_leads_to_another_target_with_the_new_rule_in_sight() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.to_target(walk.id_of("prod-core"))
        await walk.see(NO_RULES)
        await walk.to_confirm()
        await walk.grant()
        await walk.press("t")
        await walk.see(TARGET_QUESTION, SAME_TARGET, ALREADY_AUTHORIZED)
        await walk.press(*["backspace"] * len(BACKBONE))
        await walk.type(LEGACY)
        await walk.press("enter")
        await walk.see("Type the last four digits", LEGACY)
        await walk.grant()
        await walk.see("+ granted and verified")
        assert [call.parameters["CenId"] for call in walk.grants()] == [BACKBONE, LEGACY]


@pytest.mark.parametrize(
    ("kind", "region", "name"),
    [
        ("VPC", "cn-hangzhou", "prod-core"),
        ("VBR", "cn-hangzhou", "office-line-1"),
        ("CCN", "cn-shanghai", "branches"),
    ],
)
async def test_read_only_says_what_would_be_sent_and_sends_nothing(kind: str, region: str, name: str) -> None:
    async with walking(read_only=True) as walk:
        await walk.to_networks(region=region)
        await walk.see("[READ-ONLY]")
        await walk.to_target(walk.id_of(name), kind)
        await walk.type(CEN_OWNER)
        await walk.press("tab")
        await walk.type(BACKBONE)
        await walk.press("enter")
        await walk.see(DRY_RUN, walk.id_of(name), "Nothing can be sent.")
        await walk.press(*CEN_OWNER[-4:], "enter")
        await walk.press("escape")
        await walk.see(TARGET_QUESTION)
        assert not walk.grants()
