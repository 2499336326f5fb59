"""Whether a network is attached: fresh after what was changed on either side, the others not read anew."""

from support import attaching
from support.cen_side import ASKS, DIGITS, inbox_read, to_inbox
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.http.request import Received
from cen_tui.text import grouped
from cen_tui.tui.screens.handover import HandoverScreen
from cen_tui.tui.screens.network import NetworkScreen
from cen_tui.wizard.target import TARGET_QUESTION

LISTS = "DescribeVirtualBorderRouters"
CASE = attaching.VBR


def attached(walk: Walk) -> str:
    """Return what the list says of the network."""
    return next(line for line in walk.lines() if CASE.name in line).split()[-1]


def lists(walk: Walk) -> list[Received]:
    """Return the calls that listed more than one network by its ID."""
    return [call for call in walk.calls(LISTS) if walk.id_of(CASE.name) not in call.parameters.values()]


async def to_vbrs(walk: Walk) -> None:
    await walk.to_networks(region=CASE.region)
    await walk.to_tab("VBR")


async def to_accounts(walk: Walk) -> None:
    while not walk.shows("Which account owns the network?"):
        await walk.press("escape")
        await walk.pilot.pause()


async def detach(walk: Walk) -> None:
    """Detach the network as the CEN's owner, in the same process."""
    await to_accounts(walk)
    await to_inbox(walk)
    await walk.go_to(walk.id_of(CASE.name))
    await inbox_read(walk)
    await walk.press("x")
    await walk.see("Detach one network from your CEN", ASKS)
    await walk.type(DIGITS)
    await walk.press("enter")
    await walk.see("+ detached and verified")
    await to_accounts(walk)


async def test_it_is_fresh_after_the_cen_owner_detached_the_network() -> None:
    async with walking() as walk:
        CASE.stand_attached(walk.cloud)
        await to_vbrs(walk)
        assert attached(walk) == "yes"
        before = len(lists(walk))
        await detach(walk)
        await to_vbrs(walk)
        await walk.until(lambda: attached(walk) == "no", "the network as detached")
        assert len(lists(walk)) == before, "the others are not read again"


async def grant_and_attach(walk: Walk) -> None:
    """Grant the network, which was opened, and attach it from the hand-over."""
    await walk.to_confirm()
    await walk.grant()
    await walk.see("c Attach")
    await walk.press("c")
    await inbox_read(walk)
    await walk.press("enter")
    await walk.see(ASKS)
    await walk.type(DIGITS)
    await walk.press("enter")
    await walk.see("+ attached and verified")


async def test_step_4_says_that_the_network_was_attached_when_one_comes_back_for_another_cen() -> None:
    async with walking() as walk:
        await walk.to_networks(region=CASE.region)
        await walk.to_target(walk.id_of(CASE.name), "VBR")
        await grant_and_attach(walk)
        while not isinstance(walk.app.screen, HandoverScreen):
            await walk.press("escape")
        await walk.press("t")
        await walk.see(TARGET_QUESTION)
        await walk.until(lambda: walk.app.focused is walk.app.screen.query_one("#cen"), "the CEN's field")
        await walk.press("ctrl+u")
        await walk.see(f"Already attached to a CEN: {BACKBONE} of {grouped(CEN_OWNER)}.")


async def test_it_is_fresh_after_the_network_was_granted_and_attached_at_once() -> None:
    async with walking() as walk:
        await walk.to_networks(region=CASE.region)
        await walk.to_target(walk.id_of(CASE.name), "VBR")
        before = len(lists(walk))
        await grant_and_attach(walk)
        while not isinstance(walk.app.screen, NetworkScreen):
            await walk.press("escape")
        await walk.until(lambda: attached(walk) == "yes", "the network as attached")
        assert len(lists(walk)) == before, "the others are not read again"


async def test_what_cannot_be_read_anew_is_not_shown_as_it_was() -> None:
    async with walking() as walk:
        CASE.stand_attached(walk.cloud)
        await to_vbrs(walk)
        await detach(walk)
        walk.cloud.set_faults(f"error@{LISTS}=Forbidden.RAM/403")
        await to_vbrs(walk)
        await walk.until(lambda: attached(walk) == "-", "that it is not known")
