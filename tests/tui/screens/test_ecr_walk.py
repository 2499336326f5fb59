"""An Express Connect Router on the screens: listed once, granted, its owner's step told, revoked."""

from dataclasses import replace

import pytest
from support.confirming import network_ids
from support.demo_networks import BACKBONE, TABS
from support.walk import walking

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.widgets.tables.region_rows import IN_NO_REGION
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.execution.grant_run import NONE
from cen_tui.wizard.payer import NOT_CHANGEABLE

TO_NETWORKS = Presets(account="prod-network", region="cn-hangzhou")
NAMED = Presets(
    account="prod-network", networks=network_ids("leased-lines"), cen_owner=CEN_OWNER, cen_id=BACKBONE
)
LIST = "DescribeExpressConnectRouter"
GRANT, REVOKE = "GrantInstanceToTransitRouter", "RevokeInstanceFromTransitRouter"
FIRST_LINE = "Left for you"


async def test_granted_by_keys_with_what_is_left_to_its_owner_and_revoked() -> None:
    journal = Journal(None)
    async with walking(presets=TO_NETWORKS, journal=journal) as walk:
        await walk.listed()
        await walk.press(TABS["ECR"])
        await walk.see("4 ECRs in this account", "AS number", "leased-lines", "! ecr-")
        await walk.press("enter")
        await walk.see("(*) CEN owner")
        assert not walk.shows("( ) none")
        await walk.type(CEN_OWNER)
        await walk.press("tab")
        await walk.type(BACKBONE)
        await walk.press("enter")
        await walk.see("Type the last four digits", "none (global)", "the CEN's owner (PayByCenOwner)")
        await walk.press("f2")
        await walk.see("aliyun cbn GrantInstanceToTransitRouter", "--InstanceType ECR")
        assert not walk.shows("--RegionId")
        await walk.press("escape")
        await walk.grant()
        await walk.see("granted and verified", FIRST_LINE, "CreateExpressConnectRouterAssociation")
        ((entry,), _) = journal.entries()
        assert (entry.intent.network_type, entry.intent.region) == ("ECR", "global")
        assert entry.intent.kind is OperationKind.GRANT
        assert entry.ending is not None
        assert entry.ending.outcome is Outcome.VERIFIED

        await walk.press("n")
        await walk.see("4 ECRs in this account")
        await walk.press("d")
        await walk.see(RULES, BACKBONE, "Payer requested: CEN owner; effective: CEN owner", NOT_CHANGEABLE)
        assert not walk.shows("p Payer")
        await walk.press("x")
        await walk.see("Revoke one grant rule")
        await walk.type(CEN_OWNER[-4:])
        await walk.press("enter")
        await walk.see("revoked and verified")
        assert len(walk.calls(GRANT)) == len(walk.calls(REVOKE)) == 1
        assert {call.unknown for call in walk.cloud.received} == {()}


@pytest.mark.parametrize("region", ["", "all", "eu-central-1"])
async def test_named_by_its_id_it_is_found_whatever_the_region(region: str) -> None:
    async with walking(presets=replace(NAMED, region=region)) as walk:
        await walk.see("Type the last four digits", "leased-lines", "none (global)")
        assert [call.parameters["EcrId"] for call in walk.calls(LIST) if "EcrId" in call.parameters]


async def test_the_list_is_read_once_for_every_region() -> None:
    async with walking(presets=TO_NETWORKS) as walk:
        await walk.listed()
        await walk.press(TABS["ECR"])
        await walk.see("4 ECRs in this account")
        await walk.press("escape")
        await walk.see("Which region")
        await walk.type("eu-central-1")
        await walk.press("enter")
        await walk.see("VPCs in eu-central-1")
        await walk.press(TABS["ECR"])
        await walk.see("4 ECRs in this account", "leased-lines")
        assert len(walk.calls(LIST)) == 1


async def test_a_rule_with_another_payer_is_to_be_revoked_first() -> None:
    async with walking(presets=NAMED) as walk:
        await walk.see("Type the last four digits")
        await walk.grant()
        await walk.see("granted and verified")
        await walk.press("t")
        await walk.press("tab", "tab", "right")
        await walk.see("(*) network owner (you)")
        await walk.press("enter")
        await walk.see("Type the last four digits")
        await walk.type(CEN_OWNER[-4:])
        await walk.press("enter")
        await walk.see("x refused", NONE.split(".")[0], "then x, to revoke the existing rule")
        assert not walk.shows("p Payer")


@pytest.mark.parametrize("size", [(60, 18), (120, 40)])
async def test_the_owners_step_is_whole_at_every_size(size: tuple[int, int]) -> None:
    async with walking(presets=NAMED, size=size) as walk:
        await walk.see("Type the last four digits")
        await walk.grant()
        await walk.see("granted and verified", FIRST_LINE)
        lines = [line.strip() for line in walk.lines()]
        assert any(line.startswith("--EcrId ecr-") for line in lines)


async def test_all_regions_count_them_once() -> None:
    async with walking(presets=Presets(account="prod-network"), counts=True) as walk:
        await walk.see("Which region", IN_NO_REGION.format(networks="4 ECRs"))
        assert not walk.shows("VPN ECR")
        assert len(walk.calls(LIST)) == 1
