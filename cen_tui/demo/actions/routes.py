"""Cbn: the route tables of Enterprise transit routers, and what is tied to them after an attachment."""

from typing import Final

from cen_tui.demo.actions.common import RESULTS
from cen_tui.demo.actions.grants_cbn import conflict
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.http.paging import by_token
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.world import World, type_of

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
    owned = [cen for cen in world.estate.cens if cen.owner == call.caller.uid]
    found: list[Body] = [
        {
            "TransitRouterRouteTableId": _table(router.id),
            "TransitRouterRouteTableType": "System",
            "TransitRouterRouteTableStatus": "Active",
        }
        for cen in owned
        for router in world.routers.of(cen)
        if router.id == call.text("TransitRouterId") and router.type == "Enterprise"
    ]
    part = by_token(call, found)
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
async def list_transit_router_route_table_associations(world: World, call: Call) -> Body:
    """Answer which attachments a route table routes for."""
    return _listed(world, call, "TransitRouterAssociations", learned=False)


@action(CBN, "ListTransitRouterRouteTablePropagations", optional=_OF_TABLES)
async def list_transit_router_route_table_propagations(world: World, call: Call) -> Body:
    """Answer of which attachments a route table learns the routes."""
    return _listed(world, call, "TransitRouterPropagations", learned=True)


async def _set(world: World, call: Call, *, learned: bool) -> Body:
    if world.tokens.was_done(call):
        return {}
    found = _attachment(world, call)
    if world.attachments.status(found) != "Attached":
        message = "The status of the attachment does not support the operation."
        raise ApiError(400, "IncorrectStatus.Attachment", message)
    async with world.working_on(found.network.id, conflict()):
        world.attachments.set_routes(found, learned=learned)
    world.tokens.done(call)
    return {}


def _listed(world: World, call: Call, name: str, *, learned: bool) -> Body:
    chosen = world.attachments.propagated if learned else world.attachments.associated
    cens = [cen for cen in world.estate.cens if cen.owner == call.caller.uid]
    shapes = [
        _use(world, each, learned=learned)
        for cen in cens
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
    found = [each for each in shapes if all(call.text(n) in {"", each[f]} for n, f in asked.items())]
    part = by_token(call, found)
    return {**part.fields, name: list(part.items)}


def _use(world: World, attachment: Attachment, *, learned: bool) -> Body:
    active = world.attachments.routes_active(attachment, learned=learned)
    other = "" if learned else world.attachments.other_tables.get(attachment.id, "")
    return {
        "TransitRouterAttachmentId": attachment.id,
        "TransitRouterRouteTableId": other or _table(attachment.router),
        "ResourceId": attachment.network.id,
        "ResourceType": type_of(attachment.network),
        "Status": "Active" if active else ("Enabling" if learned else "Associating"),
    }


def _attachment(world: World, call: Call) -> Attachment:
    found = world.attachments.by_id(call.text("TransitRouterAttachmentId"))
    if found is None or found.cen.owner != call.caller.uid:
        raise ApiError(400, "InvalidTransitRouterAttachmentId.NotFound", "The attachment is not found.")
    if call.text("TransitRouterRouteTableId") != _table(found.router):
        raise ApiError(400, "InvalidTransitRouterRouteTableId.NotFound", "The route table is not found.")
    return found


def _table(router_id: str) -> str:
    return made_up("vtb-", 21, router_id)
