"""The transit router's grant on the screens: chosen, confirmed with its payer, changed, revoked."""

from dataclasses import replace

import pytest
from support.confirming import confirming, network_ids
from support.demo_networks import BACKBONE
from support.sight import MANY, everything_is_in_sight, with_long_names
from support.walk import Walk, walking

from cen_tui.cloud.networks.base import Payer
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.rules import Family
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.payer_choice import PayerChoice
from cen_tui.tui.widgets.rules_list import SAME_TARGET
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.caution import change_caution
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.target import ALREADY_AUTHORIZED

TO_NETWORKS = Presets(account="prod-network", region="cn-hangzhou")
FILLED = replace(TO_NETWORKS, networks=network_ids("prod-core"), cen_owner=CEN_OWNER, cen_id=BACKBONE)
GRANT = "GrantInstanceToTransitRouter"
MODIFY = "ModifyGrantInstanceToTransitRouter"
REVOKE = "RevokeInstanceFromTransitRouter"
DIGITS = CEN_OWNER[-4:]


async def to_details(walk: Walk, name: str) -> None:
    """Open the details of a network of the list in front, and wait for its rules."""
    await walk.go_to(walk.id_of(name))
    await walk.press("d")
    await walk.see(RULES, BACKBONE)


async def rules_have_focus(walk: Walk) -> None:
    """Wait until the rules of the details were read, and the cursor is on one."""

    def focused() -> bool:
        return any(each.has_focus for each in walk.app.screen.query(VirtualTable))

    await walk.until(focused, "the rules")


async def test_granted_with_a_payer_changed_and_revoked_by_keys_alone() -> None:
    journal = Journal(None)
    async with walking(presets=TO_NETWORKS, journal=journal) as walk:
        await walk.listed()
        await walk.to_target(walk.id_of("prod-core"))
        await walk.type(CEN_OWNER)
        await walk.press("tab")
        await walk.type(BACKBONE)
        assert walk.shows("no payer set")
        await walk.press("tab", "right")
        await walk.see("(*) CEN owner", "The CEN owner pays for connection")
        await walk.press("right")
        await walk.see("(*) network owner (you)", "This account pays for connection")
        await walk.press("enter")
        await walk.see("Type the last four digits", "this account (PayByResourceOwner)", "by the hour")
        await everything_is_in_sight(walk, 1)
        await walk.press("f2")
        await walk.see("aliyun cbn GrantInstanceToTransitRouter", "--OrderType PayByResourceOwner")
        await walk.press("escape")
        await walk.grant()
        await walk.see("granted and verified", "Payer network owner (PayByResourceOwner)")
        assert [call.parameters["OrderType"] for call in walk.calls(GRANT)] == ["PayByResourceOwner"]
        assert walk.grants() == walk.calls(GRANT)

        await walk.press("t")
        await walk.see("network owner pays", SAME_TARGET, ALREADY_AUTHORIZED)
        await walk.press("escape", "escape")  # to the list, and out of its filter
        await walk.see("13 VPCs in cn-hangzhou")
        await to_details(walk, "prod-core")
        await walk.see("Payer requested: network owner; effective: network owner", "p Payer")
        await walk.press("p")
        await walk.see("Change who pays", "within an hour", "both accounts take a step")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("payer changed and verified")
        await walk.press("escape")
        await walk.see("Payer requested: CEN owner; effective: CEN owner")
        await walk.press("x")
        await walk.see("Revoke one grant rule")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("revoked and verified")
        assert [len(walk.calls(action)) for action in (GRANT, MODIFY, REVOKE)] == [1, 1, 1]
        assert walk.calls("RevokeInstanceFromCen") == []
    entries, _ = journal.entries()
    assert [(entry.intent.kind, entry.intent.api, entry.intent.payer) for entry in entries] == [
        (OperationKind.GRANT, "transit-router", "PayByResourceOwner"),
        (OperationKind.CHANGE_PAYER, "transit-router", "PayByCenOwner"),
        (OperationKind.REVOKE, "transit-router", ""),
    ]
    assert {entry.ending.outcome for entry in entries if entry.ending} == {Outcome.VERIFIED}


async def test_what_is_granted_through_both_apis_is_shown_once_and_revoked_twice() -> None:
    async with walking(presets=TO_NETWORKS) as walk:
        network, cen = walk.cloud.estate.network("prod-core"), walk.cloud.estate.cen("group-backbone")
        for family in (Family.VPC, Family.CBN):
            rule = walk.cloud.world.rules.add(family, network, cen.id, cen.owner, walk.cloud.world.now())
        rule.payer = "PayByResourceOwner"  # asked for, and not in force yet
        await walk.listed()
        await to_details(walk, "prod-core")
        await walk.see("Payer requested: network owner; effective: CEN owner")
        await walk.press("x")
        await walk.see("Revoke one grant rule")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.until(lambda: walk.words().count("revoked and verified") == 2, "both revoked")
        assert walk.cloud.world.rules.find(network.id, cen.id) is None


async def test_a_payer_from_the_command_line_opens_at_the_confirmation_and_a_wrong_one_is_said() -> None:
    async with walking(presets=replace(FILLED, payer="cen-owner")) as walk:
        await walk.see("Type the last four digits", "the CEN's owner (PayByCenOwner)")
        await walk.press("escape")
        await walk.see("(*) CEN owner")
    async with walking(presets=replace(FILLED, payer="somebody")) as walk:
        await walk.see("There is no payer somebody.", "--payer takes cen-owner or network-owner.")
        assert walk.app.screen.query_one(PayerChoice).payer is None


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=["80x24", "60x18"])
@pytest.mark.parametrize("networks", [1, 12])
async def test_the_caution_is_whole_beside_the_payer(networks: int, size: tuple[int, int]) -> None:
    async with confirming(
        MANY[:networks], size=size, contents=with_long_names(), payer=Payer.NETWORK_OWNER
    ) as walk:
        await walk.see("Type the last four digits", "PayByResourceOwner")
        await everything_is_in_sight(walk, networks)


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=["80x24", "60x18"])
async def test_every_payer_is_in_sight_where_it_is_selected(size: tuple[int, int]) -> None:
    presets = replace(FILLED, networks=network_ids("partner-exchange"), cen_id="")
    async with walking(presets=presets, size=size) as walk:
        await walk.see("( ) CEN owner", "( ) network owner (you)", "Standard authorization, no payer set")
        choice = walk.app.screen.query_one(PayerChoice)
        assert walk.app.screen.query_one("#body").region.contains_region(choice.region)


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=["80x24", "60x18"])
async def test_a_change_of_payer_that_is_refused_is_whole_on_the_screen(size: tuple[int, int]) -> None:
    presets = replace(TO_NETWORKS, region="ap-southeast-1")
    async with walking(presets=presets, size=size, contents=with_long_names()) as walk:
        await walk.listed()
        sg_prod = estate().network("sg-prod").id
        await walk.go_to(sg_prod)
        await walk.press("d")
        await rules_have_focus(walk)
        await walk.press("p")
        await walk.see(
            "Type the last four digits", "PayByResourceOwner", "CEN owner now, network owner from then on"
        )
        for sentence in " ".join(change_caution(Payer.NETWORK_OWNER).split()).split(". "):
            assert sentence in walk.words(), walk.screen()
        field = walk.app.screen.query_one("#digits", Field)
        assert walk.app.screen.query_one("#body").region.contains_region(field.region)
        await walk.press("enter")
        await walk.see("Nothing is changed.")
        await walk.look_through()
        walk.cloud.set_faults(f"error@{MODIFY}=OperationDenied.OrderTypeChangedRecently")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("x refused", "OperationDenied.OrderTypeChangedRecently")
        await walk.press("escape")
        await rules_have_focus(walk)
