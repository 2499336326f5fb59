"""All that is known of one granted network and its attachment, with its routes."""

from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from cen_tui.cloud.cen.route_tables import AttachmentRoutes, attachment_routes
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.session import SignedIn
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.facts import facts_table
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.wizard.cen_owner.attachment_facts import attachment_facts, next_key
from cen_tui.wizard.cen_owner.inbox import Inbox, InboxRow
from cen_tui.wizard.facts import facts_text

NOT_GRANTED: Final = _("Attached network without a grant")
READING: Final = _("Reading the routes…")
UNREAD: Final = _("The routes could not be read. Press r to try again.")


class AttachmentDetails(Dialog[None]):
    """The grant, the attachment, who pays under each, and the routes, which are read when it opens."""

    HELP = _("""What is known of one network that was granted to this CEN.

Payer, grant       who pays as the network's owner wrote it
Payer, attachment  who pays now; it follows the grant's once the CEN's owner changed it too
Associated with    the route table that routes what comes from the network (associated forwarding)
Propagates to      the route tables that learn the network's routes (route learning)""")
    heading = _("Granted network")
    CONTAINER = VerticalScroll
    CONTAINER_CLASSES = "dialog tall"
    FEEDBACK = (Problem, StatusLine)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,d,q", "dismiss", _("Close")),
        *copy_keys(_("all of it")),
        Binding("r", "reload", _("Reload"), tooltip=_("Reload the routes")),
    ]

    def __init__(self, signed: SignedIn, inbox: Inbox, row: InboxRow) -> None:
        super().__init__()
        self._signed = signed
        self._inbox = inbox
        self._row = row
        self._facts = attachment_facts(inbox, row)
        if row.granted is None:
            self.heading = NOT_GRANTED

    def compose_body(self) -> ComposeResult:
        """Lay out what the list knew; the routes are added when they arrive."""
        yield Static(facts_table(self._facts), id="facts", markup=False)

    def on_mount(self) -> None:
        """Read the routes."""
        self.set_focus(self.query_one(VerticalScroll))
        self.status.say(next_key(self._row, None))
        self.action_reload()

    @property
    def _has_routes(self) -> bool:
        return self._row.attachment is not None and self._row.attachment.enterprise

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read the routes only where there are any."""
        return super().check_action(action, parameters) and (action != "reload" or self._has_routes)

    def action_reload(self) -> None:
        """Read the routes."""
        if self._has_routes:
            self.problem.clear()
            self.status.waiting(READING)
            self.read_routes()

    @background()
    async def read_routes(self) -> None:
        """Ask for the route tables of the attachment."""
        if (attachment := self._row.attachment) is None:
            return
        try:
            routes = await attachment_routes(self._signed.cloud, attachment)
        except CloudError as error:
            await self.apply(partial(self._fail, error))
        else:
            await self.apply(partial(self._show, routes))

    def _show(self, routes: AttachmentRoutes) -> None:
        self._facts = attachment_facts(self._inbox, self._row, routes)
        self.query_one("#facts", Static).update(facts_table(self._facts))
        self.status.say(next_key(self._row, routes))

    def _fail(self, error: CloudError) -> None:
        self.problem.show(error)
        self.status.say(UNREAD)

    def copyable(self) -> Copyable | None:
        """Offer the ID and all facts."""
        network_id = self._row.network.id
        return Copyable(network_id, facts_text(self._facts), _("The details"), f"{network_id}.txt")
