"""Codes of attaching a granted network to a CEN, which the CEN's owner does."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.error_table.entry import Entry
from cen_tui.cloud.errors import ErrorKind

_ATTACHED: Final = Entry(
    "The network is attached already",
    ErrorKind.DUPLICATE,
    "The cloud says that this network is attached to a CEN. A network can be in one CEN only.",
    "If it is another CEN's, its owner has to detach it there first.",
)

ATTACHING: Final = MappingProxyType(
    {
        # Spelt so. The cloud also answers with it for some seconds after a grant that is right.
        "Forbbiden.AttachChildInstanceAcrossUid": Entry(
            "The grant is not in force",
            ErrorKind.CONFLICT,
            "The network's owner has not granted it to this CEN and account, or the cloud has not yet "
            "taken the grant up.",
            "Compare CEN ID and account ID with the network's owner: the grant must name both of yours.",
        ),
        "Forbbiden.AttachChildInstanceAcrossBid": Entry(
            "The two accounts are of different sites",
            ErrorKind.REFUSED,
            "Networks cannot be attached between the China site and the international site.",
            "Use a CEN of an account on the network's site.",
        ),
        "InvalidOperation.ChildInstanceAlreadyAttached": _ATTACHED,
        "InvalidOperation.ChildInstanceRIAlreadyExist": Entry(
            "The network is connected in another way",
            ErrorKind.REFUSED,
            "The network has a router interface that stands in the way of attaching it.",
            "Ask the network's owner to remove the old connection first.",
            quotes=True,
        ),
        "InvalidOperation.VbrAttachedToEcr": Entry(
            "The VBR is in an Express Connect Router",
            ErrorKind.REFUSED,
            "A VBR that belongs to an Express Connect Router cannot be attached by itself.",
            "Attach the Express Connect Router instead, or have the VBR taken out of it.",
        ),
        "Operation.FailedAndTryAgain": Entry(
            "The cloud asks to try again",
            ErrorKind.CONFLICT,
            "The cloud could not attach the network just now.",
            "Wait a few seconds, then try again.",
            quotes=True,
        ),
        "ParameterCenInstanceId": Entry(
            "The CEN is not there",
            ErrorKind.NOT_FOUND,
            "This account has no such CEN.",
            "Check that you signed in with the account that owns the CEN.",
        ),
    }
)
ATTACHING_FAMILIES: Final = MappingProxyType(
    {
        "OperationFailed.InvalidVpcStatus": Entry(
            "The VPC is busy",
            ErrorKind.CONFLICT,
            "The state of the VPC does not allow it to be attached now.",
            "Wait a few seconds, then try again.",
            quotes=True,
        ),
    }
)
