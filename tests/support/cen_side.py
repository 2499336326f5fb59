"""The CEN owner's side of the app: granted networks, and how to reach the screens."""

from dataclasses import replace

from support.demo_networks import BACKBONE
from support.walk import Walk

from cen_tui.demo.estate.accounts import CEN_OWNER, GROUP_BACKBONE, NETWORK_OWNER
from cen_tui.demo.estate.estate import Estate, estate
from cen_tui.demo.rules import Family
from cen_tui.tui.screens.cen_owner.inbox import EMPTY, ENTER_ATTACHES, R_RELOADS
from cen_tui.tui.screens.cen_owner.vswitches import SPACE_SELECTS

DIGITS = NETWORK_OWNER[-4:]
ASKS = "owner's UID to"
ATTACHES = ("AttachCenChildInstance", "CreateTransitRouterVpcAttachment", "CreateTransitRouterVbrAttachment")
LEGACY = estate().cen("group-legacy").id


def grant(walk: Walk, name: str, cen: str = BACKBONE) -> str:
    """Let a network be granted to a CEN; return its ID."""
    world = walk.cloud.world
    world.rules.add(Family.VPC, world.networks[walk.id_of(name)], cen, CEN_OWNER, world.now())
    return walk.id_of(name)


async def to_cens(walk: Walk, account: str = "group-backbone") -> None:
    """Open the CENs of a saved account from the list of accounts."""
    await walk.see("Enter signs in")
    await walk.go_to(account)
    await walk.press("c")


async def to_inbox(walk: Walk, cen: str = "group-backbone") -> None:
    """Open what was granted to a CEN, and wait until all of it was read."""
    await to_cens(walk)
    await walk.see("3 CENs.")
    await walk.go_to(cen)
    await walk.press("enter")
    await inbox_read(walk)


async def inbox_read(walk: Walk) -> None:
    """Wait until all that was granted is listed."""
    await walk.see_any(ENTER_ATTACHES, R_RELOADS, EMPTY.splitlines()[0])


async def to_attach(walk: Walk, network_id: str, *vswitches: str) -> None:
    """Open the confirmation for a network of the inbox, choosing so many of its vSwitches by zone."""
    await walk.go_to(network_id)
    await walk.press("enter")
    if vswitches:
        await walk.see("3 vSwitches", SPACE_SELECTS)
        for zone in vswitches:
            await walk.go_to(zone)
            await walk.press("space")
        await walk.press("enter")
    await walk.see("Type the last four digits of the network owner's")


def attaches(walk: Walk) -> list[str]:
    """Return the calls that attach, by their action."""
    return [call.action for call in walk.calls(*ATTACHES)]


def signed_in_as_cen_owner(walk: Walk) -> bool:
    """Tell whether any call was made with the CEN owner's key."""
    return any(call.key_id == GROUP_BACKBONE.id for call in walk.cloud.received)


def with_cen_names(*names: str) -> Estate:
    """Return the estate with the CEN owner's CENs called so."""
    left = iter(names)
    cens = tuple(
        replace(cen, name=next(left, cen.name)) if cen.owner == CEN_OWNER else cen for cen in estate().cens
    )
    return replace(estate(), cens=cens)
