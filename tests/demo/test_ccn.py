from datetime import UTC, datetime

import pytest
from alibabacloud_smartag20180313 import models
from support.demo import CEN_OWNER, NETWORK_OWNER, refusal, running_cloud, smartag

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.estate.accounts import PROD_VIEWER, credentials_of
from cen_tui.demo.server import DemoCloud


async def listed(cloud: DemoCloud, region: str = "cn-shanghai", /, **more: object) -> list[dict[str, object]]:
    request = models.DescribeCloudConnectNetworksRequest(region_id=region, **more)
    body = (await smartag(cloud).describe_cloud_connect_networks_async(request)).body
    return [each.to_map() for each in body.cloud_connect_networks.cloud_connect_network]


async def grant(cloud: DemoCloud, who: Credentials = NETWORK_OWNER, /, **more: object) -> str:
    cen = cloud.estate.cen("group-backbone")
    fields = {
        "region_id": "cn-shanghai",
        "ccn_instance_id": cloud.estate.network("branches").id,
        "cen_instance_id": cen.id,
        "cen_uid": int(cen.owner),
        **more,
    }
    answer = await smartag(cloud, who).grant_instance_to_cbn_async(models.GrantInstanceToCbnRequest(**fields))
    return str(answer.body.request_id)


async def revoke(cloud: DemoCloud, name: str = "branches") -> None:
    request = models.RevokeInstanceFromCbnRequest(
        region_id="cn-shanghai",
        ccn_instance_id=cloud.estate.network(name).id,
        cen_instance_id=cloud.estate.cen("group-backbone").id,
    )
    await smartag(cloud).revoke_instance_from_cbn_async(request)


async def rules(cloud: DemoCloud, name: str = "", /, **more: object) -> list[dict[str, object]]:
    ccn = cloud.estate.network(name).id if name else None
    request = models.DescribeGrantRulesRequest(region_id="cn-shanghai", associated_ccn_id=ccn, **more)
    body = (await smartag(cloud).describe_grant_rules_async(request)).body
    return [each.to_map() for each in body.grant_rules.grant_rule]


async def test_regions_are_few(cloud: DemoCloud) -> None:
    request = models.DescribeRegionsRequest(accept_language="en-US")
    regions = (await smartag(cloud).describe_regions_async(request)).body.regions.region
    assert {"cn-shanghai", "ap-southeast-1", "eu-central-1"} <= {each.region_id for each in regions}
    assert "cn-hangzhou" not in {each.region_id for each in regions}


async def test_a_region_without_ccns_is_refused(cloud: DemoCloud) -> None:
    found = await refusal(listed(cloud, "cn-beijing"))
    assert (found.status, found.code) == (404, "InvalidRegionId.NotFound")


async def test_one_is_literally_named_none(cloud: DemoCloud) -> None:
    assert [each["Name"] for each in await listed(cloud, name="None")] == ["None"]


async def test_the_fields_of_a_ccn(cloud: DemoCloud) -> None:
    (ccn,) = await listed(cloud, ccn_id=cloud.estate.network("门店网络").id)
    cen = cloud.estate.cen("group-backbone")
    assert (ccn["AssociatedCenId"], ccn["AssociatedCenOwnerId"]) == (cen.id, cen.owner)
    assert (ccn["AssociatedCloudBoxCount"], ccn["AvailableCloudBoxCount"]) == ("148", "141")
    assert ccn["CreateTime"] == int(datetime(2023, 12, 12, 4, tzinfo=UTC).timestamp() * 1000)


async def test_a_grant_shows_in_the_rules() -> None:
    async with running_cloud(clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) as cloud:
        await grant(cloud)
        cen = cloud.estate.cen("group-backbone")
        (rule,) = await rules(cloud, "branches")
        assert (rule["CenInstanceId"], rule["CenUid"]) == (cen.id, int(cen.owner))
        assert (rule["GmtCreate"], rule["GrantTrafficService"]) == (1767323045000, False)
        assert rule["RegionId"] == "cn-shanghai"


async def test_secure_rerouting_is_kept_with_the_rule(cloud: DemoCloud) -> None:
    await grant(cloud, grant_traffic_service=True)
    assert (await rules(cloud, "branches"))[0]["GrantTrafficService"] is True


async def test_the_same_cen_again_is_refused(cloud: DemoCloud) -> None:
    await grant(cloud)
    found = await refusal(grant(cloud))
    assert (found.status, found.code) == (400, "DuplicatedGrantRule")


async def test_rules_of_all_ccns_of_a_region(cloud: DemoCloud) -> None:
    await grant(cloud)
    assert {rule["CcnInstanceId"] for rule in await rules(cloud)} == {
        cloud.estate.network("branches").id,
        cloud.estate.network("门店网络").id,
    }
    assert len(await rules(cloud, page_size=1, page_number=2)) == 1


async def test_revoking(cloud: DemoCloud) -> None:
    await revoke(cloud, "门店网络")
    assert await rules(cloud) == []
    assert (await refusal(revoke(cloud))).code == "InvalidInstanceId.NotFound"


@pytest.mark.parametrize(
    ("who", "wrong", "expected"),
    [
        (NETWORK_OWNER, {"region_id": "ap-southeast-1"}, (404, "CcnNotExist")),
        (CEN_OWNER, {}, (404, "CcnNotExist")),
        (NETWORK_OWNER, {"cen_instance_id": "x"}, (400, "IllegalParam.CenInstanceId")),
        (NETWORK_OWNER, {"cen_uid": None}, (400, "MissingCenUid")),
        (credentials_of(PROD_VIEWER), {}, (403, "Forbidden.RAM")),
    ],
)
async def test_grants_that_are_refused(
    cloud: DemoCloud, who: Credentials, wrong: dict[str, object], expected: tuple[int, str]
) -> None:
    found = await refusal(grant(cloud, who, **wrong))
    assert (found.status, found.code) == expected
    assert await rules(cloud, "branches") == []
