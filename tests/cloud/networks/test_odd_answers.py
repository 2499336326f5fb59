"""Answers with missing and odd fields, read through the SDKs' real models by the real network types."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC
from functools import partial
from typing import TypeVar

import pytest
from alibabacloud_cbn20170912.client import Client as CbnClient
from alibabacloud_expressconnectrouter20230901.client import Client as EcrClient
from alibabacloud_smartag20180313.client import Client as SmartagClient
from alibabacloud_tea_openapi.client import Client as OpenApiClient
from alibabacloud_tea_openapi.utils_models import Config
from alibabacloud_vpc20160428.client import Client as VpcClient
from hypothesis import given, settings
from hypothesis import strategies as st

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import Network, NetworkType, Page
from cen_tui.cloud.networks.ccn_rules import CcnGrants
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.networks.router_rules import RouterGrants
from cen_tui.cloud.networks.vpc_rules import VpcGrants
from cen_tui.text import safe

ODD = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
DEEP = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
LISTS = {
    "VPC": ("Vpcs", "Vpc", "VpcId"),
    "VBR": ("VirtualBorderRouterSet", "VirtualBorderRouterType", "VbrId"),
    "CCN": ("CloudConnectNetworks", "CloudConnectNetwork", "CcnId"),
    "VPN": ("VpnConnections", "VpnConnection", "VpnConnectionId"),
    "ECR": ("EcrList", "", "EcrId"),
}
CLIENTS = {
    Product.VPC: VpcClient,
    Product.SMARTAG: SmartagClient,
    Product.CBN: CbnClient,
    Product.ECR: EcrClient,
}
RULES = {
    VpcGrants: ("CenGrantRules", "CbnGrantRule"),
    CcnGrants: ("GrantRules", "GrantRule"),
    RouterGrants: ("GrantRules", ""),
}
FIELDS = [
    *("VpcId", "VpcName", "CidrBlock", "SecondaryCidrBlocks", "Status", "IsDefault", "CenStatus", "Tags"),
    *("OwnerId", "CreationTime", "VbrId", "Name", "VlanId", "Bandwidth", "AssociatedCens", "CcnId"),
    *("AssociatedCloudBoxCount", "AssociatedCenId", "CreateTime", "CenInstanceId", "CenOwnerId", "CenUid"),
    *("CenId", "OrderType", "EffectiveOrderType", "VpnConnectionId", "AttachType", "LocalSubnet", "Tag"),
    *("EcrId", "AlibabaSideAsn", "BizStatus", "Tags", "EcrList", "RegionIdList", "AssociationList"),
    *("GmtCreate", "GrantTrafficService", "NatGatewayIds", "LocalGatewayIp", "CloudResources"),
]
ROWS = st.lists(st.dictionaries(st.sampled_from(FIELDS), DEEP, max_size=6) | ODD, max_size=3)
TOTALS = st.fixed_dictionaries({}, optional={"TotalCount": ODD})


Made = TypeVar("Made")


class Canned(Cloud):
    """A cloud whose SDK clients, real ones, are given one body for every call."""

    def __init__(self, body: object) -> None:
        super().__init__(None)
        self.uid = "1250000000000001"
        self.body = body

    async def client(self, product: Product, region: str = "") -> OpenApiClient:
        body, generated = self.body, CLIENTS[product]

        class Answering(generated):  # type: ignore[misc, valid-type]  # the SDKs ship no types
            async def call_api_async(self, *_: object) -> dict[str, object]:
                return {"body": body, "headers": {}, "statusCode": 200}

        return Answering(Config(region_id=region, endpoint="x.example"))


def run(ask: Callable[[Cloud], Awaitable[Made]], body: object) -> Made | CloudError:
    """Return what a network type makes of a body, or the error it raises."""

    async def asked() -> Made:
        return await ask(Canned(body))

    try:
        return asyncio.run(asked())
    except CloudError as error:
        return error


def check(network: Network) -> None:
    assert network.id
    assert network.grantable is not bool(network.obstacle)
    assert network.created is None or network.created.tzinfo is UTC
    for text in (network.name, network.address, network.status, *(fact.value for fact in network.facts)):
        assert text == safe(text, limit=len(text) + 1)


@pytest.mark.parametrize("kind", NETWORK_TYPES, ids=lambda kind: kind.key)
@given(rows=ROWS, total=TOTALS)
@settings(max_examples=60)
def test_no_list_breaks_a_type(kind: NetworkType, rows: list[object], total: dict[str, object]) -> None:
    wrapper, field, _ = LISTS[kind.key]
    held = {field: rows} if field else rows
    found = run(lambda cloud: kind.page(cloud, "cn-hangzhou", 1), {wrapper: held, **total})
    if isinstance(found, CloudError):
        assert found.kind is ErrorKind.UNREADABLE
    else:
        for network in found.networks:
            check(network)


@pytest.mark.parametrize("kind", NETWORK_TYPES, ids=lambda kind: kind.key)
@given(rows=ROWS, total=TOTALS)
@settings(max_examples=60)
def test_no_rules_break_a_type(kind: NetworkType, rows: list[object], total: dict[str, object]) -> None:
    network = Network(kind.key, "x-1", "", "cn-hangzhou")
    for api in kind.apis:
        wrapper, field = RULES[type(api)]
        held = {field: rows} if field else rows
        found = run(partial(api.rules, network=network), {wrapper: held, **total, "TotalCount": len(rows)})
        assert isinstance(found, CloudError) or all(rule.target.cen_id for rule in found)


@pytest.mark.parametrize("kind", NETWORK_TYPES, ids=lambda kind: kind.key)
@given(row=st.dictionaries(st.sampled_from(FIELDS), DEEP, max_size=8))
@settings(max_examples=60)
def test_no_details_break_a_type(kind: NetworkType, row: dict[str, object]) -> None:
    wrapper, field, identifier = LISTS[kind.key]
    named = row | {identifier: "x-1"}
    body = named | {wrapper: {field: [named]} if field else [named], "TotalCount": 1}
    found = run(lambda cloud: kind.details(cloud, Network(kind.key, "x-1", "", "cn-hangzhou")), body)
    if not isinstance(found, CloudError):
        check(found)


@pytest.mark.parametrize("kind", NETWORK_TYPES, ids=lambda kind: kind.key)
@pytest.mark.parametrize("body", [{}, {"TotalCount": 3}, None, {"TotalCount": None}])
def test_an_absent_list_is_never_shown_as_no_networks(kind: NetworkType, body: object) -> None:
    assert isinstance(run(lambda cloud: kind.page(cloud, "cn-hangzhou", 1), body), CloudError)
    network = Network(kind.key, "x-1", "", "cn-hangzhou")
    for api in kind.apis:
        assert isinstance(run(partial(api.rules, network=network), body), CloudError)


@pytest.mark.parametrize("kind", NETWORK_TYPES, ids=lambda kind: kind.key)
def test_nothing_is_nothing_when_the_cloud_says_so(kind: NetworkType) -> None:
    page = run(lambda cloud: kind.page(cloud, "cn-hangzhou", 1), {"TotalCount": 0})
    assert page == Page((), 0)


def test_details_of_another_vpc_are_not_believed() -> None:
    network = Network("VPC", "vpc-1", "", "cn-hangzhou")
    found = run(lambda cloud: NETWORK_TYPES[0].details(cloud, network), {"VpcId": "vpc-2"})
    assert isinstance(found, CloudError)
