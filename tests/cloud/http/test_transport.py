import inspect
from collections.abc import AsyncIterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from alibabacloud_cbn20170912 import models as cbn_models
from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions
from support.scripted import KEY, REQUEST_ID, Scripted, scripted_server

from cen_tui import __version__
from cen_tui.cloud import sdk
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind

if TYPE_CHECKING:
    from alibabacloud_tea_openapi.client import Client as OpenApiClient
    from alibabacloud_vpc20160428.models import DescribeVpcsRequest

PRODUCTS = list(Product)
TEMPORARY = Credentials(
    "STS.ExampleExample", Secret("ExampleSecretExampleSecret0002"), Secret("CAISexampletoken")
)
NO_VPCS = {"RequestId": REQUEST_ID, "TotalCount": 0, "Vpcs": {"Vpc": []}}


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    async with scripted_server() as script:
        script.answer(NO_VPCS)
        yield script


def describe_vpcs(**fields: object) -> "DescribeVpcsRequest":
    return sdk.models(Product.VPC).DescribeVpcsRequest(region_id="cn-hangzhou", page_size=50, **fields)


def sdk_client(module: str, url: str, credentials: Credentials) -> "OpenApiClient":
    """Return the SDK's own client, as published."""
    return import_module(module).Client(
        Config(
            endpoint=url.removeprefix("http://"),
            protocol="http",
            region_id="cn-hangzhou",
            access_key_id=credentials.key_id,
            access_key_secret=credentials.secret,
            security_token=credentials.token.reveal() if credentials.token else None,
            user_agent=f"cen-tui/{__version__}",
        )
    )


@pytest.mark.parametrize("product", PRODUCTS)
async def test_every_generated_client_still_ends_in_the_call_we_replace(
    server: Scripted, product: Product
) -> None:
    sdk.load(product)
    (_, generated) = sdk._client_class(product).__bases__
    calls = [
        source
        for name, method in inspect.getmembers(generated, inspect.isfunction)
        if name.endswith("_with_options_async") and (source := inspect.getsource(method))
    ]
    other = [source.split("(")[0] for source in calls if "self.call_api_async(" not in source]
    assert calls, f"The {product} SDK has no *_with_options_async methods any more."
    assert not other, (
        f"The {product} SDK no longer sends these through call_api_async, which our transport replaces: "
        f"{other[:5]}. They would use the SDK's own transport. Pin the SDK below this version or adapt "
        "cen_tui/cloud/http/transport.py."
    )
    assert "call_api_async" in dir(sdk._client_class(product))
    assert server.asked == []


@pytest.mark.parametrize("credentials", [KEY, TEMPORARY], ids=["key", "temporary"])
async def test_a_request_equals_the_sdks_own(server: Scripted, credentials: Credentials) -> None:
    request = describe_vpcs(vpc_name="a b~c+é/?&=")
    async with server.cloud(credentials) as cloud:
        await (await cloud.client(Product.VPC, "cn-hangzhou")).describe_vpcs_async(request)
    theirs = sdk_client("alibabacloud_vpc20160428.client", server.url, credentials)
    await theirs.describe_vpcs_async(request)
    ours, expected = server.asked
    assert ours.query == expected.query
    assert ours.body == expected.body
    assert ours.headers.keys() == expected.headers.keys()
    changing = {"authorization", "x-acs-signature-nonce", "x-acs-date"}
    for name in ours.headers.keys() - changing:
        assert ours.headers[name] == expected.headers[name]
    assert _signed_names(ours.headers) == _signed_names(expected.headers)


async def test_a_product_that_takes_a_form_gets_all_of_it_there(server: Scripted) -> None:
    server.answer({"RequestId": REQUEST_ID})
    fields = {"ecr_id": "ecr-1", "name": "a b~c+é/?&=", "max_results": 100}
    async with server.cloud() as cloud:
        await cloud.call(Product.ECR, "DescribeExpressConnectRouter", **fields)
    theirs = sdk_client("alibabacloud_expressconnectrouter20230901.client", server.url, KEY)
    request = sdk.models(Product.ECR).DescribeExpressConnectRouterRequest(**fields)
    await theirs.describe_express_connect_router_async(request)
    ours, expected = server.asked
    assert ours.query == expected.query == {}
    assert ours.body == expected.body
    assert "EcrId=ecr-1" in ours.body
    assert ours.headers["x-acs-content-sha256"] == expected.headers["x-acs-content-sha256"]
    assert _signed_names(ours.headers) == _signed_names(expected.headers)


async def test_what_goes_in_a_form_goes_there_too(server: Scripted) -> None:
    server.answer({"RequestId": REQUEST_ID})
    async with server.cloud() as cloud:
        client = await cloud.client(Product.CBN)
        request = cbn_models.ModifyGrantInstanceToTransitRouterRequest(
            cen_id="cen-1", instance_id="vpc-1", order_type="PayByCenOwner", client_token="a b"
        )
        await client.modify_grant_instance_to_transit_router_async(request)
    theirs = sdk_client("alibabacloud_cbn20170912.client", server.url, KEY)
    await theirs.modify_grant_instance_to_transit_router_async(request)
    ours, expected = server.asked
    assert ours.body == expected.body == "ClientToken=a+b"
    assert ours.headers["content-type"] == "application/x-www-form-urlencoded"
    assert ours.headers["x-acs-content-sha256"] == expected.headers["x-acs-content-sha256"]


async def test_the_user_agent_names_us_and_our_version(server: Scripted) -> None:
    async with server.cloud() as cloud:
        await (await cloud.client(Product.VPC, "cn-hangzhou")).describe_vpcs_async(describe_vpcs())
    assert server.asked[0].headers["user-agent"].endswith(f" cen-tui/{__version__}")


async def test_calls_share_a_connection(server: Scripted) -> None:
    async with server.cloud() as cloud:
        for _ in range(5):
            await (await cloud.client(Product.VPC, "cn-hangzhou")).describe_vpcs_async(describe_vpcs())
    assert len(server.asked) == 5
    assert len(server.connections) == 1


@pytest.mark.parametrize("action", ["GrantInstanceToCen", "RevokeInstanceFromCen"])
async def test_read_only_sends_no_change(server: Scripted, action: str) -> None:
    models = sdk.models(Product.VPC)
    async with server.cloud(read_only=True) as cloud:
        client = await cloud.client(Product.VPC, "cn-hangzhou")
        await client.describe_vpcs_async(describe_vpcs())
        call = (
            client.grant_instance_to_cen_async(models.GrantInstanceToCenRequest())
            if action.startswith("Grant")
            else client.revoke_instance_from_cen_async(models.RevokeInstanceFromCenRequest())
        )
        with pytest.raises(CloudError) as caught:
            await call
    assert caught.value.kind is ErrorKind.READ_ONLY
    assert action in caught.value.detail
    assert [asked.action for asked in server.asked] == ["DescribeVpcs"]


async def test_read_only_refuses_what_it_does_not_know(server: Scripted) -> None:
    async with server.cloud(read_only=True) as cloud:
        client = await cloud.client(Product.VPC, "cn-hangzhou")
        with pytest.raises(CloudError, match="Read-only"):
            await client.check_vpn_bgp_enabled_async(sdk.models(Product.VPC).CheckVpnBgpEnabledRequest())
    assert server.asked == []


@pytest.mark.parametrize(("field", "value"), [("style", "ROA"), ("body_type", "binary"), ("method", "GET")])
async def test_other_kinds_of_calls_are_refused_clearly(server: Scripted, field: str, value: str) -> None:
    fields = {
        "action": "DescribeVpcs",
        "version": "2016-04-28",
        "pathname": "/",
        "method": "POST",
        "style": "RPC",
        "body_type": "json",
        "req_body_type": "formData",
    }
    async with server.cloud() as cloud:
        client = await cloud.client(Product.VPC, "cn-hangzhou")
        with pytest.raises(TypeError, match="DescribeVpcs is not"):
            await client.call_api_async(
                Params(**(fields | {field: value})), OpenApiRequest(), RuntimeOptions()
            )
    assert server.asked == []


async def test_the_endpoint_decides_where_it_goes(server: Scripted) -> None:
    async with server.cloud() as cloud:
        client = await cloud.client(Product.VPC, "cn-hangzhou")
        assert client._target == Endpoint(server.url.removeprefix("http://"), secure=False)
        await client.describe_vpcs_async(describe_vpcs())
    assert server.asked[0].headers["host"] == server.url.removeprefix("http://")


def _signed_names(headers: Mapping[str, str]) -> str:
    return headers["authorization"].partition("SignedHeaders=")[2].partition(",")[0]
