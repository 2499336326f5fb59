"""Cbn: the route tables of Enterprise transit routers, and what is tied to them after an attachment."""

from typing import Final

from cen_tui.demo.actions.common import RESULTS
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.http.paging import by_token
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.world import World

_BOTH: Final = ("TransitRouterAttachmentId", "TransitRouterRouteTableId")


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
    """Let what comes from an attachment be routed by a table."""
    world.attachments.associated.add(_attachment(world, call).id)
    return {}


@action(CBN, "EnableTransitRouterRouteTablePropagation", required=_BOTH, optional=("ClientToken", "DryRun"))
async def enable_transit_router_route_table_propagation(world: World, call: Call) -> Body:
    """Let a table learn the routes of an attachment."""
    world.attachments.propagated.add(_attachment(world, call).id)
    return {}


def _attachment(world: World, call: Call) -> Attachment:
    found = world.attachments.by_id(call.text("TransitRouterAttachmentId"))
    if found is None or found.cen.owner != call.caller.uid:
        raise ApiError(400, "InvalidTransitRouterAttachmentId.NotFound", "The attachment is not found.")
    if call.text("TransitRouterRouteTableId") != _table(found.router):
        raise ApiError(400, "InvalidTransitRouterRouteTableId.NotFound", "The route table is not found.")
    return found


def _table(router_id: str) -> str:
    return made_up("vtb-", 21, router_id)
