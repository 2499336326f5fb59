import asyncio

import pytest
from support.changes import GRANTS as ACTIONS
from support.changes import HASTE, READS, grant, network, options, show_rules_once
from support.reach import reach, target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.networks.base import CenTarget
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import PROD_VIEWER, credentials_of
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.outcome import OperationResult, Outcome, Stage

TYPES = pytest.mark.parametrize("key", list(ACTIONS))
LOST = [
    "drop-after",
    "gateway-timeout",
    "server-error-after",
    "truncated",
    "nonsense",
    "null",
    "hidden-error",
]


async def granted(
    cloud: Cloud, demo: DemoCloud, key: str, *, name: str = "", to: CenTarget | None = None
) -> tuple[OperationResult, list[Stage]]:
    stages: list[Stage] = []
    result = await grant(
        cloud,
        network(demo, key, name),
        to or target(demo),
        options=options(key),
        progress=stages.append,
        polling=HASTE,
    )
    return result, stages


@TYPES
async def test_a_grant_is_sent_once_and_read_back(cloud: Cloud, demo: DemoCloud, key: str) -> None:
    result, stages = await granted(cloud, demo, key)
    assert result.outcome is Outcome.VERIFIED
    assert result.rule is not None
    assert result.rule.target == result.target == target(demo)
    assert result.error is None
    assert result.request_id == demo.calls(ACTIONS[key])[0].request_id
    assert stages == [Stage.READING, Stage.SENDING, Stage.VERIFYING]
    assert len(demo.calls(ACTIONS[key])) == 1


@TYPES
async def test_what_is_granted_already_is_not_sent_again(cloud: Cloud, demo: DemoCloud, key: str) -> None:
    await granted(cloud, demo, key)
    result, stages = await granted(cloud, demo, key)
    assert result.outcome is Outcome.ALREADY
    assert result.rule is not None
    assert stages == [Stage.READING]
    assert len(demo.calls(ACTIONS[key])) == 1


async def test_another_rule_is_not_taken_for_this_one(cloud: Cloud, demo: DemoCloud) -> None:
    await granted(cloud, demo, "VPC")
    result, _ = await granted(cloud, demo, "VPC", to=target(demo, "group-legacy"))
    assert result.outcome is Outcome.VERIFIED
    assert len(demo.calls("GrantInstanceToCen")) == 2


async def test_each_grant_has_a_token_of_its_own(cloud: Cloud, demo: DemoCloud) -> None:
    await granted(cloud, demo, "VPC")
    await granted(cloud, demo, "VPC", to=target(demo, "group-legacy"))
    tokens = {received.parameters["ClientToken"] for received in demo.calls("GrantInstanceToCen")}
    assert len(tokens) == 2
    assert all(token.isascii() and len(token) <= 64 for token in tokens)


@TYPES
@pytest.mark.parametrize("fault", LOST)
async def test_a_lost_answer_is_reconciled_by_reading(
    cloud: Cloud, demo: DemoCloud, key: str, fault: str
) -> None:
    demo.set_faults(f"{fault}@{ACTIONS[key]}")
    result, _ = await granted(cloud, demo, key)
    assert result.outcome is Outcome.VERIFIED
    assert len(demo.calls(ACTIONS[key])) == 1


@TYPES
@pytest.mark.parametrize("fault", ["drop-before", "server-error", "bad-gateway", "html"])
async def test_what_never_shows_stays_unknown(cloud: Cloud, demo: DemoCloud, key: str, fault: str) -> None:
    demo.set_faults(f"{fault}@{ACTIONS[key]}")
    result, stages = await granted(cloud, demo, key)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert "before granting again" in result.error.advice
    assert stages[-1] is Stage.VERIFYING
    assert len(demo.calls(ACTIONS[key])) == 1
    assert len(demo.calls(READS[key])) == 1 + HASTE.tries


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("error@GrantInstanceToCen=TaskConflict", ErrorKind.CONFLICT),
        ("error@GrantInstanceToCen=Invalid.Grant", ErrorKind.REFUSED),
        ("throttle@GrantInstanceToCen", ErrorKind.THROTTLED),
    ],
)
async def test_a_refusal_is_a_result(cloud: Cloud, demo: DemoCloud, spec: str, kind: ErrorKind) -> None:
    demo.set_faults(spec)
    result, stages = await granted(cloud, demo, "VPC")
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert result.error.kind is kind
    assert stages == [Stage.READING, Stage.SENDING]


async def test_without_permission_the_action_to_ask_for_is_named(demo: DemoCloud) -> None:
    async with reach(demo, credentials_of(PROD_VIEWER)) as viewer:
        result, _ = await granted(viewer, demo, "VPC")
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert result.error.ram_action == "vpc:GrantInstanceToCen"


async def test_read_only_refuses(demo: DemoCloud) -> None:
    async with reach(demo, read_only=True) as cloud:
        result, _ = await granted(cloud, demo, "VPC")
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert result.error.kind is ErrorKind.READ_ONLY
    assert demo.calls("GrantInstanceToCen") == []


async def test_when_the_rules_cannot_be_read_nothing_is_sent(cloud: Cloud, demo: DemoCloud) -> None:
    demo.set_faults("throttle@DescribeGrantRulesToCen")
    result, stages = await granted(cloud, demo, "VPC")
    assert result.outcome is Outcome.REFUSED
    assert stages == [Stage.READING]
    assert demo.calls("GrantInstanceToCen") == []


async def test_a_rule_that_shows_late_is_waited_for(cloud: Cloud, demo: DemoCloud) -> None:
    reads, sent = READS["VPC"], ACTIONS["VPC"]
    show_rules_once(demo, lambda call: call.action == reads and bool(demo.calls(sent)))
    result = await grant(cloud, network(demo, "VPC"), target(demo), polling=HASTE)
    assert result.outcome is Outcome.VERIFIED
    assert len(demo.calls(reads)) == 3


@pytest.mark.parametrize("spec", ["lag=60000", "lag=60000,throttle@DescribeGrantRulesToCen"])
async def test_an_accepted_grant_that_never_shows_is_unknown(
    cloud: Cloud, demo: DemoCloud, spec: str
) -> None:
    def then(stage: Stage) -> None:
        if stage is Stage.SENDING:
            demo.set_faults(spec)

    result = await grant(cloud, network(demo, "VPC"), target(demo), progress=then, polling=HASTE)
    assert result.outcome is Outcome.UNKNOWN
    assert result.request_id
    assert result.error is not None
    assert result.error.title == "Granted, but not verified"
    assert ("could not be read" in result.error.detail) is ("throttle" in spec)


async def test_a_duplicate_is_already_granted(cloud: Cloud, demo: DemoCloud) -> None:
    ccn, kind = network(demo, "CCN"), network_type("CCN")
    show_rules_once(demo, lambda call: bool(call.code))
    await kind.apis[0].grant(cloud, ccn, target(demo), token="unused", payer=None)
    result = await grant(cloud, ccn, target(demo), progress=lambda _: None, polling=HASTE)
    assert [received.code for received in demo.calls("GrantInstanceToCbn")] == ["", "DuplicatedGrantRule"]
    assert result.outcome is Outcome.ALREADY
    assert result.rule is not None


async def test_a_duplicate_whose_rule_does_not_show_is_unknown(cloud: Cloud, demo: DemoCloud) -> None:
    demo.set_faults("error@GrantInstanceToCbn=DuplicatedGrantRule")
    result, _ = await granted(cloud, demo, "CCN")
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert result.error.kind is ErrorKind.DUPLICATE


async def test_cancelling_passes_through(cloud: Cloud, demo: DemoCloud) -> None:
    demo.set_faults("latency@GrantInstanceToCen=60000")
    under_way = asyncio.ensure_future(granted(cloud, demo, "VPC"))
    await asyncio.sleep(0.2)
    under_way.cancel()
    with pytest.raises(asyncio.CancelledError):
        await under_way
