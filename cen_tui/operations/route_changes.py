"""The changes that set the routes of an attachment: AssociateRouteTable, PropagateRoutes."""

from abc import abstractmethod
from dataclasses import dataclass, field

from cen_tui.cloud.cen import route_tables
from cen_tui.cloud.cen.route_tables import ACTIVE, BEING_SET, TableUse
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.i18n import gettext as _
from cen_tui.operations.attachment_change import RouterAttachmentChange, refused
from cen_tui.operations.change import Words
from cen_tui.operations.outcome import OperationKind, Stage
from cen_tui.operations.polling import Observation, PollPolicy

_LONGEST = 5 * 60.0
"""Seconds for which the status may be another than Active: the timeout of Terraform's provider."""


@dataclass(slots=True)
class SeenRoutes:
    """What the reads have shown of an attachment's routes."""

    table_id: str = ""
    """The system route table of the transit router."""
    uses: tuple[TableUse, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteChange(RouterAttachmentChange):
    """A change of what an attachment has to do with the system route table of its transit router."""

    verifying = Stage.SETTING_ROUTES

    routes: SeenRoutes = field(default_factory=SeenRoutes, init=False, compare=False, repr=False)

    @property
    def polling(self) -> PollPolicy:
        """As long as the status may be another than Active."""
        return PollPolicy(longest=_LONGEST)

    async def observe(self) -> Observation:
        """Return whether the system route table's status is Active. Raises `CloudError`."""
        found = await self.find()
        if found is None or not found.enterprise:
            return Observation()
        if not self.routes.table_id:
            self.routes.table_id = await route_tables.system_route_table(self.cloud, found.router_id)
        self.routes.uses = await self.read_uses(found.id)
        state = next((one.state for one in self.routes.uses if one.table_id == self.routes.table_id), "")
        return Observation(done=state == ACTIVE, begun=state in BEING_SET)

    @abstractmethod
    async def read_uses(self, attachment_id: str) -> tuple[TableUse, ...]:
        """Return the route tables of the attachment that this is about. Raises `CloudError`."""

    def obstacle(self, rule: GrantRule | None) -> CloudError | None:  # noqa: ARG002 - of those that have one
        """Refuse where the transit router has no system route table."""
        if self.routes.table_id:
            return None
        return refused(
            _("The transit router has no system route table"),
            _("No system route table is listed for it. Nothing was sent."),
            _("Choose a route table in the CEN console."),
        )


class AssociateRouteTable(RouteChange):
    """Lets the system route table of the transit router route what comes from the network."""

    kind = OperationKind.ASSOCIATE
    words = Words(
        unverified=_("Associated, but not verified"),
        accepted=_("The cloud accepted the association with the route table."),
        not_shown=_("Its status is not Active yet."),
        may_yet_show=_("The association is not visible yet, but it may still appear."),
        undone=_("As of the last check, the attachment is not associated with the system route table."),
        how_to_check=_("Check the attachment's route table in a minute, before associating again."),
        in_progress=_("The association is in progress"),
        not_visible=_("The association is not visible yet"),
        not_applied=_("The attachment was not associated with the route table"),
        earlier_unknown=(
            _("Nothing was sent now. What came of the association that was sent before is not known.")
        ),
        unreadable=_("The associations could not be read: {why}"),
    )

    async def read_uses(self, attachment_id: str) -> tuple[TableUse, ...]:
        """Return the route table that the attachment is associated with. Raises `CloudError`."""
        return await route_tables.associations(self.cloud, attachment_id)

    async def send(self, token: str) -> str:
        """Associate, once; return the request ID. Raises `CloudError`."""
        return await route_tables.associate(self.cloud, self.attachment.id, self.routes.table_id, token=token)

    def obstacle(self, rule: GrantRule | None) -> CloudError | None:
        """Refuse where it is associated with another route table: it can be with one only."""
        if other := next((one for one in self.routes.uses if one.table_id != self.routes.table_id), None):
            return refused(
                _("It is associated with another route table"),
                _("The attachment is associated with {route_table}. Nothing was sent.").format(
                    route_table=other.table_id
                ),
                _("To use the system route table instead, change the association in the CEN console."),
            )
        return RouteChange.obstacle(self, rule)


class PropagateRoutes(RouteChange):
    """Lets the system route table of the transit router learn the network's routes."""

    kind = OperationKind.PROPAGATE
    words = Words(
        unverified=_("Propagated, but not verified"),
        accepted=_("The cloud accepted the propagation of the routes."),
        not_shown=_("Its status is not Active yet."),
        may_yet_show=_("The propagation is not visible yet, but it may still appear."),
        undone=_("As of the last check, the system route table does not learn the attachment's routes."),
        how_to_check=_("Check the attachment's propagations in a minute, before propagating again."),
        in_progress=_("The propagation is in progress"),
        not_visible=_("The propagation is not visible yet"),
        not_applied=_("The attachment's routes were not propagated"),
        earlier_unknown=(
            _("Nothing was sent now. What came of the propagation that was sent before is not known.")
        ),
        unreadable=_("The propagations could not be read: {why}"),
    )

    async def read_uses(self, attachment_id: str) -> tuple[TableUse, ...]:
        """Return the route tables that learn the attachment's routes. Raises `CloudError`."""
        return await route_tables.propagations(self.cloud, attachment_id)

    async def send(self, token: str) -> str:
        """Propagate, once; return the request ID. Raises `CloudError`."""
        return await route_tables.propagate(self.cloud, self.attachment.id, self.routes.table_id, token=token)
