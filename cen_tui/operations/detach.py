"""The change with which the CEN's owner detaches a network."""

from cen_tui.cloud.cen.attachment_changes import detach
from cen_tui.cloud.cen.attachments import DETACHING, attachment_of
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.i18n import gettext as _
from cen_tui.operations.attachment_change import AttachmentChange, not_attached
from cen_tui.operations.change import Words
from cen_tui.operations.outcome import OperationKind, Stage
from cen_tui.operations.polling import Observation


class Detach(AttachmentChange):
    """Ends a network's attachment to a CEN of the account that signs in. Its grant stays.

    That it is gone takes two reads in a row: one answer may come from where it is not known yet.
    """

    kind = OperationKind.DETACH
    words = Words(
        unverified=_("Detached, but not verified"),
        accepted=_("The cloud accepted the detachment."),
        not_shown=_("The attachment is still visible."),
        may_yet_show=_("The attachment is still visible, but it may still disappear."),
        undone=_("As of the last check, the network is still attached to this CEN."),
        how_to_check=_("Check the CEN's attachments in a minute, before detaching again."),
        in_progress=_("The network is being detached"),
        not_visible=_("The network is still attached"),
        not_applied=_("The network was not detached"),
        earlier_unknown=(
            _("Nothing was sent now. What came of the detachment that was sent before is not known.")
        ),
        unreadable=_("The attachments could not be read: {why}"),
    )
    verifying = Stage.DETACHING
    observations_in_a_row = 2

    @property
    def takes_token(self) -> bool:
        """Whether the call takes a ClientToken: an Enterprise transit router's does, the CEN's own not."""
        return self.seen.attachment is not None and self.seen.attachment.enterprise

    async def send(self, token: str) -> str:
        """Ask for the detachment, once; return the request ID. Raises `CloudError`."""
        if self.seen.attachment is None:
            raise not_attached()
        return await detach(self.cloud, self.seen.attachment, self.target, token=token)

    async def observe(self) -> Observation:
        """Return whether the network is not attached. Raises `CloudError` when that cannot be read.

        What was seen first is what is ended: the CEN's list, which lags behind, names no transit router.
        """
        found = await attachment_of(self.cloud, self.target.cen_id, self.network)
        self.seen.attachment = self.seen.attachment or found
        return Observation(done=found is None, begun=found is not None and found.state == DETACHING)

    def means_done(self, error: CloudError) -> bool:
        """Tell whether an error of the call says that there is no such attachment."""
        return error.kind is ErrorKind.NOT_FOUND
