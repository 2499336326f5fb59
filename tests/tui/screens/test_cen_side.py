"""The CEN owner's screens: its CENs, what was granted, the vSwitches, and attaching."""

import base64

import pytest
from support.cen_side import (
    ASKS,
    DIGITS,
    LEGACY,
    attaches,
    grant,
    inbox_read,
    to_attach,
    to_cens,
    to_inbox,
    with_cen_names,
)
from support.demo_networks import BACKBONE
from support.hostile import HOSTILE, unharmed
from support.walk import Walk, walking

from cen_tui.cloud.cen.received_grants import Received
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.operations.attach_options import NO_ROUTER_IN_ZONE
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.account import AccountScreen
from cen_tui.tui.screens.cen_owner.cen_side import TRY_AGAIN
from cen_tui.tui.screens.cen_owner.inbox import (
    EMPTY,
    ENTER_ATTACHES,
    NOT_COMPLETE,
    R_CONTINUES,
    InboxScreen,
)
from cen_tui.tui.screens.cen_owner.vswitches import SPACE_SELECTS
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.widgets.confirmation import DRY_RUN
from cen_tui.tui.widgets.field import Field
from cen_tui.wizard.cen_owner.inbox import GRANTS_NOT_READ


async def test_an_account_that_may_not_or_cannot_is_told_so_and_can_try_again() -> None:
    async with walking(faults="error@DescribeCens=Forbidden.RAM/403:1") as walk:
        await to_cens(walk, "prod-viewer")
        await walk.see("cen:DescribeCens", TRY_AGAIN, "The CEN owner's side ─ its CENs")
        assert not any(key in walk.lines()[-1] for key in ("m Ask", "y Copy")), "there is no CEN to ask for"
        await walk.press("r")
        await walk.see("CENs of prod-viewer (1250 4400 1234 5678)", "own-backbone", "1 CEN.")
        await walk.see("m Ask for a network", "y Copy")
        await walk.press("slash", "x", "x", "tab")
        await walk.gone("m Ask for a network")
        await walk.press("escape")
        await walk.press("escape")
        await walk.see("Which account owns the network?")
        assert isinstance(walk.app.screen, AccountScreen)


async def test_an_empty_inbox_says_what_to_do_and_a_reading_that_fails_leaves_the_rest() -> None:
    async with walking() as walk:
        await to_inbox(walk, "海外骨干")
        await walk.see(" ".join(EMPTY.split()))
        await walk.press("escape")
        await walk.see("3 CENs.")
        walk.cloud.set_faults("error@DescribeGrantRulesToCen=Unauthorized:1")
        await walk.go_to("group-backbone")
        await walk.press("enter")
        await walk.see("Permission denied", TRY_AGAIN)
        await walk.see_any(*(GRANTS_NOT_READ.format(types=kind) for kind in ("VPC", "VBR")))
        await walk.see(walk.id_of("门店网络"))
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see("6 networks, 1 not attached.")
        assert not walk.shows("Permission denied")


def offered(walk: Walk) -> set[str]:
    """Return which of the actions on a network the line of keys names."""
    line = walk.lines()[-1]
    return {one for one in ("Attach", "Details", "f Routes", "x Detach", "p Payer") if one in line}


async def test_the_line_of_keys_names_what_can_be_done_with_the_network_under_the_cursor() -> None:
    async with walking() as walk:
        await to_inbox(walk)
        for name, actions in (
            ("office-line-2", {"Details", "f Routes", "x Detach"}),
            ("sg-colo", {"Attach"}),
            ("门店网络", {"Details", "x Detach"}),
        ):
            await walk.go_to(walk.id_of(name))
            await walk.until(lambda: offered(walk) == actions, f"{actions} in the line of keys")  # noqa: B023
        await walk.press("y")
        await walk.until(lambda: walk.app.clipboard == walk.id_of("门店网络"), "the ID")


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=str)
async def test_the_state_of_every_network_is_in_sight_and_no_match_offers_nothing(
    size: tuple[int, int],
) -> None:
    async with walking(size=size) as walk:
        await to_inbox(walk)
        for name, state in (("office-line-2", "Attached"), ("sg-colo", "not attached")):
            assert state in walk.line_with(walk.id_of(name))
        assert walk.shows(f"6 networks, 1 not attached. {ENTER_ATTACHES}")
        await walk.press("slash")
        await walk.type("no such network")
        await walk.see("0 of 6")
        await walk.gone(ENTER_ATTACHES)
        await walk.press("escape")
        await walk.see(ENTER_ATTACHES)


async def test_vswitches_that_cannot_be_used_together_go_no_further() -> None:
    async with walking() as walk:
        vpc = await _inbox_with(walk, "prod-core")
        await walk.go_to(vpc)
        await walk.press("enter")
        await walk.see(f"3 vSwitches. {SPACE_SELECTS}", "Two zones give redundancy.")
        await walk.go_to("cn-hangzhou-a")
        await walk.press("enter")
        await walk.see(NO_ROUTER_IN_ZONE.format(zone="cn-hangzhou-a"))
        await walk.press("home", "enter")
        await walk.see(ASKS, "in cn-hangzhou-b")
        await walk.press("escape")
        await walk.see("3 vSwitches.")


async def _inbox_with(walk: Walk, name: str) -> str:
    await walk.see("Enter signs in")
    network_id = grant(walk, name)
    await to_inbox(walk)
    return network_id


async def test_only_the_owners_digits_attach_and_a_basic_router_says_what_it_costs() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        vpc = grant(walk, "staging", LEGACY)
        await to_inbox(walk, "group-legacy")
        await to_attach(walk, vpc)
        await walk.see("(Basic)", "The Basic edition does not bill attachments by the hour", "exchanged")
        for typed in ("", "4321", "567"):
            await walk.type(typed)
            await walk.press("enter")
            await walk.see("Nothing is attached")
            await walk.press(*["backspace"] * max(1, len(typed)))
        assert attaches(walk) == []
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("+ attached and verified")
        assert attaches(walk) == ["AttachCenChildInstance"]
        await walk.press("enter", "escape")
        await inbox_read(walk)
        await walk.until(lambda: "Attached" in walk.line_with(vpc), "the network as attached")


async def test_esc_stops_the_waiting_and_the_operation_is_reconciled_later() -> None:
    journal = Journal(None)
    async with walking(journal=journal) as walk:
        ccn = await _inbox_with(walk, "branches")
        walk.cloud.world.attachments.attaching_seconds = 3600
        await to_attach(walk, ccn)
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("Esc stops waiting. Attaching: waiting for the status Attached")
        await walk.see("usually takes a minute or two, and up to 10 minutes (CCN)")
        await walk.press("ctrl+q")
        await walk.see("An attachment is in progress.")
        await walk.press("escape")
        await walk.see("? unknown", "You stopped waiting.")
        (entry,) = journal.entries()[0]
        assert (entry.intent.kind, entry.ending and entry.ending.outcome) == (
            OperationKind.ATTACH,
            Outcome.UNKNOWN,
        )
        await walk.press("escape")
        await inbox_read(walk)
        await walk.until(lambda: "Attaching" in walk.line_with(ccn), "the network as on its way")

        # It comes to nothing, and the first screen offers to find out.
        walk.cloud.world.attachments.remove(ccn)
        await walk.press("escape", "escape")
        await walk.see("1 operation has no known result.", "started to attach")
        await walk.press("h")
        await walk.see("1 operation without a known result.")
        await walk.press("enter")
        await walk.see("The attachment is not visible yet", "is not attached to this CEN")
        await walk.press("g")
        await inbox_read(walk)
        assert "not attached" in walk.line_with(ccn)


async def test_a_dry_run_of_an_attachment_shows_the_request_and_sends_nothing() -> None:
    async with walking(read_only=True) as walk:
        ccn = await _inbox_with(walk, "branches")
        await walk.go_to(ccn)
        await walk.press("enter")
        await walk.see(DRY_RUN, "aliyun cbn AttachCenChildInstance", f"--ChildInstanceId {ccn}")
        await walk.type(DIGITS)
        await walk.press("enter")
        assert isinstance(walk.app.screen, ConfirmScreen)
        assert attaches(walk) == []


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=str)
async def test_the_caution_is_whole_beside_what_it_is_about(size: tuple[int, int]) -> None:
    async with walking(size=size, contents=with_cen_names("骨干" * 60)) as walk:
        await walk.see("Enter signs in")
        vpc = grant(walk, "sg-analytics")
        await to_cens(walk)
        await walk.see("3 CENs.")
        await walk.press("enter")
        await inbox_read(walk)
        await to_attach(walk, vpc, "ap-southeast-1-b", "ap-southeast-1-g")
        await walk.see(vpc, "1250 4400 1234 5678", "Check that it is the network you asked for", "attach:")
        await walk.see("until it is detached. Payer: CEN owner.", "This sets no routes")
        await walk.until_input_is_taken()
        field = walk.app.screen.query_one("#digits", Field)
        await walk.until(lambda: field.has_focus, "the field to take input")
        assert walk.app.screen.region.contains_region(field.region)
        assert field.region.bottom < size[1] - 1
        assert isinstance(walk.app.screen, ConfirmScreen)


async def test_hostile_names_of_cens_do_no_harm() -> None:
    names = (HOSTILE["escape"], HOSTILE["closing"], HOSTILE["long"])
    async with walking(contents=with_cen_names(*names)) as walk:
        await to_cens(walk)
        await walk.see("3 CENs.")
        for place in range(len(names)):
            await walk.press("home", *["down"] * place)
            unharmed(walk)
            await walk.press("m")
            await walk.see("Ask another account for a network")
            unharmed(walk)
            await walk.press("escape")
            await walk.gone("Ask another account for a network")
            await walk.press("enter")
            await inbox_read(walk)
            unharmed(walk)
            await walk.press("escape")
            await walk.see("3 CENs.")


async def test_after_attaching_the_commands_that_set_routes_are_shown_whole_and_copied() -> None:
    async with walking(size=(80, 24)) as walk:
        await walk.see("Enter signs in")
        vpc = grant(walk, "sg-analytics")
        await to_inbox(walk)
        await to_attach(walk, vpc, "ap-southeast-1-b", "ap-southeast-1-g")
        await walk.gone("y Copy")
        await walk.type(DIGITS)
        await walk.press("enter")
        held = walk.cloud.world.attachments
        await walk.see("+ attached and verified", "Routes: attaching has set none.", "y Copy")
        attachment = held.within(vpc, BACKBONE)
        assert attachment
        await walk.see(
            "aliyun cbn ListTransitRouterRouteTables",
            f"--TransitRouterId {attachment.router}",
            "aliyun cbn AssociateTransitRouterAttachmentWithRouteTable",
            "aliyun cbn EnableTransitRouterRouteTablePropagation",
            f"--TransitRouterAttachmentId {attachment.id}",
            "--TransitRouterRouteTableId ROUTE-TABLE-ID",
        )
        await walk.press("y")
        await walk.until(lambda: walk.app.clipboard.startswith("aliyun cbn List"), "the commands")
        assert walk.app.clipboard.count(attachment.id) == 2


async def test_a_ccn_says_through_what_it_is_attached_and_when_its_routes_flow() -> None:
    async with walking() as walk:
        ccn = await _inbox_with(walk, "branches")
        await to_attach(walk, ccn)
        await walk.see(
            "a new Basic transit router in ccn-cn-shanghai", "only after an inter-region connection"
        )
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("+ attached and verified", "an inter-region connection from ccn-cn-shanghai")
        await walk.gone("aliyun cbn")


async def test_a_cen_of_protection_level_full_is_not_asked_for_an_enterprise_router() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        vpc = grant(walk, "prod-sh", LEGACY)
        ccn = grant(walk, "branches", LEGACY)
        await to_inbox(walk, "group-legacy")
        await walk.go_to(vpc)
        await walk.see("protection level FULL")
        assert offered(walk) == {"Details"}
        await walk.press("enter")
        await walk.see("Cannot be attached", "It has no Basic one in cn-shanghai either.")
        await walk.press("escape")
        await to_attach(walk, ccn)
        await walk.see("a new Basic transit router in ccn-cn-shanghai")
        assert attaches(walk) == []


async def test_where_a_list_of_grants_broke_off_is_marked_and_r_goes_on_from_there() -> None:
    read, behind_one = "DescribeGrantRulesToCen", base64.urlsafe_b64encode(b"from:1").decode()
    error = CloudError("No connection", kind=ErrorKind.TRANSPORT, detail="None.", advice="Wait.")
    async with walking() as walk:
        await walk.see("Enter signs in")
        first, second = grant(walk, "erp", BACKBONE), grant(walk, "staging", BACKBONE)
        await to_inbox(walk)
        inbox = walk.app.screen
        assert isinstance(inbox, InboxScreen)
        whole = inbox.inbox.received["VPC"].found
        inbox.inbox.received["VPC"] = Received(whole[:1], behind_one, error)
        inbox.show_inbox()
        await walk.see(NOT_COMPLETE, R_CONTINUES)
        assert not walk.shows(second)
        before = len(walk.calls(read))
        await walk.press("r")
        await inbox_read(walk)
        await walk.gone(NOT_COMPLETE)
        assert walk.shows(first)
        assert walk.shows(second)
        (call,) = walk.calls(read)[before:]
        assert (call.parameters["ProductType"], call.parameters["NextToken"]) == ("VPC", behind_one)
