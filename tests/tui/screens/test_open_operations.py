"""A confirmation says that the same operation was begun before, by whom and when, and what becomes of it."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.cen_side import DIGITS as OWNER_DIGITS
from support.cen_side import attaches, grant, to_attach, to_inbox
from support.confirming import ASKS, network_ids
from support.demo_networks import BACKBONE, network
from support.demo_networks import TO_BACKBONE as TARGET
from support.earlier_operations import ACCOUNT, TOKEN, add_rule, begun, journal_an_hour_later, journal_in
from support.sample_operations import at_noon
from support.walk import walking

from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Payer
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.rules import Family
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.widgets.confirmation import UNFINISHED
from cen_tui.tui.widgets.field import Field
from cen_tui.vault.base import Account
from cen_tui.wizard.draft import Presets

SINCE = "2026-11-24 12:00 UTC"
BEGUN = f"since {SINCE}, by prod-network; no known result"
CONTINUED = "It is continued: the same request is sent, and acts only once."
NEW = "It is looked for first; if it does not show, it is sent anew."
WAITS = "It is looked for first; nothing is sent while it may show."
IN_REGION = Presets("prod-network", "cn-hangzhou")


def to_confirm(*names: str) -> Presets:
    region = "cn-shanghai" if "branches" in names else "cn-hangzhou"
    return Presets("prod-network", region, "", network_ids(*names), CEN_OWNER, BACKBONE)


def after(folder: Path, **later: float) -> Journal:
    return Journal(folder / "journal.jsonl", clock=lambda: at_noon() + timedelta(**later))


@pytest.mark.parametrize(
    ("kind", "minutes", "says"),
    [
        ("VPC", 1, CONTINUED),
        ("VPC", 7 * 60, CONTINUED),
        ("VPC", 9 * 60, NEW),
        ("CCN", 1, WAITS),
        ("CCN", 6, NEW),
    ],
)
async def test_a_grant_that_is_open_is_reported_before_it_is_granted_again(
    tmp_path: Path, kind: str, minutes: int, says: str
) -> None:
    begun(journal_in(tmp_path), kind)
    presets = to_confirm("branches" if kind == "CCN" else "prod-core")
    async with walking(presets=presets, journal=after(tmp_path, minutes=minutes)) as walk:
        await walk.see(ASKS, f"{UNFINISHED:<15}{BEGUN}", says)
        await walk.grant()
        tokens = [call.parameters.get("ClientToken", "") for call in walk.grants()]
    if says is CONTINUED:
        assert tokens == [TOKEN]
    elif says is WAITS:
        assert tokens == []
    else:
        assert len(tokens) == 1
        assert TOKEN not in tokens


async def test_where_nothing_is_open_nothing_is_said(tmp_path: Path) -> None:
    begun(journal_in(tmp_path), "VBR")
    async with walking(presets=to_confirm("prod-core"), journal=journal_an_hour_later(tmp_path)) as walk:
        await walk.see(ASKS)
        await walk.until_input_is_taken()
        assert not walk.shows(UNFINISHED)
        assert not walk.app.screen.query_one("#open-operations").display


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_of_several_networks_it_is_said_which_and_all_is_looked_through(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for kind in ("VPC", "VBR"):
        begun(journal_in(tmp_path), kind)
    presets = to_confirm("prod-data", "prod-core", "office-line-1")
    async with walking(presets=presets, journal=journal_an_hour_later(tmp_path), size=size) as walk:
        await walk.see("Type the last four digits")
        await walk.until_input_is_taken()
        await walk.type(CEN_OWNER[-4:])
        await walk.press("enter")
        await walk.see("Scroll to the end first")
        seen = set()
        for _ in range(12):
            for kind in ("VPC", "VBR"):
                if walk.shows(f"{UNFINISHED:<15}{network(kind).id}, 2026-11-24"):
                    seen.add(kind)
            await walk.press("pagedown")
        assert seen == {"VPC", "VBR"}
        assert walk.grants() == []
        assert walk.app.screen.query_one("#digits", Field).has_focus


async def test_no_input_is_taken_before_the_journal_was_read(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    goes_on = threading.Event()

    def slow_clock() -> datetime:
        goes_on.wait(30)
        return at_noon() + timedelta(hours=1)

    journal = Journal(tmp_path / "journal.jsonl", clock=slow_clock)
    async with walking(presets=to_confirm("prod-core"), journal=journal) as walk:
        try:
            await walk.see(ASKS)
            await walk.pilot.pause(3 * walk.app.options.quiet_seconds)
            assert walk.app.screen.query_one("#digits", Field).disabled
        finally:
            goes_on.set()
        await walk.see(f"{UNFINISHED:<15}{BEGUN}")
        await walk.until_input_is_taken()


async def test_a_revoke_that_is_open_is_reported(tmp_path: Path) -> None:
    begun(journal_in(tmp_path), kind=OperationKind.REVOKE)
    async with walking(presets=IN_REGION, journal=journal_an_hour_later(tmp_path)) as walk:
        add_rule(walk, "VPC")
        await walk.listed()
        await walk.go_to("prod-core")
        await walk.press("d")
        await walk.see("since 2026-11-24")
        await walk.press("x")
        await walk.see("Revoke one grant rule", f"{UNFINISHED:<15}{BEGUN}", CONTINUED)
        await walk.until_input_is_taken()
        await walk.type(CEN_OWNER[-4:])
        await walk.press("enter")
        await walk.see("Esc goes back.")
        (call,) = walk.calls("RevokeInstanceFromCen")
        assert call.parameters["ClientToken"] == TOKEN
        assert not walk.shows(UNFINISHED)


async def test_a_change_of_payer_that_is_open_is_reported(tmp_path: Path) -> None:
    router = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
    journal_in(tmp_path).begin(OperationKind.CHANGE_PAYER, ACCOUNT, network("VPC"), TARGET, TOKEN, router)
    async with walking(presets=IN_REGION, journal=journal_an_hour_later(tmp_path)) as walk:
        world = walk.cloud.world
        held = world.networks[network("VPC").id]
        rule = world.rules.add(Family.CBN, held, BACKBONE, CEN_OWNER, world.now())
        rule.payer = Payer.CEN_OWNER.value
        await walk.listed()
        await walk.go_to("prod-core")
        await walk.press("d")
        await walk.see("p Payer")
        await walk.press("p")
        await walk.see("Change who pays", f"{UNFINISHED:<15}{BEGUN}", CONTINUED)
        await walk.until_input_is_taken()
        await walk.type(CEN_OWNER[-4:])
        await walk.press("enter")
        await walk.see("payer changed and verified")
        (call,) = walk.calls("ModifyGrantInstanceToTransitRouter")
        assert call.parameters["ClientToken"] == TOKEN
        assert call.parameters["OrderType"] == Payer.NETWORK_OWNER.value
        assert not walk.shows(UNFINISHED)


async def test_an_attachment_that_is_open_is_reported(tmp_path: Path) -> None:
    owner = Account("group-backbone", CEN_OWNER, id="earlier")
    begun(journal_in(tmp_path), kind=OperationKind.ATTACH, account=owner)
    async with walking(journal=journal_an_hour_later(tmp_path)) as walk:
        await walk.see("Enter signs in")
        vpc = grant(walk, "prod-core")
        await to_inbox(walk)
        await to_attach(walk, vpc, "cn-hangzhou-b")
        await walk.see(f"{UNFINISHED:<15}since {SINCE}, by group-backbone; no known result", CONTINUED)
        await walk.until_input_is_taken()
        await walk.type(OWNER_DIGITS)
        await walk.press("enter")
        await walk.until(lambda: bool(attaches(walk)), "the attachment to be sent")
        assert walk.calls("CreateTransitRouterVpcAttachment")[0].parameters["ClientToken"] == TOKEN


async def test_what_another_session_has_open_is_reported_too(tmp_path: Path) -> None:
    colleague = Account("night shift", NETWORK_OWNER, id="other")
    Journal(tmp_path / "journal.jsonl", clock=at_noon).begin(
        OperationKind.GRANT, colleague, network("VPC"), TARGET, TOKEN
    )
    assert colleague != ACCOUNT
    async with walking(presets=to_confirm("prod-core"), journal=after(tmp_path, minutes=1)) as walk:
        await walk.see(ASKS, f"{UNFINISHED:<15}since {SINCE}, by night shift")
