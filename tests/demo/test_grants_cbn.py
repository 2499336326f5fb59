from datetime import UTC, datetime

import pytest
from alibabacloud_cbn20170912 import models
from support.demo import CEN_OWNER, NETWORK_OWNER, cbn, refusal, running_cloud

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.rules import Family
from cen_tui.demo.server import DemoCloud


def target(cloud: DemoCloud, name: str = "prod-core", /, **more: object) -> dict[str, object]:
    network, cen = cloud.estate.network(name), cloud.estate.cen("group-backbone")
    return {
        "region_id": network.region,
        "instance_id": network.id,
        "instance_type": "ExpressConnect" if network.id.startswith("vbr-") else "VPC",
        "cen_id": cen.id,
        "cen_owner_id": int(cen.owner),
        **more,
    }


async def grant(cloud: DemoCloud, name: str = "prod-core", /, **more: object) -> None:
    request = models.GrantInstanceToTransitRouterRequest(**target(cloud, name, **more))
    await cbn(cloud).grant_instance_to_transit_router_async(request)


async def revoke(cloud: DemoCloud, name: str = "prod-core", /, **more: object) -> None:
    request = models.RevokeInstanceFromTransitRouterRequest(**target(cloud, name, **more))
    await cbn(cloud).revoke_instance_from_transit_router_async(request)


async def modify(cloud: DemoCloud, payer: str, /, **more: object) -> None:
    fields = {
        "cen_id": cloud.estate.cen("group-backbone").id,
        "instance_id": cloud.estate.network("prod-core").id,
        "order_type": payer,
        **more,
    }
    request = models.ModifyGrantInstanceToTransitRouterRequest(**fields)
    await cbn(cloud).modify_grant_instance_to_transit_router_async(request)


async def owner_side(
    cloud: DemoCloud, name: str = "prod-core", /, **more: object
) -> models.DescribeGrantRulesToResourceResponseBody:
    network = cloud.estate.network(name)
    kind = {"vpc": "VPC", "vbr": "ExpressConnect"}[network.id[:3]]
    request = models.DescribeGrantRulesToResourceRequest(
        **{"product_type": kind, "resource_id": network.id, "region_id": network.region, **more}
    )
    return (await cbn(cloud).describe_grant_rules_to_resource_async(request)).body


async def cen_side(
    cloud: DemoCloud, kind: str = "VPC", /, who: Credentials = CEN_OWNER, **more: object
) -> list[dict[str, object]]:
    fields = {"cen_id": cloud.estate.cen("group-backbone").id, "product_type": kind, **more}
    request = models.DescribeGrantRulesToCenRequest(**fields)
    body = (await cbn(cloud, who).describe_grant_rules_to_cen_async(request)).body
    return [each.to_map() for each in body.grant_rules.grant_rule]


async def test_a_grant_shows_to_its_owner_with_the_payer() -> None:
    async with running_cloud(clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) as cloud:
        await grant(cloud, order_type="PayByResourceOwner")
        cen = cloud.estate.cen("group-backbone")
        body = await owner_side(cloud)
        assert [each.to_map() for each in body.grant_rules] == [
            {
                "CenId": cen.id,
                "CenOwnerId": int(cen.owner),
                "CreateTime": "2026-01-02T03:04Z",
                "OrderType": "PayByResourceOwner",
                "EffectiveOrderType": "PayByResourceOwner",
            }
        ]
        rule = cloud.world.rules.find(cloud.estate.network("prod-core").id, cen.id)
        assert rule is not None
        assert rule.family is Family.CBN


async def test_a_grant_shows_to_the_owner_of_the_cen() -> None:
    async with running_cloud(clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) as cloud:
        await grant(cloud, "office-line-1")
        vbr = cloud.estate.network("office-line-1")
        (rule,) = await cen_side(cloud, "VBR", child_instance_id=vbr.id)
        assert (rule["ChildInstanceType"], rule["ChildInstanceRegionId"]) == ("VBR", "cn-hangzhou")
        assert (rule["ChildInstanceOwnerId"], rule["CreateTime"]) == (int(vbr.owner), 1767323045000)
        assert rule["OrderType"] == "PayByCenOwner"


async def test_a_ccns_region_is_written_with_a_prefix(cloud: DemoCloud) -> None:
    assert [rule["ChildInstanceRegionId"] for rule in await cen_side(cloud, "CCN")] == ["ccn-cn-shanghai"]


async def test_a_rule_for_the_wrong_owner_shows_to_nobody(cloud: DemoCloud) -> None:
    before = len(await cen_side(cloud))
    await grant(cloud, cen_owner_id=1999999999999999)
    assert len(await cen_side(cloud)) == before


async def test_somebody_elses_cen_has_an_empty_list(cloud: DemoCloud) -> None:
    assert await cen_side(cloud, who=NETWORK_OWNER) == []
    assert await cen_side(cloud, cen_id="cen-00000000nobodys") == []


async def test_lists_go_on_by_token(cloud: DemoCloud) -> None:
    for number in range(5):
        await grant(cloud, cen_id=f"cen-00000000partner{number}")
    first = await owner_side(cloud, max_results=3)
    rest = await owner_side(cloud, max_results=3, next_token=first.next_token)
    assert (len(first.grant_rules), len(rest.grant_rules), rest.next_token) == (3, 2, "")
    assert first.total_count == rest.total_count == 5


@pytest.mark.parametrize("wrong", [{"next_token": "?"}, {"next_token": "AAAA"}, {"max_results": 101}])
async def test_tokens_and_sizes_that_are_wrong(cloud: DemoCloud, wrong: dict[str, object]) -> None:
    assert (await refusal(owner_side(cloud, **wrong))).code == "InvalidParameter"


async def test_a_vbr_is_not_called_vbr_here(cloud: DemoCloud) -> None:
    assert (await refusal(grant(cloud, "office-line-1", instance_type="VBR"))).code == "InvalidParameter"
    assert (await refusal(owner_side(cloud, product_type="VBR"))).code == "InvalidParameter"


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("shared-services", {}, (404, "InvalidInstanceId.NotFound")),
        ("prod-core", {"instance_id": "vco-1", "instance_type": "VPN"}, (404, "InvalidInstanceId.NotFound")),
        ("partner-line", {}, (400, "Invalid.Grant")),
        ("prod-core", {"order_type": "PayByNobody"}, (400, "InvalidParameter")),
        ("prod-core", {"cen_owner_id": None}, (400, "MissingCenOwnerId")),
    ],
)
async def test_grants_that_are_refused(
    cloud: DemoCloud, name: str, more: dict[str, object], expected: tuple[int, str]
) -> None:
    found = await refusal(grant(cloud, name, **more))
    assert (found.status, found.code) == expected


async def test_the_region_may_be_left_out(cloud: DemoCloud) -> None:
    await grant(cloud, region_id=None)
    await grant(cloud, region_id=None)
    assert len((await owner_side(cloud)).grant_rules) == 1


async def test_revoking(cloud: DemoCloud) -> None:
    await grant(cloud)
    await revoke(cloud)
    assert (await owner_side(cloud)).grant_rules == []
    assert (await refusal(revoke(cloud))).code == "OperationFailed.GrantCrossAccountNotExist"


async def test_what_is_attached_must_be_detached_first(cloud: DemoCloud) -> None:
    assert (await refusal(revoke(cloud, "prod-data"))).code == "InvalidOperation.ChildInstanceStatus"


async def test_changing_the_payer(cloud: DemoCloud) -> None:
    await grant(cloud)
    await modify(cloud, "PayByResourceOwner", client_token="once")
    await modify(cloud, "PayByResourceOwner", client_token="once")
    assert [each.order_type for each in (await owner_side(cloud)).grant_rules] == ["PayByResourceOwner"]
    assert cloud.calls("ModifyGrantInstanceToTransitRouter")[0].parameters["ClientToken"] == "once"


async def test_changing_the_payer_of_what_has_none(cloud: DemoCloud) -> None:
    absent = await refusal(modify(cloud, "PayByCenOwner"))
    assert (absent.status, absent.code) == (400, "OperationFailed.GrantCrossAccountNotExist")
    ccn = await refusal(modify(cloud, "PayByCenOwner", instance_id=cloud.estate.network("门店网络").id))
    assert (ccn.status, ccn.code) == (400, "OperationUnsupported.action")
    missing = await refusal(modify(cloud, ""))
    assert (missing.status, missing.code) == (400, "MissingParameter.OrderType")
