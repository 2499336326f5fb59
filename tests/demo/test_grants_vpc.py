import asyncio
from datetime import UTC, datetime

import pytest
from alibabacloud_vpc20160428 import models
from support.demo import NETWORK_OWNER, refusal, running_cloud, vpc

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.estate.accounts import PROD_VIEWER, credentials_of
from cen_tui.demo.server import DemoCloud

STRANGER = {"cen_id": "cen-0000000nobodys00000"[:22], "cen_owner_id": 1999999999999999}


def target(cloud: DemoCloud, name: str = "prod-core", /, **more: object) -> dict[str, object]:
    network, cen = cloud.estate.network(name), cloud.estate.cen("group-backbone")
    return {
        "region_id": network.region,
        "instance_id": network.id,
        "instance_type": network.id[:3].upper(),
        "cen_id": cen.id,
        "cen_owner_id": int(cen.owner),
        **more,
    }


async def grant(
    cloud: DemoCloud, name: str = "prod-core", who: Credentials = NETWORK_OWNER, /, **more: object
) -> str:
    request = models.GrantInstanceToCenRequest(**target(cloud, name, **more))
    return str((await vpc(cloud, who).grant_instance_to_cen_async(request)).body.request_id)


async def revoke(cloud: DemoCloud, name: str = "prod-core", /, **more: object) -> str:
    request = models.RevokeInstanceFromCenRequest(**target(cloud, name, **more))
    return str((await vpc(cloud).revoke_instance_from_cen_async(request)).body.request_id)


async def rules(cloud: DemoCloud, name: str = "prod-core", /, **more: object) -> list[dict[str, object]]:
    network = cloud.estate.network(name)
    request = models.DescribeGrantRulesToCenRequest(
        region_id=network.region, instance_id=network.id, instance_type=network.id[:3].upper(), **more
    )
    body = (await vpc(cloud).describe_grant_rules_to_cen_async(request)).body
    return [each.to_map() for each in body.cen_grant_rules.cbn_grant_rule]


async def refused(cloud: DemoCloud, name: str = "prod-core", /, **more: object) -> tuple[int, str]:
    found = await refusal(grant(cloud, name, **more))
    return found.status, found.code


@pytest.mark.parametrize("name", ["prod-core", "office-line-1"])
async def test_a_grant_shows_in_the_rules_with_the_clocks_time(name: str) -> None:
    async with running_cloud(clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) as cloud:
        await grant(cloud, name)
        cen = cloud.estate.cen("group-backbone")
        assert await rules(cloud, name) == [
            {"CenInstanceId": cen.id, "CenOwnerId": int(cen.owner), "CreationTime": "2026-01-02T03:04:05Z"}
        ]


async def test_nobody_looks_whether_the_cen_exists(cloud: DemoCloud) -> None:
    await grant(cloud, **STRANGER)
    assert [rule["CenOwnerId"] for rule in await rules(cloud)] == [1999999999999999]


async def test_the_same_target_again_is_accepted_and_counted(cloud: DemoCloud) -> None:
    await grant(cloud)
    await grant(cloud)
    assert len(await rules(cloud)) == 1
    core = cloud.estate.network("prod-core")
    rule = cloud.world.rules.find(core.id, cloud.estate.cen("group-backbone").id)
    assert rule is not None
    assert (rule.repeats, len(cloud.calls("GrantInstanceToCen"))) == (1, 2)


async def test_a_client_token_does_the_work_once(cloud: DemoCloud) -> None:
    await grant(cloud, client_token="once")
    await grant(cloud, client_token="once")
    rule = cloud.world.rules.find(cloud.estate.network("prod-core").id, cloud.estate.cen("group-backbone").id)
    assert rule is not None
    assert rule.repeats == 0


async def test_a_client_token_with_other_parameters(cloud: DemoCloud) -> None:
    await grant(cloud, client_token="once")
    assert await refused(cloud, client_token="once", **STRANGER) == (400, "IdempotentParameterMismatch")
    assert len(await rules(cloud)) == 1


async def test_a_client_token_of_a_refused_call_may_be_used_again(cloud: DemoCloud) -> None:
    assert (await refused(cloud, "partner-exchange", client_token="again"))[0] == 404
    await grant(cloud, client_token="again")


@pytest.mark.parametrize("token", ["x" * 65, "schlüssel"])
async def test_a_client_token_of_the_wrong_form(cloud: DemoCloud, token: str) -> None:
    assert await refused(cloud, client_token=token) == (400, "InvalidParameter")


async def test_a_client_token_revokes_once(cloud: DemoCloud) -> None:
    await grant(cloud)
    await revoke(cloud, client_token="once")
    await revoke(cloud, client_token="once")
    assert await rules(cloud) == []


async def test_revoking_what_was_not_granted(cloud: DemoCloud) -> None:
    found = await refusal(revoke(cloud))
    assert (found.status, found.code) == (404, "InvalidInstanceId.NotFound")


async def test_revoking_leaves_the_attachment(cloud: DemoCloud) -> None:
    await revoke(cloud, "prod-data")
    request = models.DescribeVpcsRequest(region_id="cn-hangzhou", vpc_name="prod-data")
    (data,) = (await vpc(cloud).describe_vpcs_async(request)).body.vpcs.vpc
    assert (await rules(cloud, "prod-data"), data.cen_status) == ([], "Attached")


async def test_of_two_at_once_on_one_network_one_conflicts() -> None:
    async with running_cloud(work_seconds=1) as cloud:
        calls = await asyncio.gather(
            grant(cloud), grant(cloud, **STRANGER), grant(cloud, "prod-data"), return_exceptions=True
        )
        assert sorted(type(each).__name__ for each in calls) == ["ClientException", "str", "str"]
        assert sorted(each.code for each in cloud.received) == ["", "", "TaskConflict"]
        await grant(cloud, **STRANGER)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("migration-2026", (400, "IncorrectStatus")),
        ("old-dc-backup", (400, "IncorrectStatus")),
        ("partner-line", (400, "Invalid.Grant")),
        ("partner-exchange", (404, "QuotaExceeded.CbnGrantRules")),
        ("shared-services", (404, "InvalidInstanceId.NotFound")),
        ("neighbour-line", (404, "InvalidVbr.NotFound")),
        ("branches", (404, "InstanceType.Invalid")),
    ],
)
async def test_networks_that_cannot_be_granted(
    cloud: DemoCloud, name: str, expected: tuple[int, str]
) -> None:
    assert await refused(cloud, name) == expected


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"region_id": "cn-shanghai"}, (404, "InvalidInstanceId.NotFound")),
        ({"region_id": "xx"}, (404, "InvalidRegionId.NotFound")),
        ({"instance_type": "VBR"}, (404, "InvalidVbr.NotFound")),
        ({"instance_type": "vpc"}, (404, "InstanceType.Invalid")),
        ({"cen_id": "cen-!"}, (400, "IllegalParam.CenInstanceId")),
        ({"cen_owner_id": 12}, (400, "InvalidOwnerId")),
        ({"region_id": None}, (400, "MissingRegionId")),
        ({"instance_id": None}, (400, "MissingInstanceId")),
        ({"instance_type": ""}, (400, "MissingInstanceType")),
        ({"cen_id": None}, (400, "MissingParam.CenInstanceId")),
        ({"cen_owner_id": None}, (400, "MissingCenOwnerId")),
    ],
)
async def test_parameters_that_are_wrong(
    cloud: DemoCloud, wrong: dict[str, object], expected: tuple[int, str]
) -> None:
    assert await refused(cloud, **wrong) == expected
    assert await rules(cloud) == []


async def test_a_ram_user_without_permission_is_denied_with_the_action(cloud: DemoCloud) -> None:
    assert len(await rules(cloud, "prod-data")) == 1
    found = await refusal(grant(cloud, "prod-core", credentials_of(PROD_VIEWER)))
    assert (found.status, found.code) == (403, "Forbidden.RAM")
    detail = found.body["AccessDeniedDetail"]
    assert isinstance(detail, dict)
    assert detail["AuthAction"] == "vpc:GrantInstanceToCen"
    assert (detail["AuthPrincipalType"], detail["NoPermissionType"]) == ("SubUser", "ImplicitDeny")
    assert detail["AuthPrincipalOwnerId"] == PROD_VIEWER.principal.uid
    assert detail["AuthPrincipalDisplayName"] == PROD_VIEWER.principal.id


async def test_the_rules_come_in_pages(cloud: DemoCloud) -> None:
    first = await rules(cloud, "partner-exchange", page_size=3)
    second = await rules(cloud, "partner-exchange", page_size=3, page_number=2)
    assert (len(first), len(second)) == (3, 2)
    assert len({rule["CenInstanceId"] for rule in first + second}) == 5


async def test_a_call_is_noted_with_all_that_came_with_it(cloud: DemoCloud) -> None:
    request_id = await grant(cloud, client_token="t-1")
    (noted,) = cloud.received
    assert (noted.product, noted.version, noted.status) == ("Vpc", "2016-04-28", 200)
    assert (noted.key_id, noted.request_id, noted.unknown) == (NETWORK_OWNER.key_id, request_id, ())
    assert noted.parameters.keys() == {
        "RegionId",
        "InstanceId",
        "InstanceType",
        "CenId",
        "CenOwnerId",
        "ClientToken",
    }
