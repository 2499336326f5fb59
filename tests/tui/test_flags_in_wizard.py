"""Answers given on the command line: each fills its step, a wrong one is said there, none of them grants."""

from dataclasses import replace

import pytest
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.tui.screens.target import TargetScreen
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.networks import OTHER_TYPE
from cen_tui.wizard.target import TARGET_QUESTION

CORE = estate().network("prod-core").id
LINE = estate().network("office-line-1").id
BRANCHES = estate().network("branches").id
PENDING = estate().network("migration-2026").id
EVERYTHING = Presets("prod-network", "cn-hangzhou", "VPC", (CORE,), CEN_OWNER, BACKBONE)
TO_NETWORKS = Presets("prod-network", "cn-hangzhou")
TO_TARGET = Presets("prod-network", "cn-hangzhou", networks=(CORE,))


def cursor(walk: Walk) -> str:
    """Return the key of the row under the cursor."""
    row = walk.table().row
    return row.key if row else ""


async def at_confirmation(walk: Walk) -> None:
    await walk.see("Type the last four digits", "Caution", BACKBONE)
    assert not walk.grants()


async def test_all_given_opens_at_the_confirmation_and_never_past_it() -> None:
    async with walking(presets=EVERYTHING) as walk:
        await at_confirmation(walk)
        await walk.see(CORE, "prod-core", "1960 5210 7788 4321")
        await walk.press("enter", "enter")
        await walk.see("Nothing is granted.")
        assert not walk.grants()
        await walk.grant()
        await walk.see(f"+ granted and verified  {CORE}")
        assert len(walk.grants()) == 1


async def test_every_step_that_was_filled_is_there_to_go_back_to() -> None:
    async with walking(presets=EVERYTHING) as walk:
        await at_confirmation(walk)
        await walk.press("escape")
        await walk.see(TARGET_QUESTION, CEN_OWNER, BACKBONE)
        await walk.press("escape")
        await walk.see("13 VPCs in cn-hangzhou")
        await walk.press("escape")
        await walk.see("Which region is the network in?")
        await walk.press("escape")
        await walk.see("Which account owns the network?")
        assert not walk.grants()


@pytest.mark.parametrize("name", ["prod-network", "PROD-Network"])
async def test_an_account_is_signed_in_with(name: str) -> None:
    async with walking(presets=Presets(account=name)) as walk:
        await walk.see("Which region is the network in?", "prod-network (1250 4400 1234 5678)")


async def test_a_region_waits_for_the_account() -> None:
    async with walking(presets=Presets(region="CN-Shanghai")) as walk:
        await walk.see("Enter signs in")
        await walk.press("enter")
        await walk.see("prod-sh", "4 VPCs in cn-shanghai")


@pytest.mark.parametrize("kind", ["VPC", "VBR", "vbr", "CCN"])
async def test_a_type_opens_at_its_tab_and_lists_nothing_else(kind: str) -> None:
    async with walking(presets=replace(TO_NETWORKS, region="cn-shanghai", type=kind)) as walk:
        await walk.listed(kind.upper())
        listing = {
            "VPC": "DescribeVpcs",
            "VBR": "DescribeVirtualBorderRouters",
            "CCN": "DescribeCloudConnectNetworks",
        }
        asked = [call.action for call in walk.calls(*listing.values())]
        assert asked == [listing[kind.upper()]]


async def test_the_type_ccn_in_a_region_without_ccns_offers_the_right_one() -> None:
    async with walking(presets=replace(TO_NETWORKS, type="CCN")) as walk:
        await walk.see("No CCN can exist in China (Hangzhou).")
        await walk.press("enter")
        await walk.see("branches", "4 CCNs in cn-shanghai")


@pytest.mark.parametrize(
    ("region", "networks"),
    [("cn-hangzhou", (CORE,)), ("cn-hangzhou", (CORE, LINE)), ("cn-hangzhou", (BRANCHES,))],
)
async def test_networks_are_looked_up_and_gone_on_with(region: str, networks: tuple[str, ...]) -> None:
    async with walking(presets=replace(TO_NETWORKS, region=region, networks=networks)) as walk:
        await walk.see(TARGET_QUESTION, *networks)


async def test_coming_back_from_the_target_the_cursor_is_on_the_network_that_was_named() -> None:
    named = estate().network("edge-v6").id
    async with walking(presets=replace(TO_NETWORKS, networks=(named,))) as walk:
        await walk.see(named, "CEN target")
        await walk.until(lambda: isinstance(walk.app.screen, TargetScreen), "step 4")
        await walk.press("escape")
        await walk.listed()
        await walk.until(lambda: cursor(walk) == named, "the cursor on it")
        assert not walk.shows("selected")


async def test_coming_back_from_the_target_several_that_were_named_are_selected() -> None:
    data = estate().network("prod-data").id
    async with walking(presets=replace(TO_NETWORKS, networks=(CORE, data))) as walk:
        await walk.until(lambda: isinstance(walk.app.screen, TargetScreen), "step 4")
        await walk.press("escape")
        await walk.see("1 VPC (13) *2", "2 networks selected (2 VPC). Enter continues with them")
        assert cursor(walk) == CORE


async def test_the_owner_alone_fills_its_field_and_leaves_the_cen_id_to_be_typed() -> None:
    async with walking(presets=replace(TO_TARGET, cen_owner="1960 5210 7788 4321")) as walk:
        await walk.see(TARGET_QUESTION, "1960 5210 7788 4321")
        await walk.type(BACKBONE)
        await walk.press("enter")
        await at_confirmation(walk)


async def test_the_cen_id_alone_fills_its_field_and_leaves_the_owner_to_be_typed() -> None:
    async with walking(presets=replace(TO_TARGET, cen_id=BACKBONE)) as walk:
        await walk.see(TARGET_QUESTION, BACKBONE)
        await walk.type(CEN_OWNER)
        await walk.press("enter")
        await at_confirmation(walk)


async def test_an_account_that_is_not_there_is_said_and_another_can_be_chosen() -> None:
    async with walking(presets=replace(EVERYTHING, account="nobody")) as walk:
        await walk.see("There is no account named nobody.", "--account takes one of the names listed here.")
        assert not walk.cloud.received
        await walk.press("enter")
        await at_confirmation(walk)


async def test_a_region_that_is_not_listed_is_said_and_can_be_corrected() -> None:
    async with walking(presets=replace(EVERYTHING, region="cn-hangzou")) as walk:
        await walk.see("The region cn-hangzou is not in the list.", "0 of 14")
        await walk.press("backspace", "backspace")
        await walk.type("hou")
        await walk.see("1 of 14")
        await walk.press("enter")
        await at_confirmation(walk)


async def test_a_region_that_is_not_listed_can_be_used_as_it_is() -> None:
    async with walking(presets=replace(TO_NETWORKS, region="cn-newtown")) as walk:
        await walk.see("The region cn-newtown is not in the list.")
        await walk.press("enter")
        await walk.see("The region is not known", "InvalidRegionId.NotFound")


async def test_what_cannot_be_a_region_is_said_and_can_be_cleared() -> None:
    async with walking(presets=replace(EVERYTHING, region="Hang zhou!")) as walk:
        await walk.see("The region hang zhou! is not in the list.", "A region ID looks like cn-hangzhou.")
        await walk.press("enter")
        await walk.see("Which region is the network in?")
        await walk.press("escape")
        await walk.see("13 regions" if walk.shows("13 regions") else "China (Hangzhou)")
        await walk.type("cn-hangzhou")
        await walk.press("enter")
        await at_confirmation(walk)


@pytest.mark.parametrize("networks", [(), (CORE,)])
async def test_a_type_that_is_none_is_said_and_stays_said_while_the_list_arrives(
    networks: tuple[str, ...],
) -> None:
    async with walking(presets=replace(EVERYTHING, type="SSL", networks=networks)) as walk:
        await walk.see(
            "13 VPCs in cn-hangzhou",
            "There is no network type SSL.",
            "--type takes one of VPC, VBR, CCN, VPN, ECR.",
        )
        await walk.press("enter")
        await at_confirmation(walk)


async def test_a_type_that_a_network_is_not_of_is_said() -> None:
    async with walking(presets=replace(EVERYTHING, type="VBR")) as walk:
        await walk.see("13 VPCs in cn-hangzhou", OTHER_TYPE.format(network=CORE, type="VPC", wanted="VBR"))
        await walk.press("enter")
        await at_confirmation(walk)


@pytest.mark.parametrize(
    "wrong", ["vpc-bp1nosuchnetwork00000", "vbr-bp1nosuchnetwork00000", "ccn-nosuch", "prod"]
)
async def test_a_network_that_is_not_there_is_said_and_stays_said_while_the_list_arrives(wrong: str) -> None:
    async with walking(presets=replace(EVERYTHING, type="", networks=(CORE, wrong))) as walk:
        await walk.see(f"Not found in cn-hangzhou: {wrong}.", "select from the list")
        await walk.press("1")
        await walk.listed()
        await walk.press("enter")
        await at_confirmation(walk)


async def test_a_network_that_cannot_be_granted_is_said_with_the_reason() -> None:
    async with walking(presets=replace(EVERYTHING, networks=(PENDING,))) as walk:
        await walk.see(f"{PENDING} cannot be granted now.", "13 VPCs in cn-hangzhou", "still being set up")
        await walk.until(lambda: cursor(walk) == PENDING, "the cursor on it")
        await walk.press("home", "enter")
        await at_confirmation(walk)


async def test_a_network_that_could_not_be_looked_up_can_be_chosen_from_the_list() -> None:
    presets = replace(EVERYTHING, type="", networks=(LINE,))
    async with walking(presets=presets, faults="server-error@DescribeVirtualBorderRouters") as walk:
        await walk.see("The cloud had an internal error", "InternalError")
        await walk.until(lambda: not any(work.is_running for work in walk.app.workers), "both failed")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.gone("The cloud had an internal error")
        await walk.until(lambda: cursor(walk) == LINE, "the cursor on the line")
        await walk.listed("VBR")
        await walk.press("enter")
        await at_confirmation(walk)


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        ("123", "3 digits: an account UID has 5 to 20"),
        (NETWORK_OWNER, "This is the account that owns the network."),
        ("operator@corp", "An account UID has digits only."),
    ],
)
async def test_an_owner_that_cannot_be_right_is_said_and_can_be_corrected(owner: str, says: str) -> None:
    async with walking(presets=replace(EVERYTHING, cen_owner=owner)) as walk:
        await walk.see(TARGET_QUESTION, says, BACKBONE)
        await walk.press("enter")
        await walk.see(TARGET_QUESTION)
        await walk.press(*["backspace"] * len(owner))
        await walk.type(CEN_OWNER)
        await walk.press("enter")
        await at_confirmation(walk)


@pytest.mark.parametrize(
    ("cen_id", "says"),
    [
        ("vpc-123", "This begins with vpc-: it is not a CEN ID."),
        ("cen-1", "Too short or too long for a CEN ID"),
    ],
)
async def test_a_cen_id_that_cannot_be_right_is_said_and_can_be_corrected(cen_id: str, says: str) -> None:
    async with walking(presets=replace(EVERYTHING, cen_id=cen_id)) as walk:
        await walk.see(TARGET_QUESTION, says, CEN_OWNER)
        await walk.until(
            lambda: getattr(walk.app.focused, "id", "") == "cen", "the cursor in the wrong field"
        )
        await walk.press(*["backspace"] * len(cen_id))
        await walk.type(BACKBONE)
        await walk.press("enter")
        await at_confirmation(walk)
