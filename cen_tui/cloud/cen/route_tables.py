"""The system route table of a transit router, and what an attachment has to do with it.

Associated forwarding lets the table route what comes from the attachment; route learning lets it learn the
attachment's routes. An attachment that is made through the API has neither.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from cen_tui.cloud import converters
from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.paginators import rows_by_token

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

ACTIVE: Final = "Active"
BEING_SET: Final = frozenset({"Associating", "Enabling"})
_PART_SIZE: Final = 50
_SYSTEM: Final = "System"


class TableUse(NamedTuple):
    """A route table that an attachment is associated with, or that learns its routes."""

    table_id: str
    state: str
    """The API's value, such as `Associating`, `Enabling` or `Active`."""


@dataclass(frozen=True, slots=True)
class AttachmentRoutes:
    """How an attachment's routes are set."""

    table_id: str = ""
    """The system route table of its transit router; empty where it has none."""
    associations: tuple[TableUse, ...] = ()
    """Every route table that it is associated with: one at most."""
    propagations: tuple[TableUse, ...] = ()
    """Every route table that learns its routes."""

    @property
    def associated(self) -> bool:
        """Whether it is associated with the system route table."""
        return TableUse(self.table_id, ACTIVE) in self.associations

    @property
    def propagated(self) -> bool:
        """Whether the system route table learns its routes."""
        return TableUse(self.table_id, ACTIVE) in self.propagations

    @property
    def other_table(self) -> str:
        """The ID of another route table that it is associated with: it can be with one only."""
        return next((one.table_id for one in self.associations if one.table_id != self.table_id), "")


async def attachment_routes(cloud: "Cloud", attachment: CenAttachment) -> AttachmentRoutes:
    """Return how the routes of an attachment to an Enterprise transit router are set. Raises `CloudError`."""
    return AttachmentRoutes(
        await system_route_table(cloud, attachment.router_id),
        await associations(cloud, attachment.id),
        await propagations(cloud, attachment.id),
    )


async def system_route_table(cloud: "Cloud", router_id: str) -> str:
    """Return the ID of a transit router's system route table, or nothing (ListTransitRouterRouteTables).

    Raises `CloudError`.
    """
    rows = await rows_by_token(
        cloud,
        Product.CBN,
        "ListTransitRouterRouteTables",
        "transit_router_route_tables",
        transit_router_id=router_id,
        max_results=_PART_SIZE,
        transit_router_route_table_type=_SYSTEM,
    )
    kinds = (converters.text_of(row, "transit_router_route_table_type") for row in rows)
    return next((_table(row) for row, kind in zip(rows, kinds, strict=True) if kind == _SYSTEM), "")


async def associations(cloud: "Cloud", attachment_id: str) -> tuple[TableUse, ...]:
    """Return the route tables of an attachment (ListTransitRouterRouteTableAssociations).

    Raises `CloudError`.
    """
    return await _uses(
        cloud, "ListTransitRouterRouteTableAssociations", "transit_router_associations", attachment_id
    )


async def propagations(cloud: "Cloud", attachment_id: str) -> tuple[TableUse, ...]:
    """Return the route tables that learn an attachment's routes (ListTransitRouterRouteTablePropagations).

    Raises `CloudError`.
    """
    return await _uses(
        cloud, "ListTransitRouterRouteTablePropagations", "transit_router_propagations", attachment_id
    )


async def associate(cloud: "Cloud", attachment_id: str, table_id: str, *, token: str) -> str:
    """Associate an attachment with a route table, and return the request ID. Raises `CloudError`.

    Source: AssociateTransitRouterAttachmentWithRouteTable.
    """
    return await _set(cloud, "AssociateTransitRouterAttachmentWithRouteTable", attachment_id, table_id, token)


async def propagate(cloud: "Cloud", attachment_id: str, table_id: str, *, token: str) -> str:
    """Let a route table learn an attachment's routes, and return the request ID. Raises `CloudError`.

    Source: EnableTransitRouterRouteTablePropagation.
    """
    return await _set(cloud, "EnableTransitRouterRouteTablePropagation", attachment_id, table_id, token)


async def _set(cloud: "Cloud", action: str, attachment_id: str, table_id: str, token: str) -> str:
    return await cloud.change(
        Product.CBN,
        action,
        transit_router_attachment_id=attachment_id,
        transit_router_route_table_id=table_id,
        client_token=token,
    )


async def _uses(cloud: "Cloud", action: str, name: str, attachment_id: str) -> tuple[TableUse, ...]:
    rows = await rows_by_token(
        cloud, Product.CBN, action, name, transit_router_attachment_id=attachment_id, max_results=_PART_SIZE
    )
    found = [
        TableUse(_table(row), converters.text_of(row, "status"))
        for row in rows
        if converters.text_of(row, "transit_router_attachment_id") == attachment_id
    ]
    return tuple(found)


def _table(row: object) -> str:
    return converters.text_of(row, "transit_router_route_table_id")
