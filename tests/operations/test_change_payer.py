"""Changing who pays: sent once with a token, read back, refused where it cannot be."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from support.changes import (
    HASTE,
    PAYERS,
    ROUTER,
    SOON,
    carried_out,
    change_payer,
    grant,
    network,
    options,
    rules,
    stand,
)
from support.demo import running_cloud
from support.reach import reach, target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Network, Payer
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.outcome import OperationKind, Outcome, Stage

ACTION = PAYERS[ROUTER]
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Clock:
    """Gives the cloud's time, which goes on when it is told to."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def demo(clock: Clock) -> AsyncIterator[DemoCloud]:
    async with running_cloud(work_seconds=0, clock=clock) as cloud:
        yield cloud


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, retrying=SOON) as ours:
        yield ours


async def test_it_is_sent_once_with_a_token_and_seen(cloud: Cloud, demo: DemoCloud) -> None:
    await stand(demo, cloud, ROUTER)
    result = await carried_out(OperationKind.CHANGE_PAYER, cloud, demo, ROUTER)
    assert (result.kind, result.outcome, result.error) == (OperationKind.CHANGE_PAYER, Outcome.VERIFIED, None)
    assert result.rule is not None
    assert result.rule.payer == result.rule.payer_in_force == Payer.NETWORK_OWNER
    (call,) = demo.calls(ACTION)
    assert call.parameters["OrderType"] == "PayByResourceOwner"
    assert call.parameters["ClientToken"]
    again = await carried_out(OperationKind.CHANGE_PAYER, cloud, demo, ROUTER)
    assert again.outcome is Outcome.ALREADY
    assert len(demo.calls(ACTION)) == 1


@pytest.mark.parametrize(
    ("fault", "sent"), [("drop-before:1", 2), ("drop-after:1", 1), ("html:1", 2), ("throttle:2", 3)]
)
async def test_a_lost_answer_is_reconciled_and_the_same_token_sent_again(
    cloud: Cloud, demo: DemoCloud, fault: str, sent: int
) -> None:
    await stand(demo, cloud, ROUTER)
    name, _, times = fault.partition(":")
    demo.set_faults(f"{name}@{ACTION}:{times}")
    assert (await carried_out(OperationKind.CHANGE_PAYER, cloud, demo, ROUTER)).outcome is Outcome.VERIFIED
    calls = demo.calls(ACTION)
    assert len(calls) == sent
    assert len({call.parameters["ClientToken"] for call in calls}) == 1


async def test_twice_within_an_hour_is_refused_and_later_not(
    cloud: Cloud, demo: DemoCloud, clock: Clock
) -> None:
    await stand(demo, cloud, ROUTER)
    assert (await carried_out(OperationKind.CHANGE_PAYER, cloud, demo, ROUTER)).outcome is Outcome.VERIFIED
    back = GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    on, to = network(demo, ROUTER), target(demo)
    refused = await change_payer(cloud, on, to, options=back, progress=lambda _: None)
    assert refused.outcome is Outcome.REFUSED
    assert refused.error is not None
    assert "once an hour" in refused.error.detail
    clock.now = NOON + timedelta(hours=1)
    later = await change_payer(cloud, on, to, options=back, progress=lambda _: None)
    assert later.outcome is Outcome.VERIFIED


async def test_what_is_attached_is_in_force_only_after_the_other_step(cloud: Cloud, demo: DemoCloud) -> None:
    sg = Network("VPC", demo.estate.network("sg-prod").id, "", "ap-southeast-1")
    change = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
    result = await change_payer(cloud, sg, target(demo), options=change, progress=lambda _: None)
    assert result.outcome is Outcome.VERIFIED
    assert result.rule is not None
    assert (result.rule.payer, result.rule.payer_in_force) == (Payer.NETWORK_OWNER, Payer.CEN_OWNER)


async def test_a_rule_that_does_not_stand_has_no_payer_to_change(cloud: Cloud, demo: DemoCloud) -> None:
    result = await carried_out(OperationKind.CHANGE_PAYER, cloud, demo, ROUTER)
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert result.error.kind is ErrorKind.NOT_FOUND
    assert demo.calls(ACTION) == []


async def test_a_plain_rule_names_nobody(cloud: Cloud, demo: DemoCloud) -> None:
    await stand(demo, cloud, "VPC")
    assert (await carried_out(OperationKind.CHANGE_PAYER, cloud, demo, ROUTER)).outcome is Outcome.REFUSED
    assert len(rules(demo, "VPC")) == 1


async def test_granting_with_another_payer_is_a_refusal_that_says_how_to_change_it(
    cloud: Cloud, demo: DemoCloud
) -> None:
    await stand(demo, cloud, ROUTER)
    on = network(demo, ROUTER)
    other = options(ROUTER, payer=Payer.NETWORK_OWNER)
    result = await grant(cloud, on, target(demo), options=other, progress=lambda _: None)
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert "PayByCenOwner" in result.error.detail
    assert "then p" in result.error.advice
    assert demo.calls("GrantInstanceToTransitRouter") == []


async def test_a_change_without_a_payer_cannot_be_asked_for(cloud: Cloud, demo: DemoCloud) -> None:
    with pytest.raises(ValueError, match="names the payer"):
        await change_payer(cloud, network(demo, ROUTER), target(demo), progress=lambda _: None)


@pytest.mark.parametrize(
    ("stage", "fault", "title"),
    [
        (Stage.SENDING, f"drop-before@{ACTION}:1", "The connection was lost"),
        (Stage.VERIFYING, "", "Payer changed, but not verified"),
    ],
)
async def test_a_rule_that_goes_meanwhile_is_not_said_to_name_the_payer_of_before(
    cloud: Cloud, demo: DemoCloud, stage: Stage, fault: str, title: str
) -> None:
    await stand(demo, cloud, ROUTER)
    demo.set_faults(fault)

    def then(now: Stage) -> None:
        for rule in rules(demo, ROUTER):
            if now is stage:
                demo.world.rules.remove(rule)

    result = await change_payer(
        cloud,
        network(demo, ROUTER),
        target(demo),
        options=options(ROUTER, OperationKind.CHANGE_PAYER),
        progress=then,
        polling=HASTE,
    )
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert (result.error.title, result.error.outcome_unknown) == (title, True)
    assert "No rule for a transit router of this CEN is visible any more." in result.error.detail
    assert "previous payer" not in result.error.detail
    assert len(demo.calls(ACTION)) == 1
