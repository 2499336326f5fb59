"""What the screens that confirm and run an operation say of each kind."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationKind


@dataclass(frozen=True, slots=True)
class OperationTexts:
    """The texts on one kind of operation. A grant, which is run by the hand-over, has the first two alone."""

    does: str
    """What Enter does on the confirmation, for the line of keys."""
    help: str
    """What `?` says on the confirmation."""
    place: str = ""
    """Where one is, for what is no step of the wizard."""
    doing: str = ""
    """The status line while it runs; `stage` is what is in progress."""
    in_progress: str = ""
    """What is said to one who would leave meanwhile."""


OPERATION_TEXTS: Final = MappingProxyType(
    {
        OperationKind.GRANT: OperationTexts(
            does=_("Grant"),
            help=_("""\
Final check before granting. Compare the peer CEN and the peer account UID with what the CEN's owner sent
you, character by character.

To grant, type the last four digits of the peer account UID and press Enter. Nothing else grants, neither
a paste nor what was typed before; of many networks, see all of them first (PgDn).
F2 shows the aliyun commands that do the same. Esc goes back; nothing has been sent yet."""),
        ),
        OperationKind.REVOKE: OperationTexts(
            does=_("Revoke"),
            help=_("""\
Final check before revoking the permission of one CEN to attach this network.

Revoking does not detach: a network that is attached stays attached until the CEN's owner detaches it.
To revoke, type the last four digits of the peer account UID and press Enter. Nothing else revokes.
F2 shows the aliyun commands that do the same. Esc goes back; nothing has been sent yet."""),
            place=_("Existing authorizations ─ revoke"),
            doing=_("Revoking: {stage}…"),
            in_progress=_("A revoke is in progress. Please wait for the result."),
        ),
        OperationKind.CHANGE_PAYER: OperationTexts(
            does=_("Change payer"),
            help=_("""\
Final check before changing who pays for the connection of this network to the transit router.

The cloud refuses a change within an hour of connecting or of the last one. While the network is attached,
the CEN's owner takes a step too, after this one: the payer of the attachment, in the CEN console or with
UpdateTransitRouterVpcAttachmentAttribute (Vbr, Vpn) and its OrderType. Until then the previous payer pays.
To change it, type the last four digits of the peer account UID and press Enter. Nothing else does.
F2 shows the aliyun command that does the same. Esc goes back; nothing has been sent yet."""),
            place=_("Existing authorizations ─ change the payer"),
            doing=_("Changing the payer: {stage}…"),
            in_progress=_("A change of payer is in progress. Please wait for the result."),
        ),
        OperationKind.ATTACH: OperationTexts(
            does=_("Attach"),
            help=_("""\
Final check before attaching. Compare the network ID and its owner's account UID with the sheet that the
network's owner sent you.

To attach, type the last four digits of the network owner's account UID and press Enter. Nothing else does.
F2 shows the aliyun command that does the same. Esc goes back; nothing has been sent yet."""),
            place=_("The CEN owner's side ─ attach"),
            doing=_("Esc stops waiting. Attaching: {stage}…"),
            in_progress=_("An attachment is in progress. Esc stops waiting for it."),
        ),
        OperationKind.DETACH: OperationTexts(
            does=_("Detach"),
            help=_("""\
Final check before detaching. The network and the CEN can no longer reach each other after that.

The grant stays, so the network can be attached again until its owner revokes the grant.
To detach, type the last four digits of the network owner's account UID and press Enter. Nothing else does.
F2 shows the aliyun command that does the same. Esc goes back; nothing has been sent yet."""),
            place=_("The CEN owner's side ─ detach"),
            doing=_("Esc stops waiting. Detaching: {stage}…"),
            in_progress=_("A detachment is in progress. Esc stops waiting for it."),
        ),
        OperationKind.ASSOCIATE: OperationTexts(
            does=_("Set routes"),
            help=_("""\
Final check before setting the routes of an attachment, as the console does while its options are ticked.

Associated forwarding: the route table of the transit router routes what comes from the network. Route
learning: that table learns the network's routes, so that others reach it.
To set them, type the last four digits of the network owner's account UID and press Enter. Nothing else does.
F2 shows the aliyun commands that do the same. Esc goes back; nothing has been sent yet."""),
            place=_("The CEN owner's side ─ routes"),
            doing=_("Setting the routes: {stage}…"),
            in_progress=_("The routes are being set. Please wait for the result."),
        ),
        OperationKind.PROPAGATE: OperationTexts(
            does=_("Set routes"),
            help=_("""\
Final check before the route table of the transit router learns the routes of an attachment.

To do it, type the last four digits of the network owner's account UID and press Enter. Nothing else does.
F2 shows the aliyun command that does the same. Esc goes back; nothing has been sent yet."""),
            place=_("The CEN owner's side ─ routes"),
            doing=_("Setting the routes: {stage}…"),
            in_progress=_("The routes are being set. Please wait for the result."),
        ),
        OperationKind.CHANGE_ATTACHMENT_PAYER: OperationTexts(
            does=_("Change payer"),
            help=_("""\
Final check before changing who pays for an attachment, as the network's owner changed it for the grant.

The payer changes once both have: the grant's, by the network's owner, and the attachment's, by you.
To change it, type the last four digits of the network owner's account UID and press Enter. Nothing else does.
F2 shows the aliyun command that does the same. Esc goes back; nothing has been sent yet."""),
            place=_("The CEN owner's side ─ payer of the attachment"),
            doing=_("Changing the attachment's payer: {stage}…"),
            in_progress=_("A change of payer is in progress. Please wait for the result."),
        ),
    }
)
