"""Codes of what is done with an attachment: detaching, routes, and who pays; the CEN's owner does that.

Sources: the lists of errors of Terraform's provider for DetachCenChildInstance,
DeleteTransitRouter{Vpc,Vbr,Vpn,Ecr}Attachment and AssociateTransitRouterAttachmentWithRouteTable.
"""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.i18n import gettext as _

_NOT_ATTACHED: Final = ErrorText(
    _("There is no such attachment"),
    ErrorKind.NOT_FOUND,
    _("The cloud does not find this attachment in the CEN: the network may have been detached meanwhile."),
    _("Go back and press r to reload what is attached."),
)
ATTACHMENTS: Final = MappingProxyType(
    {
        "ParameterInstanceId": _NOT_ATTACHED,
        "IncorrectStatus.Attachment": ErrorText(
            _("The attachment is busy"),
            ErrorKind.CONFLICT,
            _("The state of the attachment does not allow this now: it is being made, changed or removed."),
            _("Wait a minute, then try again."),
        ),
        "IncorrectStatus.EcrResource": ErrorText(
            _("The Express Connect Router is not ready"),
            ErrorKind.CONFLICT,
            _("Something is being done to it, or it is not associated with this transit router."),
            _("Ask its owner whether they have associated it with this transit router. Then try again."),
        ),
    }
)
ATTACHMENT_FAMILIES: Final = MappingProxyType(
    {
        "InvalidTransitRouterAttachmentId": _NOT_ATTACHED,
        "InvalidTransitRouterRouteTableId": ErrorText(
            _("The route table is not there"),
            ErrorKind.NOT_FOUND,
            _("The transit router has no such route table."),
            _("Go back and press r to reload what is attached, then try again."),
        ),
    }
)
