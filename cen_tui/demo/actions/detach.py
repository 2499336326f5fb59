"""Cbn: detaching a network from a CEN, which the CEN's owner may do."""

from typing import Final

from cen_tui.demo.actions.attach import own_cen
from cen_tui.demo.actions.common import attachment_not_found, own_attachment, refuse_unsettled
from cen_tui.demo.actions.grants_cbn import cen_region, conflict
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.http.parameters import choice, flag
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.world import World

_REQUIRED: Final = ("TransitRouterAttachmentId",)
_OPTIONAL: Final = ("ClientToken", "DryRun", "Force")


@action(
    CBN,
    "DetachCenChildInstance",
    required=("CenId", "ChildInstanceId", "ChildInstanceType", "ChildInstanceRegionId"),
    optional=("CenOwnerId", "ChildInstanceOwnerId"),
)
async def detach_cen_child_instance(world: World, call: Call) -> Body:
    """Detach a network from a Basic transit router."""
    choice(call, "ChildInstanceType", ("VPC", "VBR", "CCN"))
    found = world.attachments.within(call.text("ChildInstanceId"), own_cen(world, call).id)
    if (
        found is None
        or found.network.key != call.text("ChildInstanceType")
        or cen_region(found.network) != call.text("ChildInstanceRegionId")
    ):
        raise ApiError(400, "ParameterInstanceId", "The specified ChildInstanceId is not attached.")
    if found.router:
        message = "Operation failed because the transit router is not supported."
        raise ApiError(400, "OperationFailed.InvalidTransitRouter", message)
    await _detach(world, found)
    return {}


@action(CBN, "DeleteTransitRouterVpcAttachment", required=_REQUIRED, optional=_OPTIONAL)
@action(CBN, "DeleteTransitRouterVbrAttachment", required=_REQUIRED, optional=_OPTIONAL)
@action(CBN, "DeleteTransitRouterVpnAttachment", required=_REQUIRED, optional=_OPTIONAL)
@action(CBN, "DeleteTransitRouterEcrAttachment", required=_REQUIRED, optional=_OPTIONAL)
async def delete_transit_router_attachment(world: World, call: Call) -> Body:
    """Detach a network from an Enterprise transit router; what depends on it must be gone, or go by force.

    The code of the refusal without force is not documented, and made up.
    """
    if world.tokens.was_done(call):
        return {}
    found = own_attachment(world, call)
    kind = call.action.removeprefix("DeleteTransitRouter").removesuffix("Attachment").upper()
    if found.network.key != kind:
        raise attachment_not_found()
    settings = world.attachments.associated | world.attachments.propagated
    if found.id in settings and not flag(call, "Force"):
        message = "The attachment is associated with a route table, or propagates routes to one."
        raise ApiError(400, "OperationFailed.AttachmentInUse", message)
    await _detach(world, found)
    world.associations.remove(found.network.id, found.router)
    world.tokens.done(call)
    return {}


async def _detach(world: World, attachment: Attachment) -> None:
    refuse_unsettled(world, attachment)
    async with world.working_on(attachment.network.id, conflict()):
        world.attachments.detach(attachment)
