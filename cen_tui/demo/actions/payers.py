"""Cbn: who pays under a grant for an Enterprise transit router, changed by its owner and by the CEN's."""

from datetime import timedelta
from typing import Final

from cen_tui.demo.actions.grants_cbn import PAYERS, conflict, no_such_grant
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.http.parameters import cen_id, choice, client_token
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.rules import Family, Rule
from cen_tui.demo.world import World

_WHICH: Final = ("TransitRouterAttachmentId",)
_UPDATE: Final = (
    "OrderType",
    "ClientToken",
    "DryRun",
    "AutoPublishRouteEnabled",
    "TransitRouterAttachmentName",
    "TransitRouterAttachmentDescription",
)
_BETWEEN_CHANGES: Final = timedelta(hours=1)


@action(
    CBN,
    "ModifyGrantInstanceToTransitRouter",
    required=("CenId", "InstanceId", "OrderType"),
    optional=("ClientToken",),
    missing="MissingParameter.{}",
)
async def modify_grant_instance_to_transit_router(world: World, call: Call) -> Body:
    """Change who pays; the ClientToken of this one comes in the form body.

    While the network is attached to that CEN, the previous payer stays in force until the attachment's is
    changed too.
    """
    client_token(call)
    payer = choice(call, "OrderType", PAYERS)
    network = world.networks.get(call.text("InstanceId"))
    if network is not None and network.key in {"CCN", "ECR"}:
        raise ApiError(400, "OperationUnsupported.action", "This action is not support.")
    rule = world.rules.find(call.text("InstanceId"), cen_id(call, "CenId"), router=True)
    if rule is None or rule.network.owner != call.caller.uid:
        raise no_such_grant()
    if world.tokens.was_done(call):
        return {}
    attached = world.attachments.within(rule.network.id, rule.cen_id)
    _refuse_too_soon(world, rule, attached)
    async with world.working_on(rule.network.id, conflict()):
        rule.payer, rule.payer_changed = payer, world.now()
        if attached is None:
            rule.payer_in_force = payer
        world.tokens.done(call)
    return {}


@action(CBN, "UpdateTransitRouterVpcAttachmentAttribute", required=_WHICH, optional=_UPDATE)
@action(CBN, "UpdateTransitRouterVbrAttachmentAttribute", required=_WHICH, optional=_UPDATE)
@action(CBN, "UpdateTransitRouterVpnAttachmentAttribute", required=_WHICH, optional=_UPDATE)
@action(
    CBN,
    "UpdateTransitRouterEcrAttachmentAttribute",
    required=_WHICH,
    optional=tuple(name for name in _UPDATE if name != "AutoPublishRouteEnabled"),
)
async def update_transit_router_attachment_attribute(world: World, call: Call) -> Body:
    """Take the CEN owner's step of a change of payer, to the one that the grant names.

    The code of the refusal of another payer is not documented, and made up.
    """
    payer = choice(call, "OrderType", ("", *PAYERS))
    if world.tokens.was_done(call):
        return {}
    for rule in world.rules.all():
        attachment = world.attachments.within(rule.network.id, rule.cen_id)
        wanted = attachment is not None and attachment.id == call.text("TransitRouterAttachmentId")
        if wanted and rule.family is Family.CBN and rule.cen_owner == call.caller.uid:
            if payer not in {"", rule.payer}:
                message = "The OrderType differs from that of the grant."
                raise ApiError(400, "OperationDenied.OrderTypeNotGranted", message)
            async with world.working_on(rule.network.id, conflict()):
                rule.payer_in_force = payer or rule.payer_in_force
            world.tokens.done(call)
            return {}
    raise ApiError(400, "InvalidParameter", "The specified TransitRouterAttachmentId is not found.")


def _refuse_too_soon(world: World, rule: Rule, attached: Attachment | None) -> None:
    """Refuse a change within an hour of connecting or of the last one.

    The limit is documented, its error code is not: this one is made up.
    """
    moments = (attached.created if attached else None, rule.payer_changed)
    last = max((moment for moment in moments if moment), default=None)
    if last is not None and world.now() - last < _BETWEEN_CHANGES:
        message = "The payer can be changed once an hour."
        raise ApiError(400, "OperationDenied.OrderTypeChangedRecently", message)
