import pytest
from alibabacloud_vpc20160428 import models
from support.demo import CEN_OWNER, refusal, vpc

from cen_tui.demo.server import DemoCloud


async def listed(
    cloud: DemoCloud, region: str = "cn-hangzhou", /, **more: object
) -> models.DescribeVpcsResponseBody:
    request = models.DescribeVpcsRequest(region_id=region, **{"page_size": 50, **more})
    return (await vpc(cloud).describe_vpcs_async(request)).body


async def names(cloud: DemoCloud, **more: object) -> list[str]:
    return [each.vpc_name for each in (await listed(cloud, **more)).vpcs.vpc]


async def test_regions_in_english(cloud: DemoCloud) -> None:
    request = models.DescribeRegionsRequest(accept_language="en-US")
    regions = (await vpc(cloud).describe_regions_async(request)).body.regions.region
    assert {"cn-hangzhou": "China (Hangzhou)", "us-west-1": "US (Silicon Valley)"}.items() <= {
        each.region_id: each.local_name for each in regions
    }.items()
    assert len(regions) >= 12


async def test_regions_are_named_in_chinese_unless_asked(cloud: DemoCloud) -> None:
    regions = (await vpc(cloud).describe_regions_async(models.DescribeRegionsRequest())).body.regions.region
    assert regions[5].local_name == "中国香港"


async def test_a_language_that_is_none_is_refused(cloud: DemoCloud) -> None:
    request = models.DescribeRegionsRequest(accept_language="tlh")
    assert (await refusal(vpc(cloud).describe_regions_async(request))).code == "InvalidParameter"


async def test_the_fields_of_a_vpc(cloud: DemoCloud) -> None:
    body = await listed(cloud, vpc_name="prod-core")
    (core,) = body.vpcs.vpc
    assert (core.vpc_id, len(core.vpc_id)) == (cloud.estate.network("prod-core").id, 25)
    assert (core.cidr_block, core.status, core.is_default) == ("10.20.0.0/16", "Available", False)
    assert core.secondary_cidr_blocks.secondary_cidr_block == ["10.21.0.0/16"]
    assert (core.creation_time, core.cen_status) == ("2024-03-05T08:12:44Z", "")
    assert core.owner_id == 1250440012345678
    assert ("env", "prod") in {(tag.key, tag.value) for tag in core.tags.tag}
    assert (body.total_count, body.page_number, body.page_size) == (1, 1, 50)


async def test_the_list_holds_every_sort_of_vpc(cloud: DemoCloud) -> None:
    vpcs = (await listed(cloud)).vpcs.vpc
    assert any(each.is_default for each in vpcs)
    assert any(each.status == "Pending" for each in vpcs)
    assert any(each.cen_status == "Attached" for each in vpcs)
    assert any(each.vpc_name == "生产-核心" for each in vpcs)
    assert any(each.vpc_name == "" and not each.is_default for each in vpcs)
    assert any(each.enabled_ipv_6 for each in vpcs)
    assert any(each.owner_id != 1250440012345678 for each in vpcs)


async def test_another_account_sees_its_own(cloud: DemoCloud) -> None:
    request = models.DescribeVpcsRequest(region_id="cn-hangzhou")
    body = (await vpc(cloud, CEN_OWNER).describe_vpcs_async(request)).body
    assert [each.vpc_name for each in body.vpcs.vpc] == ["backbone-egress"]


async def test_filters(cloud: DemoCloud) -> None:
    core, data = cloud.estate.network("prod-core").id, cloud.estate.network("prod-data").id
    assert await names(cloud, vpc_id=f"{core},{data}") == ["prod-core", "prod-data"]
    assert await names(cloud, is_default=True) == [""]
    assert await names(cloud, enable_ipv_6=True) == ["edge-v6"]
    assert await names(cloud, vpc_owner_id=1033827160459012) == ["shared-services"]
    tag = models.DescribeVpcsRequestTag(key="team", value="data")
    assert await names(cloud, tag=[tag]) == ["prod-data"]


async def test_ten_on_a_page_unless_asked(cloud: DemoCloud) -> None:
    body = (await vpc(cloud).describe_vpcs_async(models.DescribeVpcsRequest(region_id="us-west-1"))).body
    assert (len(body.vpcs.vpc), body.page_size, body.total_count) == (10, 10, 2500)


async def test_2500_vpcs_on_50_pages_each_once(cloud: DemoCloud) -> None:
    pages = [await listed(cloud, "us-west-1", page_number=number) for number in range(1, 52)]
    ids = [each.vpc_id for page in pages for each in page.vpcs.vpc]
    assert len(ids) == len(set(ids)) == 2500
    assert pages[50].vpcs.vpc == []


@pytest.mark.parametrize(
    "wrong", [{"page_size": 51}, {"page_size": 0}, {"page_number": 0}, {"is_default": "maybe"}]
)
async def test_numbers_and_flags_out_of_range(cloud: DemoCloud, wrong: dict[str, object]) -> None:
    refused = await refusal(listed(cloud, **wrong))
    assert (refused.status, refused.code) == (400, "InvalidParameter")


async def test_an_empty_region(cloud: DemoCloud) -> None:
    body = await listed(cloud, "me-east-1")
    assert (body.total_count, body.vpcs.vpc) == (0, [])


async def test_the_region_is_mandatory(cloud: DemoCloud) -> None:
    refused = await refusal(vpc(cloud).describe_vpcs_async(models.DescribeVpcsRequest()))
    assert (refused.status, refused.code) == (400, "MissingRegionId")


async def test_more_than_20_ids_and_a_dry_run_are_refused(cloud: DemoCloud) -> None:
    assert (await refusal(listed(cloud, vpc_id=",".join(["vpc-x"] * 21)))).code == "InvalidParameter"
    assert (await refusal(listed(cloud, dry_run=True))).code == "DryRunOperation"


async def test_an_attached_vpc_names_its_cen(cloud: DemoCloud) -> None:
    request = models.DescribeVpcAttributeRequest(
        region_id="cn-hangzhou", vpc_id=cloud.estate.network("prod-data").id
    )
    body = (await vpc(cloud).describe_vpc_attribute_async(request)).body
    (cen,) = body.associated_cens.associated_cen
    backbone = cloud.estate.cen("group-backbone")
    assert (cen.cen_id, cen.cen_owner_id, cen.cen_status) == (backbone.id, int(backbone.owner), "Attached")
    assert {each.resource_type for each in body.cloud_resources.cloud_resource_set_type} == {
        "VSwitch",
        "VRouter",
    }


async def test_a_vpc_of_another_region_is_not_found(cloud: DemoCloud) -> None:
    request = models.DescribeVpcAttributeRequest(
        region_id="cn-shanghai", vpc_id=cloud.estate.network("prod-data").id
    )
    refused = await refusal(vpc(cloud).describe_vpc_attribute_async(request))
    assert (refused.status, refused.code) == (404, "InvalidVpcId.NotFound")


async def test_parameters_that_nobody_documents_are_noted(cloud: DemoCloud) -> None:
    request = models.DescribeVpcsRequest(region_id="cn-hangzhou", owner_account="x")
    await vpc(cloud).describe_vpcs_async(request)
    assert cloud.received[-1].unknown == ("OwnerAccount",)
