"""What grants and revokes have in common: announcing, tokens, retries, one at a time."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from support.changes import (
    ACTIONS,
    GRANTS,
    HASTE,
    READS,
    REVOKES,
    ROUTER,
    RUN,
    SOON,
    carried_out,
    grant,
    grant_calls,
    network,
    options,
    rules,
    stand,
)
from support.changes import BOTH as GRANT_AND_REVOKE
from support.reach import reach, target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.http.retry import RetryEvent, RetryPolicy
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.outcome import OperationKind, Outcome, Stage
from cen_tui.operations.polling import PollPolicy

TYPES = pytest.mark.parametrize("key", list(GRANTS))
BOTH = pytest.mark.parametrize("kind", GRANT_AND_REVOKE)


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, retrying=SOON) as ours:
        yield ours


async def ready(demo: DemoCloud, cloud: Cloud, kind: OperationKind, key: str) -> None:
    if kind is OperationKind.REVOKE:
        await stand(demo, cloud, key)


@BOTH
@TYPES
async def test_an_operation_is_announced_once_before_it_is_sent(
    cloud: Cloud, demo: DemoCloud, kind: OperationKind, key: str
) -> None:
    await ready(demo, cloud, kind, key)
    announced: list[tuple[str, int]] = []

    async def announce(token: str) -> str:
        announced.append((token, len(demo.calls(ACTIONS[kind][key]))))
        return token

    demo.set_faults(f"throttle@{ACTIONS[kind][key]}:2")
    await RUN[kind](
        cloud,
        network(demo, key),
        target(demo),
        options=options(key, kind),
        progress=lambda _: None,
        announce=announce,
        polling=HASTE,
    )
    ((token, sent_before),) = announced
    assert sent_before == 0
    assert bool(token) is (grant_calls(key).takes_token)
    sent = {call.parameters.get("ClientToken", "") for call in demo.calls(ACTIONS[kind][key])}
    assert sent == {token}
    assert len(demo.calls(ACTIONS[kind][key])) == 3


async def test_the_time_for_trying_again_is_counted_from_the_first_sending(demo: DemoCloud) -> None:
    demo.set_faults("latency@DescribeGrantRulesToCen=1500:1,throttle@GrantInstanceToCen:1")
    async with reach(demo, retrying=replace(SOON, total=1.0)) as cloud:
        result = await carried_out(OperationKind.GRANT, cloud, demo, "VPC")
    assert (result.outcome, len(demo.calls("GrantInstanceToCen"))) == (Outcome.VERIFIED, 2)


@BOTH
async def test_what_cannot_be_announced_is_not_sent(
    cloud: Cloud, demo: DemoCloud, kind: OperationKind
) -> None:
    await ready(demo, cloud, kind, "VPC")

    async def announce(_: str) -> str:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        await RUN[kind](
            cloud,
            network(demo, "VPC"),
            target(demo),
            progress=lambda _: None,
            announce=announce,
        )
    assert demo.calls(ACTIONS[kind]["VPC"]) == []


@BOTH
async def test_what_is_so_already_is_not_announced(
    cloud: Cloud, demo: DemoCloud, kind: OperationKind
) -> None:
    if kind is OperationKind.GRANT:
        await stand(demo, cloud, "VPC")

    async def announce(_: str) -> str:
        raise AssertionError("announced")

    result = await RUN[kind](
        cloud,
        network(demo, "VPC"),
        target(demo),
        progress=lambda _: None,
        announce=announce,
    )
    assert result.outcome is Outcome.ALREADY


async def test_a_token_that_is_given_is_sent(cloud: Cloud, demo: DemoCloud) -> None:
    vpc = network(demo, "VPC")
    result = await grant(
        cloud, vpc, target(demo), progress=lambda _: None, token="of-last-night", polling=HASTE
    )
    assert result.outcome is Outcome.VERIFIED
    assert demo.calls("GrantInstanceToCen")[0].parameters["ClientToken"] == "of-last-night"


@TYPES
@pytest.mark.parametrize(
    "code", ["Throttling.User", "TaskConflict", "Operation.Blocking", "IncorrectStatus", "SystemBusy"]
)
async def test_what_may_pass_is_waited_out_and_reported(
    cloud: Cloud, demo: DemoCloud, key: str, code: str
) -> None:
    demo.set_faults(f"error@{GRANTS[key]}={code}:2")
    told: list[RetryEvent] = []
    result = await grant(
        cloud,
        network(demo, key),
        target(demo),
        options=options(key),
        progress=lambda _: None,
        on_wait=told.append,
        polling=HASTE,
    )
    assert result.outcome is Outcome.VERIFIED
    assert [(waiting.error.code, waiting.attempt) for waiting in told] == [(code, 2), (code, 3)]
    assert len(demo.calls(GRANTS[key])) == 3
    assert len(demo.calls(READS[key])) == 2


async def test_a_refusal_ends_what_was_never_unknown(cloud: Cloud, demo: DemoCloud) -> None:
    demo.set_faults("error@GrantInstanceToCen=Invalid.Grant")
    stages: list[Stage] = []
    result = await carried_out(OperationKind.GRANT, cloud, demo, "VPC", stages=stages)
    assert (result.outcome, stages) == (Outcome.REFUSED, [Stage.READING, Stage.SENDING])
    assert len(demo.calls("GrantInstanceToCen")) == 1


@BOTH
@TYPES
async def test_a_refusal_after_a_lost_answer_leaves_it_unknown(
    cloud: Cloud, demo: DemoCloud, kind: OperationKind, key: str
) -> None:
    await ready(demo, cloud, kind, key)
    action = ACTIONS[kind][key]
    demo.set_faults(f"drop-before@{action}:1,error@{action}=Forbidden.RAM/403")
    result = await carried_out(kind, cloud, demo, key)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    denied = ErrorKind.DENIED if grant_calls(key).takes_token else ErrorKind.TRANSPORT
    assert (result.error.kind, result.error.outcome_unknown) == (denied, True)


@TYPES
async def test_only_with_a_token_it_is_sent_again_after_a_lost_answer(
    cloud: Cloud, demo: DemoCloud, key: str
) -> None:
    demo.set_faults(f"drop-before@{GRANTS[key]}:1")
    result = await carried_out(OperationKind.GRANT, cloud, demo, key)
    if grant_calls(key).takes_token:
        assert result.outcome is Outcome.VERIFIED
        first, second = demo.calls(GRANTS[key])
        assert first.parameters["ClientToken"] == second.parameters["ClientToken"]
    else:
        assert result.outcome is Outcome.UNKNOWN
        assert len(demo.calls(GRANTS[key])) == 1


@TYPES
async def test_when_the_rules_cannot_be_read_it_is_not_sent_again(
    cloud: Cloud, demo: DemoCloud, key: str
) -> None:
    def then(stage: Stage) -> None:
        if stage is Stage.SENDING:
            demo.set_faults(f"drop-before@{GRANTS[key]}:1,error@{READS[key]}=Forbidden.RAM/403")

    result = await grant(
        cloud,
        network(demo, key),
        target(demo),
        options=options(key),
        progress=then,
        polling=HASTE,
    )
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert "could not be read" in result.error.detail
    assert len(demo.calls(GRANTS[key])) == 1


@TYPES
async def test_a_rule_that_shows_late_after_a_lost_answer_is_written_once(
    cloud: Cloud, demo: DemoCloud, key: str
) -> None:
    demo.set_faults(f"lag=300,drop-after@{GRANTS[key]}:1")
    result = await grant(
        cloud,
        network(demo, key),
        target(demo),
        options=options(key),
        progress=lambda _: None,
        polling=PollPolicy(waits=(0.05,), tries=12),
    )
    assert result.outcome is Outcome.VERIFIED
    (rule,) = rules(demo, key)
    assert rule.repeats == 0


async def test_acts_on_one_network_go_one_after_another(demo: DemoCloud) -> None:
    demo.world.work_seconds = 0.05
    vpc = network(demo, "VPC")
    targets = [target(demo), target(demo, "group-legacy")]
    async with reach(demo) as ours, reach(demo) as another:
        results = await asyncio.gather(
            *(
                grant(cloud, vpc, to, progress=lambda _: None, polling=HASTE)
                for cloud, to in zip([ours, another], targets, strict=True)
            )
        )
    assert {result.outcome for result in results} == {Outcome.VERIFIED}
    assert [call.code for call in demo.calls("GrantInstanceToCen")] == ["", ""]


async def test_the_time_for_trying_again_ends(demo: DemoCloud) -> None:
    demo.set_faults("error@GrantInstanceToCen=TaskConflict")
    async with reach(demo, retrying=RetryPolicy(total=2, first=0.01, longest=0.05)) as cloud:
        async with asyncio.timeout(60):
            result = await carried_out(OperationKind.GRANT, cloud, demo, "VPC")
    assert result.outcome is Outcome.REFUSED
    assert len(demo.calls("GrantInstanceToCen")) > 2


async def test_a_wait_can_be_cancelled(demo: DemoCloud) -> None:
    demo.set_faults("retry-after@GrantInstanceToCen=60000")
    async with reach(demo, retrying=RetryPolicy()) as cloud:
        waits = asyncio.Event()
        cloud.on_wait = lambda _: waits.set()
        under_way = asyncio.ensure_future(carried_out(OperationKind.GRANT, cloud, demo, "VPC"))
        await waits.wait()
        under_way.cancel()
        with pytest.raises(asyncio.CancelledError):
            await under_way
        demo.set_faults("")
        assert (await carried_out(OperationKind.GRANT, cloud, demo, "VPC")).outcome is Outcome.VERIFIED


@pytest.mark.parametrize("key", ["VPC", "VBR"])
async def test_a_look_that_fails_for_a_moment_does_not_end_what_carries_a_token(
    cloud: Cloud, demo: DemoCloud, key: str
) -> None:
    def then(stage: Stage) -> None:
        if stage is Stage.SENDING and not demo.calls(GRANTS[key]):
            demo.set_faults(f"drop-before@{GRANTS[key]}:1,drop-before@{READS[key]}:5")

    result = await grant(cloud, network(demo, key), target(demo), progress=then, polling=HASTE)
    assert result.outcome is Outcome.VERIFIED
    assert len({call.parameters["ClientToken"] for call in demo.calls(GRANTS[key])}) == 1


@pytest.mark.parametrize("fault", ["drop-before", "unavailable", "nonsense"])
@pytest.mark.parametrize(
    ("kind", "key"),
    [(OperationKind.GRANT, "CCN"), (OperationKind.GRANT, ROUTER), (OperationKind.REVOKE, "CCN")],
)
async def test_reads_that_fail_for_a_moment_do_not_end_what_carries_no_token(
    demo: DemoCloud, kind: OperationKind, key: str, fault: str
) -> None:
    async with reach(demo, retrying=replace(SOON, total=60)) as cloud:
        await ready(demo, cloud, kind, key)
        action, read = ACTIONS[kind][key], READS[key]
        heard: list[RetryEvent] = []
        cloud.on_wait = heard.append
        told: list[Stage] = []

        def then(stage: Stage) -> None:
            if stage is Stage.SENDING and stage not in told:
                demo.set_faults(f"drop-after@{action}:1,{fault}@{read}=1:60")
            told.append(stage)

        to, what = target(demo), network(demo, key)
        result = await RUN[kind](cloud, what, to, options=options(key, kind), progress=then, polling=HASTE)
    assert result.outcome is Outcome.VERIFIED
    assert len(demo.calls(action)) == 1
    assert heard


async def test_reads_that_go_on_failing_end_with_the_time_for_trying_again(demo: DemoCloud) -> None:
    async with reach(demo, retrying=RetryPolicy(total=1, first=0.01, longest=0.05)) as cloud:
        await carried_out(OperationKind.GRANT, cloud, demo, "CCN")
        demo.set_faults(f"drop-after@{REVOKES['CCN']}:1")

        def then(stage: Stage) -> None:
            if stage is Stage.SENDING:
                demo.set_faults(f"drop-after@{REVOKES['CCN']}:1,unavailable@{READS['CCN']}")

        async with asyncio.timeout(60):
            result = await RUN[OperationKind.REVOKE](
                cloud,
                network(demo, "CCN"),
                target(demo),
                options=options("CCN", OperationKind.REVOKE),
                progress=then,
                polling=HASTE,
            )
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert "could not be read" in result.error.detail


async def test_a_look_that_is_refused_ends_it_at_once(demo: DemoCloud) -> None:
    def then(stage: Stage) -> None:
        if stage is Stage.SENDING:
            demo.set_faults(f"drop-after@{GRANTS['CCN']}:1,error@{READS['CCN']}=Forbidden.RAM/403")

    async with reach(demo, retrying=RetryPolicy()) as cloud:
        result = await grant(cloud, network(demo, "CCN"), target(demo), progress=then, polling=HASTE)
    assert result.outcome is Outcome.UNKNOWN
    assert len(demo.calls(READS["CCN"])) <= 1 + HASTE.tries
