"""An act is on the disk before it is sent, and what came of it after."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.acts import ACCOUNT, some_time_ago
from support.changes import BOTH
from support.desk import NETWORKS, Desk, desk_in

from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Payer
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome, Stage

TYPES = pytest.mark.parametrize("key", list(NETWORKS))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as one:
        yield one


@TYPES
async def test_a_grant_and_its_revoke_are_two_acts_with_their_outcomes(desk: Desk, key: str) -> None:
    granted = await desk.do(key)
    revoked = await desk.do(key, OperationKind.REVOKE)
    assert (granted.outcome, revoked.outcome) == (Outcome.VERIFIED, Outcome.VERIFIED)
    assert [entry.intent.kind for entry in desk.entries()] == [OperationKind.GRANT, OperationKind.REVOKE]
    for entry, result in zip(desk.entries(), (granted, revoked), strict=True):
        assert entry.ending
        assert (entry.ending.outcome, entry.ending.request_id) == (Outcome.VERIFIED, result.request_id)
        assert (entry.intent.network, entry.intent.target) == (desk.network(key), desk.target)
    assert desk.sent(key)[0].parameters.get("ClientToken", "") == desk.entries()[0].intent.token


@TYPES
async def test_the_intent_is_on_the_disk_before_anything_is_sent(desk: Desk, key: str) -> None:
    seen: list[int] = []

    def look(stage: Stage) -> None:
        if stage is Stage.SENDING:
            seen.append(len(desk.entries()))
            assert not desk.sent(key)

    await desk.do(key, progress=look)
    assert seen == [1]


@pytest.mark.parametrize("kind", BOTH)
async def test_what_is_so_already_is_no_act(desk: Desk, kind: OperationKind) -> None:
    if kind is OperationKind.GRANT:
        await desk.do(journal=Journal(None))
    result = await desk.do(kind=kind)
    assert result.outcome is Outcome.ALREADY
    assert desk.entries() == ()


async def test_a_refusal_is_written_with_its_reason(desk: Desk) -> None:
    desk.demo.set_faults("error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404")
    result = await desk.do()
    ending = desk.only().ending
    assert ending
    assert result.error
    assert (ending.outcome, ending.code) == (Outcome.REFUSED, "QuotaExceeded.CbnGrantRules")
    assert ending.request_id == desk.sent()[-1].request_id
    assert result.error.title in ending.says


async def test_without_a_journal_nothing_is_sent(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file is in the way")
    result = await desk.do(journal=Journal(tmp_path / "state" / "journal.jsonl"))
    assert result.outcome is Outcome.REFUSED
    assert result.error
    assert result.error.title == "Nothing was sent: the journal cannot be written"
    assert "Could not make the folder" in result.error.detail
    assert result.error.advice
    assert desk.sent() == []


async def test_an_outcome_that_cannot_be_written_is_said_and_still_returned(desk: Desk) -> None:
    def break_it(stage: Stage) -> None:
        if stage is Stage.VERIFYING and desk.journal.path and desk.journal.path.is_file():
            desk.journal.path.unlink()
            desk.journal.path.mkdir()

    said: list[str] = []
    result = await desk.do(progress=break_it, on_problem=said.append)
    assert result.outcome is Outcome.VERIFIED
    assert said[0].startswith("The outcome is not in the journal. Could not write the journal")


@TYPES
@pytest.mark.parametrize("kind", BOTH)
async def test_a_dead_process_leaves_an_act_that_is_settled_either_way(
    desk: Desk, key: str, kind: OperationKind
) -> None:
    stands = kind is OperationKind.REVOKE
    if stands:
        await desk.do(key, journal=Journal(None))
    entry = desk.begun(key, kind)
    did_not = await desk.settle(entry)
    assert (did_not.outcome, did_not.kind) == (Outcome.REFUSED, kind)
    assert desk.outcome() is Outcome.REFUSED
    before = len(desk.sent(key))
    again = await desk.do(key, kind, token=entry.intent.token)
    assert again.outcome is Outcome.VERIFIED
    did = await desk.settle(entry)
    assert did.outcome is Outcome.VERIFIED
    assert len(desk.sent(key)) == before + (kind is OperationKind.GRANT)
    assert Journal(desk.journal.path).open_entries() == ()


async def test_a_lost_grant_for_a_transit_router_is_settled_by_its_own_rules(desk: Desk) -> None:
    await desk.do(journal=Journal(None))  # the plain rule stands, and says nothing of this one
    paid = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
    earlier = Journal(desk.journal.path, clock=some_time_ago)
    earlier.begin(OperationKind.GRANT, ACCOUNT, desk.network("VPC"), desk.target, "", paid)
    (entry,) = Journal(desk.journal.path).entries()[0]
    assert (await desk.settle(entry)).outcome is Outcome.REFUSED
    assert (await desk.do(options=paid)).outcome is Outcome.VERIFIED
    settled = await desk.settle(entry)
    assert (settled.outcome, settled.options) == (Outcome.VERIFIED, paid)
    other = await desk.do(
        kind=OperationKind.CHANGE_PAYER, options=GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    )
    assert other.outcome is Outcome.VERIFIED
    lines = Journal(desk.journal.path).entries()[0]
    assert [(each.intent.kind, each.intent.payer) for each in lines][-1] == (
        OperationKind.CHANGE_PAYER,
        "PayByCenOwner",
    )


async def test_the_same_token_is_sent_again(desk: Desk) -> None:
    await desk.do(token="T-1")
    assert desk.sent()[0].parameters["ClientToken"] == desk.only().intent.token == "T-1"


async def test_what_cannot_be_read_stays_open_and_writes_nothing(desk: Desk) -> None:
    entry = desk.begun()
    desk.demo.set_faults("unavailable@DescribeGrantRulesToCen")
    assert (await desk.settle(entry)).outcome is Outcome.UNKNOWN
    assert desk.only() == entry


async def test_no_secret_reaches_the_journal(desk: Desk) -> None:
    await desk.do()
    await desk.do(kind=OperationKind.REVOKE)
    assert desk.journal.path
    text = "".join(path.read_text() for path in desk.journal.path.parent.iterdir() if path.is_file())
    assert text
    for key in desk.demo.estate.keys:
        assert key.id not in text
        assert key.secret not in text
