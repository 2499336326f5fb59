"""The change with which the CEN's owner attaches a granted network."""

from dataclasses import dataclass, field

from cen_tui.cloud.cen.attachments import ATTACHED, ATTACHING
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach_options import AttachOptions, send
from cen_tui.operations.attachment_change import AttachmentChange, refused
from cen_tui.operations.change import Words
from cen_tui.operations.outcome import OperationKind, Stage
from cen_tui.operations.polling import Observation


@dataclass(frozen=True, slots=True)
class Attach(AttachmentChange):
    """Attaches a network to a CEN of the account that signs in.

    A grant that is not in force yet is retried as a conflict is. `options` are not used.
    """

    kind = OperationKind.ATTACH
    words = Words(
        unverified=_("Sent, but not verified"),
        accepted=_("The cloud accepted the attachment."),
        not_shown=_("Its status is not Attached yet."),
        may_yet_show=_("The network is not visible as attached yet, but it may still be attached."),
        undone=_("As of the last check, the network is not attached to this CEN."),
        how_to_check=_("Check the CEN's attachments in a minute, before attaching again."),
        in_progress=_("The attachment is in progress"),
        not_visible=_("The attachment is not visible yet"),
        not_applied=_("The attachment was not applied"),
        earlier_unknown=(
            _("Nothing was sent now. What came of the attachment that was sent before is not known.")
        ),
        unreadable=_("The attachments could not be read: {why}"),
    )
    verifying = Stage.ATTACHING

    attach_options: AttachOptions = field(default_factory=AttachOptions)

    @property
    def takes_token(self) -> bool:
        """Whether the call takes a ClientToken: a transit router's own does, the Basic edition's not."""
        return self.attach_options.through_router(self.network)

    async def send(self, token: str) -> str:
        """Ask for the attachment; return the request ID. Raises `CloudError`."""
        return await send(self.cloud, self.attach_options, self.network, self.target, token)

    async def observe(self) -> Observation:
        """Return whether the network says Attached. Raises `CloudError` when that cannot be read."""
        found = await self.find()
        state = found.state if found else ""
        return Observation(done=state == ATTACHED, begun=state == ATTACHING)

    def precondition_error(self, rule: GrantRule | None) -> CloudError | None:  # noqa: ARG002 - it has none here
        """Refuse what only an Enterprise transit router that is there already can attach."""
        router = self.attach_options.router
        if not self.attach_options.needs_router(self.network) or (router and router.enterprise):
            return None
        return refused(
            _("There is no Enterprise transit router"),
            _(
                "Only an Enterprise transit router that exists already attaches this network. Nothing "
                "was sent."
            ),
            _("Create it in the CEN console first, in the region of the attachment."),
        )
