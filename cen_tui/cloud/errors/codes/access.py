"""Codes of permissions, and of accounts that may not do what was asked."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.i18n import gettext as _

_DENIED: Final = ErrorText(
    _("Permission denied"),
    ErrorKind.DENIED,
    _("The identity that signed in may not do this."),
    _("Ask the account's administrator for the permission, then try again."),
    is_permission=True,
)
_WRONG_OWNER: Final = ErrorText(
    _("The owner's account ID is not right"),
    ErrorKind.REFUSED,
    _("The cloud does not accept the account ID that was given for the owner."),
    _("Check the ID with the CEN owner: that of the main account, usually 16 digits, not a RAM user's."),
    adds_cloud_message=True,
)

ACCESS: Final = MappingProxyType(
    {
        "Forbidden.RAM": _DENIED,
        "Forbidden": _DENIED,
        "ActionUnauthorized": _DENIED,
        "Unauthorized": _DENIED,
        "Forbedden.NotSupportRAM": ErrorText(
            _("Only the main account may do this"),
            ErrorKind.DENIED,
            _("The cloud does not let a RAM user or a role make this call."),
            _("Sign in with the main account, or ask its owner to do it."),
        ),
        "Forbidden.RiskControl": ErrorText(
            _("The account is under risk control"),
            ErrorKind.DENIED,
            _("Alibaba Cloud has restricted this account."),
            _("Contact Alibaba Cloud support from this account."),
        ),
        "Forbidden.UserVerification": ErrorText(
            _("The account is not verified"),
            ErrorKind.DENIED,
            _("This account has not finished real-name verification."),
            _("Finish the verification in the account centre, then try again."),
        ),
        "InsufficientBalance": ErrorText(
            _("The account's balance is too low"),
            ErrorKind.DENIED,
            _("The cloud does not carry this out while the account's balance is too low."),
            _("Top up the account, then try again."),
        ),
        "Abs.ApiForbiddenBySubBid": ErrorText(
            _("A reseller's sub-account may not do this"),
            ErrorKind.DENIED,
            _("The reseller that this account belongs to has not opened this call."),
            _("Ask the reseller to do it or to open it."),
        ),
        "InvalidOwnerId": _WRONG_OWNER,
        "InvalidOwner": _WRONG_OWNER,
    }
)
ACCESS_FAMILIES: Final = MappingProxyType(
    {
        "Forbidden": ErrorText(
            _("The cloud forbids this"),
            ErrorKind.DENIED,
            _("The cloud does not let this identity do this."),
            _("If the message does not say why, give code and request ID to the account's administrator."),
            adds_cloud_message=True,
        ),
        "NoPermission": _DENIED,
    }
)
