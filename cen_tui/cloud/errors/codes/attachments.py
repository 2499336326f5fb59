"""Codes of what is done with an attachment: detaching, routes, and who pays; the CEN's owner does that.

Sources: the lists of errors of Terraform's provider for DetachCenChildInstance,
DeleteTransitRouter{Vpc,Vbr,Vpn,Ecr}Attachment and AssociateTransitRouterAttachmentWithRouteTable.
"""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.errors.codes.entry import ErrorText

_NOT_ATTACHED: Final = ErrorText(
    "There is no such attachment",
    ErrorKind.NOT_FOUND,
    "The cloud does not find this attachment in the CEN: the network may have been detached meanwhile.",
    "Go back and press r to reload what is attached.",
)
ATTACHMENTS: Final = MappingProxyType(
    {
        "ParameterInstanceId": _NOT_ATTACHED,
        "IncorrectStatus.Attachment": ErrorText(
            "The attachment is busy",
            ErrorKind.CONFLICT,
            "The state of the attachment does not allow this now: it is being made, changed or removed.",
            "Wait a minute, then try again.",
        ),
        "IncorrectStatus.EcrResource": ErrorText(
            "The Express Connect Router is not ready",
            ErrorKind.CONFLICT,
            "Something is being done to it, or it is not associated with this transit router.",
            "Ask its owner whether they have associated it with this transit router. Then try again.",
        ),
    }
)
ATTACHMENT_FAMILIES: Final = MappingProxyType(
    {
        "InvalidTransitRouterAttachmentId": _NOT_ATTACHED,
        "InvalidTransitRouterRouteTableId": ErrorText(
            "The route table is not there",
            ErrorKind.NOT_FOUND,
            "The transit router has no such route table.",
            "Go back and press r to reload what is attached, then try again.",
        ),
    }
)
