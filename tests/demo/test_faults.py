import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
import pytest
from alibabacloud_vpc20160428 import models
from darabonba.exceptions import UnretryableException
from support.demo import refusal, running_cloud, vpc

from cen_tui.demo.server import DemoCloud

ACTION = "GrantInstanceToCen"


async def grant(cloud: DemoCloud) -> models.GrantInstanceToCenResponse:
    network, cen = cloud.estate.network("prod-core"), cloud.estate.cen("group-backbone")
    request = models.GrantInstanceToCenRequest(
        region_id=network.region,
        instance_id=network.id,
        instance_type="VPC",
        cen_id=cen.id,
        cen_owner_id=int(cen.owner),
    )
    return await vpc(cloud).grant_instance_to_cen_async(request)


async def shown(cloud: DemoCloud) -> int:
    network = cloud.estate.network("prod-core")
    request = models.DescribeGrantRulesToCenRequest(
        region_id=network.region, instance_id=network.id, instance_type="VPC"
    )
    body = (await vpc(cloud).describe_grant_rules_to_cen_async(request)).body
    return len(body.cen_grant_rules.cbn_grant_rule)


@dataclass(frozen=True, slots=True)
class Bare:
    status: int
    headers: Mapping[str, str]
    body: bytes


async def bare(cloud: DemoCloud) -> Bare:
    """Ask without a signature: the faults strike all the same."""
    headers = {"x-acs-action": ACTION, "x-acs-version": "2016-04-28"}
    async with aiohttp.ClientSession() as session, session.post(cloud.url, headers=headers) as response:
        return Bare(response.status, dict(response.headers), await response.read())


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("throttle", 400, "Throttling.User"),
        ("retry-after=250", 429, "Throttling"),
        ("server-error", 500, "InternalError"),
        ("unavailable", 503, "ServiceUnavailable"),
        ("error=QuotaExceeded.CbnGrantRules/404", 404, "QuotaExceeded.CbnGrantRules"),
        ("error=InsufficientBalance", 400, "InsufficientBalance"),
    ],
)
async def test_refusals_before_the_work(cloud: DemoCloud, fault: str, status: int, code: str) -> None:
    cloud.set_faults(fault)
    found = await refusal(grant(cloud))
    assert (found.status, found.code) == (status, code)
    cloud.set_faults("")
    assert await shown(cloud) == 0
    assert (cloud.received[0].status, cloud.received[0].code) == (status, code)
    assert cloud.received[0].fault == fault.partition("=")[0]


@pytest.mark.parametrize("fault", ["drop-before", "html", "bad-gateway"])
async def test_answers_that_are_none_before_the_work(cloud: DemoCloud, fault: str) -> None:
    cloud.set_faults(f"{fault}:1")
    with pytest.raises(UnretryableException):
        await grant(cloud)
    assert await shown(cloud) == 0


@pytest.mark.parametrize("fault", ["drop-after", "gateway-timeout", "truncated", "nonsense"])
async def test_answers_that_are_none_after_the_work(cloud: DemoCloud, fault: str) -> None:
    cloud.set_faults(f"{fault}@{ACTION}:1")
    with pytest.raises((UnretryableException, aiohttp.ClientPayloadError)):
        await grant(cloud)
    assert await shown(cloud) == 1


async def test_a_server_error_after_the_work(cloud: DemoCloud) -> None:
    cloud.set_faults(f"server-error-after@{ACTION}")
    assert (await refusal(grant(cloud))).status == 500
    assert await shown(cloud) == 1


@pytest.mark.parametrize("fault", ["null", "list", "hidden-error"])
async def test_answers_that_the_sdk_takes_for_good(cloud: DemoCloud, fault: str) -> None:
    cloud.set_faults(f"{fault}@{ACTION}")
    assert (await grant(cloud)).status_code == 200
    assert await shown(cloud) == 1


async def test_what_goes_over_the_wire(cloud: DemoCloud) -> None:
    cloud.set_faults("html")
    page = await bare(cloud)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    cloud.set_faults("retry-after=250")
    assert (await bare(cloud)).headers["x-acs-retry-after"] == "250"
    cloud.set_faults("null")
    assert (await bare(cloud)).body == b"null"
    cloud.set_faults("hidden-error")
    hidden = await bare(cloud)
    assert (hidden.status, json.loads(hidden.body)["Code"]) == (200, "InternalError")


@pytest.mark.parametrize(
    ("fault", "error"),
    [("drop-before", aiohttp.ServerDisconnectedError), ("truncated", aiohttp.ClientPayloadError)],
)
async def test_connections_end_early(cloud: DemoCloud, fault: str, error: type[Exception]) -> None:
    cloud.set_faults(fault)
    with pytest.raises(error):
        await bare(cloud)


async def test_latency_and_a_slow_answer(cloud: DemoCloud) -> None:
    cloud.set_faults("latency=120,slow-answer=130")
    began = time.monotonic()
    await grant(cloud)
    assert time.monotonic() - began >= 0.25


async def test_a_rule_that_lags_shows_later() -> None:
    async with running_cloud(faults=f"lag@{ACTION}=2000") as cloud:
        await grant(cloud)
        assert await shown(cloud) == 0
        began = time.monotonic()
        while not await shown(cloud):
            assert time.monotonic() - began < 60


async def test_a_caller_who_hangs_up_does_not_undo_the_work(cloud: DemoCloud) -> None:
    cloud.set_faults("slow-answer=60000:1")
    request = models.DescribeRegionsRequest()
    client = vpc(cloud)
    client._read_timeout = 100
    with pytest.raises(UnretryableException):
        await client.describe_regions_async(request)
    assert [each.status for each in cloud.received] == [200]
    assert await shown(cloud) == 0
