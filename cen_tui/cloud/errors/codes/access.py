"""Codes of permissions, and of accounts that may not do what was asked."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.errors.codes.entry import ErrorText

_DENIED: Final = ErrorText(
    "Permission denied",
    ErrorKind.DENIED,
    "The identity that signed in may not do this.",
    "Ask the account's administrator for the permission, then try again.",
    names_permission=True,
)
_WRONG_OWNER: Final = ErrorText(
    "The owner's account ID is not right",
    ErrorKind.REFUSED,
    "The cloud does not accept the account ID that was given for the owner.",
    "Check the ID with the CEN owner: that of the main account, usually 16 digits, not a RAM user's.",
    quotes=True,
)

ACCESS: Final = MappingProxyType(
    {
        "Forbidden.RAM": _DENIED,
        "Forbidden": _DENIED,
        "ActionUnauthorized": _DENIED,
        "Unauthorized": _DENIED,
        "Forbedden.NotSupportRAM": ErrorText(
            "Only the main account may do this",
            ErrorKind.DENIED,
            "The cloud does not let a RAM user or a role make this call.",
            "Sign in with the main account, or ask its owner to do it.",
        ),
        "Forbidden.RiskControl": ErrorText(
            "The account is under risk control",
            ErrorKind.DENIED,
            "Alibaba Cloud has restricted this account.",
            "Contact Alibaba Cloud support from this account.",
        ),
        "Forbidden.UserVerification": ErrorText(
            "The account is not verified",
            ErrorKind.DENIED,
            "This account has not finished real-name verification.",
            "Finish the verification in the account centre, then try again.",
        ),
        "InsufficientBalance": ErrorText(
            "The account's balance is too low",
            ErrorKind.DENIED,
            "The cloud does not carry this out while the account's balance is too low.",
            "Top up the account, then try again.",
        ),
        "Abs.ApiForbiddenBySubBid": ErrorText(
            "A reseller's sub-account may not do this",
            ErrorKind.DENIED,
            "The reseller that this account belongs to has not opened this call.",
            "Ask the reseller to do it or to open it.",
        ),
        "InvalidOwnerId": _WRONG_OWNER,
        "InvalidOwner": _WRONG_OWNER,
    }
)
ACCESS_FAMILIES: Final = MappingProxyType(
    {
        "Forbidden": ErrorText(
            "The cloud forbids this",
            ErrorKind.DENIED,
            "The cloud does not let this identity do this.",
            "If the message does not say why, give code and request ID to the account's administrator.",
            quotes=True,
        ),
        "NoPermission": _DENIED,
    }
)
