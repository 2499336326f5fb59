"""The embedded cloud for tests: running, and reached through the official SDK clients."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from alibabacloud_cbn20170912.client import Client as CbnClient
from alibabacloud_expressconnectrouter20230901.client import Client as EcrClient
from alibabacloud_smartag20180313.client import Client as SmartagClient
from alibabacloud_sts20150401.client import Client as StsClient
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils_models import Config
from alibabacloud_vpc20160428.client import Client as VpcClient

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.estate.accounts import GROUP_BACKBONE, PROD_NETWORK, credentials_of
from cen_tui.demo.estate.estate import Estate
from cen_tui.demo.server import DemoCloud, utc_now
from cen_tui.demo.world import WORK_SECONDS

NETWORK_OWNER = credentials_of(PROD_NETWORK)
CEN_OWNER = credentials_of(GROUP_BACKBONE)


@asynccontextmanager
async def running_cloud(  # noqa: PLR0913 - the same as DemoCloud takes
    *,
    clock: Callable[[], datetime] = utc_now,
    now: Callable[[], datetime] = utc_now,
    seed: int = 1,
    faults: str = "",
    work_seconds: float = WORK_SECONDS,
    contents: Estate | None = None,
) -> AsyncIterator[DemoCloud]:
    """Run an embedded cloud for the length of a `with` block; its address is `cloud.url`."""
    cloud = DemoCloud(
        clock=clock, now=now, seed=seed, faults=faults, work_seconds=work_seconds, contents=contents
    )
    await cloud.start()
    try:
        yield cloud
    finally:
        await cloud.stop()


def config(cloud: DemoCloud, who: Credentials = NETWORK_OWNER, region: str = "cn-hangzhou") -> Config:
    """Return the settings with which an official client reaches the cloud as somebody."""
    return Config(
        access_key_id=who.key_id,
        access_key_secret=str.__str__(who.secret),
        security_token=str.__str__(who.token) if who.token else None,
        endpoint=cloud.url.removeprefix("http://"),
        protocol="http",
        region_id=region,
    )


def vpc(cloud: DemoCloud, who: Credentials = NETWORK_OWNER) -> VpcClient:
    return VpcClient(config(cloud, who))


def smartag(cloud: DemoCloud, who: Credentials = NETWORK_OWNER) -> SmartagClient:
    return SmartagClient(config(cloud, who))


def ecr(cloud: DemoCloud, who: Credentials = NETWORK_OWNER) -> EcrClient:
    return EcrClient(config(cloud, who))


def cbn(cloud: DemoCloud, who: Credentials = NETWORK_OWNER) -> CbnClient:
    return CbnClient(config(cloud, who))


def sts(cloud: DemoCloud, who: Credentials = NETWORK_OWNER) -> StsClient:
    return StsClient(config(cloud, who))


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    code: str
    message: str
    body: dict[str, object]


async def refusal(call: Awaitable[object]) -> Refusal:
    """Await a call that must be refused, and return how it was."""
    try:
        await call
    except AlibabaCloudException as error:
        body = dict(error.data)
        return Refusal(error.status_code, error.code, body["Message"], body)
    raise AssertionError("The call was not refused")
