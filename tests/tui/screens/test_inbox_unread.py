"""The list of granted networks where a grant was revoked first, or where not all lists can be read."""

from dataclasses import replace

import pytest
from support import attaching
from support.cen_side import ASKS, DIGITS, to_cens, to_inbox
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.tui.screens.cen_owner.attachment_details import NOT_GRANTED as WITHOUT_A_GRANT
from cen_tui.tui.screens.cen_owner.cen_side import TRY_AGAIN
from cen_tui.tui.screens.cen_owner.inbox import R_RELOADS
from cen_tui.wizard.caution import NO_GRANT_STANDS
from cen_tui.wizard.cen_owner.attachment_facts import DETACHES
from cen_tui.wizard.cen_owner.inbox import (
    ATTACHMENTS_NOT_READ,
    BASIC_NOT_READ,
    NOT_GRANTED,
    ROUTERS_NOT_READ,
    ROUTERS_UNREAD,
    STILL_ATTACHED,
    UNREAD,
    X_DETACHES,
)

DENIED = UNREAD.format(why="Permission denied")
OF_EACH_TYPE = (attaching.ENTERPRISE, attaching.VBR, attaching.CCN, attaching.VPN, attaching.ECR)


def revoked_but_attached(walk: Walk, case: attaching.Case) -> str:
    """Let a network be attached, and its grant be revoked; return its ID."""
    case.stand_attached(walk.cloud)
    walk.cloud.world.rules.remove(case.rule(walk.cloud))
    return walk.id_of(case.name)


def offered(walk: Walk) -> set[str]:
    """Return which of the actions on a network the line of keys names."""
    line = walk.lines()[-1]
    return {one for one in ("Attach", "Details", "f Routes", "x Detach", "p Payer") if one in line}


async def offers(walk: Walk, *actions: str) -> None:
    await walk.until(lambda: offered(walk) == set(actions), f"{actions} in the line of keys")


@pytest.mark.parametrize("case", OF_EACH_TYPE, ids=str)
async def test_what_was_revoked_before_it_was_detached_is_listed_and_detached(case: attaching.Case) -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        network_id = revoked_but_attached(walk, case)
        await to_inbox(walk)
        await walk.see("7 networks, 1 not attached, 1 attached but not granted.")
        await walk.go_to(network_id)
        assert NOT_GRANTED in walk.line_with(network_id)
        await walk.see(STILL_ATTACHED, X_DETACHES, f"{case.type} of account 1250 4400 1234 5678")
        await offers(walk, "Details", "x Detach")
        await walk.press("enter")
        await walk.see(WITHOUT_A_GRANT, network_id, DETACHES)
        await walk.press("escape", "x")
        await walk.see("Detach one network from your CEN", NO_GRANT_STANDS, ASKS)
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("+ detached and verified", NO_GRANT_STANDS)
        await walk.press("escape")
        await walk.see("6 networks, 1 not attached.")
        assert not walk.shows(network_id)
        assert case.held(walk.cloud) is None


async def test_a_cen_to_which_nothing_is_granted_any_more_still_lists_what_is_attached() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        case = replace(attaching.BASIC, cen="海外骨干")
        network_id = revoked_but_attached(walk, case)
        await to_inbox(walk, case.cen)
        await walk.go_to(network_id)
        await walk.see(STILL_ATTACHED, "1 network, 0 not attached, 1 attached but not granted.", R_RELOADS)
        await offers(walk, "Details", "x Detach")


@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=str)
async def test_a_type_whose_attachments_cannot_be_read_is_unknown_and_the_others_are_not(
    size: tuple[int, int],
) -> None:
    denied = "error@ListTransitRouterVpcAttachments=Forbidden.RAM/403"
    async with walking(size=size) as walk:
        await walk.see("Enter signs in")
        vpc, vbr = walk.id_of("prod-data"), walk.id_of("office-line-2")
        walk.cloud.set_faults(denied)
        await to_unread(walk)
        await walk.see(ATTACHMENTS_NOT_READ.format(types="VPC"), TRY_AGAIN)
        await walk.see("cen:ListTransitRouterVpcAttachments")
        await walk.go_to(vpc)
        assert walk.line_with(vpc).split()[1] == "?"
        if size[0] >= 80:
            await walk.see(DENIED)
        await offers(walk, "Details")
        await walk.press("enter")
        await walk.see("Granted network", DENIED, "for this identity, then try again.")
        await walk.press("escape")
        await walk.gone("Granted network")
        await walk.go_to(vbr)
        assert "Attached" in walk.line_with(vbr)
        await offers(walk, "Details", "f Routes", "x Detach")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see("6 networks, 1 not attached.")
        assert not walk.shows("Permission denied")
        assert "Attached" in walk.line_with(vpc)


async def to_unread(walk: Walk) -> None:
    """Open what was granted to a CEN where not all lists can be read."""
    await to_cens(walk)
    await walk.see("3 CENs.")
    await walk.go_to("group-backbone")
    await walk.press("enter")
    await walk.see("Not read:")


async def test_without_the_list_of_the_cen_what_a_transit_router_holds_is_known() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        walk.cloud.set_faults("error@DescribeCenAttachedChildInstances=Forbidden.RAM/403")
        await to_unread(walk)
        await walk.see(BASIC_NOT_READ, TRY_AGAIN)
        for name, state in (("prod-data", "Attached"), ("门店网络", "?"), ("sg-colo", "?")):
            await walk.go_to(walk.id_of(name))
            await walk.see(walk.id_of(name))
            assert state in walk.line_with(walk.id_of(name)).split()
        await offers(walk, "Details")


async def test_without_the_transit_routers_nothing_is_attached_but_what_is_can_be_detached() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        walk.cloud.set_faults("error@ListTransitRouters=Forbidden.RAM/403")
        await to_unread(walk)
        await walk.see(ROUTERS_NOT_READ, TRY_AGAIN)
        await walk.go_to(walk.id_of("sg-colo"))
        await walk.see(ROUTERS_UNREAD)
        await offers(walk, "Details")
        await walk.go_to(walk.id_of("office-line-2"))
        await offers(walk, "Details", "f Routes", "x Detach")


async def test_a_cloud_that_answers_nothing_leaves_the_list_as_it_was() -> None:
    async with walking() as walk:
        await to_inbox(walk)
        walk.cloud.set_faults("error=InvalidAccessKeyId.NotFound/404")
        await walk.press("r")
        await walk.see("InvalidAccessKeyId.NotFound", TRY_AGAIN)
        assert "Attached" in walk.line_with(walk.id_of("office-line-2"))
        assert BACKBONE in walk.screen()
