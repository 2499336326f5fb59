"""An operation is on the disk before it is sent, and its outcome after."""

from pathlib import Path

import pytest
from support.changes import BOTH
from support.operation_harness import Harness
from support.sample_operations import ACCOUNT, some_time_ago

from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Payer
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome, Stage

TYPES = pytest.mark.parametrize("key", ["VPC", "VBR", "CCN"])


@TYPES
async def test_a_grant_and_its_revoke_are_two_operations_with_their_outcomes(
    harness: Harness, key: str
) -> None:
    granted = await harness.do(key)
    revoked = await harness.do(key, OperationKind.REVOKE)
    assert (granted.outcome, revoked.outcome) == (Outcome.VERIFIED, Outcome.VERIFIED)
    assert [entry.intent.kind for entry in harness.entries()] == [OperationKind.GRANT, OperationKind.REVOKE]
    for entry, result in zip(harness.entries(), (granted, revoked), strict=True):
        assert entry.ending
        assert (entry.ending.outcome, entry.ending.request_id) == (Outcome.VERIFIED, result.request_id)
        assert (entry.intent.network, entry.intent.target) == (harness.network(key), harness.target)
    assert harness.sent(key)[0].parameters.get("ClientToken", "") == harness.entries()[0].intent.token


@TYPES
async def test_the_intent_is_on_the_disk_before_anything_is_sent(harness: Harness, key: str) -> None:
    seen: list[int] = []

    def look(stage: Stage) -> None:
        if stage is Stage.SENDING:
            seen.append(len(harness.entries()))
            assert not harness.sent(key)

    await harness.do(key, progress=look)
    assert seen == [1]


@pytest.mark.parametrize("kind", BOTH)
async def test_what_is_so_already_is_no_operation(harness: Harness, kind: OperationKind) -> None:
    if kind is OperationKind.GRANT:
        await harness.do(journal=Journal(None))
    result = await harness.do(kind=kind)
    assert result.outcome is Outcome.ALREADY
    assert harness.entries() == ()


async def test_a_refusal_is_written_with_its_reason(harness: Harness) -> None:
    harness.demo.set_faults("error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404")
    result = await harness.do()
    ending = harness.only().ending
    assert ending
    assert result.error
    assert (ending.outcome, ending.code) == (Outcome.REFUSED, "QuotaExceeded.CbnGrantRules")
    assert ending.request_id == harness.sent()[-1].request_id
    assert result.error.title in ending.says


async def test_without_a_journal_nothing_is_sent(harness: Harness, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file is in the way")
    result = await harness.do(journal=Journal(tmp_path / "state" / "journal.jsonl"))
    assert result.outcome is Outcome.REFUSED
    assert result.error
    assert result.error.title == "Nothing was sent: the journal cannot be written"
    assert "Could not make the folder" in result.error.detail
    assert result.error.advice
    assert harness.sent() == []


async def test_an_outcome_that_cannot_be_written_is_said_and_still_returned(harness: Harness) -> None:
    def break_it(stage: Stage) -> None:
        if stage is Stage.VERIFYING and harness.journal.path and harness.journal.path.is_file():
            harness.journal.path.unlink()
            harness.journal.path.mkdir()

    said: list[str] = []
    result = await harness.do(progress=break_it, on_problem=said.append)
    assert result.outcome is Outcome.VERIFIED
    assert said[0].startswith("The outcome is not in the journal. Could not write the journal")


@TYPES
@pytest.mark.parametrize("kind", BOTH)
async def test_a_dead_process_leaves_an_operation_that_is_reconciled_whether_it_was_done_or_not(
    harness: Harness, key: str, kind: OperationKind
) -> None:
    stands = kind is OperationKind.REVOKE
    if stands:
        await harness.do(key, journal=Journal(None))
    entry = harness.begun(key, kind)
    did_not = await harness.reconcile(entry)
    assert (did_not.outcome, did_not.kind) == (Outcome.REFUSED, kind)
    assert harness.outcome() is Outcome.REFUSED
    before = len(harness.sent(key))
    again = await harness.do(key, kind, token=entry.intent.token)
    assert again.outcome is Outcome.VERIFIED
    did = await harness.reconcile(entry)
    assert did.outcome is Outcome.VERIFIED
    assert len(harness.sent(key)) == before + (kind is OperationKind.GRANT)
    assert Journal(harness.journal.path).open_entries() == ()


async def test_a_lost_grant_for_a_transit_router_is_reconciled_by_its_own_rules(harness: Harness) -> None:
    await harness.do(journal=Journal(None))  # the plain rule stands, and says nothing of this one
    paid = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
    earlier = Journal(harness.journal.path, clock=some_time_ago)
    earlier.begin(OperationKind.GRANT, ACCOUNT, harness.network("VPC"), harness.target, "", paid)
    (entry,) = Journal(harness.journal.path).entries()[0]
    assert (await harness.reconcile(entry)).outcome is Outcome.REFUSED
    assert (await harness.do(options=paid)).outcome is Outcome.VERIFIED
    settled = await harness.reconcile(entry)
    assert (settled.outcome, settled.options) == (Outcome.VERIFIED, paid)
    other = await harness.do(
        kind=OperationKind.CHANGE_PAYER, options=GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    )
    assert other.outcome is Outcome.VERIFIED
    lines = Journal(harness.journal.path).entries()[0]
    assert [(each.intent.kind, each.intent.payer) for each in lines][-1] == (
        OperationKind.CHANGE_PAYER,
        "PayByCenOwner",
    )


async def test_the_same_token_is_sent_again(harness: Harness) -> None:
    await harness.do(token="T-1")
    assert harness.sent()[0].parameters["ClientToken"] == harness.only().intent.token == "T-1"


async def test_what_cannot_be_read_stays_open_and_writes_nothing(harness: Harness) -> None:
    entry = harness.begun()
    harness.demo.set_faults("unavailable@DescribeGrantRulesToCen")
    assert (await harness.reconcile(entry)).outcome is Outcome.UNKNOWN
    assert harness.only() == entry


async def test_no_secret_reaches_the_journal(harness: Harness) -> None:
    await harness.do()
    await harness.do(kind=OperationKind.REVOKE)
    assert harness.journal.path
    text = "".join(path.read_text() for path in harness.journal.path.parent.iterdir() if path.is_file())
    assert text
    for key in harness.demo.estate.keys:
        assert key.id not in text
        assert key.secret not in text
