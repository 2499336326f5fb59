"""Codes of granting, revoking and of the state a network or a CEN is in."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.i18n import gettext as _

_NETWORK_NOT_FOUND: Final = ErrorText(
    _("The network is not there"),
    ErrorKind.NOT_FOUND,
    _("This account has no such network in {region}."),
    _("Check the region and the account: the network is granted by the account that owns it."),
)
_CEN_ID: Final = ErrorText(
    _("The CEN ID was not accepted"),
    ErrorKind.REFUSED,
    _("The cloud does not take the CEN ID: it is malformed, or no CEN has it."),
    _("Check the CEN ID with its owner, letter by letter."),
)
_BUSY: Final = ErrorText(
    _("The network is busy"),
    ErrorKind.CONFLICT,
    _("Something else is being done to this network, or its state does not allow this now."),
    _("Wait a few seconds, then try again."),
    adds_cloud_message=True,
)
_CONFLICT: Final = ErrorText(
    _("Another change is in progress"),
    ErrorKind.CONFLICT,
    _("The cloud takes grants and revokes on one network one after the other."),
    _("Wait a few seconds, then try again."),
)
_TOKEN_IN_USE: Final = replace(_CONFLICT, outcome_unknown=True)
"""An earlier try with this ClientToken is still at work: what comes of it is not known."""
_QUOTA: Final = ErrorText(
    _("A quota is used up"),
    ErrorKind.REFUSED,
    _("The account has as much of this as its quota allows."),
    _("Free some of it, or ask for a higher quota."),
    adds_cloud_message=True,
)

GRANTS: Final = MappingProxyType(
    {
        "CcnNotExist": _NETWORK_NOT_FOUND,
        "ParameterCcnInstanceId": _NETWORK_NOT_FOUND,
        "InstanceType.Invalid": ErrorText(
            _("The network type was not accepted"),
            ErrorKind.REFUSED,
            _("The cloud does not grant networks of this type with this call."),
            _("This is a fault of cen-tui: please report it with the request ID."),
        ),
        "MissingParam.CenInstanceId": _CEN_ID,
        "Invalid.Grant": ErrorText(
            _("This VBR may not be granted yet"),
            ErrorKind.REFUSED,
            _(
                "VBRs cannot be granted across accounts until Alibaba Cloud "
                "opens it for this pair of accounts."
            ),
            _(
                "Ask your Alibaba Cloud account manager, with proof that "
                "both accounts belong to one enterprise."
            ),
        ),
        "QuotaExceeded.CbnGrantRules": ErrorText(
            _("The network has too many grants"),
            ErrorKind.REFUSED,
            _("This network has as many grant rules as its quota allows."),
            _("Revoke one that is no longer needed, or ask for a higher quota."),
        ),
        "InvalidCenId.NotFound": ErrorText(
            _("The CEN is not there"),
            ErrorKind.NOT_FOUND,
            _("The cloud finds no such CEN in the account that was named."),
            _("Compare the CEN ID and its owner's account ID with the CEN's owner, letter by letter."),
        ),
        "Conflict.Lock": _CONFLICT,
        "TaskConflict": _CONFLICT,
        "Operation.Blocking": _CONFLICT,
        "OperationFailed.TaskConflict": _CONFLICT,
        "OperationConflict": _CONFLICT,
        "ResourceInOperating": _CONFLICT,
        "LastTokenProcessing": _TOKEN_IN_USE,
        "TokenProcessing": _TOKEN_IN_USE,
        "OperationFailed.LastTokenProcessing": _TOKEN_IN_USE,
        "IncorrectVpcStatus": _BUSY,
        "InstanceStatus.NotSupport": _BUSY,
        "InvalidOperation.CenInstanceStatus": ErrorText(
            _("The CEN is busy"),
            ErrorKind.CONFLICT,
            _("The state of the CEN does not allow this now."),
            _("Wait a few seconds, then try again."),
            adds_cloud_message=True,
        ),
        "InvalidOperation.ChildInstanceStatus": _BUSY,
        "DuplicatedGrantRule": ErrorText(
            _("Already granted"),
            ErrorKind.DUPLICATE,
            _("The network already has a grant rule for this CEN."),
            _("Nothing more needs to be granted. Look at the network's grant rules to be sure."),
        ),
        "OperationFailed.GrantCrossAccountNotExist": ErrorText(
            _("There is no such grant rule"),
            ErrorKind.NOT_FOUND,
            _("The network has no grant rule for this CEN that could be changed."),
            _("Check the network's grant rules, then grant first."),
        ),
        "OperationUnsupported.action": ErrorText(
            _("Not offered in this region"),
            ErrorKind.REFUSED,
            _("The cloud does not offer this in the network's region."),
            _(
                "Nothing was changed. To change who pays, revoke the rule "
                "and grant again with the other payer."
            ),
        ),
    }
)
GRANT_FAMILIES: Final = MappingProxyType(
    {
        "InvalidVpc": _NETWORK_NOT_FOUND,
        "InvalidVbr": _NETWORK_NOT_FOUND,
        "InvalidInstanceId": _NETWORK_NOT_FOUND,
        "IllegalParam.Cen": _CEN_ID,
        "IncorrectStatus": _BUSY,
        "InvalidStatus": _BUSY,
        "QuotaExceeded": _QUOTA,
        "QuotaFull": _QUOTA,
    }
)
