"""Operations without a known result: checked by reading alone, and sent again only on request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.cen_side import inbox_read
from support.changes import GRANT_ACTIONS
from support.demo_networks import BACKBONE, network
from support.earlier_operations import (
    ACCOUNT,
    TOKEN,
    add_rule,
    begun,
    has_rule,
    journal_an_hour_later,
    journal_in,
)
from support.walk import Walk, walking

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.grants.history import LEAD, HistoryScreen
from cen_tui.vault.base import Account
from cen_tui.wizard.execution.unfinished import CHECK_AGAIN, CHECK_FAILED, CHECK_LATER, NOT_APPLIED, RECORDED

DIGITS = CEN_OWNER[-4:]
WRITES = (*GRANT_ACTIONS, "RevokeInstanceFromCen", "RevokeInstanceFromCbn")
KINDS = ("VPC", "VBR", "CCN")
NO_RETRY = CloudOptions(retrying=RetryPolicy(total=0))


@asynccontextmanager
async def checking(
    folder: Path, *, landed: str = "", faults: str = "", soon: bool = False
) -> AsyncIterator[Walk]:
    """Start once more after operations were left without a result, and open the history."""
    journal = journal_in(folder) if soon else journal_an_hour_later(folder)
    async with walking(journal=journal, faults=faults, options=NO_RETRY) as walk:
        if landed:
            add_rule(walk, landed)
        await walk.see("no known result.", "Press h to check")
        await walk.press("h")
        await walk.see(LEAD, "without a known result. Enter checks one.")
        yield walk


def entries(folder: Path) -> tuple[JournalEntry, ...]:
    return journal_in(folder).entries()[0]


def outcome(folder: Path) -> Outcome | None:
    (entry,) = entries(folder)
    return entry.ending.outcome if entry.ending else None


def only_reads_were_sent(walk: Walk) -> None:
    assert walk.calls(*WRITES) == []
    for call in walk.cloud.received:
        assert call.action.startswith(("Describe", "List", "GetCallerIdentity")), call.action


async def test_the_first_screen_says_what_is_open_and_offers_to_look(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with walking(journal=journal_in(tmp_path)) as walk:
        await walk.see(
            "1 operation has no known result.",
            "2026-11-24 12:00 UTC: prod-network (1250 4400 1234 5678) started to grant "
            f"{network('VPC').id} in cn-hangzhou",
            "Press h to check it (read-only).",
        )
        assert walk.cloud.received == [], "nothing is asked before somebody wants it"


async def test_where_nothing_is_open_nothing_is_said_and_nothing_offered(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.end(begun(journal).id, Outcome.VERIFIED, request_id="R-1")
    async with walking(journal=journal_in(tmp_path)) as walk:
        await walk.see("Enter signs in", "h History")
        await walk.gone("no known result")


async def test_an_operation_that_this_process_runs_is_not_called_unknown() -> None:
    async with walking() as walk:
        begun(walk.app.journal)
        await walk.see("Enter signs in")
        await walk.press("h")
        await walk.see(LEAD, "1 operation. Enter opens the selected one.")
        await walk.press("escape")
        await walk.see("Enter signs in")


async def test_what_was_begun_is_said_of_the_operation_under_the_cursor(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    begun(journal)
    begun(journal, "CCN", OperationKind.REVOKE)
    async with checking(tmp_path) as walk:
        await walk.see("2 operations without a known result")
        await walk.see(f"network CCN {network('CCN').id}", "in cn-shanghai", "result unknown")
        await walk.see("started 2026-11-24 12:00 UTC: revoke account prod-network (1250 4400 1234 5678)")
        await walk.press("down")
        await walk.see(f"network VPC {network('VPC').id}", "in cn-hangzhou", "12:00 UTC: grant")
        assert walk.cloud.received == []


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("kind", [OperationKind.GRANT, OperationKind.REVOKE])
async def test_an_operation_that_is_in_force_is_found_and_recorded(
    tmp_path: Path, key: str, kind: OperationKind
) -> None:
    begun(journal_in(tmp_path), key, kind)
    async with checking(tmp_path, landed=key if kind is OperationKind.GRANT else "") as walk:
        await walk.press("enter")
        words = "granted and verified" if kind is OperationKind.GRANT else "revoked and verified"
        await walk.see(f"+ {words}  {network(key).id}", RECORDED)
        assert has_rule(walk, key) is (kind is OperationKind.GRANT)
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is Outcome.VERIFIED
        await walk.gone("g Send again")
        await walk.press("g")
        assert isinstance(walk.app.screen, HistoryScreen)
        await walk.press("escape")
        await walk.see("Enter signs in")
        only_reads_were_sent(walk)


async def test_a_grant_that_was_begun_just_now_may_still_show(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with checking(tmp_path, soon=True) as walk:
        await walk.press("enter")
        await walk.see(
            "The grant is not visible yet", "in the last 5 minutes may still become visible", CHECK_LATER
        )
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is None


@pytest.mark.parametrize("key", KINDS)
async def test_a_grant_that_did_not_land_is_sent_again_as_the_same_request(tmp_path: Path, key: str) -> None:
    begun(journal_in(tmp_path), key)
    async with checking(tmp_path) as walk:
        await walk.press("g", "enter")
        await walk.see("The grant was not applied", NOT_APPLIED, "g Send again")
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is Outcome.REFUSED
        await walk.press("g")
        await walk.see("Type the last four digits", network(key).id, "1960 5210 7788 4321")
        assert isinstance(walk.app.screen, ConfirmScreen)
        await walk.press("enter")
        await walk.see("Nothing is granted")
        only_reads_were_sent(walk)
        await walk.grant()
        await walk.see(f"+ granted and verified  {network(key).id}")
        (call,) = walk.grants()
        assert call.parameters.get("ClientToken", "") == ("" if key == "CCN" else TOKEN)
        assert has_rule(walk, key)
        first, second = entries(tmp_path)
        assert second.ending
        assert (second.ending.outcome, second.intent.token) == (Outcome.VERIFIED, first.intent.token)
        await walk.press("escape")
        await walk.see(LEAD, "2 operations. Enter opens the selected one.", "not done", "granted")
        await walk.press("escape")
        await walk.see("Enter signs in")


@pytest.mark.parametrize("key", KINDS)
async def test_a_revoke_that_did_not_land_is_sent_again_as_the_same_request(tmp_path: Path, key: str) -> None:
    begun(journal_in(tmp_path), key, OperationKind.REVOKE)
    async with checking(tmp_path, landed=key) as walk:
        await walk.press("enter")
        await walk.see("The revoke was not applied", NOT_APPLIED)
        only_reads_were_sent(walk)
        await walk.press("g")
        await walk.see("Revoke one grant rule", "Revoking does not detach", network(key).id)
        await walk.press("enter")
        await walk.see("Nothing is revoked")
        only_reads_were_sent(walk)
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see(f"+ revoked and verified  {network(key).id}")
        (call,) = walk.calls(*WRITES)
        assert call.parameters.get("ClientToken", "") == ("" if key == "CCN" else TOKEN)
        assert not has_rule(walk, key)


async def test_a_revoke_that_is_sent_again_says_what_is_still_attached(tmp_path: Path) -> None:
    begun(journal_in(tmp_path), "VPC", OperationKind.REVOKE)
    async with checking(tmp_path, landed="VPC") as walk:
        cloud = walk.cloud
        granted = cloud.estate.network(network("VPC").name)
        cloud.world.attachments.add(granted, cloud.estate.cen("group-backbone"), cloud.world.now())
        await walk.press("enter")
        await walk.see(NOT_APPLIED)
        await walk.press("g")
        await walk.see("it is still attached to", "Ask its owner to detach it first")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (OperationKind.ATTACH, "The attachment was not applied"),
        (OperationKind.ASSOCIATE, "The attachment was not associated with the route table"),
    ],
)
async def test_what_the_cen_owner_did_not_get_done_leads_to_the_networks_granted_to_the_cen(
    tmp_path: Path, kind: OperationKind, title: str
) -> None:
    owner = Account("group-backbone", CEN_OWNER, id="earlier")
    begun(journal_in(tmp_path), kind=kind, account=owner)
    async with checking(tmp_path, landed="VPC") as walk:
        await walk.press("enter")
        await walk.see(title, NOT_APPLIED)
        only_reads_were_sent(walk)
        await walk.press("g")
        await inbox_read(walk)
        await walk.see(f'Granted to {BACKBONE} "group-backbone"', network("VPC").id)


async def test_leaving_it_so_sends_nothing(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with checking(tmp_path) as walk:
        await walk.press("enter")
        await walk.see("The grant was not applied")
        await walk.press("g")
        await walk.see("Type the last four digits")
        await walk.type(DIGITS)
        await walk.press("escape")
        await walk.see(LEAD)
        await walk.press("escape")
        await walk.see("Enter signs in")
        only_reads_were_sent(walk)
        assert not has_rule(walk, "VPC")


async def test_an_operation_that_ended_unknown_is_open_too(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.end(begun(journal).id, Outcome.UNKNOWN, says="The link dropped.")
    async with checking(tmp_path, landed="VPC") as walk:
        await walk.press("enter")
        await walk.see("+ granted and verified", RECORDED)
        assert outcome(tmp_path) is Outcome.VERIFIED


async def test_rules_that_cannot_be_read_leave_it_open_and_enter_looks_again(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with checking(tmp_path, landed="VPC", faults="unavailable@DescribeGrantRulesToCen") as walk:
        await walk.press("enter")
        await walk.see("? unknown", CHECK_AGAIN)
        assert outcome(tmp_path) is None
        await walk.gone("g Send again")
        walk.cloud.set_faults("")
        await walk.press("enter")
        await walk.see("+ granted and verified", RECORDED)
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is Outcome.VERIFIED


async def test_an_account_that_is_not_saved_here_is_asked_for(tmp_path: Path) -> None:
    begun(journal_in(tmp_path), account=Account("long-gone", "1777000011112222", id="x"))
    async with checking(tmp_path) as walk:
        await walk.press("enter")
        await walk.see(
            "No saved account signs in to 1777 0000 1111 2222, which started this operation.",
            "Add that account (it was named long-gone), then check again.",
            CHECK_FAILED,
        )
        assert walk.cloud.received == []
        assert outcome(tmp_path) is None


async def test_the_key_of_another_account_under_the_same_name_reconciles_nothing(tmp_path: Path) -> None:
    begun(journal_in(tmp_path), account=Account(ACCOUNT.name, "1777000011112222", id="x"))
    async with checking(tmp_path, landed="VPC") as walk:
        await walk.press("enter")
        await walk.see("No saved account signs in to 1777 0000 1111 2222", CHECK_FAILED)
        assert [call.action for call in walk.cloud.received] == ["GetCallerIdentity"]
        assert outcome(tmp_path) is None
        await walk.gone("g Send again")


async def test_a_g_typed_into_the_filter_is_a_letter(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    begun(journal)
    begun(journal, "CCN", OperationKind.REVOKE)
    async with checking(tmp_path) as walk:
        await walk.press("slash")
        await walk.type("hangzhou")
        await walk.see("0 of 2")
        await walk.press("escape", "slash")
        await walk.type(network("VPC").id[:-1] + "g")
        await walk.see("1 of 2")


async def test_a_damaged_line_is_said_and_hides_nothing_of_the_others(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    with (tmp_path / "journal.jsonl").open("a") as file:
        file.write('{"v": 1, "event": "int')
    async with walking(journal=journal_in(tmp_path)) as walk:
        await walk.see("1 line of the journal is damaged or of another version", "1 operation has no")
