"""An operation with an unknown outcome is continued, whoever starts it again."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest
from support.changes import GRANTS, READS
from support.operation_harness import Harness
from support.reach import reach
from support.sample_operations import ACCOUNT

from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Payer
from cen_tui.operations.journal import TOKEN_KEPT, AlreadyBegunError, Journal
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.wizard.history import outcome_of


def another_run(harness: Harness) -> Journal:
    """Return the journal as another process opens it."""
    return Journal(harness.journal.path)


def begun_now(harness: Harness, key: str = "VPC", token: str | None = None) -> None:
    """Let a process have written its intent a moment ago, and be gone."""
    another_run(harness).begin(
        OperationKind.GRANT,
        ACCOUNT,
        harness.network(key),
        harness.target,
        "T-1" if token is None else token,
        GrantOptions(),
    )


def outcomes(harness: Harness) -> list[Outcome | None]:
    return [entry.ending.outcome if entry.ending else None for entry in harness.entries()]


async def test_the_same_grant_after_a_kill_is_reported_and_sent_with_the_same_token(harness: Harness) -> None:
    begun_now(harness)
    stages: list[Stage] = []
    result = await harness.do(progress=stages.append)
    assert result.outcome is Outcome.VERIFIED
    assert stages[0] is Stage.CONTINUING
    assert [call.parameters["ClientToken"] for call in harness.sent()] == ["T-1"]
    assert outcomes(harness) == [Outcome.VERIFIED, Outcome.VERIFIED]


async def test_the_same_grant_after_a_lost_answer_is_sent_with_the_same_token(harness: Harness) -> None:
    harness.demo.set_faults("drop-before@GrantInstanceToCen")
    assert (await harness.do()).outcome is Outcome.UNKNOWN
    harness.demo.set_faults("")
    assert (await harness.do(journal=another_run(harness))).outcome is Outcome.VERIFIED
    assert len({call.parameters["ClientToken"] for call in harness.sent()}) == 1
    assert another_run(harness).open_entries() == ()


async def test_two_sessions_on_one_network_send_one_token(harness: Harness) -> None:
    harness.demo.world.work_seconds = 0.3
    sending = asyncio.Event()

    def told(stage: Stage) -> None:
        if stage is Stage.SENDING:
            sending.set()

    first = asyncio.ensure_future(harness.do(progress=told))
    await sending.wait()
    second = await harness.do(journal=another_run(harness))
    assert {(await first).outcome, second.outcome} == {Outcome.VERIFIED}
    assert len({call.parameters["ClientToken"] for call in harness.sent()}) == 1


async def test_what_carries_no_token_is_not_sent_again_while_it_may_yet_show(harness: Harness) -> None:
    begun_now(harness, "CCN", token="")
    result = await harness.do("CCN")
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert result.error.title == "The grant is not visible yet"
    assert harness.sent("CCN") == []
    assert outcomes(harness) == [None]


async def test_what_carries_no_token_is_sent_once_it_can_no_longer_show(harness: Harness) -> None:
    begun_now(harness, "CCN", token="")
    later = Journal(harness.journal.path, clock=lambda: datetime.now(UTC) + timedelta(minutes=6))
    assert (await harness.do("CCN", journal=later)).outcome is Outcome.VERIFIED
    assert len(harness.sent("CCN")) == 1


async def test_the_bound_is_counted_from_when_it_was_last_at_work(harness: Harness) -> None:
    """With much time for trying again, a try may be minutes younger than its intent."""
    begun_now(harness, "CCN", token="")
    (entry,) = harness.entries()
    minutes_later = Journal(harness.journal.path, clock=lambda: datetime.now(UTC) + timedelta(minutes=4))
    minutes_later.end(entry.intent.id, Outcome.UNKNOWN)
    later = Journal(harness.journal.path, clock=lambda: datetime.now(UTC) + timedelta(minutes=6))
    assert (await harness.do("CCN", journal=later)).outcome is Outcome.UNKNOWN
    assert harness.sent("CCN") == []


@pytest.mark.parametrize("key", ["VPC", "CCN"])
async def test_unknown_stays_unknown_when_the_rules_cannot_be_read(harness: Harness, key: str) -> None:
    harness.demo.set_faults(f"drop-after@{GRANTS[key]},error@{READS[key]}=Forbidden.RAM/403:9")
    begun_now(harness, key, token="T-1" if key == "VPC" else "")
    result = await harness.do(key)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert "What came of the grant that was sent before is not known." in result.error.detail
    assert harness.sent(key) == []
    assert outcomes(harness) == [None]


@pytest.mark.parametrize("key", ["VPC", "CCN"])
async def test_what_is_seen_to_stand_is_written_of_the_one_that_was_unknown(
    harness: Harness, key: str
) -> None:
    await harness.do(key, journal=Journal(None))
    sent = len(harness.sent(key))
    begun_now(harness, key, token="T-1" if key == "VPC" else "")
    result = await harness.do(key)
    assert result.outcome is Outcome.VERIFIED
    assert len(harness.sent(key)) == sent
    assert outcomes(harness) == [Outcome.VERIFIED]


async def test_another_operation_on_the_network_has_a_token_of_its_own(harness: Harness) -> None:
    await harness.do(journal=Journal(None))
    begun_now(harness)
    stages: list[Stage] = []
    assert (await harness.do(kind=OperationKind.REVOKE, progress=stages.append)).outcome is Outcome.VERIFIED
    assert Stage.CONTINUING not in stages
    (call,) = harness.demo.calls("RevokeInstanceFromCen")
    assert call.parameters["ClientToken"] != "T-1"


def of_another_session(harness: Harness, together: threading.Barrier, key: str) -> OperationResult:
    """Carry the same grant out in a loop of its own, once both have found that nothing is open."""

    def told(stage: Stage) -> None:
        if stage is Stage.READING:
            together.wait(60)

    async def run() -> OperationResult:
        async with reach(harness.demo, retrying=RetryPolicy(total=20)) as cloud:
            own = Harness(harness.demo, cloud, another_run(harness))
            return await own.do(key, progress=told)

    return asyncio.run(run())


@pytest.mark.parametrize("key", ["VPC", "CCN"])
async def test_two_sessions_that_begin_in_the_same_moment_send_one_request(
    harness: Harness, key: str
) -> None:
    harness.demo.world.work_seconds = 0.1
    together = threading.Barrier(2)
    results = await asyncio.gather(
        *(asyncio.to_thread(of_another_session, harness, together, key) for _ in range(2))
    )
    tokens = {call.parameters.get("ClientToken", "") for call in harness.sent(key)}
    assert len(tokens) == 1
    if key == "CCN":
        assert len(harness.sent(key)) == 1
    ended = {result.outcome for result in results}
    assert ended <= {Outcome.VERIFIED, Outcome.UNKNOWN, Outcome.ALREADY}  # one that reads late finds it done
    assert Outcome.VERIFIED in ended
    assert another_run(harness).open_entries() == ()


async def test_what_another_session_begins_before_ours_is_written_is_continued_and_reported(
    harness: Harness,
) -> None:
    stages: list[Stage] = []

    def told(stage: Stage) -> None:
        stages.append(stage)
        if stage is Stage.READING:
            begun_now(harness, token="T-other")

    assert (await harness.do(progress=told)).outcome is Outcome.VERIFIED
    assert stages[:3] == [Stage.READING, Stage.CONTINUING, Stage.SENDING]
    assert [call.parameters["ClientToken"] for call in harness.sent()] == ["T-other"]
    assert [entry.intent.token for entry in harness.entries()] == ["T-other", "T-other"]


async def test_what_another_session_begins_without_a_token_is_not_sent_a_second_time(
    harness: Harness,
) -> None:
    stages: list[Stage] = []

    def told(stage: Stage) -> None:
        stages.append(stage)
        if stage is Stage.READING:
            begun_now(harness, "CCN", token="")

    result = await harness.do("CCN", progress=told)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert result.error.title == "The grant is not visible yet"
    assert Stage.CONTINUING in stages
    assert harness.sent("CCN") == []
    assert len(harness.entries()) == 1


def at(harness: Harness, later: timedelta) -> Journal:
    """Return the journal as it is opened some time later."""
    return Journal(harness.journal.path, clock=lambda: datetime.now(UTC) + later)


@pytest.mark.parametrize(("hours", "told"), [(7, Stage.CONTINUING), (9, Stage.TOO_OLD)])
async def test_a_token_that_the_cloud_may_know_no_more_is_not_sent_again(
    harness: Harness, hours: int, told: Stage
) -> None:
    begun_now(harness)
    stages: list[Stage] = []
    result = await harness.do(journal=at(harness, timedelta(hours=hours)), progress=stages.append)
    assert result.outcome is Outcome.VERIFIED
    assert stages[:3] == [told, Stage.READING, Stage.SENDING]
    (call,) = harness.sent()
    assert (call.parameters["ClientToken"] == "T-1") is (told is Stage.CONTINUING)
    assert outcomes(harness) == [Outcome.VERIFIED, Outcome.VERIFIED]


async def test_the_age_of_a_token_is_counted_from_when_it_was_sent_first(harness: Harness) -> None:
    begun_now(harness)
    (first,) = another_run(harness).open_entries()
    for hours in (5, 7):
        journal = at(harness, timedelta(hours=hours))
        journal.begin(OperationKind.GRANT, ACCOUNT, harness.network(), harness.target, "T-1")
    last = another_run(harness).open_entries()[-1]
    assert at(harness, TOKEN_KEPT - timedelta(minutes=1)).token_to_repeat(last) == "T-1"
    assert at(harness, TOKEN_KEPT + timedelta(minutes=1)).token_to_repeat(last) == ""
    assert first.intent.token == "T-1"
    journal = at(harness, TOKEN_KEPT + timedelta(minutes=1))
    assert (
        journal.begin(OperationKind.GRANT, ACCOUNT, harness.network(), harness.target, "T-2").token == "T-2"
    )


async def test_what_was_too_old_and_is_seen_to_stand_is_sent_no_more(harness: Harness) -> None:
    await harness.do(journal=Journal(None))
    begun_now(harness)
    assert (await harness.do(journal=at(harness, timedelta(days=2)))).outcome is Outcome.VERIFIED
    assert len(harness.sent()) == 1
    assert outcomes(harness) == [Outcome.VERIFIED]


@pytest.mark.parametrize(("minutes", "outcome"), [(1, Outcome.UNKNOWN), (6, Outcome.REFUSED)])
async def test_a_refusal_now_resolves_an_earlier_one_that_can_no_longer_show(
    harness: Harness, minutes: int, outcome: Outcome
) -> None:
    harness.demo.set_faults("error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404:9")
    begun_now(harness)
    assert (await harness.do(journal=at(harness, timedelta(minutes=minutes)))).outcome is outcome
    assert outcomes(harness) == [None if outcome is Outcome.UNKNOWN else outcome, outcome]
    if outcome is Outcome.REFUSED:
        assert [outcome_of(entry) for entry in harness.entries()] == ["not done", "refused"]


async def test_without_a_journal_an_earlier_one_stays_unknown(harness: Harness) -> None:
    begun_now(harness)

    def break_it(stage: Stage) -> None:
        if stage is Stage.READING and harness.journal.path:
            harness.journal.path.rename(harness.journal.path.with_name("kept"))
            harness.journal.path.mkdir()

    result = await harness.do(progress=break_it)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert result.error.title == "Nothing was sent: the journal cannot be written"
    assert "What came of the grant that was sent before is not known." in result.error.detail
    assert harness.sent() == []


QUOTA = "error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404:9"
UNREADABLE = "error@DescribeGrantRulesToCen=Forbidden.RAM/403:9"


@pytest.mark.parametrize("spec", ["drop-before@GrantInstanceToCen:9", f"{QUOTA},{UNREADABLE}"])
async def test_an_old_one_stays_open_where_this_one_is_lost_too_or_cannot_be_looked_for(
    harness: Harness, spec: str
) -> None:
    begun_now(harness)

    def break_it(stage: Stage) -> None:
        if stage is Stage.SENDING:
            harness.demo.set_faults(spec)

    result = await harness.do(journal=at(harness, timedelta(minutes=6)), progress=break_it)
    assert result.outcome is Outcome.UNKNOWN
    assert outcomes(harness) == [None, Outcome.UNKNOWN]


async def test_a_refusal_resolves_no_earlier_one_that_may_yet_show(harness: Harness) -> None:
    asked = GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    another_run(harness).begin(
        OperationKind.CHANGE_PAYER, ACCOUNT, harness.network(), harness.target, "T-1", asked
    )
    result = await harness.do(kind=OperationKind.CHANGE_PAYER, options=asked)
    assert result.outcome is Outcome.REFUSED
    assert result.error
    assert result.error.title == "There is no such grant rule"
    assert outcomes(harness) == [None]


async def test_a_token_that_is_too_old_is_not_sent_though_the_caller_names_it(harness: Harness) -> None:
    begun_now(harness)
    await harness.do(journal=at(harness, timedelta(hours=9)), token="T-1")
    (call,) = harness.sent()
    assert call.parameters["ClientToken"] != "T-1"


def test_what_takes_no_token_is_not_begun_beside_what_has_one(harness: Harness) -> None:
    begun_now(harness)
    with pytest.raises(AlreadyBegunError):
        begun_now(harness, token="")
    assert len(harness.entries()) == 1
