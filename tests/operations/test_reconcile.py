from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import accumulate

import pytest
from support.attaching import ENTERPRISE, OWNS_CENS
from support.changes import ACTIONS, GRANTS, HASTE, READS, network, options, show_rules_once, stand
from support.changes import BOTH as GRANT_AND_REVOKE
from support.reach import reach, target

from cen_tui.cloud.clients import Cloud
from cen_tui.demo.server import DemoCloud, utc_now
from cen_tui.operations.executor import change_for
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Refusal
from cen_tui.operations.polling import VISIBLE_WITHIN, PollPolicy
from cen_tui.operations.reconcile import _A_FEW_READS, reconcile

BOTH = pytest.mark.parametrize("kind", GRANT_AND_REVOKE)
TYPES = pytest.mark.parametrize("key", list(GRANTS))


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, read_only=True) as ours:
        yield ours


async def reconciled(cloud: Cloud, demo: DemoCloud, kind: OperationKind, key: str) -> OperationResult:
    on, to = network(demo, key), target(demo)
    return await reconcile(change_for(kind, cloud, on, to, options(key, kind)), polling=HASTE)


@BOTH
@TYPES
@pytest.mark.parametrize("stands", [True, False])
async def test_the_rules_tell_what_came_of_it(
    cloud: Cloud, demo: DemoCloud, kind: OperationKind, key: str, *, stands: bool
) -> None:
    if stands:
        async with reach(demo) as writing:
            await stand(demo, writing, key)
    result = await reconciled(cloud, demo, kind, key)
    landed = stands is (kind is OperationKind.GRANT)
    assert result.kind is kind
    assert result.outcome is (Outcome.VERIFIED if landed else Outcome.REFUSED)
    assert (result.rule is not None) is stands
    assert (result.error is None) is landed
    assert result.refusal is (Refusal.BY_CLOUD if landed else Refusal.NOT_DONE)
    if result.error:
        assert result.error.title == f"The {kind.value} was not applied"
    assert demo.calls(ACTIONS[kind][key]) == []


@BOTH
async def test_rules_that_cannot_be_read_reconcile_nothing(
    cloud: Cloud, demo: DemoCloud, kind: OperationKind
) -> None:
    demo.set_faults("throttle@DescribeGrantRulesToCen")
    result = await reconciled(cloud, demo, kind, "VPC")
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert result.error.title == "Too many requests"


@TYPES
async def test_the_rules_of_a_network_go_with_it(cloud: Cloud, demo: DemoCloud, key: str) -> None:
    demo.set_faults(f"error@{READS[key]}=InvalidInstanceId.NotFound/404")
    assert (await reconciled(cloud, demo, OperationKind.REVOKE, key)).outcome is Outcome.VERIFIED
    assert (await reconciled(cloud, demo, OperationKind.GRANT, key)).outcome is Outcome.REFUSED


async def test_a_rule_that_shows_late_is_waited_for(cloud: Cloud, demo: DemoCloud) -> None:
    show_rules_once(demo, lambda call: call.action == READS["VPC"])
    async with reach(demo) as writing:
        await stand(demo, writing, "VPC")
    assert (await reconciled(cloud, demo, OperationKind.GRANT, "VPC")).outcome is Outcome.VERIFIED
    assert len(demo.calls("DescribeGrantRulesToCen")) > 1


async def test_by_default_it_looks_three_times_in_three_seconds(cloud: Cloud, demo: DemoCloud) -> None:
    assert list(accumulate(_A_FEW_READS.waits)) == [0.0, 1.0, 3.0]
    assert _A_FEW_READS.tries == len(_A_FEW_READS.waits)
    result = await reconcile(change_for(OperationKind.REVOKE, cloud, network(demo, "VPC"), target(demo)))
    assert result.outcome is Outcome.VERIFIED
    assert len(demo.calls("DescribeGrantRulesToCen")) == 2


async def test_what_was_begun_just_now_and_does_not_show_is_not_known(cloud: Cloud, demo: DemoCloud) -> None:
    on, to = network(demo, "VPC"), target(demo)
    young = VISIBLE_WITHIN - timedelta(seconds=1)
    result = await reconcile(change_for(OperationKind.GRANT, cloud, on, to), polling=HASTE, age=young)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert result.error.title == "The grant is not visible yet"
    assert result.error.outcome_unknown


async def test_an_attachment_that_is_still_attaching_is_not_known(demo: DemoCloud) -> None:
    demo.world.attachments.attaching_seconds = 3600
    async with reach(demo, OWNS_CENS) as cloud:
        ENTERPRISE.grant(demo)
        demo.world.attachments.add(
            demo.estate.network("prod-core"), demo.estate.cen("group-backbone"), utc_now()
        )
        on, to = ENTERPRISE.network(demo), ENTERPRISE.target(demo)
        brief = PollPolicy(waits=(0.0,), tries=1, longest=0.1)
        result = await reconcile(change_for(OperationKind.ATTACH, cloud, on, to), polling=brief)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert result.error.title == "The attachment is in progress"
