"""Attaching VPN connections and Express Connect Routers: zones, regions, and what has to be there first."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from support.attaching import (
    ECR,
    IN_ZONE,
    OWNS_CENS,
    SINGLE,
    SOON,
    VPN,
    Case,
    attached,
)
from support.changes import SOON as TRIED_AGAIN
from support.demo import running_cloud
from support.reach import reach

from cen_tui.cloud.cen.attachments import attachments
from cen_tui.cloud.cen.instances import cidr_blocks, service_active
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.executor import change_for, run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.operations.runner import Operation
from cen_tui.vault.base import Account

ACCOUNT = Account("group-backbone", CEN_OWNER, id="entry-2")


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud(work_seconds=0) as running:
        running.world.attachments.attaching_seconds = running.world.attachments.setting_seconds = 0.02
        yield running


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, OWNS_CENS) as one:
        yield one


async def detach(case: Case, demo: DemoCloud, cloud: Cloud) -> OperationResult:
    wanted = change_for(OperationKind.DETACH, cloud, case.network(demo), case.target(demo))
    return await Operation(wanted, lambda _: None, polling=SOON).run()


async def test_a_single_tunnel_connection_is_attached_in_a_zone_once_the_cloud_asks_for_one(
    demo: DemoCloud, cloud: Cloud
) -> None:
    SINGLE.grant(demo)
    result = await attached(SINGLE, demo, cloud, await SINGLE.attach_options(demo, cloud))
    assert (result.outcome, result.error) == (Outcome.VERIFIED, None)
    without, within = demo.calls(SINGLE.action)
    assert "Zone.1.ZoneId" not in without.parameters
    assert within.parameters["Zone.1.ZoneId"] == "eu-central-1-b"
    token = without.parameters["ClientToken"]
    assert within.parameters["ClientToken"] == f"{token}-zone"
    assert len(demo.calls("ListTransitRouterAvailableResource")) == 1


async def test_a_zone_that_does_not_fit_is_refused_and_not_tried_without(
    demo: DemoCloud, cloud: Cloud
) -> None:
    VPN.grant(demo)
    options = replace(await VPN.attach_options(demo, cloud), zone="cn-hangzhou-b")
    result = await attached(VPN, demo, cloud, options)
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert result.error.code == "OperationUnsupported.VcoTunnelNotMatchZoneParam"
    assert len(demo.calls(VPN.action)) == 1


@pytest.mark.parametrize("fault", ["drop-after", "drop-before"])
async def test_a_lost_answer_of_the_second_request_attaches_once(fault: str, demo: DemoCloud) -> None:
    SINGLE.grant(demo)

    def lose(_: object) -> None:
        if len(demo.calls(SINGLE.action)) == 1:
            demo.set_faults(f"{fault}@{SINGLE.action}:1")
            demo.on_received = None

    demo.on_received = lose
    async with reach(demo, OWNS_CENS, retrying=TRIED_AGAIN) as cloud:
        result = await attached(SINGLE, demo, cloud, await SINGLE.attach_options(demo, cloud))
    assert result.outcome is Outcome.VERIFIED
    tokens = {call.parameters["ClientToken"] for call in demo.calls(SINGLE.action)}
    assert len(tokens) == 2
    assert len(demo.world.attachments.every(demo.estate.network(SINGLE.name).id)) == 1


@pytest.mark.parametrize("case", [VPN, IN_ZONE, ECR], ids=str)
async def test_what_needs_a_router_beforehand_is_not_sent_without_one(
    case: Case, demo: DemoCloud, cloud: Cloud
) -> None:
    case.grant(demo)
    result = await attached(case, demo, cloud, AttachOptions())
    assert (result.outcome, demo.calls(case.action)) == (Outcome.REFUSED, [])
    assert result.error is not None
    assert result.error.title == "There is no Enterprise transit router"


async def test_an_express_connect_router_is_attached_in_several_regions_and_detached_in_one(
    demo: DemoCloud, cloud: Cloud
) -> None:
    elsewhere = replace(ECR, region="cn-shanghai")
    for case in (ECR, elsewhere):
        case.grant(demo)
        result = await attached(case, demo, cloud, await case.attach_options(demo, cloud))
        assert result.outcome is Outcome.VERIFIED
    cen_id = ECR.target(demo).cen_id
    everywhere = replace(ECR.network(demo), region="global")
    found = await attachments(cloud, cen_id, everywhere)
    assert {one.network.region for one in found} == {"cn-hangzhou", "cn-shanghai"}
    assert (await detach(elsewhere, demo, cloud)).outcome is Outcome.VERIFIED
    (left,) = await attachments(cloud, cen_id, everywhere)
    assert left.network.region == "cn-hangzhou"


async def test_the_regions_of_an_express_connect_router_are_operations_of_their_own(
    demo: DemoCloud, cloud: Cloud
) -> None:
    journal = Journal(None)
    elsewhere = replace(ECR, region="cn-shanghai")
    for case in (ECR, elsewhere):
        case.stand_attached(demo)
    begun = journal.begin(
        OperationKind.DETACH,
        ACCOUNT,
        ECR.network(demo),
        ECR.target(demo),
        "T-1",
        options_for(network_type("ECR")),
    )
    journal.end(begun.id, Outcome.UNKNOWN)
    result = await run_journaled(
        OperationKind.DETACH,
        journal=journal,
        cloud=cloud,
        account=ACCOUNT,
        network=elsewhere.network(demo),
        target=elsewhere.target(demo),
        progress=lambda _: None,
        polling=SOON,
    )
    assert result.outcome is Outcome.VERIFIED
    (still_open,) = journal.open_entries()
    assert still_open.intent.region == "cn-hangzhou"


async def test_what_attaching_needs_is_read(demo: DemoCloud, cloud: Cloud) -> None:
    assert await service_active(cloud)
    options = await VPN.attach_options(demo, cloud)
    assert options.router is not None
    assert await cidr_blocks(cloud, options.router) == ("10.255.0.0/24",)
    other = next(one for one in demo.estate.cen("group-backbone").routers if one.region == "cn-shanghai")
    assert await cidr_blocks(cloud, replace(options.router, id=other.id, region=other.region)) == ()
    contents = replace(estate(), without_routers=frozenset({CEN_OWNER}))
    async with running_cloud(contents=contents) as closed, reach(closed, OWNS_CENS) as there:
        assert not await service_active(there)
