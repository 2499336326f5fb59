"""Errors of background work are reported, and the screen can be left while the program continues."""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

from support.cen_side import DIGITS as OWNER_DIGITS
from support.cen_side import grant, to_attach, to_inbox
from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.earlier_operations import begun, journal_an_hour_later, journal_in
from support.small_estate import small_estate
from support.walk import Walk, walking

from cen_tui.cloud.credentials import Credentials
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
from cen_tui.demo.estate.accounts import CEN_OWNER, accounts
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import Intent
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.screens.grants.history import LEAD
from cen_tui.tui.widgets.digits_row import DigitsRow
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.execution.unfinished import NOT_APPLIED

DIGITS = CEN_OWNER[-4:]
TOLD = "Something in cen-tui itself broke (ArithmeticError"
IN_REGION = Presets("prod-network", "cn-hangzhou")
TO_CONFIRM = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"), CEN_OWNER, BACKBONE)


class BreakingJournal(Journal):
    """Breaks as nothing expects it to, when an operation on one of some networks is to be recorded."""

    def __init__(self, *networks: str) -> None:
        super().__init__(None)
        self.networks = set(networks)
        self.goes_on = threading.Event()
        self.goes_on.set()

    def begin(  # noqa: PLR0913, PLR0917 - as in the class above
        self,
        kind: OperationKind,
        account: Account,
        network: Network,
        target: CenTarget,
        token: str,
        options: GrantOptions | None = None,
    ) -> Intent:
        self.goes_on.wait(30)
        if network.id in self.networks:
            raise ArithmeticError
        return super().begin(kind, account, network, target, token, options)


class BreakingVault(MemoryVault):
    """Breaks in the same way when a key is read."""

    async def credentials(self, account: Account) -> Credentials:
        await asyncio.sleep(0.3)
        raise ArithmeticError(account.name)


def status(walk: Walk) -> str:
    return str(walk.app.screen.query_one(StatusLine).content)


async def with_rules(walk: Walk) -> str:
    """Open the details of a network that is granted to somebody; return whose digits revoke."""
    await walk.listed()
    await walk.go_to("partner-gateway")
    await walk.press("d")
    await walk.see("since 2025-01-11")
    await walk.press("x")
    await walk.see("Revoke one grant rule")
    line = walk.line_with("Peer account")
    return line.split()[-1]


async def test_a_revoke_that_breaks_is_reported_and_can_be_left() -> None:
    broken = BreakingJournal(*network_ids("partner-gateway"))
    async with walking(presets=IN_REGION, journal=broken) as walk:
        await walk.type(await with_rules(walk))
        await walk.press("enter")
        await walk.see(TOLD, "? unknown", "h on the first screen checks it", "Esc goes back.")
        await walk.press("escape")
        await walk.see(RULES)
        await walk.press("escape", "ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end of the program")


async def test_one_of_several_revokes_that_breaks_has_its_line_and_the_others_are_made() -> None:
    broken = BreakingJournal(*network_ids("partner-gateway"))
    async with walking(contents=small_estate(), journal=broken) as walk:
        await walk.see("Enter signs in")
        await walk.press("G")
        await walk.see("x revokes, s saves.")
        for name in ("partner-gateway", "partner-exchange"):
            await walk.press("slash")
            await walk.type(walk.id_of(name))
            await walk.see(f"  {walk.id_of(name)}  ", " of ")
            await walk.press("tab", "home", "space", "escape")
        await walk.press("x")
        await walk.see("Revoke 2 grant rules")
        await walk.look_through()
        await walk.type(walk.app.screen.query_one(DigitsRow)._confirmation.uid[-4:])
        await walk.press("enter")
        await walk.see(TOLD, "? unknown", "+ revoked and verified", "1 of 2 revoked.")
        await walk.press("escape")
        await walk.see("1 grant rule selected")


async def test_an_attachment_that_breaks_is_reported_and_can_be_left() -> None:
    broken = BreakingJournal(*network_ids("prod-core"))
    async with walking(journal=broken) as walk:
        await walk.see("Enter signs in")
        network = grant(walk, "prod-core")
        await to_inbox(walk)
        await to_attach(walk, network, "cn-hangzhou-b")
        await walk.type(OWNER_DIGITS)
        await walk.press("enter")
        await walk.see(TOLD, "? unknown", "h on the first screen checks it")
        await walk.press("escape")
        await walk.see("Granted to")


async def test_a_grant_that_breaks_has_its_line_and_the_others_are_made() -> None:
    ids = network_ids("prod-core", "office-line-1")
    broken = BreakingJournal(ids[0])
    async with walking(presets=replace(TO_CONFIRM, networks=ids), journal=broken) as walk:
        await walk.see("Type the last four digits")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see(TOLD, f"? unknown {ids[0]}", f"+ granted and verified {ids[1]}", "1 of 2 granted.")
        assert len(walk.grants()) == 1
        broken.networks.clear()
        await walk.press("r")
        await walk.see(f"+ granted and verified {ids[0]}", "Done. Send the sheet")
        await walk.press("escape")
        await walk.listed()


async def test_a_grant_that_breaks_alone_can_be_left() -> None:
    ids = network_ids("prod-core")
    async with walking(presets=TO_CONFIRM, journal=BreakingJournal(*ids)) as walk:
        await walk.see("Type the last four digits")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see(TOLD, f"? unknown {ids[0]}", "r checks it again")
        await walk.press("escape")
        await walk.listed()
        await walk.press("ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end of the program")


async def test_a_sign_in_that_breaks_is_reported_on_its_own_screen_whatever_is_in_front() -> None:
    async with walking(vault=BreakingVault(accounts())) as walk:
        await walk.see("Enter signs in")
        await walk.press("enter", "question_mark")
        await walk.see("Select the account that owns", TOLD)
        await walk.press("escape")
        await walk.see("Stopped, since something broke.", "Which account owns the network?")


async def test_quitting_below_a_cover_says_that_a_grant_is_under_way_where_it_can_be_read() -> None:
    async with walking(presets=TO_CONFIRM, faults="slow-answer@GrantInstanceToCen=60000:1") as walk:
        await walk.see("Type the last four digits")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("Granting: 0 of 1 done")
        await walk.resize(50, 12)
        await walk.see("Please enlarge")
        await walk.press("ctrl+q")
        await walk.see("Please enlarge", "Press Ctrl+Q again to quit")
        assert walk.app.is_running
        await walk.resize(80, 24)
        await walk.see("Granting: 0 of 1 done")


async def test_the_warning_before_quitting_comes_again_for_grants_that_are_tried_again() -> None:
    broken = BreakingJournal(*network_ids("prod-core"))
    broken.goes_on.clear()
    async with walking(presets=TO_CONFIRM, journal=broken) as walk:
        await walk.see("Type the last four digits")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("Granting: 0 of 1 done")
        await walk.press("ctrl+q")
        await walk.see("Press Ctrl+Q again to quit")
        broken.goes_on.set()
        await walk.see(TOLD, "? unknown")
        broken.goes_on.clear()
        await walk.press_offered("r")
        await walk.until(lambda: "Granting: 0 of 1" in status(walk))  # below the notice of what broke
        assert "Retry" not in walk.lines()[-1]
        await walk.press("ctrl+q")
        assert "Press Ctrl+Q again to quit" in status(walk)
        assert walk.app.is_running
        broken.goes_on.set()
        await walk.see("? unknown")


async def test_a_grant_sent_again_offers_no_step_that_was_skipped_and_leads_back_to_what_is_open(
    tmp_path: Path,
) -> None:
    begun(journal_in(tmp_path))
    async with walking(journal=journal_an_hour_later(tmp_path)) as walk:
        await walk.see("Press h to check it")
        await walk.press("h")
        await walk.see(LEAD)
        await walk.press("enter")
        await walk.see(NOT_APPLIED)
        await walk.press("g")
        await walk.see("Type the last four digits")
        await walk.grant()
        assert not walk.shows("n Networks")
        assert not walk.shows("t Target")
        await walk.press("n", "t")
        await walk.see("+ granted and verified")
        await walk.press("escape")
        await walk.see(LEAD, "2 operations. Enter opens")
