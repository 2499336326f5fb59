"""Only what is typed in answer to it changes a grant or an attachment, or runs a command."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.attaching import OWNS_CENS, SOON
from support.consent import DIGITS, DROPPED, PASTE, PASTED, TAKES_DIGITS, granting
from support.demo_networks import BACKBONE, id_of
from support.demo_networks import TO_BACKBONE as TARGET
from support.demo_process import Server
from support.reach import OWNER
from support.typist import Typist

from cen_tui.cloud.cen.instances import routers
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.base import GrantOptions, Network, Payer
from cen_tui.cloud.networks.router_rules import change_payer
from cen_tui.demo.estate.accounts import GROUP_BACKBONE, NETWORK_OWNER
from cen_tui.operations.attach import Attach
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.outcome import Outcome
from cen_tui.operations.runner import Operation
from cen_tui.tui.screens.cen_owner.inbox import ALL_ATTACHED, ENTER_ATTACHES
from cen_tui.tui.screens.choose_routes import WHICH_ROUTES
from cen_tui.tui.screens.grants.details import RULES

AS_CEN_OWNER = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": GROUP_BACKBONE.id,
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": str.__str__(GROUP_BACKBONE.secret),
}


def at_details(name: str, region: str) -> Callable[[Typist], None]:
    """Return what opens the details of a VPC, and waits for its rules."""

    def reach(tty: Typist) -> None:
        tty.see(f"in {region}. Enter continues")
        tty.type(b"/" + id_of(name).encode())
        tty.see("1 of ")
        tty.type(b"\td")
        tty.see(RULES)
        tty.see("since 20")

    return reach


def at_inbox(name: str, *, attached: bool = False) -> Callable[[Typist], None]:
    """Return what opens the networks granted to a CEN, with the cursor on one of them.

    `attached` tells that nothing is left to attach.
    """

    def reach(tty: Typist) -> None:
        tty.see("Enter signs in")
        tty.type(b"c")
        tty.see("3 CENs.")
        tty.type(b"/" + BACKBONE.encode() + b"\r")
        all_attached = ALL_ATTACHED.removeprefix("{networks}")
        tty.see(all_attached if attached else f"1 not attached. {ENTER_ATTACHES}")
        tty.type(b"/" + id_of(name).encode())
        tty.see("1 of ")
        tty.type(b"\t")

    return reach


def at_choice_of_routes(name: str) -> Callable[[Typist], None]:
    """Return what asks which routes of an attachment are to be set."""
    to_inbox = at_inbox(name, attached=True)

    def reach(tty: Typist) -> None:
        to_inbox(tty)
        tty.type(b"f")
        tty.see(WHICH_ROUTES)

    return reach


def change_grants_payer(server: Server) -> None:
    """Change, as its owner, who pays under the grant of an attached network."""

    async def change() -> None:
        async with Cloud(OWNER, CloudOptions(endpoint=parse_endpoint(server.url))) as cloud:
            network = Network("VPC", id_of("sg-prod"), "", "ap-southeast-1", NETWORK_OWNER)
            await change_payer(cloud, network, TARGET, token="", payer=Payer.NETWORK_OWNER)

    asyncio.run(change())


def attach_without_routes(server: Server) -> None:
    """Attach a network as the CEN's owner, and wait until it says Attached."""

    async def attach() -> None:
        async with Cloud(OWNS_CENS, CloudOptions(endpoint=parse_endpoint(server.url))) as cloud:
            network = Network("VBR", id_of("sg-colo"), "", "ap-southeast-1", NETWORK_OWNER)
            (router,) = (one for one in await routers(cloud, TARGET.cen_id) if one.region == network.region)
            change = Attach(cloud, network, TARGET, GrantOptions(), AttachOptions(router))
            result = await Operation(change, lambda _stage: None, polling=SOON).run()
            assert result.outcome is Outcome.VERIFIED

    asyncio.run(attach())


def at_two_rules(tty: Typist) -> None:
    """Select two rules for CENs of two accounts in the list of all that was granted."""
    tty.see("Enter signs in")
    tty.type(b"G")
    tty.see("15 grant rules")  # the region of thousands of VPCs has none
    tty.type(b"\x1b")
    tty.see("r continues.")
    tty.type(b"/" + id_of("partner-gateway").encode())
    tty.see("2 of ")
    tty.type(b"\t ")
    tty.see("1 grant rule selected")
    tty.type(b"\x1b[B ")
    tty.see("2 grant rules selected")


@dataclass(frozen=True)
class Confirmation:
    """How it is reached and opened, what answers it, and what the cloud is then told."""

    flags: tuple[str, ...]
    reach: Callable[[Typist], None]
    opens: bytes
    heading: str
    action: str
    done: str
    digits: bytes = DIGITS
    environ: dict[str, str] = field(default_factory=dict)
    before: Callable[[Server], None] = lambda _server: None
    """What is done at the cloud first, past the program."""
    calls: int = 1

    @property
    def answer(self) -> bytes:
        """What would answer it, if it was typed."""
        return self.digits + b"\r"


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
        NETWORK_OWNER[-4:].encode(),
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
        at_inbox("sg-colo"),
        b"\r",
        "Attach one network to your CEN",
        "CreateTransitRouterVbrAttachment",
        "attached and verified",
        NETWORK_OWNER[-4:].encode(),
        AS_CEN_OWNER,
    ),
    "detach": Confirmation(
        (),
        at_inbox("sg-prod"),
        b"x",
        "Detach one network from your CEN",
        "DeleteTransitRouterVpcAttachment",
        "detached and verified",
        NETWORK_OWNER[-4:].encode(),
        AS_CEN_OWNER,
    ),
    "routes": Confirmation(
        (),
        at_choice_of_routes("sg-colo"),
        b"\r",
        "Set the routes of one attachment",
        "AssociateTransitRouterAttachmentWithRouteTable",
        "propagated and verified",
        NETWORK_OWNER[-4:].encode(),
        AS_CEN_OWNER,
        attach_without_routes,
    ),
    "attachment-payer": Confirmation(
        (),
        at_inbox("sg-prod"),
        b"p",
        "Change who pays for one attachment",
        "UpdateTransitRouterVpcAttachmentAttribute",
        "payer changed and verified",
        NETWORK_OWNER[-4:].encode(),
        AS_CEN_OWNER,
        change_grants_payer,
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
    with granting(tmp_path, one.flags, environ=one.environ) as (cloud, tty):
        one.before(cloud)
        one.reach(tty)
        tty.type(one.opens)
        tty.see(one.heading)  # before, Enter is a key of the screen behind it
        tty.type(filler + one.answer, pace=pace)
        tty.see(DROPPED)
        nothing_was_done(cloud, tty, one)
        since = tty.position()
        for pasted in (one.answer, PASTE[1] + one.answer):
            before = tty.position()
            tty.type(pasted.join(PASTE))
            tty.see(PASTED, since)  # a second time it stands there already, and is not written
            nothing_was_done(cloud, tty, one, before)
        tty.enter(one.digits)
        tty.see(one.done)
        assert len(cloud.calls(one.action)) == one.calls


def nothing_was_done(cloud: Server, tty: Typist, one: Confirmation, since: int = 0) -> None:
    tty.see(TAKES_DIGITS, since)
    assert cloud.calls(one.action) == []


@pytest.mark.parametrize("ahead", AHEAD)
def test_only_a_yes_typed_in_answer_to_it_runs_a_command(tmp_path: Path, ahead: str) -> None:
    filler, pace = AHEAD[ahead]
    ran = tmp_path / "ran"
    profile = {"name": "vaulted", "mode": "External", "process_command": f"touch {ran}"}
    with granting(tmp_path, (), profiles=(profile,)) as (_, tty):
        tty.see("vaulted")
        tty.type(b"/vaulted")
        tty.see("1 of ")
        tty.type(b"\r" + filler + b"yyy", pace=pace)
        tty.see("Run a command to sign in?")
        before = tty.position()
        tty.see("y Yes")
        assert not ran.exists()
        since = tty.position()
        for pasted in (b"y", PASTE[1] + b"y"):
            before = tty.position()
            tty.type(pasted.join(PASTE))
            tty.see(PASTED, since)
            tty.see("y Yes", before)
            assert not ran.exists()
        tty.type(b"y")
        tty.see("The command gave no credentials")
        assert ran.exists()
