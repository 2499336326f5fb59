"""What came of acts whose answer was lost: looked up by reading alone, and sent again only on request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.past import ACCOUNT, TOKEN, begun, journal_an_hour_later, journal_in, let_stand, network, stands
from support.walk import GRANTS, Walk, walking

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.grants.settle import ReconcileScreen
from cen_tui.vault.base import Account

DIGITS = CEN_OWNER[-4:]
WRITES = (*GRANTS, "RevokeInstanceFromCen", "RevokeInstanceFromCbn")
KINDS = ("VPC", "VBR", "CCN")
NO_RETRY = CloudOptions(retrying=RetryPolicy(total=0))


@asynccontextmanager
async def settling(
    folder: Path, *, landed: str = "", faults: str = "", soon: bool = False
) -> AsyncIterator[Walk]:
    """Start once more after acts were left open, and open the list of them."""
    journal = journal_in(folder) if soon else journal_an_hour_later(folder)
    async with walking(journal=journal, faults=faults, options=NO_RETRY) as walk:
        if landed:
            let_stand(walk, landed)
        await walk.see("was lost", "Press s to look up what came of it; that only reads.")
        await walk.press("s")
        await walk.see("What came of these?", "Enter looks one up.")
        yield walk


def entries(folder: Path) -> tuple[JournalEntry, ...]:
    return journal_in(folder).entries()[0]


def outcome(folder: Path) -> Outcome | None:
    (entry,) = entries(folder)
    return entry.ending.outcome if entry.ending else None


def only_reads_were_sent(walk: Walk) -> None:
    assert walk.calls(*WRITES) == []
    for call in walk.cloud.received:
        assert call.action.startswith(("Describe", "GetCallerIdentity")), call.action


async def test_the_first_screen_says_what_is_open_and_offers_to_look(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with walking(journal=journal_in(tmp_path)) as walk:
        await walk.see(
            "The answer to 1 act was lost.",
            "On 2026-11-24 at 12:00 UTC, prod-network (1250 4400 1234 5678) began to grant "
            f"{network('VPC').id} in cn-hangzhou",
            "s Settle",
        )
        assert walk.cloud.received == [], "nothing is asked before somebody wants it"


async def test_where_nothing_is_open_nothing_is_said_and_nothing_offered(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.end(begun(journal).id, Outcome.VERIFIED, request_id="R-1")
    async with walking(journal=journal_in(tmp_path)) as walk:
        await walk.see("Enter signs in", "h History")
        await walk.gone("lost")
        await walk.gone("s Check")
        await walk.press("s")
        assert not isinstance(walk.app.screen, ReconcileScreen)


async def test_an_act_that_this_process_is_at_work_on_is_not_called_lost() -> None:
    async with walking() as walk:
        begun(walk.app.journal)
        await walk.see("Enter signs in")
        await walk.press("h")
        await walk.see("What was done from here")
        await walk.press("escape")
        await walk.see("Enter signs in")
        await walk.gone("s Check")


async def test_what_was_begun_is_said_of_the_act_under_the_cursor(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    begun(journal)
    begun(journal, "CCN", OperationKind.REVOKE)
    async with settling(tmp_path) as walk:
        await walk.see("2 acts without a known outcome")
        await walk.see(f"began to grant {network('VPC').id} in cn-hangzhou")
        await walk.press("down")
        await walk.see(f"began to revoke {network('CCN').id} in cn-shanghai")
        assert walk.cloud.received == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("act", [OperationKind.GRANT, OperationKind.REVOKE])
async def test_an_act_that_landed_is_found_and_written_down(
    tmp_path: Path, kind: str, act: OperationKind
) -> None:
    begun(journal_in(tmp_path), kind, act)
    async with settling(tmp_path, landed=kind if act is OperationKind.GRANT else "") as walk:
        await walk.press("enter")
        words = "granted and verified" if act is OperationKind.GRANT else "revoked and verified"
        await walk.see(f"+ {words}  {network(kind).id}", "Settled, and written to the journal.")
        assert stands(walk, kind) is (act is OperationKind.GRANT)
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is Outcome.VERIFIED
        await walk.press("g")
        await walk.see("only what did not land is sent again")
        assert isinstance(walk.app.screen, ReconcileScreen)
        await walk.press("escape")
        await walk.see("Enter signs in")
        await walk.gone("s Check")
        only_reads_were_sent(walk)


async def test_a_grant_that_was_begun_just_now_may_still_show(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with settling(tmp_path, soon=True) as walk:
        await walk.press("enter")
        await walk.see("The grant is not visible yet", "in the last 5 minutes may still come to show")
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is None


@pytest.mark.parametrize("kind", KINDS)
async def test_a_grant_that_did_not_land_is_sent_again_as_the_same_request(tmp_path: Path, kind: str) -> None:
    begun(journal_in(tmp_path), kind)
    async with settling(tmp_path) as walk:
        await walk.press("g")
        await walk.see("Look it up first")
        await walk.press("enter")
        await walk.see("The grant did not land", "g sends it again, after a confirmation")
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is Outcome.REFUSED
        await walk.press("g")
        await walk.see("Type the last four digits", network(kind).id, "1960 5210 7788 4321")
        assert isinstance(walk.app.screen, ConfirmScreen)
        await walk.press("enter")
        await walk.see("Nothing is granted")
        only_reads_were_sent(walk)
        await walk.grant()
        await walk.see(f"+ granted and verified  {network(kind).id}")
        (call,) = walk.grants()
        assert call.parameters.get("ClientToken", "") == ("" if kind == "CCN" else TOKEN)
        assert stands(walk, kind)
        first, second = entries(tmp_path)
        assert second.ending
        assert (second.ending.outcome, second.intent.token) == (Outcome.VERIFIED, first.intent.token)
        await walk.press("escape")
        await walk.see("What came of these?", "No act is left without a known outcome.")
        await walk.press("escape")
        await walk.see("Enter signs in")
        await walk.gone("s Check")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_revoke_that_did_not_land_is_sent_again_as_the_same_request(
    tmp_path: Path, kind: str
) -> None:
    begun(journal_in(tmp_path), kind, OperationKind.REVOKE)
    async with settling(tmp_path, landed=kind) as walk:
        await walk.press("enter")
        await walk.see("The revoke did not land", "g sends it again, after a confirmation")
        only_reads_were_sent(walk)
        await walk.press("g")
        await walk.see("Revoke one grant rule", "Revoking does not detach", network(kind).id)
        await walk.press("enter")
        await walk.see("Nothing is revoked")
        only_reads_were_sent(walk)
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see(f"+ revoked and verified  {network(kind).id}")
        (call,) = walk.calls(*WRITES)
        assert call.parameters.get("ClientToken", "") == ("" if kind == "CCN" else TOKEN)
        assert not stands(walk, kind)


async def test_leaving_it_so_sends_nothing(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with settling(tmp_path) as walk:
        await walk.press("enter")
        await walk.see("The grant did not land")
        await walk.press("g")
        await walk.see("Type the last four digits")
        await walk.type(DIGITS)
        await walk.press("escape")
        await walk.see("What came of these?")
        await walk.press("escape")
        await walk.see("Enter signs in")
        only_reads_were_sent(walk)
        assert not stands(walk, "VPC")


async def test_an_act_that_ended_unknown_is_open_too(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.end(begun(journal).id, Outcome.UNKNOWN, says="The link dropped.")
    async with settling(tmp_path, landed="VPC") as walk:
        await walk.press("enter")
        await walk.see("+ granted and verified", "Settled")
        assert outcome(tmp_path) is Outcome.VERIFIED


async def test_rules_that_cannot_be_read_leave_it_open_and_enter_looks_again(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    async with settling(tmp_path, landed="VPC", faults="unavailable@DescribeGrantRulesToCen") as walk:
        await walk.press("enter")
        await walk.see("? unknown", "Not settled. Enter looks again.")
        assert outcome(tmp_path) is None
        await walk.press("g")
        await walk.see("only what did not land is sent again")
        walk.cloud.set_faults("")
        await walk.press("enter")
        await walk.see("+ granted and verified", "Settled")
        only_reads_were_sent(walk)
        assert outcome(tmp_path) is Outcome.VERIFIED


async def test_an_account_that_is_not_saved_here_is_asked_for(tmp_path: Path) -> None:
    begun(journal_in(tmp_path), account=Account("long-gone", "1777000011112222", id="x"))
    async with settling(tmp_path) as walk:
        await walk.press("enter")
        await walk.see(
            "No saved account signs in to 1777 0000 1111 2222, which began this.",
            "Add that account (it was named long-gone), then look this up again.",
            "Nothing was changed.",
        )
        assert walk.cloud.received == []
        assert outcome(tmp_path) is None


async def test_the_key_of_another_account_under_the_same_name_settles_nothing(tmp_path: Path) -> None:
    begun(journal_in(tmp_path), account=Account(ACCOUNT.name, "1777000011112222", id="x"))
    async with settling(tmp_path, landed="VPC") as walk:
        await walk.press("enter")
        await walk.see("No saved account signs in to 1777 0000 1111 2222", "Nothing was changed.")
        assert [call.action for call in walk.cloud.received] == ["GetCallerIdentity"]
        assert outcome(tmp_path) is None
        await walk.press("g")
        await walk.see("Look it up first")


async def test_a_g_typed_into_the_filter_is_a_letter(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    begun(journal)
    begun(journal, "CCN", OperationKind.REVOKE)
    async with settling(tmp_path) as walk:
        await walk.press("slash")
        await walk.type("grant")
        await walk.see("1 of 2")
        await walk.gone("Look it up first")


async def test_a_damaged_line_is_said_and_hides_nothing_of_the_others(tmp_path: Path) -> None:
    begun(journal_in(tmp_path))
    with (tmp_path / "journal.jsonl").open("a") as file:
        file.write('{"v": 1, "event": "int')
    async with walking(journal=journal_in(tmp_path)) as walk:
        await walk.see("1 line of the journal is damaged or of another version", "The answer to 1 act was")
