from collections.abc import Awaitable

from alibabacloud_cbn20170912 import models
from support.demo import CEN_OWNER, cbn, refusal

from cen_tui.demo.rules import Rule
from cen_tui.demo.server import DemoCloud


def modify(cloud: DemoCloud, payer: str) -> Awaitable[object]:
    fields = {
        "cen_id": cloud.estate.cen("group-backbone").id,
        "instance_id": cloud.estate.network("sg-prod").id,
        "order_type": payer,
    }
    request = models.ModifyGrantInstanceToTransitRouterRequest(**fields)
    return cbn(cloud).modify_grant_instance_to_transit_router_async(request)  # type: ignore[no-any-return]


def update(cloud: DemoCloud, attachment: str, payer: str) -> Awaitable[object]:
    request = models.UpdateTransitRouterVpcAttachmentAttributeRequest(
        transit_router_attachment_id=attachment, order_type=payer
    )
    client = cbn(cloud, CEN_OWNER)
    return client.update_transit_router_vpc_attachment_attribute_async(request)  # type: ignore[no-any-return]


def rule_of(cloud: DemoCloud) -> Rule:
    network, cen = cloud.estate.network("sg-prod"), cloud.estate.cen("group-backbone")
    rule = cloud.world.rules.find(network.id, cen.id, router=True)
    assert rule is not None
    return rule


async def test_the_payer_of_an_attached_network_takes_a_step_of_both(cloud: DemoCloud) -> None:
    await modify(cloud, "PayByResourceOwner")
    rule = rule_of(cloud)
    assert (rule.payer, rule.payer_in_force) == ("PayByResourceOwner", "PayByCenOwner")
    attachment = cloud.world.attachments.of(rule.network.id)
    assert attachment is not None
    await update(cloud, attachment.id, "PayByResourceOwner")
    assert (rule.payer, rule.payer_in_force) == ("PayByResourceOwner", "PayByResourceOwner")
    assert {call.unknown for call in cloud.received} == {()}


async def test_the_payer_of_an_attachment_is_the_one_that_its_grant_names(cloud: DemoCloud) -> None:
    attachment = cloud.world.attachments.of(rule_of(cloud).network.id)
    assert attachment is not None
    refused = await refusal(update(cloud, attachment.id, "PayByResourceOwner"))
    assert refused.code == "OperationDenied.OrderTypeNotGranted"


async def test_the_payer_changes_once_an_hour(cloud: DemoCloud) -> None:
    await modify(cloud, "PayByResourceOwner")
    refused = await refusal(modify(cloud, "PayByCenOwner"))
    assert (refused.status, refused.code) == (400, "OperationDenied.OrderTypeChangedRecently")


async def test_the_step_of_the_cens_owner_is_for_an_attachment_of_theirs(cloud: DemoCloud) -> None:
    assert (await refusal(update(cloud, "tr-attach-1", "PayByCenOwner"))).code == "InvalidParameter"
