"""What is known of a granted network and its attachment, as labelled facts."""

from collections.abc import Iterable
from typing import Final

from cen_tui.cloud.cen.route_tables import AttachmentRoutes, TableUse
from cen_tui.cloud.networks.base import Fact
from cen_tui.cloud.regions import region_label
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, pgettext, sentences
from cen_tui.text import grouped
from cen_tui.wizard.cen_owner.inbox import UNREAD, Inbox, InboxRow, attachment_payer
from cen_tui.wizard.payer import payer_name

BASIC: Final = _("of the Basic edition: routes are exchanged by themselves")
NOT_ASSOCIATED: Final = _("none: what comes from the network is not routed")
NOT_PROPAGATED: Final = _("none: nothing is routed to the network")
_TABLE: Final = _("{table} ({state})")
R_RELOADS: Final = _("Esc closes this, then r reloads.")
DETACHES: Final = _("Esc closes this, then x detaches it.")
SETS_ROUTES: Final = _("Esc closes this, then f sets the routes.")


def attachment_facts(inbox: Inbox, row: InboxRow, routes: AttachmentRoutes | None = None) -> tuple[Fact, ...]:
    """Return the facts of a row; `routes` once they were read."""
    network, attachment = row.network, row.attachment
    created = row.granted.created if row.granted else None
    offered = attachment is None and row.unread is None
    obstacle = inbox.obstacle(network) if offered else None
    return (
        Fact("ID", network.id),
        Fact(pgettext("fact", "State"), row.state),
        Fact(pgettext("fact", "Not read"), _unread(row)),
        Fact(pgettext("fact", "Cannot be attached"), sentences(*obstacle) if obstacle else ""),
        Fact(pgettext("fact", "Grant"), row.without_grant),
        *_routes(routes),
        *(_payers(row) if inbox.payer_applies(row) else ()),
        *_attachment(row),
        Fact(pgettext("fact", "Type"), network.type),
        Fact(pgettext("fact", "Owner"), grouped(network.owner_uid)),
        Fact(pgettext("fact", "Region"), region_label(row.region)),
        Fact(pgettext("fact", "Granted"), f"{created:%Y-%m-%d %H:%M} UTC" if created else ""),
    )


def _unread(row: InboxRow) -> str:
    """Return why it is not known how the network is attached, and what to do."""
    if (error := row.unread) is None:
        return ""
    return sentences(UNREAD.format(why=error.title), error.advice, R_RELOADS)


def _attachment(row: InboxRow) -> tuple[Fact, ...]:
    if (attachment := row.attachment) is None or row.unread is not None:
        return ()
    return (
        Fact(pgettext("fact", "Attachment"), attachment.id),
        Fact(pgettext("fact", "Transit router"), attachment.router_id or BASIC),
    )


def _payers(row: InboxRow) -> tuple[Fact, ...]:
    granted, payer = row.granted.payer if row.granted else "", attachment_payer(row)
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


def next_key(row: InboxRow, routes: AttachmentRoutes | None) -> str:
    """Return how to detach what is not granted, or how to set the routes of what is and has none."""
    if row.granted is None and row.is_attached:
        return DETACHES
    return SETS_ROUTES if routes and not (routes.associations and routes.propagations) else ""
