"""Codes of granting, revoking and of the state a network or a CEN is in."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.errors.codes.entry import ErrorText

_NETWORK_NOT_FOUND: Final = ErrorText(
    "The network is not there",
    ErrorKind.NOT_FOUND,
    "This account has no such network in {region}.",
    "Check the region and the account: the network is granted by the account that owns it.",
)
_CEN_ID: Final = ErrorText(
    "The CEN ID was not accepted",
    ErrorKind.REFUSED,
    "The cloud does not take the CEN ID: it is malformed, or no CEN has it.",
    "Check the CEN ID with its owner, letter by letter.",
)
_BUSY: Final = ErrorText(
    "The network is busy",
    ErrorKind.CONFLICT,
    "Something else is being done to this network, or its state does not allow this now.",
    "Wait a few seconds, then try again.",
    quotes=True,
)
_CONFLICT: Final = ErrorText(
    "Another change is in progress",
    ErrorKind.CONFLICT,
    "The cloud takes grants and revokes on one network one after the other.",
    "Wait a few seconds, then try again.",
)
_TOKEN_IN_USE: Final = replace(_CONFLICT, leaves_doubt=True)
"""An earlier try with this ClientToken is still at work: what comes of it is not known."""
_QUOTA: Final = ErrorText(
    "A quota is used up",
    ErrorKind.REFUSED,
    "The account has as much of this as its quota allows.",
    "Free some of it, or ask for a higher quota.",
    quotes=True,
)

GRANTS: Final = MappingProxyType(
    {
        "CcnNotExist": _NETWORK_NOT_FOUND,
        "ParameterCcnInstanceId": _NETWORK_NOT_FOUND,
        "InstanceType.Invalid": ErrorText(
            "The network type was not accepted",
            ErrorKind.REFUSED,
            "The cloud does not grant networks of this type with this call.",
            "This is a fault of cen-tui: please report it with the request ID.",
        ),
        "MissingParam.CenInstanceId": _CEN_ID,
        "Invalid.Grant": ErrorText(
            "This VBR may not be granted yet",
            ErrorKind.REFUSED,
            "VBRs cannot be granted across accounts until Alibaba Cloud opens it for this pair of accounts.",
            "Ask your Alibaba Cloud account manager, with proof that both accounts belong to one enterprise.",
        ),
        "QuotaExceeded.CbnGrantRules": ErrorText(
            "The network has too many grants",
            ErrorKind.REFUSED,
            "This network has as many grant rules as its quota allows.",
            "Revoke one that is no longer needed, or ask for a higher quota.",
        ),
        "InvalidCenId.NotFound": ErrorText(
            "The CEN is not there",
            ErrorKind.NOT_FOUND,
            "The cloud finds no such CEN in the account that was named.",
            "Compare the CEN ID and its owner's account ID with the CEN's owner, letter by letter.",
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
            "The CEN is busy",
            ErrorKind.CONFLICT,
            "The state of the CEN does not allow this now.",
            "Wait a few seconds, then try again.",
            quotes=True,
        ),
        "InvalidOperation.ChildInstanceStatus": _BUSY,
        "DuplicatedGrantRule": ErrorText(
            "Already granted",
            ErrorKind.DUPLICATE,
            "The network already has a grant rule for this CEN.",
            "Nothing more needs to be granted. Look at the network's grant rules to be sure.",
        ),
        "OperationFailed.GrantCrossAccountNotExist": ErrorText(
            "There is no such grant rule",
            ErrorKind.NOT_FOUND,
            "The network has no grant rule for this CEN that could be changed.",
            "Check the network's grant rules, then grant first.",
        ),
        "OperationUnsupported.action": ErrorText(
            "Not offered in this region",
            ErrorKind.REFUSED,
            "The cloud does not offer this in the network's region.",
            "Nothing was changed. To change who pays, revoke the rule and grant again with the other payer.",
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
