"""What is known of a granted network and its attachment, as labelled facts."""

from collections.abc import Iterable
from typing import Final

from cen_tui.cloud.cen.route_tables import AttachmentRoutes, TableUse
from cen_tui.cloud.networks.base import Fact
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, pgettext, sentences
from cen_tui.text import grouped
from cen_tui.wizard.cen_owner.inbox import Inbox, InboxRow, attachment_payer
from cen_tui.wizard.payer import payer_name

BASIC: Final = _("of the Basic edition: routes are exchanged by themselves")
NOT_ASSOCIATED: Final = _("none: what comes from the network is not routed")
NOT_PROPAGATED: Final = _("none: nothing is routed to the network")
_TABLE: Final = _("{table} ({state})")
SETS_ROUTES: Final = _("Esc closes this, then f sets the routes.")


def attachment_facts(inbox: Inbox, row: InboxRow, routes: AttachmentRoutes | None = None) -> tuple[Fact, ...]:
    """Return the facts of a row; `routes` once they were read."""
    granted, network, attachment = row.granted, row.network, row.attachment
    obstacle = inbox.obstacle(granted) if attachment is None else None
    return (
        Fact("ID", network.id),
        Fact(pgettext("fact", "State"), row.state),
        Fact(pgettext("fact", "Cannot be attached"), sentences(*obstacle) if obstacle else ""),
        *_routes(routes),
        *_payers(row),
        Fact(pgettext("fact", "Attachment"), attachment.id if attachment else ""),
        Fact(pgettext("fact", "Transit router"), (attachment.router_id or BASIC) if attachment else ""),
        Fact(pgettext("fact", "Type"), network.type),
        Fact(pgettext("fact", "Owner"), grouped(network.owner_uid)),
        Fact(pgettext("fact", "Region"), row.region),
        Fact(pgettext("fact", "Granted"), f"{granted.created:%Y-%m-%d %H:%M} UTC" if granted.created else ""),
    )


def _payers(row: InboxRow) -> tuple[Fact, ...]:
    if row.attachment is not None and not row.attachment.enterprise:
        return ()
    granted, payer = row.granted.payer, attachment_payer(row)
    return (
        Fact(pgettext("fact", "Payer, grant"), payer_name(granted)),
        Fact(pgettext("fact", "Payer, attachment"), payer_name(payer) if row.attachment else ""),
    )


def _routes(routes: AttachmentRoutes | None) -> tuple[Fact, ...]:
    """Return the two halves of an attachment's routes, each with the tables that it is set for."""
    if routes is None:
        return ()
    associations, propagations = map(_tables, (routes.associations, routes.propagations))
    return (
        Fact(pgettext("fact", "Associated with"), associations or NOT_ASSOCIATED),
        Fact(pgettext("fact", "Propagates to"), propagations or NOT_PROPAGATED),
    )


def _tables(uses: Iterable[TableUse]) -> str:
    return listed(_TABLE.format(table=one.table_id, state=status_word(one.state)) for one in uses)


def sets_routes(routes: AttachmentRoutes | None) -> str:
    """Return how to set the routes, where something of them is not set."""
    return SETS_ROUTES if routes and not (routes.associations and routes.propagations) else ""
