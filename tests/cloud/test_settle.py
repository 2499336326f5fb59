from collections.abc import AsyncIterator

import pytest
from support.changes import ACTIONS, GRANTS, HASTE, READS, kind_of, network, stand, terms
from support.changes import BOTH as BOTH_ACTS
from support.demo import running_cloud
from support.reach import reach, target

from cen_tui.cloud.client import Cloud
from cen_tui.cloud.outcome import Act, ActResult, Outcome
from cen_tui.cloud.settle import settle
from cen_tui.demo.server import DemoCloud

BOTH = pytest.mark.parametrize("act", BOTH_ACTS)
TYPES = pytest.mark.parametrize("key", list(GRANTS))


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud(work_seconds=0) as cloud:
        yield cloud


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, read_only=True) as ours:
        yield ours


async def settled(cloud: Cloud, demo: DemoCloud, act: Act, key: str) -> ActResult:
    on, to = network(demo, key), target(demo)
    return await settle(cloud, kind_of(key), act, on, to, terms=terms(key, act), patience=HASTE)


@BOTH
@TYPES
@pytest.mark.parametrize("stands", [True, False])
async def test_the_rules_tell_what_came_of_it(
    cloud: Cloud, demo: DemoCloud, act: Act, key: str, *, stands: bool
) -> None:
    if stands:
        async with reach(demo) as writing:
            await stand(demo, writing, key)
    result = await settled(cloud, demo, act, key)
    landed = stands is (act is Act.GRANT)
    assert result.act is act
    assert result.outcome is (Outcome.VERIFIED if landed else Outcome.REFUSED)
    assert (result.rule is not None) is stands
    assert (result.error is None) is landed
    if result.error:
        assert result.error.title == f"The {act.value} did not land"
    assert demo.calls(ACTIONS[act][key]) == []


@BOTH
async def test_rules_that_cannot_be_read_settle_nothing(cloud: Cloud, demo: DemoCloud, act: Act) -> None:
    demo.set_faults("throttle@DescribeGrantRulesToCen")
    result = await settled(cloud, demo, act, "VPC")
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert result.error.title == "Too many requests"


@TYPES
async def test_the_rules_of_a_network_go_with_it(cloud: Cloud, demo: DemoCloud, key: str) -> None:
    demo.set_faults(f"error@{READS[key]}=InvalidInstanceId.NotFound/404")
    assert (await settled(cloud, demo, Act.REVOKE, key)).outcome is Outcome.VERIFIED
    assert (await settled(cloud, demo, Act.GRANT, key)).outcome is Outcome.REFUSED


async def test_a_rule_that_shows_late_is_waited_for(cloud: Cloud, demo: DemoCloud) -> None:
    demo.set_faults("lag=30")
    async with reach(demo) as writing:
        await stand(demo, writing, "VPC")
    assert (await settled(cloud, demo, Act.GRANT, "VPC")).outcome is Outcome.VERIFIED
    assert len(demo.calls("DescribeGrantRulesToCen")) > 1
