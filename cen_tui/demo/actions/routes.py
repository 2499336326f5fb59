"""Cbn: the route tables of Enterprise transit routers, and what is tied to them after an attachment."""

from typing import Final

from cen_tui.demo.actions.common import RESULTS, matching, own_attachment, refuse_unsettled
from cen_tui.demo.actions.grants_cbn import conflict
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.http.paging import by_token
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.world import World

_BOTH: Final = ("TransitRouterAttachmentId", "TransitRouterRouteTableId")
_OF_TABLES: Final = (
    *RESULTS,
    *_BOTH,
    *("Status", "TransitRouterAttachmentResourceId", "TransitRouterAttachmentResourceType"),
)


@action(
    CBN,
    "ListTransitRouterRouteTables",
    required=("TransitRouterId",),
    optional=(*RESULTS, "TransitRouterRouteTableIds.N", "TransitRouterRouteTableType"),
)
async def list_transit_router_route_tables(world: World, call: Call) -> Body:
    """Answer the one route table that every Enterprise transit router begins with."""
    named = world.own_router(call.text("TransitRouterId"), call.caller)
    table: Body = {
        "TransitRouterRouteTableId": _table(call.text("TransitRouterId")),
        "TransitRouterRouteTableType": "System",
        "TransitRouterRouteTableStatus": "Active",
    }
    part = by_token(call, [table] if named and named[1].type == "Enterprise" else [])
    return {**part.fields, "TransitRouterRouteTables": list(part.items)}


@action(
    CBN,
    "AssociateTransitRouterAttachmentWithRouteTable",
    required=_BOTH,
    optional=("ClientToken", "DryRun"),
)
async def associate_transit_router_attachment_with_route_table(world: World, call: Call) -> Body:
    """Let what comes from an attachment be routed by a table, where no other one does.

    The code of that refusal is not documented, and made up.
    """
    if call.text("TransitRouterAttachmentId") in world.attachments.other_tables:
        message = "The attachment is already associated with another route table."
        raise ApiError(400, "InvalidOperation.AttachmentAssociated", message)
    return await _set(world, call, learned=False)


@action(CBN, "EnableTransitRouterRouteTablePropagation", required=_BOTH, optional=("ClientToken", "DryRun"))
async def enable_transit_router_route_table_propagation(world: World, call: Call) -> Body:
    """Let a table learn the routes of an attachment."""
    return await _set(world, call, learned=True)


@action(CBN, "ListTransitRouterRouteTableAssociations", optional=_OF_TABLES)
@action(CBN, "ListTransitRouterRouteTablePropagations", optional=_OF_TABLES)
async def list_transit_router_route_table_uses(world: World, call: Call) -> Body:
    """Answer which attachments a route table routes for, or of which it learns the routes."""
    learned = call.action.endswith("Propagations")
    chosen = world.attachments.propagated if learned else world.attachments.associated
    shapes = [
        _use(world, each, learned=learned)
        for cen in world.own_cens(call.caller)
        for each in world.attachments.of_cen(cen.id)
        if each.id in chosen
    ]
    asked = {
        "Status": "Status",
        "TransitRouterAttachmentId": "TransitRouterAttachmentId",
        "TransitRouterAttachmentResourceId": "ResourceId",
        "TransitRouterAttachmentResourceType": "ResourceType",
        "TransitRouterRouteTableId": "TransitRouterRouteTableId",
    }
    part = by_token(call, matching(call, shapes, asked))
    name = "TransitRouterPropagations" if learned else "TransitRouterAssociations"
    return {**part.fields, name: list(part.items)}


async def _set(world: World, call: Call, *, learned: bool) -> Body:
    if world.tokens.was_done(call):
        return {}
    found = _attachment(world, call)
    refuse_unsettled(world, found)
    async with world.working_on(found.network.id, conflict()):
        world.attachments.set_routes(found, learned=learned)
    world.tokens.done(call)
    return {}


def _use(world: World, attachment: Attachment, *, learned: bool) -> Body:
    active = world.attachments.routes_active(attachment, learned=learned)
    other = "" if learned else world.attachments.other_tables.get(attachment.id, "")
    return {
        "TransitRouterAttachmentId": attachment.id,
        "TransitRouterRouteTableId": other or _table(attachment.router),
        "ResourceId": attachment.network.id,
        "ResourceType": attachment.network.key,
        "Status": "Active" if active else ("Enabling" if learned else "Associating"),
    }


def _attachment(world: World, call: Call) -> Attachment:
    found = own_attachment(world, call)
    if call.text("TransitRouterRouteTableId") != _table(found.router):
        raise ApiError(400, "InvalidTransitRouterRouteTableId.NotFound", "The route table is not found.")
    return found


def _table(router_id: str) -> str:
    return made_up("vtb-", 21, router_id)
