"""The wizard by keys alone in a real terminal."""

import re

from support.demo_networks import BACKBONE
from support.terminal import PATIENCE, PROMPT, Terminal

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.wizard.target import TARGET_QUESTION


def start(screen: Terminal, *flags: str) -> None:
    """Start the program and wait for the list of accounts."""
    screen.run(" ".join(("cen-tui", *flags)))
    screen.see("Which account owns the network?", "Enter signs in")


def to_networks(screen: Terminal, account: str, region: str) -> None:
    """Sign in with an account, found by the filter, and list the VPCs of a region."""
    screen.press("/")
    screen.type(account)
    screen.press("Enter")
    screen.see("Which region is the network in?", "regions. Type to filter")
    screen.type(region)
    screen.press("Enter")
    screen.see(f"in {region}. Enter continues")


def choose(screen: Terminal, network_id: str) -> None:
    """Choose a network of the list in front, found by the filter."""
    screen.press("/")
    screen.type(network_id)
    screen.see(network_id, "1 of")
    screen.press("Enter")
    screen.see(TARGET_QUESTION, network_id)


def enter_target(screen: Terminal, owner: str = CEN_OWNER, cen: str = BACKBONE) -> None:
    """Enter the CEN's owner and the CEN, and go on to the confirmation."""
    screen.type(owner)
    screen.press("Tab")
    screen.type(cen)
    screen.see(cen)
    screen.press("Enter")
    screen.see("Type the last four digits", cen, "____")


def grant(screen: Terminal, says: str) -> None:
    """Type the four digits that grant, and wait for the outcome."""
    confirm(screen, says)


def confirm(screen: Terminal, *says: str, digits: str = CEN_OWNER[-4:]) -> None:
    """Type the four digits that a confirmation asks for, and wait for the outcome."""
    type_digits(screen, digits)
    screen.press("Enter")
    screen.see(*says)


def type_digits(screen: Terminal, digits: str = CEN_OWNER[-4:], patience: float = PATIENCE) -> None:
    """Type the four digits, each when the one before is seen: all at once they would count as a paste."""
    screen.see("Type the last four digits", "____", timeout=patience)
    for place in range(len(digits)):
        screen.type(digits[place])
        shown = re.compile(rf"(?m)UID to [a-z :]+\s{digits[: place + 1]}\s*$")
        screen.until(lambda: shown.search(screen.screen()) is not None, "the digit", patience)  # noqa: B023


def leave(screen: Terminal) -> None:
    """Quit, and wait for the shell's prompt."""
    screen.press("C-q")
    screen.until(lambda: screen.screen().rstrip().endswith(PROMPT), "the prompt", PATIENCE)
