"""Only what is typed in answer to it revokes, changes a payer, attaches, or runs a command."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.consent import ANSWER, DROPPED, PASTE, PASTED, TAKES_DIGITS, granting
from support.keyboard import BACKBONE, id_of
from support.second_server import Server
from support.typist import Typist

from cen_tui.demo.estate.accounts import GROUP_BACKBONE, NETWORK_OWNER
from cen_tui.tui.screens.cen_owner.inbox import ENTER_ATTACHES
from cen_tui.tui.screens.grants.details import RULES

pytestmark = pytest.mark.timeout(180)

AS_CEN_OWNER = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": GROUP_BACKBONE.id,
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": str.__str__(GROUP_BACKBONE.secret),
}


def at_details(name: str, region: str) -> Callable[[Typist], None]:
    """Return what opens the details of a VPC, and waits for its rules."""

    def reach(hands: Typist) -> None:
        hands.see(f"in {region}. Enter continues")
        hands.type(b"/" + id_of(name).encode())
        hands.see("1 of ")
        hands.type(b"\td")
        hands.see(RULES)
        hands.see("since 20")

    return reach


def at_inbox(hands: Typist) -> None:
    """Open what was granted to a CEN, with the cursor on the network that is not attached."""
    hands.see("Enter signs in")
    hands.type(b"c")
    hands.see("3 CENs.")
    hands.type(b"/" + BACKBONE.encode() + b"\r")
    hands.see(f"1 {ENTER_ATTACHES}")
    hands.type(b"/" + id_of("sg-colo").encode())
    hands.see("1 of ")


def at_two_rules(hands: Typist) -> None:
    """Select two rules for CENs of two accounts in the list of all that was granted."""
    hands.see("Enter signs in")
    hands.type(b"G")
    hands.see("15 grant rules")  # the region of thousands of VPCs has none
    hands.type(b"\x1b")
    hands.see("r continues.")
    hands.type(b"/" + id_of("partner-gateway").encode())
    hands.see("2 of ")
    hands.type(b"\t ")
    hands.see("1 grant rule selected")
    hands.type(b"\x1b[B ")
    hands.see("2 grant rules selected")


@dataclass(frozen=True)
class Confirmation:
    """How it is reached and opened, what answers it, and what the cloud is then told."""

    flags: tuple[str, ...]
    reach: Callable[[Typist], None]
    opens: bytes
    heading: str
    action: str
    done: str
    answer: bytes = ANSWER
    environ: dict[str, str] = field(default_factory=dict)
    calls: int = 1


CONFIRMATIONS = {
    "revoke": Confirmation(
        ("--account", "environment", "--region", "cn-hangzhou"),
        at_details("prod-data", "cn-hangzhou"),
        b"x",
        "Revoke one grant rule",
        "RevokeInstanceFromCen",
        "revoked and verified",
    ),
    "revoke several": Confirmation(
        (),
        at_two_rules,
        b"x",
        "Revoke 2 grant rules",
        "RevokeInstanceFromCen",
        "2 of 2 revoked.",
        NETWORK_OWNER[-4:].encode() + b"\r",
        calls=2,
    ),
    "payer": Confirmation(
        ("--account", "environment", "--region", "ap-southeast-1"),
        at_details("sg-prod", "ap-southeast-1"),
        b"p",
        "Change who pays",
        "ModifyGrantInstanceToTransitRouter",
        "payer changed and verified",
    ),
    "attach": Confirmation(
        (),
        at_inbox,
        b"\r",
        "Attach one network to your CEN",
        "CreateTransitRouterVbrAttachment",
        "attached and verified",
        NETWORK_OWNER[-4:].encode() + b"\r",
        AS_CEN_OWNER,
    ),
}
AHEAD = {
    "at once": (b"", 0),
    "behind 2,000 line ends": (b"\r" * 2_000, 0),
    "behind 200 keys at 5 ms": (b"4321\r" * 40, 0.005),
}


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("name", CONFIRMATIONS)
def test_only_digits_typed_in_answer_to_it_do_it(tmp_path: Path, name: str, ahead: str) -> None:
    one, (filler, pace) = CONFIRMATIONS[name], AHEAD[ahead]
    with granting(tmp_path, one.flags, environ=one.environ) as (cloud, hands):
        one.reach(hands)
        hands.type(one.opens)
        if pace == 0:
            hands.see(one.heading)
        hands.type(filler + one.answer, pace=pace)
        hands.see(one.heading)
        hands.see(DROPPED)
        nothing_was_done(cloud, hands, one)
        for pasted in (one.answer, PASTE[1] + one.answer):
            before = hands.position()
            hands.type(pasted.join(PASTE))
            hands.see(PASTED, before)
            nothing_was_done(cloud, hands, one, before)
        hands.type(one.answer, pace=0.01)
        hands.see(one.done)
        assert len(cloud.calls(one.action)) == one.calls


def nothing_was_done(cloud: Server, hands: Typist, one: Confirmation, since: int = 0) -> None:
    hands.see(TAKES_DIGITS, since)
    assert cloud.calls(one.action) == []


@pytest.mark.parametrize("ahead", AHEAD)
def test_only_a_yes_typed_in_answer_to_it_runs_a_command(tmp_path: Path, ahead: str) -> None:
    filler, pace = AHEAD[ahead]
    ran = tmp_path / "ran"
    profile = {"name": "vaulted", "mode": "External", "process_command": f"touch {ran}"}
    with granting(tmp_path, (), profiles=(profile,)) as (_, hands):
        hands.see("vaulted")
        hands.type(b"/vaulted")
        hands.see("1 of ")
        hands.type(b"\r" + filler + b"yyy", pace=pace)
        hands.see("Run a command to sign in?")
        before = hands.position()
        hands.see("y Yes")
        assert not ran.exists()
        for pasted in (b"y", PASTE[1] + b"y"):
            before = hands.position()
            hands.type(pasted.join(PASTE))
            hands.see(PASTED, before)
            hands.see("y Yes", before)
            assert not ran.exists()
        hands.type(b"y")
        hands.see("The command gave no credentials")
        assert ran.exists()
