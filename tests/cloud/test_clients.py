import os
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.scripted import KEY, REQUEST_ID, Scripted, scripted_server

from cen_tui.cloud import sdk
from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud, warm_up
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy

ROOT = Path(__file__).parents[2]
SECRET = "TopSecretTopSecretTopSecret01"
TOKEN = "CAISTopSecretToken"
TEMPORARY = Credentials("STS.ExampleExample", Secret(SECRET), Secret(TOKEN))


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    async with scripted_server() as script:
        script.answer({"RequestId": REQUEST_ID, "AccountId": "1250000000000001"})
        yield script


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    return subprocess.run(  # noqa: S603 - our own code, in our own interpreter
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


@pytest.mark.parametrize(
    "module",
    [
        "cloud.clients",
        "cloud.networks",
        "cloud.inventory.pagination",
        "cloud.regions",
        "cloud.auth.identity",
        "cloud.errors.base",
        "operations.rule_changes",
        "operations.reconcile",
    ],
)
def test_importing_the_cloud_layer_imports_no_sdk(module: str) -> None:
    heavy = "('alibabacloud', 'darabonba', 'Tea', 'aiohttp', 'requests', 'textual')"
    done = python(
        f"import sys, cen_tui.{module}\n"
        f"print(sorted(name for name in sys.modules if name.startswith({heavy})))"
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_sdks_write_nothing_on_the_terminal() -> None:
    done = python(
        "import logging; logging.basicConfig(level=logging.DEBUG)\n"
        "from cen_tui.cloud.clients import warm_up; warm_up()\n"
        "for name in ('darabonba-core', 'alibabacloud-tea', 'credentials'):\n"
        "    logging.getLogger(name).critical('noise')\n",
        DEBUG="sdk",
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "noise" not in done.stderr


def test_warm_up_makes_every_client_ready() -> None:
    warm_up()
    assert all(sdk.is_loaded(product) for product in Product)


@pytest.mark.parametrize(
    "credentials", [Credentials("", Secret("x")), Credentials("LTAI5tExample", Secret(""))]
)
async def test_an_empty_key_never_takes_the_environments(
    server: Scripted, credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tOfTheEnvironment")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "of the environment")
    async with server.cloud(credentials) as cloud:
        with pytest.raises(CloudError) as caught:
            await who_am_i(cloud)
    assert caught.value.kind is ErrorKind.SIGN_IN
    assert server.asked == []


async def test_a_closed_cloud_says_so(server: Scripted) -> None:
    cloud = server.cloud()
    await who_am_i(cloud)
    await cloud.close()
    await cloud.close()
    with pytest.raises(CloudError, match="closed"):
        await who_am_i(cloud)
    never_used = server.cloud()
    await never_used.close()
    with pytest.raises(CloudError, match="closed"):
        await who_am_i(never_used)


@pytest.mark.parametrize("region", ["", "cn hangzhou", "../x"])
async def test_a_region_that_is_none_is_reported_before_anything_is_sent(
    server: Scripted, region: str
) -> None:
    async with server.cloud() as cloud:
        with pytest.raises(CloudError, match="not a region ID"):
            await cloud.client(Product.VPC, region)
    assert server.asked == []


async def test_without_an_endpoint_calls_go_to_the_public_hosts() -> None:
    async with Cloud(KEY) as cloud:
        clients = [
            await cloud.client(Product.VPC, "ap-southeast-1"),
            await cloud.client(Product.SMARTAG, "cn-shanghai"),
            await cloud.client(Product.CBN),
            await cloud.client(Product.STS),
        ]
    assert [str(client._target) for client in clients] == [
        "https://vpc.ap-southeast-1.aliyuncs.com",
        "https://smartag.cn-shanghai.aliyuncs.com",
        "https://cbn.aliyuncs.com",
        "https://sts.aliyuncs.com",
    ]


async def test_no_secret_shows_in_what_is_printed_or_raised(server: Scripted) -> None:
    server.answer(b"<html>", status=502)
    async with server.cloud(TEMPORARY) as cloud:
        client = await cloud.client(Product.STS)
        try:
            await who_am_i(cloud)
        except CloudError as error:
            told = traceback.TracebackException.from_exception(error, capture_locals=True)
    shown = ["".join(told.format()), repr(cloud), str(cloud), repr(client), repr(TEMPORARY), str(TEMPORARY)]
    assert "capture_locals" in "".join(shown) or "self = " in shown[0]
    assert server.asked[0].headers["x-acs-security-token"] == TOKEN
    for text in shown:
        assert SECRET not in text
        assert TOKEN not in text


async def test_no_secret_shows_when_the_connection_fails() -> None:
    nowhere = Endpoint("127.0.0.1:9", secure=False)
    async with Cloud(TEMPORARY, CloudOptions(endpoint=nowhere, retrying=RetryPolicy(first=0.01))) as cloud:
        try:
            await who_am_i(cloud)
        except CloudError as error:
            told = traceback.TracebackException.from_exception(error, capture_locals=True)
    shown = "".join(told.format())
    assert SECRET not in shown
    assert TOKEN not in shown


async def test_a_field_that_an_action_does_not_have_is_never_left_out(server: Scripted) -> None:
    async with server.cloud() as cloud:
        with pytest.raises(TypeError):
            await cloud.call(Product.VPC, "DescribeVpcs", region_id="cn-hangzhou", vpcid="vpc-1")
    assert server.asked == []
