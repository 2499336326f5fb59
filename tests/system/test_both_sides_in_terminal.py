"""Both owners in one terminal of 80x24, by keyboard alone: from the request for a VPC to its revoke."""

from pathlib import Path

import pytest
from support.demo_networks import BACKBONE, id_of
from support.keyboard import choose, confirm, leave, start, to_networks
from support.terminal import Terminal, missing, terminal

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.tui.screens.cen_owner.inbox import ENTER_ATTACHES
from cen_tui.tui.screens.choose_routes import WHICH_ROUTES
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.widgets.tables.filter_table import NO_MATCH

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")

CORE = id_of("prod-core")
ACCOUNTS = "Which account owns the network?"
DIGITS = NETWORK_OWNER[-4:]


def test_a_vpc_is_asked_for_granted_attached_routed_detached_and_revoked(tmp_path: Path) -> None:
    with terminal(tmp_path) as screen:
        start(screen, "--demo")
        ask(screen)
        grant_what_is_asked_for(screen)
        attach(screen)
        set_routes(screen)
        the_owner_sees(screen, f"Attached to {BACKBONE} of 1960 5210 7788 4321")
        screen.press("x")
        screen.see("Revoke one grant rule", f"it is still attached to {BACKBONE}")
        detach(screen)
        the_owner_sees(screen, "Attached to no CEN")
        screen.press("x")
        confirm(screen, f"+ revoked and verified {CORE}")
        to_granted(screen)
        find(screen, CORE, "0 of")
        screen.see(NO_MATCH)
        leave(screen)
    assert list(tmp_path.rglob("*")) == []


def to_accounts(screen: Terminal) -> None:
    """Go back to the first screen, out of lists, filters and dialogs."""
    while not screen.shows(ACCOUNTS) or screen.shows("1 of"):
        before = screen.screen()
        screen.press("Escape")
        screen.until(lambda: screen.screen() != before, "another screen")  # noqa: B023


def find(screen: Terminal, text: str, count: str = "1 of") -> None:
    """Narrow the list in front, and go back into its rows."""
    screen.press("/")
    screen.type(text)
    screen.see(text, count)
    screen.press("Tab")


def to_cens(screen: Terminal) -> None:
    """Open the CENs of the account that owns them, with the cursor on one."""
    to_accounts(screen)
    find(screen, "group-backbone")
    screen.press("c")
    screen.see("3 CENs.")
    find(screen, BACKBONE)


def to_granted(screen: Terminal) -> None:
    """Open what was granted to the CEN."""
    to_cens(screen)
    screen.press("Enter")
    screen.see(ENTER_ATTACHES)


def ask(screen: Terminal) -> None:
    """Copy the message that the CEN's owner sends."""
    to_cens(screen)
    screen.press("m")
    screen.see("Ask another account for a network")
    screen.press("y")
    screen.see("The text is in the tmux buffer")
    assert CEN_OWNER in screen.buffer()
    assert BACKBONE in screen.buffer()


def grant_what_is_asked_for(screen: Terminal) -> None:
    """Grant as the network's owner to the CEN that the pasted message names."""
    to_accounts(screen)
    to_networks(screen, "prod-network", "cn-hangzhou")
    choose(screen, CORE)
    screen.paste()
    screen.see("Pasted: account UID and CEN ID.", "(*) CEN owner")
    screen.press("Enter")
    confirm(screen, f"+ granted and verified {CORE}")


def attach(screen: Terminal) -> None:
    to_granted(screen)
    find(screen, CORE)
    screen.see("not attached", "Attach esc Back")
    screen.press("Enter")
    screen.see("3 vSwitches.")
    screen.press("Space", "Down", "Space")
    screen.see("3 vSwitches, 2 selected.")
    screen.press("Enter")
    screen.see("in cn-hangzhou-b, cn-hangzhou-g")
    confirm(screen, f"+ attached and verified {CORE}", "f sets the routes.", digits=DIGITS)


def set_routes(screen: Terminal) -> None:
    screen.press("f")
    screen.see(WHICH_ROUTES)
    screen.press("Enter")
    screen.see("Set the routes of one attachment")
    confirm(screen, f"+ associated and verified {CORE}", f"+ propagated and verified {CORE}", digits=DIGITS)
    screen.press("Escape")
    screen.see("Attached", "x Detach")


def detach(screen: Terminal) -> None:
    to_granted(screen)
    find(screen, CORE)
    screen.see("x Detach")
    screen.press("x")
    screen.see("Detach one network from your CEN")
    confirm(screen, f"+ detached and verified {CORE}", "revoke the grant now", digits=DIGITS)


def the_owner_sees(screen: Terminal, attached: str) -> None:
    """Open the details of the network as its owner."""
    to_accounts(screen)
    screen.press("/")
    screen.type("prod-network")
    screen.press("Enter")
    screen.see("Which region is the network in?", "regions. Type to filter")
    screen.type("cn-hangzhou")
    screen.press("Enter")
    screen.see("13 VPCs in cn-hangzhou")
    find(screen, CORE)
    screen.press("d")
    screen.see(RULES, attached, f"x revokes it for {BACKBONE}")
