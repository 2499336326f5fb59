"""An operation of which it is not known what came is continued, whoever asks for it again."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.acts import ACCOUNT
from support.desk import Desk, desk_in
from support.reach import reach

from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Payer
from cen_tui.operations.journal import TOKEN_KEPT, AlreadyBegunError, Journal
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.wizard.history import outcome_of

READS = {"VPC": "DescribeGrantRulesToCen", "CCN": "DescribeGrantRules"}
GRANTS = {"VPC": "GrantInstanceToCen", "CCN": "GrantInstanceToCbn"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as one:
        yield one


def another_run(desk: Desk) -> Journal:
    """Return the journal as another process opens it."""
    return Journal(desk.journal.path)


def begun_now(desk: Desk, key: str = "VPC", token: str | None = None) -> None:
    """Let a process have written its intent a moment ago, and be gone."""
    another_run(desk).begin(
        OperationKind.GRANT,
        ACCOUNT,
        desk.network(key),
        desk.target,
        "T-1" if token is None else token,
        GrantOptions(),
    )


def outcomes(desk: Desk) -> list[Outcome | None]:
    return [entry.ending.outcome if entry.ending else None for entry in desk.entries()]


async def test_the_same_grant_after_a_kill_is_told_and_sent_with_the_same_token(desk: Desk) -> None:
    begun_now(desk)
    stages: list[Stage] = []
    result = await desk.do(progress=stages.append)
    assert result.outcome is Outcome.VERIFIED
    assert stages[0] is Stage.CONTINUING
    assert [call.parameters["ClientToken"] for call in desk.sent()] == ["T-1"]
    assert outcomes(desk) == [Outcome.VERIFIED, Outcome.VERIFIED]


async def test_the_same_grant_after_a_lost_answer_is_sent_with_the_same_token(desk: Desk) -> None:
    desk.demo.set_faults("drop-before@GrantInstanceToCen")
    assert (await desk.do()).outcome is Outcome.UNKNOWN
    desk.demo.set_faults("")
    assert (await desk.do(journal=another_run(desk))).outcome is Outcome.VERIFIED
    assert len({call.parameters["ClientToken"] for call in desk.sent()}) == 1
    assert another_run(desk).open_entries() == ()


async def test_two_sessions_on_one_network_send_one_token(desk: Desk) -> None:
    desk.demo.world.work_seconds = 0.3
    sending = asyncio.Event()

    def told(stage: Stage) -> None:
        if stage is Stage.SENDING:
            sending.set()

    first = asyncio.ensure_future(desk.do(progress=told))
    await sending.wait()
    second = await desk.do(journal=another_run(desk))
    assert {(await first).outcome, second.outcome} == {Outcome.VERIFIED}
    assert len({call.parameters["ClientToken"] for call in desk.sent()}) == 1


async def test_what_carries_no_token_is_not_sent_again_while_it_may_yet_show(desk: Desk) -> None:
    begun_now(desk, "CCN", token="")
    result = await desk.do("CCN")
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert result.error.title == "The grant is not visible yet"
    assert desk.sent("CCN") == []
    assert outcomes(desk) == [None]


async def test_what_carries_no_token_is_sent_once_it_can_no_longer_show(desk: Desk) -> None:
    begun_now(desk, "CCN", token="")
    later = Journal(desk.journal.path, clock=lambda: datetime.now(UTC) + timedelta(minutes=6))
    assert (await desk.do("CCN", journal=later)).outcome is Outcome.VERIFIED
    assert len(desk.sent("CCN")) == 1


async def test_the_bound_is_counted_from_when_it_was_last_at_work(desk: Desk) -> None:
    """With much time for trying again, a try may be minutes younger than its intent."""
    begun_now(desk, "CCN", token="")
    (entry,) = desk.entries()
    minutes_later = Journal(desk.journal.path, clock=lambda: datetime.now(UTC) + timedelta(minutes=4))
    minutes_later.end(entry.intent.id, Outcome.UNKNOWN)
    later = Journal(desk.journal.path, clock=lambda: datetime.now(UTC) + timedelta(minutes=6))
    assert (await desk.do("CCN", journal=later)).outcome is Outcome.UNKNOWN
    assert desk.sent("CCN") == []


@pytest.mark.parametrize("key", ["VPC", "CCN"])
async def test_unknown_stays_unknown_when_the_rules_cannot_be_read(desk: Desk, key: str) -> None:
    desk.demo.set_faults(f"drop-after@{GRANTS[key]},error@{READS[key]}=Forbidden.RAM/403:9")
    begun_now(desk, key, token="T-1" if key == "VPC" else "")
    result = await desk.do(key)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert "What came of the grant that was sent before is not known." in result.error.detail
    assert desk.sent(key) == []
    assert outcomes(desk) == [None]


@pytest.mark.parametrize("key", ["VPC", "CCN"])
async def test_what_is_seen_to_stand_is_written_of_the_one_that_was_unknown(desk: Desk, key: str) -> None:
    await desk.do(key, journal=Journal(None))
    sent = len(desk.sent(key))
    begun_now(desk, key, token="T-1" if key == "VPC" else "")
    result = await desk.do(key)
    assert result.outcome is Outcome.VERIFIED
    assert len(desk.sent(key)) == sent
    assert outcomes(desk) == [Outcome.VERIFIED]


async def test_another_operation_on_the_network_has_a_token_of_its_own(desk: Desk) -> None:
    await desk.do(journal=Journal(None))
    begun_now(desk)
    stages: list[Stage] = []
    assert (await desk.do(kind=OperationKind.REVOKE, progress=stages.append)).outcome is Outcome.VERIFIED
    assert Stage.CONTINUING not in stages
    (call,) = desk.demo.calls("RevokeInstanceFromCen")
    assert call.parameters["ClientToken"] != "T-1"


def of_another_session(desk: Desk, together: threading.Barrier, key: str) -> OperationResult:
    """Carry the same grant out in a loop of its own, once both have found that nothing is open."""

    def told(stage: Stage) -> None:
        if stage is Stage.READING:
            together.wait(20)

    async def run() -> OperationResult:
        async with reach(desk.demo, retrying=RetryPolicy(total=20)) as cloud:
            own = Desk(desk.demo, cloud, another_run(desk))
            return await own.do(key, progress=told)

    return asyncio.run(run())


@pytest.mark.parametrize("key", ["VPC", "CCN"])
async def test_two_sessions_that_begin_in_the_same_moment_send_one_request(desk: Desk, key: str) -> None:
    desk.demo.world.work_seconds = 0.1
    together = threading.Barrier(2)
    results = await asyncio.gather(
        *(asyncio.to_thread(of_another_session, desk, together, key) for _ in range(2))
    )
    tokens = {call.parameters.get("ClientToken", "") for call in desk.sent(key)}
    assert len(tokens) == 1
    if key == "CCN":
        assert len(desk.sent(key)) == 1
    ended = {result.outcome for result in results}
    assert ended <= {Outcome.VERIFIED, Outcome.UNKNOWN}
    assert Outcome.VERIFIED in ended
    assert another_run(desk).open_entries() == ()


async def test_what_another_session_begins_before_ours_is_written_is_continued_and_told(desk: Desk) -> None:
    stages: list[Stage] = []

    def told(stage: Stage) -> None:
        stages.append(stage)
        if stage is Stage.READING:
            begun_now(desk, token="T-other")

    assert (await desk.do(progress=told)).outcome is Outcome.VERIFIED
    assert stages[:3] == [Stage.READING, Stage.CONTINUING, Stage.SENDING]
    assert [call.parameters["ClientToken"] for call in desk.sent()] == ["T-other"]
    assert [entry.intent.token for entry in desk.entries()] == ["T-other", "T-other"]


async def test_what_another_session_begins_without_a_token_is_not_sent_a_second_time(desk: Desk) -> None:
    stages: list[Stage] = []

    def told(stage: Stage) -> None:
        stages.append(stage)
        if stage is Stage.READING:
            begun_now(desk, "CCN", token="")

    result = await desk.do("CCN", progress=told)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert result.error.title == "The grant is not visible yet"
    assert Stage.CONTINUING in stages
    assert desk.sent("CCN") == []
    assert len(desk.entries()) == 1


def at(desk: Desk, later: timedelta) -> Journal:
    """Return the journal as it is opened some time later."""
    return Journal(desk.journal.path, clock=lambda: datetime.now(UTC) + later)


@pytest.mark.parametrize(("hours", "told"), [(7, Stage.CONTINUING), (9, Stage.TOO_OLD)])
async def test_a_token_that_the_cloud_may_know_no_more_is_not_sent_again(
    desk: Desk, hours: int, told: Stage
) -> None:
    begun_now(desk)
    stages: list[Stage] = []
    result = await desk.do(journal=at(desk, timedelta(hours=hours)), progress=stages.append)
    assert result.outcome is Outcome.VERIFIED
    assert stages[:3] == [told, Stage.READING, Stage.SENDING]
    (call,) = desk.sent()
    assert (call.parameters["ClientToken"] == "T-1") is (told is Stage.CONTINUING)
    assert outcomes(desk) == [Outcome.VERIFIED, Outcome.VERIFIED]


async def test_the_age_of_a_token_is_counted_from_when_it_was_sent_first(desk: Desk) -> None:
    begun_now(desk)
    (first,) = another_run(desk).open_entries()
    for hours in (5, 7):
        journal = at(desk, timedelta(hours=hours))
        journal.begin(OperationKind.GRANT, ACCOUNT, desk.network(), desk.target, "T-1")
    last = another_run(desk).open_entries()[-1]
    assert at(desk, TOKEN_KEPT - timedelta(minutes=1)).token_to_repeat(last) == "T-1"
    assert at(desk, TOKEN_KEPT + timedelta(minutes=1)).token_to_repeat(last) == ""
    assert first.intent.token == "T-1"
    journal = at(desk, TOKEN_KEPT + timedelta(minutes=1))
    assert journal.begin(OperationKind.GRANT, ACCOUNT, desk.network(), desk.target, "T-2").token == "T-2"


async def test_what_was_too_old_and_is_seen_to_stand_is_sent_no_more(desk: Desk) -> None:
    await desk.do(journal=Journal(None))
    begun_now(desk)
    assert (await desk.do(journal=at(desk, timedelta(days=2)))).outcome is Outcome.VERIFIED
    assert len(desk.sent()) == 1
    assert outcomes(desk) == [Outcome.VERIFIED]


@pytest.mark.parametrize(("minutes", "outcome"), [(1, Outcome.UNKNOWN), (6, Outcome.REFUSED)])
async def test_a_refusal_now_settles_an_earlier_one_that_can_no_longer_show(
    desk: Desk, minutes: int, outcome: Outcome
) -> None:
    desk.demo.set_faults("error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404:9")
    begun_now(desk)
    assert (await desk.do(journal=at(desk, timedelta(minutes=minutes)))).outcome is outcome
    assert outcomes(desk) == [None if outcome is Outcome.UNKNOWN else outcome, outcome]
    if outcome is Outcome.REFUSED:
        assert [outcome_of(entry) for entry in desk.entries()] == ["not done", "refused"]


async def test_without_a_journal_an_earlier_one_stays_unknown(desk: Desk) -> None:
    begun_now(desk)

    def break_it(stage: Stage) -> None:
        if stage is Stage.READING and desk.journal.path:
            desk.journal.path.rename(desk.journal.path.with_name("kept"))
            desk.journal.path.mkdir()

    result = await desk.do(progress=break_it)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert result.error.title == "Nothing was sent: the journal cannot be written"
    assert "What came of the grant that was sent before is not known." in result.error.detail
    assert desk.sent() == []


QUOTA = "error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404:9"
UNREADABLE = "error@DescribeGrantRulesToCen=Forbidden.RAM/403:9"


@pytest.mark.parametrize("spec", ["drop-before@GrantInstanceToCen:9", f"{QUOTA},{UNREADABLE}"])
async def test_an_old_one_stays_open_where_this_one_is_lost_too_or_cannot_be_looked_for(
    desk: Desk, spec: str
) -> None:
    begun_now(desk)

    def break_it(stage: Stage) -> None:
        if stage is Stage.SENDING:
            desk.demo.set_faults(spec)

    result = await desk.do(journal=at(desk, timedelta(minutes=6)), progress=break_it)
    assert result.outcome is Outcome.UNKNOWN
    assert outcomes(desk) == [None, Outcome.UNKNOWN]


async def test_a_refusal_settles_no_earlier_one_that_may_yet_show(desk: Desk) -> None:
    asked = GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    another_run(desk).begin(OperationKind.CHANGE_PAYER, ACCOUNT, desk.network(), desk.target, "T-1", asked)
    result = await desk.do(kind=OperationKind.CHANGE_PAYER, options=asked)
    assert result.outcome is Outcome.REFUSED
    assert result.error
    assert result.error.title == "There is no such grant rule"
    assert outcomes(desk) == [None]


async def test_a_token_that_is_too_old_is_not_sent_though_the_caller_names_it(desk: Desk) -> None:
    begun_now(desk)
    await desk.do(journal=at(desk, timedelta(hours=9)), token="T-1")
    (call,) = desk.sent()
    assert call.parameters["ClientToken"] != "T-1"


def test_what_takes_no_token_is_not_begun_beside_what_has_one(desk: Desk) -> None:
    begun_now(desk)
    with pytest.raises(AlreadyBegunError):
        begun_now(desk, token="")
    assert len(desk.entries()) == 1
