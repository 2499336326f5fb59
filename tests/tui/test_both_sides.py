"""The whole story on one screen of 80x24, by keyboard alone: asked for, granted, seen, attached, shown."""

from support.cen_side import DIGITS, attaches, inbox_read, to_attach, to_cens, to_inbox
from support.walk import BACKBONE, Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.widgets.rules_list import NO_RULES


async def test_a_network_is_asked_for_granted_and_attached() -> None:
    journal = Journal(None)
    async with walking(journal=journal) as walk:
        vpc = walk.id_of("prod-core")

        # The CEN's owner asks.
        await to_cens(walk)
        await walk.see("CENs of group-backbone (1960 5210 7788 4321)", "3 CENs.")
        await walk.go_to("group-backbone")
        await walk.press("m")
        await walk.see("Ask another account for a network", f"--cen-owner {CEN_OWNER} --cen-id {BACKBONE}")
        await walk.press("y")
        await walk.until(lambda: bool(walk.app.clipboard), "the request")
        request = walk.app.clipboard
        await _to_accounts(walk)

        # The network's owner grants.
        await walk.to_networks()
        await walk.to_target(vpc)
        await walk.see(NO_RULES)
        await walk.paste(request)
        await walk.see("Pasted: account UID and CEN ID.")
        await walk.press("tab", "tab", "right", "right")
        await walk.see("(*) network owner (you)")
        await walk.press("shift+tab", "enter")
        await walk.see("Type the last four digits", "PayByResourceOwner")
        await walk.grant()
        await walk.see("+ granted and verified")
        await _to_accounts(walk)

        # The CEN's owner sees it, and attaches it.
        await to_inbox(walk)
        await walk.go_to(vpc)
        assert "not attached" in walk.line_with(vpc)
        await walk.see("VPC of account 1250 4400 1234 5678, granted 20", "network owner")
        await to_attach(walk, vpc, "cn-hangzhou-b", "cn-hangzhou-g")
        await walk.see("Payer: network owner", "in cn-hangzhou-b, cn-hangzhou-g")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see(f"+ attached and verified  {vpc}")
        await walk.press("escape")
        await inbox_read(walk)
        await walk.until(lambda: "Attached" in walk.line_with(vpc), "the network as attached")
        await _to_accounts(walk)

        # The network's owner sees it attached.
        await walk.to_networks()
        await walk.press("r")
        await walk.until(
            lambda: any(vpc in line and line.rstrip().endswith("yes") for line in walk.lines()),
            "the network as attached",
        )

    assert attaches(walk) == ["CreateTransitRouterVpcAttachment"]
    acts = [(entry.intent.kind, entry.intent.uid) for entry in journal.entries()[0]]
    assert acts == [(OperationKind.GRANT, NETWORK_OWNER), (OperationKind.ATTACH, CEN_OWNER)]
    assert {entry.ending and entry.ending.outcome for entry in journal.entries()[0]} == {Outcome.VERIFIED}


async def _to_accounts(walk: Walk) -> None:
    """Go back to the first screen, out of filters and dialogs."""
    while not walk.shows("Which account owns the network?"):
        await walk.press("escape")
        await walk.pilot.pause()
