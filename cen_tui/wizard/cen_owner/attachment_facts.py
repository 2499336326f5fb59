"""What is known of a granted network and its attachment, as labelled facts."""

from collections.abc import Iterable
from typing import Final

from cen_tui.cloud.cen.route_tables import AttachmentRoutes, TableUse
from cen_tui.cloud.networks.base import Fact
from cen_tui.text import grouped
from cen_tui.wizard.cen_owner.inbox import Inbox, InboxRow, attachment_payer
from cen_tui.wizard.payer import payer_name

BASIC: Final = "of the Basic edition: routes are exchanged by themselves"
NOT_ASSOCIATED: Final = "none: what comes from the network is not routed"
NOT_PROPAGATED: Final = "none: nothing is routed to the network"
SETS_ROUTES: Final = "Esc closes this, then f sets the routes."


def attachment_facts(inbox: Inbox, row: InboxRow, routes: AttachmentRoutes | None = None) -> tuple[Fact, ...]:
    """Return the facts of a row; `routes` once they were read."""
    granted, network, attachment = row.granted, row.network, row.attachment
    obstacle = inbox.obstacle(granted) if attachment is None else None
    return (
        Fact("ID", network.id),
        Fact("State", row.state),
        Fact("Cannot be attached", " ".join(obstacle) if obstacle else ""),
        *_routes(routes),
        *_payers(row),
        Fact("Attachment", attachment.id if attachment else ""),
        Fact("Transit router", (attachment.router_id or BASIC) if attachment else ""),
        Fact("Type", network.type),
        Fact("Owner", grouped(network.owner_uid)),
        Fact("Region", row.region),
        Fact("Granted", f"{granted.created:%Y-%m-%d %H:%M} UTC" if granted.created else ""),
    )


def _payers(row: InboxRow) -> tuple[Fact, ...]:
    if row.attachment is not None and not row.attachment.enterprise:
        return ()
    granted, payer = row.granted.payer, attachment_payer(row)
    return (
        Fact("Payer, grant", payer_name(granted)),
        Fact("Payer, attachment", payer_name(payer) if row.attachment else ""),
    )


def _routes(routes: AttachmentRoutes | None) -> tuple[Fact, ...]:
    """Return the two halves of an attachment's routes, each with the tables that it is set for."""
    if routes is None:
        return ()
    associations, propagations = map(_tables, (routes.associations, routes.propagations))
    return (
        Fact("Associated with", associations or NOT_ASSOCIATED),
        Fact("Propagates to", propagations or NOT_PROPAGATED),
    )


def _tables(uses: Iterable[TableUse]) -> str:
    return ", ".join(f"{one.table_id} ({one.state})" for one in uses)


def sets_routes(routes: AttachmentRoutes | None) -> str:
    """Return how to set the routes, where something of them is not set."""
    return SETS_ROUTES if routes and not (routes.associations and routes.propagations) else ""
