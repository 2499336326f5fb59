"""What is attached, for its CEN owner: details, routes, payer, detaching; and what has to be there first."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from support import attaching
from support.cen_side import ASKS, DIGITS, inbox_read, to_inbox
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.cloud.errors.base import NOTHING_SENT
from cen_tui.cloud.networks.base import Payer
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import Estate, estate
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.cen_owner.attach_path import AGAIN
from cen_tui.tui.screens.cen_owner.attach_region import ENTER_CONTINUES, AttachRegionScreen
from cen_tui.tui.screens.cen_owner.attach_region import NOT_READ as REGIONS_NOT_READ
from cen_tui.tui.screens.cen_owner.attachment_details import UNREAD
from cen_tui.tui.screens.cen_owner.inbox import InboxScreen
from cen_tui.tui.screens.choose_routes import WHICH_ROUTES
from cen_tui.tui.screens.routes_path import NONE_CHOSEN, NOT_READ
from cen_tui.wizard.caution import OTHER_TABLE
from cen_tui.wizard.cen_owner.attach_region import ABOUT, ALREADY_ATTACHED, ANOTHER_REGION, RegionKind
from cen_tui.wizard.cen_owner.attachment_facts import NOT_ASSOCIATED, NOT_PROPAGATED, SETS_ROUTES
from cen_tui.wizard.cen_owner.inbox import OTHER_REGIONS
from cen_tui.wizard.cen_owner.readiness import NO_CIDR, NO_ROUTER, NO_SERVICE
from cen_tui.wizard.cen_owner.routes import ROUTE_CHOICES, ROUTES_ARE_SET

CHANGES = (
    "AssociateTransitRouterAttachmentWithRouteTable",
    "EnableTransitRouterRouteTablePropagation",
    "DeleteTransitRouterVbrAttachment",
    "UpdateTransitRouterVbrAttachmentAttribute",
    "CreateTransitRouterVpnAttachment",
    "CreateTransitRouterEcrAttachment",
)


async def to_attached(walk: Walk, case: attaching.Case = attaching.VBR) -> str:
    """Open the inbox with the cursor on a network that is attached without routes; return its ID."""
    await walk.see("Enter signs in")
    case.stand_attached(walk.cloud)
    return await to_network(walk, case)


async def to_network(walk: Walk, case: attaching.Case) -> str:
    """Open the inbox with the cursor on a network; return its ID."""
    await to_inbox(walk, case.cen)
    network_id = walk.id_of(case.name)
    await walk.go_to(network_id)
    return network_id


def changes(walk: Walk) -> list[str]:
    """Return the calls that change an attachment, by their action."""
    return [call.action for call in walk.calls(*CHANGES)]


async def confirm(walk: Walk, *done: str) -> None:
    await walk.see("Type the last four digits")
    await walk.type(DIGITS)
    await walk.press("enter")
    await walk.see(*done)


async def test_the_details_tell_attachment_payer_and_routes_and_are_copied() -> None:
    async with walking() as walk:
        vbr = await to_attached(walk)
        held = attaching.VBR.held(walk.cloud)
        assert held
        await walk.press("enter")
        await walk.see(held.id, held.router, NOT_ASSOCIATED, NOT_PROPAGATED, SETS_ROUTES)
        await walk.press("Y")
        await walk.until(lambda: walk.app.clipboard.startswith("ID"), "the details")
        assert all(one in walk.app.clipboard for one in (vbr, held.id, NOT_ASSOCIATED))
        walk.cloud.set_faults("error@ListTransitRouterRouteTableAssociations=Forbidden.RAM/403:1")
        await walk.press("r")
        await walk.see(UNREAD, "cen:ListTransitRouterRouteTableAssociations")
        await walk.press("r")
        await walk.gone(UNREAD)
        await walk.press("escape")
        await walk.gone("Granted network")


async def test_routes_are_set_from_the_list_and_not_twice() -> None:
    async with walking() as walk:
        vbr = await to_attached(walk)
        walk.cloud.set_faults("error@ListTransitRouterRouteTables=Forbidden.RAM/403:1")
        await walk.press("f")
        await walk.see(NOT_READ, "cen:ListTransitRouterRouteTables")
        await walk.press("f")
        await walk.see(WHICH_ROUTES, vbr, ROUTE_CHOICES[0].means.partition(":")[0])
        await walk.press("enter")
        await walk.see("Set the routes of one attachment", "Associated:", "Propagated:", '· "group-backbone"')
        await confirm(walk, "+ associated and verified", "+ propagated and verified")
        await walk.press("escape")
        await inbox_read(walk)
        await walk.press("f")
        await walk.see(ROUTES_ARE_SET.partition("{table}")[0], f"routes for {vbr}")
        assert changes(walk) == list(CHANGES[:2])
        await walk.press("enter")
        await walk.see("(Active)")


async def test_only_what_is_missing_of_the_routes_is_set() -> None:
    async with walking() as walk:
        await to_attached(walk)
        held = attaching.VBR.held(walk.cloud)
        assert held
        walk.cloud.world.attachments.setting_seconds = 0.0
        walk.cloud.world.attachments.set_routes(held, learned=True)
        await walk.press("f")
        await walk.see("Associated:", "learns its routes already")
        assert not walk.shows("Propagated:")
        await confirm(walk, "+ associated and verified")
        assert changes(walk) == [CHANGES[0]]


@pytest.mark.parametrize(
    ("keys", "says", "done", "action"),
    [
        (("down", "enter"), "Not propagated by this", "+ associated and verified", CHANGES[0]),
        (("down", "down", "enter"), "Not associated by this", "+ propagated and verified", CHANGES[1]),
    ],
    ids=["associate", "propagate"],
)
async def test_one_half_of_the_routes_is_set_alone(
    keys: tuple[str, ...], says: str, done: str, action: str
) -> None:
    async with walking() as walk:
        vbr = await to_attached(walk)
        await walk.press("f")
        await walk.see(WHICH_ROUTES)
        await walk.press("escape")
        await walk.see(NONE_CHOSEN)
        assert isinstance(walk.app.screen, InboxScreen)
        await walk.press("f")
        await walk.see(WHICH_ROUTES)
        await walk.press(*keys)
        await walk.see(says)
        await confirm(walk, done)
        assert changes(walk) == [action]
        held = attaching.VBR.held(walk.cloud)
        assert held
        settings = walk.cloud.world.attachments
        assert (held.id in settings.associated, held.id in settings.propagated) == (
            action == CHANGES[0],
            action == CHANGES[1],
        )
        # the other half is all that is left, and is confirmed without a question
        await walk.press("escape")
        await inbox_read(walk)
        await walk.go_to(vbr)
        await walk.press("f")
        await walk.see("already", "Associated: " if action == CHANGES[1] else "Propagated: ")


async def test_an_attachment_of_another_route_table_is_propagated_alone_and_reported_why() -> None:
    async with walking() as walk:
        vbr = await to_attached(walk)
        held = attaching.VBR.held(walk.cloud)
        assert held
        walk.cloud.world.attachments.associate_elsewhere(held, "vtb-made-in-the-console")
        await walk.press("f")
        await walk.see("Propagated:", OTHER_TABLE.format(table="vtb-made-in-the-console"))
        await confirm(walk, "+ propagated and verified")
        assert changes(walk) == [CHANGES[1]]
        await walk.press("escape")
        await inbox_read(walk)
        await walk.press("f")
        await walk.see(f"{vbr} is associated with vtb-made-in-the-console.")


async def test_the_payer_of_an_attachment_follows_that_of_the_grant() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        attaching.VBR.stand_attached(walk.cloud)
        attaching.VBR.name_payer(walk.cloud, Payer.NETWORK_OWNER)
        await to_network(walk, attaching.VBR)
        await walk.see(
            "Payer requested: network owner; effective: CEN owner",
            "The attachment's payer is still the CEN owner: p changes it to the network owner",
            "p Payer",
        )
        await walk.press("home", "slash")
        await walk.type(walk.id_of(attaching.VBR.name))
        await walk.see("1 of", "p changes it to the network owner")
        await walk.press("tab")
        await walk.see("p Payer")
        await walk.press("p")
        await walk.see("Change who pays for one attachment", "CEN owner now, network owner from then on")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("+ payer changed and verified")
        await walk.press("escape")
        await inbox_read(walk)
        await walk.see("Payer requested: network owner; effective: network owner")
        await walk.gone("p Payer")
        assert changes(walk) == ["UpdateTransitRouterVbrAttachmentAttribute"]


async def test_esc_stops_waiting_for_a_detachment_and_the_list_shows_it() -> None:
    journal = Journal(None)
    async with walking(journal=journal) as walk:
        vbr = await to_attached(walk)
        walk.cloud.world.attachments.attaching_seconds = 3600
        await walk.press("x")
        await confirm(walk, "Esc stops waiting. Detaching: waiting until it is detached")
        await walk.see(f"Waiting until {vbr} is detached.", "up to 10 minutes (VBR)")
        await walk.press("ctrl+q")
        await walk.see("A detachment is in progress.")
        await walk.press("escape")
        await walk.see("? unknown", "You stopped waiting.", "it continues to detach")
        (entry,) = journal.entries()[0]
        assert (entry.intent.kind, entry.ending and entry.ending.outcome) == (
            OperationKind.DETACH,
            Outcome.UNKNOWN,
        )
        await walk.press("escape")
        await inbox_read(walk)
        await walk.until(lambda: "Detaching" in walk.line_with(vbr), "the network as on its way")
        assert "x Detach" not in walk.lines()[-1]
        assert isinstance(walk.app.screen, InboxScreen)


def without_service() -> Estate:
    """Return the estate in which the CEN owner has not activated transit routers."""
    return replace(estate(), without_routers=frozenset({CEN_OWNER}))


def without_cidr() -> Estate:
    """Return the estate in which no transit router has a CIDR block."""
    cens = tuple(
        replace(cen, routers=tuple(replace(router, cidrs=()) for router in cen.routers))
        for cen in estate().cens
    )
    return replace(estate(), cens=cens)


def with_all() -> Estate:
    return estate()


@pytest.mark.parametrize(
    ("case", "contents", "says", "command"),
    [
        (attaching.ENTERPRISE, without_service, NO_SERVICE, "aliyun cbn OpenTransitRouterService"),
        (attaching.VPN, without_service, NO_SERVICE, "aliyun cbn OpenTransitRouterService"),
        (attaching.VPN, without_cidr, NO_CIDR.partition("{router}")[2], "aliyun cbn CreateTransitRouterCidr"),
        (
            replace(attaching.VPN, cen="海外骨干"),
            with_all,
            NO_ROUTER.format(region="China (Hangzhou)"),
            "aliyun cbn CreateTransitRouter --CenId",
        ),
    ],
    ids=["VPC, service", "VPN, service", "VPN, CIDR block", "VPN, transit router"],
)
async def test_what_has_to_be_there_first_is_said_with_what_to_do(
    case: attaching.Case, contents: Callable[[], Estate], says: str, command: str
) -> None:
    async with walking(contents=contents()) as walk:
        await walk.see("Enter signs in")
        case.grant(walk.cloud)
        await to_network(walk, case)
        await walk.press("enter")
        await walk.see(says, command, AGAIN)
        assert isinstance(walk.app.screen, InboxScreen)
        assert changes(walk) == []


async def test_what_cannot_be_checked_first_is_left_to_the_cloud() -> None:
    async with walking(faults="error@CheckTransitRouterService=Forbidden.RAM/403:9") as walk:
        await walk.see("Enter signs in")
        attaching.VPN.grant(walk.cloud)
        await to_network(walk, attaching.VPN)
        await walk.press("enter")
        await confirm(walk, "+ attached and verified")


async def test_a_single_tunnel_connection_is_attached_in_the_zone_that_the_cloud_asks_for() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        attaching.SINGLE.grant(walk.cloud)
        await to_network(walk, attaching.SINGLE)
        await walk.press("enter")
        await confirm(walk, "+ attached and verified", "f sets the routes.")
        without, with_zone = walk.calls("CreateTransitRouterVpnAttachment")
        assert "Zone.1.ZoneId" not in without.parameters
        assert "Zone.1.ZoneId" in with_zone.parameters


async def test_an_express_connect_router_is_attached_where_the_cen_has_a_transit_router() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        attaching.ECR.grant(walk.cloud)
        ecr = await to_network(walk, attaching.ECR)
        await walk.press("enter")
        await walk.see(f"In which region is {ecr} to be attached?", "This transit router takes it.")
        routers = walk.cloud.world.routers.of(walk.cloud.estate.cen("group-backbone"))
        first = [line for line in walk.lines() if "tr-" in line]
        assert len(first) == len(routers)
        await walk.go_to("cn-beijing")
        await walk.see("It needs a transit router here beforehand", "billed by the hour")
        await walk.press("enter")
        await walk.see(NO_ROUTER.format(region="China (Beijing)"), "aliyun cbn CreateTransitRouter", AGAIN)
        await walk.go_to("cn-hangzhou")
        await walk.press("enter")
        await walk.see(ASKS, ecr, "China (Hangzhou), cn-hangzhou")
        await walk.press("escape", "escape")
        await inbox_read(walk)
        assert changes(walk) == []
        assert BACKBONE in walk.screen()


async def test_a_region_in_which_the_router_is_attached_is_marked_and_refused() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        held = attaching.ECR.stand_attached(walk.cloud)
        ecr = walk.id_of(attaching.ECR.name)
        await to_inbox(walk, attaching.ECR.cen)
        await walk.go_to(OTHER_REGIONS)
        await walk.press("enter")
        await walk.see(f"In which region is {ecr} to be attached?", f"Attached · {held.router}")
        await walk.go_to("cn-hangzhou")
        await walk.see(ABOUT[RegionKind.ATTACHED])
        await walk.press("enter")
        refused = ALREADY_ATTACHED.format(network=ecr, region="China (Hangzhou)")
        await walk.see(refused, ANOTHER_REGION, NOTHING_SENT)
        assert isinstance(walk.app.screen, AttachRegionScreen)
        # detached meanwhile, as by another operator
        walk.cloud.world.attachments.remove(ecr)
        await walk.press("r")
        await walk.gone("Attached ·")
        await walk.go_to("cn-hangzhou")
        await walk.press("enter")
        await walk.see(ASKS, ecr)
        assert changes(walk) == []


async def test_where_it_is_attached_is_read_again_after_an_error() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        attaching.ECR.stand_attached(walk.cloud)
        await to_inbox(walk, attaching.ECR.cen)
        await walk.go_to(OTHER_REGIONS)
        walk.cloud.set_faults("error@ListTransitRouterEcrAttachments=Forbidden.RAM/403:1")
        await walk.press("enter")
        await walk.see(REGIONS_NOT_READ, "cen:ListTransitRouterEcrAttachments", "cn-hangzhou")
        await walk.press("r")
        await walk.see("Attached · tr-", ENTER_CONTINUES)
        await walk.gone("cen:ListTransitRouterEcrAttachments")
