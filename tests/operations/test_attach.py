"""Attaching a granted network: which call it takes, when it is done, and what is said when it is not."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from support.attaching import (
    BASIC,
    CASES,
    CCN,
    ENTERPRISE,
    NO_ROUTER,
    OWNS_CENS,
    SINGLE,
    SOON,
    VBR,
    Case,
    attached,
)
from support.changes import SOON as AGAIN_SOON
from support.reach import reach

from cen_tui.cloud.cen.attachments import attachment_of
from cen_tui.cloud.clients import Cloud
from cen_tui.demo.server import DemoCloud, utc_now
from cen_tui.operations.attachment_change import minutes_to_attach, until_settled
from cen_tui.operations.outcome import Outcome, Stage
from cen_tui.operations.polling import VISIBLE_WITHIN
from cen_tui.operations.runner import Earlier


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, OWNS_CENS) as one:
        yield one


def wanted(case: Case, demo: DemoCloud) -> dict[str, str]:
    """Return the parameters that the one call of a case must carry, its token left aside."""
    network, cen = case.network(demo), demo.estate.cen(case.cen)
    router = next((one.id for one in cen.routers if one.region == case.region), "")
    place = {"TransitRouterId": router} if router else {"CenId": cen.id}
    if case.action == "AttachCenChildInstance":
        return {
            "CenId": cen.id,
            "ChildInstanceId": network.id,
            "ChildInstanceType": case.type,
            "ChildInstanceRegionId": "ccn-cn-shanghai" if case is CCN else case.region,
            "ChildInstanceOwnerId": network.owner_uid,
        }
    word = case.type.title()
    zone = {"Zone.1.ZoneId": case.zone} if case.zone else {}
    own = {f"{word}Id": network.id, f"{word}OwnerId": network.owner_uid}
    return {**place, "RegionId": case.region, **own, **zone}


@pytest.mark.parametrize("case", [case for case in CASES if case is not SINGLE], ids=str)
async def test_each_case_takes_its_own_call_and_ends_attached(
    case: Case, demo: DemoCloud, cloud: Cloud
) -> None:
    case.grant(demo)
    stages: list[Stage] = []
    result = await attached(case, demo, cloud, await case.attach_options(demo, cloud), stages=stages)
    assert (result.outcome, result.error) == (Outcome.VERIFIED, None)
    assert stages == [Stage.LOOKING, Stage.SENDING, Stage.ATTACHING]
    (call,) = demo.calls(case.action)
    assert result.request_id == call.request_id
    assert call.unknown == ()
    sent = {name: value for name, value in call.parameters.items() if not name.startswith("ZoneMappings")}
    token = sent.pop("ClientToken", "")
    assert bool(token) is (case.action != "AttachCenChildInstance")
    charge = {"ChargeType": "POSTPAY"} if "VpcId" in sent else {}
    assert sent == wanted(case, demo) | charge
    held = case.held(demo)
    assert held
    assert demo.world.attachments.status(held) == "Attached"


async def test_a_vpc_is_entered_in_the_zones_that_were_chosen(demo: DemoCloud, cloud: Cloud) -> None:
    ENTERPRISE.grant(demo)
    options = await ENTERPRISE.attach_options(demo, cloud)
    assert [one.zone for one in options.vswitches] == ["cn-hangzhou-b", "cn-hangzhou-g"]
    await attached(ENTERPRISE, demo, cloud, options)
    (call,) = demo.calls(ENTERPRISE.action)
    for number, one in enumerate(options.vswitches, 1):
        assert call.parameters[f"ZoneMappings.{number}.ZoneId"] == one.zone
        assert call.parameters[f"ZoneMappings.{number}.VSwitchId"] == one.id


async def test_where_there_is_no_transit_router_the_cloud_makes_one(demo: DemoCloud, cloud: Cloud) -> None:
    NO_ROUTER.grant(demo)
    assert (await NO_ROUTER.attach_options(demo, cloud)).router is None
    await attached(NO_ROUTER, demo, cloud, await NO_ROUTER.attach_options(demo, cloud))
    made = (await NO_ROUTER.attach_options(demo, cloud)).router
    assert made
    assert made.enterprise


async def test_by_default_it_waits_as_long_as_the_type_may_take(demo: DemoCloud, cloud: Cloud) -> None:
    CCN.grant(demo)
    result = await attached(CCN, demo, cloud, await CCN.attach_options(demo, cloud), polling=None)
    assert result.outcome is Outcome.VERIFIED


async def test_what_is_attached_already_is_not_sent(demo: DemoCloud, cloud: Cloud) -> None:
    case = replace(ENTERPRISE, name="prod-data")
    result = await attached(case, demo, cloud, await case.attach_options(demo, cloud))
    assert result.outcome is Outcome.ALREADY
    assert demo.calls(case.action) == []


async def test_a_vpc_that_another_cen_holds_is_attached_to_this_one_as_well(
    demo: DemoCloud, cloud: Cloud
) -> None:
    other = replace(ENTERPRISE, name="erp")
    other.grant(demo)
    result = await attached(other, demo, cloud, await other.attach_options(demo, cloud))
    assert result.outcome is Outcome.VERIFIED
    assert len(demo.world.attachments.every(other.network(demo).id)) == 2


async def test_a_ccn_that_another_cen_holds_is_refused_and_not_waited_for(
    demo: DemoCloud, cloud: Cloud
) -> None:
    other = replace(CCN, name="门店网络", cen="group-legacy")
    other.grant(demo)
    result = await attached(other, demo, cloud, await other.attach_options(demo, cloud))
    assert result.outcome is Outcome.REFUSED
    assert result.error
    assert result.error.code == "InvalidOperation.ChildInstanceAlreadyAttached"
    assert "one CEN only" not in result.error.detail


@pytest.mark.parametrize("case", [ENTERPRISE, BASIC], ids=str)
async def test_a_grant_that_is_not_in_force_yet_is_waited_out(case: Case, demo: DemoCloud) -> None:
    case.grant(demo)
    demo.set_faults(f"error@{case.action}=Forbbiden.AttachChildInstanceAcrossUid/409:3")
    async with reach(demo, OWNS_CENS, retrying=AGAIN_SOON) as cloud:
        waits: list[str] = []
        cloud.on_wait = lambda waiting: waits.append(str(waiting))
        result = await attached(case, demo, cloud, await case.attach_options(demo, cloud))
    assert result.outcome is Outcome.VERIFIED
    assert len(demo.calls(case.action)) == 4
    assert waits[0] == "The grant is not in force: trying again in 1 s (try 2)"


async def test_a_grant_that_never_comes_into_force_is_refused_with_what_to_compare(demo: DemoCloud) -> None:
    async with reach(demo, OWNS_CENS, retrying=replace(AGAIN_SOON, total=0.3)) as cloud:
        result = await attached(VBR, demo, cloud, await VBR.attach_options(demo, cloud))
    assert result.outcome is Outcome.REFUSED
    assert result.error
    assert "the grant must name both of yours" in result.error.advice


async def test_attached_already_and_no_look_that_shows_it_is_unknown(demo: DemoCloud, cloud: Cloud) -> None:
    CCN.grant(demo)
    options = await CCN.attach_options(demo, cloud)

    def then(stage: Stage) -> None:
        if stage is Stage.SENDING:
            demo.set_faults(
                f"error@{CCN.action}=InvalidOperation.ChildInstanceAlreadyAttached,"
                "error@DescribeCenAttachedChildInstances=Forbidden.RAM/403"
            )

    result = await attached(CCN, demo, cloud, options, progress=then)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert "could not be read" in result.error.detail


async def test_attached_already_says_a_cloud_that_is_at_work_on_it(demo: DemoCloud, cloud: Cloud) -> None:
    CCN.grant(demo)
    options = await CCN.attach_options(demo, cloud)
    demo.world.attachments.attaching_seconds = 60
    demo.world.attachments.add(demo.estate.network(CCN.name), demo.estate.cen(CCN.cen), utc_now())
    impatient = replace(SOON, tries=1, longest=0.1)
    result = await attached(CCN, demo, cloud, options, polling=impatient)
    assert [call.code for call in demo.calls(CCN.action)] == ["InvalidOperation.ChildInstanceAlreadyAttached"]
    assert result.outcome is Outcome.UNKNOWN


async def test_a_refusal_does_not_resolve_an_earlier_try_that_the_cloud_is_at_work_on(
    demo: DemoCloud, cloud: Cloud
) -> None:
    CCN.grant(demo)
    options = await CCN.attach_options(demo, cloud)
    demo.world.attachments.attaching_seconds = 60
    demo.world.attachments.add(demo.estate.network(CCN.name), demo.estate.cen(CCN.cen), utc_now())
    demo.set_faults(f"error@{CCN.action}=Forbidden.RAM/403")
    impatient = replace(SOON, tries=1, longest=0.1)
    earlier = Earlier("", VISIBLE_WITHIN)
    result = await attached(CCN, demo, cloud, options, polling=impatient, earlier=earlier)
    assert (result.outcome, len(demo.calls(CCN.action))) == (Outcome.UNKNOWN, 1)


async def test_what_stays_attaching_is_not_called_attached(demo: DemoCloud, cloud: Cloud) -> None:
    CCN.grant(demo)
    demo.world.attachments.attaching_seconds = 60
    impatient = replace(SOON, tries=1, longest=0.1)
    result = await attached(CCN, demo, cloud, await CCN.attach_options(demo, cloud), polling=impatient)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error
    assert (result.error.title, result.error.outcome_unknown) == ("Sent, but not verified", True)


@pytest.mark.parametrize(
    ("kind", "minutes"), [("VPC", 42), ("VPN", 17), ("VBR", 10), ("ECR", 5), ("CCN", 10)]
)
def test_each_type_is_waited_for_as_long_as_it_may_take(kind: str, minutes: int) -> None:
    assert minutes_to_attach(kind) == minutes
    assert until_settled(kind).longest == minutes * 60


async def test_what_says_attaching_is_looked_at_less_and_less_often(demo: DemoCloud, cloud: Cloud) -> None:
    CCN.grant(demo)
    demo.world.attachments.attaching_seconds = 1.0
    result = await attached(CCN, demo, cloud, await CCN.attach_options(demo, cloud))
    assert result.outcome is Outcome.VERIFIED
    # Every 0.02 s it would be some forty looks; from 0.02 s to ten times as much it is some fifteen.
    assert len(demo.calls("DescribeCenAttachedChildInstances")) <= 20


@pytest.mark.parametrize(("total", "outcome"), [(60.0, Outcome.VERIFIED), (0.2, Outcome.UNKNOWN)])
async def test_reads_that_fail_for_a_moment_do_not_end_the_wait_for_what_says_attaching(
    demo: DemoCloud, total: float, outcome: Outcome
) -> None:
    CCN.grant(demo)
    demo.world.attachments.attaching_seconds = 3.0
    look = "DescribeCenAttachedChildInstances"

    async def fail_for_a_while() -> None:
        while len(demo.calls(look)) < 4:  # noqa: ASYNC110 - the first read, and looks that see Attaching
            await asyncio.sleep(0.01)
        demo.set_faults(f"drop-before@{look}" + (":8" if outcome is Outcome.VERIFIED else ""))

    async with reach(demo, OWNS_CENS, retrying=replace(AGAIN_SOON, total=total)) as cloud:
        options = await CCN.attach_options(demo, cloud)
        result, _ = await asyncio.gather(attached(CCN, demo, cloud, options), fail_for_a_while())
    assert result.outcome is outcome


async def test_the_attachment_of_a_router_is_found_with_its_id(demo: DemoCloud, cloud: Cloud) -> None:
    for case in (ENTERPRISE, VBR, BASIC):
        case.grant(demo)
        await attached(case, demo, cloud, await case.attach_options(demo, cloud))
        found = await attachment_of(cloud, case.target(demo).cen_id, case.network(demo))
        held = case.held(demo)
        assert held
        assert found
        assert (found.id, found.router_id) == ((held.id, held.router) if held.router else ("", ""))


async def test_cancelling_stops_the_waiting_and_not_the_cloud(demo: DemoCloud, cloud: Cloud) -> None:
    CCN.grant(demo)
    demo.world.attachments.attaching_seconds = 60
    stages: list[Stage] = []
    task = asyncio.ensure_future(
        attached(
            CCN,
            demo,
            cloud,
            await CCN.attach_options(demo, cloud),
            stages=stages,
            polling=replace(SOON, longest=60),
        )
    )
    while Stage.ATTACHING not in stages:  # noqa: ASYNC110 - the stage is told, not signalled
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert CCN.held(demo)


async def test_nothing_is_sent_when_it_cannot_be_seen_what_is_attached(demo: DemoCloud, cloud: Cloud) -> None:
    options = await CCN.attach_options(demo, cloud)
    demo.set_faults("error@DescribeCenAttachedChildInstances=Forbidden.RAM/403")
    result = await attached(CCN, demo, cloud, options)
    assert result.outcome is Outcome.REFUSED
    assert result.error
    assert result.error.ram_action == "cen:DescribeCenAttachedChildInstances"
    assert demo.calls(CCN.action) == []


async def test_read_only_attaches_nothing(demo: DemoCloud) -> None:
    CCN.grant(demo)
    async with reach(demo, OWNS_CENS, read_only=True) as cloud:
        result = await attached(CCN, demo, cloud, await CCN.attach_options(demo, cloud))
    assert result.outcome is Outcome.REFUSED
    assert CCN.held(demo) is None
