"""Each network type by keyboard on 80x24: asked for, granted, attached, routed, detached, revoked."""

from dataclasses import dataclass

import pytest
from support import attaching
from support.attaching import Case
from support.cen_side import ASKS, DIGITS, inbox_read, to_cens, to_inbox
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.kinds import Ecr
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.choose_routes import WHICH_ROUTES
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.wizard.confirmation_texts import SENTENCES

ROUTES = ("AssociateTransitRouterAttachmentWithRouteTable", "EnableTransitRouterRouteTablePropagation")


@dataclass(frozen=True)
class Story:
    """A network, what else is chosen before it is attached, and the calls that change something."""

    case: Case
    grants: str
    detaches: str
    revokes: str
    chosen: tuple[str, ...] = ()

    @property
    def enterprise(self) -> bool:
        return self.case.takes_token

    @property
    def actions(self) -> list[str]:
        routes = ROUTES if self.enterprise else ()
        return [self.grants, self.case.action, *routes, self.detaches, self.revokes]


VPC = Story(
    attaching.ENTERPRISE,
    "GrantInstanceToCen",
    "DeleteTransitRouterVpcAttachment",
    "RevokeInstanceFromCen",
    ("cn-hangzhou-b", "cn-hangzhou-g"),
)
VBR = Story(attaching.VBR, "GrantInstanceToCen", "DeleteTransitRouterVbrAttachment", "RevokeInstanceFromCen")
CCN = Story(attaching.CCN, "GrantInstanceToCbn", "DetachCenChildInstance", "RevokeInstanceFromCbn")
VPN = Story(
    attaching.VPN,
    "GrantInstanceToTransitRouter",
    "DeleteTransitRouterVpnAttachment",
    "RevokeInstanceFromTransitRouter",
)
ECR = Story(
    attaching.ECR,
    "GrantInstanceToTransitRouter",
    "DeleteTransitRouterEcrAttachment",
    "RevokeInstanceFromTransitRouter",
    ("cn-hangzhou",),
)
STORIES = (VPC, VBR, CCN, VPN, ECR)


@pytest.mark.parametrize("story", STORIES, ids=[story.case.type for story in STORIES])
async def test_a_network_is_asked_for_granted_attached_routed_detached_and_revoked(story: Story) -> None:
    journal = Journal(None)
    async with walking(journal=journal) as walk:
        network_id = walk.id_of(story.case.name)
        await _grant(walk, story, await _ask(walk))
        _associate(walk, story)

        # The CEN's owner sees it, and attaches it.
        await to_inbox(walk)
        await walk.go_to(network_id)
        assert "not attached" in walk.line_with(network_id)
        await walk.see(f"{story.case.type} of account 1250 4400 1234 5678, granted 20")
        await walk.press("enter")
        await _choose(walk, story)
        await walk.see(ASKS)
        await _confirm(walk, DIGITS, "+ attached and verified")
        if story.enterprise:
            await walk.press("f")
            await walk.see(WHICH_ROUTES)
            await walk.press("enter")
            await walk.see("Set the routes of one attachment", '· "group-backbone"')
            await _confirm(walk, DIGITS, "+ associated and verified", "+ propagated and verified")

        # The network's owner sees to whose CEN it is attached, before they would revoke.
        await _to_revoke(walk, story)
        await walk.see(f"still attached to {BACKBONE}")
        await _to_accounts(walk)
        await to_inbox(walk)
        await walk.go_to(network_id)
        await inbox_read(walk)
        await walk.until(lambda: "Attached" in walk.line_with(network_id), "the network as attached")
        await walk.see("x Detach")

        # It detaches it, and the network's owner revokes the grant.
        await walk.press("x")
        await walk.see("Detach one network from your CEN", ASKS)
        await _confirm(walk, DIGITS, "+ detached and verified", "revoke the grant now")
        await walk.press("escape")
        await inbox_read(walk)
        await walk.until(lambda: "not attached" in walk.line_with(network_id), "the network as detached")
        await _revoke(walk, story)

    changed = [call.action for call in walk.cloud.received if call.action in story.actions]
    assert changed == story.actions
    entries = journal.entries()[0]
    assert [entry.intent.uid for entry in entries] == [
        NETWORK_OWNER,
        *[CEN_OWNER] * (len(story.actions) - 2),
        NETWORK_OWNER,
    ]
    assert {entry.ending and entry.ending.outcome for entry in entries} == {Outcome.VERIFIED}
    assert entries[-2].intent.kind is OperationKind.DETACH


async def _ask(walk: Walk) -> str:
    """Copy the message with which the CEN's owner asks for a network."""
    await to_cens(walk)
    await walk.see("CENs of group-backbone (1960 5210 7788 4321)", "3 CENs.")
    await walk.go_to("group-backbone")
    await walk.press("m")
    await walk.see("Ask another account for a network", f"--cen-owner {CEN_OWNER} --cen-id {BACKBONE}")
    await walk.press("y")
    await walk.until(lambda: bool(walk.app.clipboard), "the request")
    return walk.app.clipboard


async def _grant(walk: Walk, story: Story, request: str) -> None:
    """Grant as the network's owner to the CEN that the pasted request names."""
    await _to_accounts(walk)
    await walk.to_networks(region=story.case.region)
    await walk.to_target(walk.id_of(story.case.name), story.case.type)
    await walk.paste(request)
    await walk.see("Pasted: account UID and CEN ID.")
    await walk.press("enter")
    await walk.see("Type the last four digits")
    await walk.grant()
    await walk.see("+ granted and verified")
    await _to_accounts(walk)


def _associate(walk: Walk, story: Story) -> None:
    """Let the owner of an Express Connect Router associate it, by the command of the sheet."""
    world, network = walk.cloud.world, walk.cloud.estate.network(story.case.name)
    if isinstance(network, Ecr):
        cen, router = story.case.estate_cen(walk.cloud), story.case.router(walk.cloud)
        world.associations.add(network, cen, router, world.now())


async def _choose(walk: Walk, story: Story) -> None:
    """Choose the vSwitches of a VPC, or the region of an Express Connect Router."""
    if story is VPC:
        await walk.see("3 vSwitches.")
        for zone in story.chosen:
            await walk.go_to(zone)
            await walk.press("space")
        await walk.press("enter")
    elif story is ECR:
        await walk.see("In which region is ecr-", "Enter continues with the region")
        await walk.go_to(*story.chosen)
        await walk.press("enter")


async def _confirm(walk: Walk, digits: str, *done: str) -> None:
    assert any(each.question in walk.screen() for each in SENTENCES.values()), "it is asked on one line"
    await walk.type(digits)
    await walk.press("enter")
    await walk.see(*done)


async def _revoke(walk: Walk, story: Story) -> None:
    """Revoke the grant as the network's owner."""
    await _to_revoke(walk, story)
    await _confirm(walk, CEN_OWNER[-4:], "+ revoked and verified")


async def _to_revoke(walk: Walk, story: Story) -> None:
    """Open the confirmation that revokes the grant, as the network's owner."""
    network_id = walk.id_of(story.case.name)
    await _to_accounts(walk)
    await walk.to_networks(region=story.case.region)
    await walk.to_tab(story.case.type)
    await walk.go_to(network_id)
    await walk.press("d")
    await walk.see(RULES, f"x revokes it for {BACKBONE}")
    await walk.press("x")
    await walk.see("Revoke one grant rule")


async def _to_accounts(walk: Walk) -> None:
    """Go back to the first screen, out of filters and dialogs."""
    while not walk.shows("Which account owns the network?"):
        await walk.press("escape")
