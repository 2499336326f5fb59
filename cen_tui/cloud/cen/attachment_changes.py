"""The calls that change or end an attachment, which the CEN's owner makes."""

from typing import TYPE_CHECKING

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.received_grants import child_instance
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks.base import CenTarget, Payer

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


async def detach(cloud: "Cloud", attachment: CenAttachment, target: CenTarget, *, token: str) -> str:
    """Detach a network and return the request ID. `token` is used where the call takes one.

    Through an Enterprise transit router it is forced: without that, the cloud refuses while a route table is
    associated with the attachment, or learns its routes. Raises `CloudError`.

    Sources: DetachCenChildInstance, DeleteTransitRouter{Vpc,Vbr,Vpn,Ecr}Attachment.
    """
    if not attachment.enterprise:
        fields = child_instance(attachment.network, target.cen_id)
        return await cloud.change(Product.CBN, "DetachCenChildInstance", **fields)
    return await cloud.change(
        Product.CBN,
        f"DeleteTransitRouter{attachment.network.type.title()}Attachment",
        transit_router_attachment_id=attachment.id,
        force=True,
        client_token=token,
    )


async def change_attachment_payer(
    cloud: "Cloud", attachment: CenAttachment, payer: Payer, *, token: str
) -> str:
    """Change who pays for an attachment, and return the request ID. Raises `CloudError`.

    Source: UpdateTransitRouter{Vpc,Vbr,Vpn,Ecr}AttachmentAttribute.
    """
    return await cloud.change(
        Product.CBN,
        f"UpdateTransitRouter{attachment.network.type.title()}AttachmentAttribute",
        transit_router_attachment_id=attachment.id,
        order_type=payer.value,
        client_token=token,
    )
