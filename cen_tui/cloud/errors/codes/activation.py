"""Codes of services that an account has not activated or not paid, and of service-linked roles it lacks.

Sources: error tables of CreateTransitRouterVpcAttachment, CreateTransitRouter and of ExpressConnectRouter.
"""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.cloud.errors.permissions import CREATE_ROLE
from cen_tui.i18n import gettext as _

_NOT_ACTIVATED: Final = ErrorText(
    _("The transit router service is not activated"),
    ErrorKind.REFUSED,
    _("This account has not activated the transit router service. No permission is missing."),
    _(
        "Activate it once in this account's CEN console (or with cbn "
        "OpenTransitRouterService), then try again."
    ),
)
_SUSPENDED: Final = ErrorText(
    _("The transit router service is suspended"),
    ErrorKind.REFUSED,
    _("The transit router service of this account was suspended, as a rule for an unpaid bill."),
    _("Pay what is due in this account's billing console, then try again."),
)
_OWNER_NOT_ACTIVATED: Final = ErrorText(
    _("The network owner's service is not activated"),
    ErrorKind.REFUSED,
    _("The grant lets the network's owner pay, whose account has not activated the transit router service."),
    _("Ask the network's owner to activate it in their CEN console, or to let the CEN owner pay."),
)
_OWNER_SUSPENDED: Final = ErrorText(
    _("The network owner's service is suspended"),
    ErrorKind.REFUSED,
    _(
        "The transit router service of the network owner's account was "
        "suspended, as a rule for an unpaid bill."
    ),
    _("Ask the network's owner to pay what is due, or to let the CEN owner pay."),
)

ACTIVATION: Final = MappingProxyType(
    {
        "Forbidden.TransitRouterServiceNotOpen": _NOT_ACTIVATED,
        # Spelt so.
        "Forbbiden.TransitRouterServiceNotOpen": _NOT_ACTIVATED,
        "USER_NOT_OPEN_TR_SERVICE": _NOT_ACTIVATED,
        "Forbidden.TransitRouterServiceExpired": _SUSPENDED,
        "Forbidden.ResourceOwnerTransitRouterServiceNotOpen": _OWNER_NOT_ACTIVATED,
        "Forbidden.ResourceOwnerTransitRouterServiceExpired": _OWNER_SUSPENDED,
        "OperationFailed.UserNotInWhiteList": ErrorText(
            _("This is not open to the account"),
            ErrorKind.REFUSED,
            _("Alibaba Cloud has not opened this feature for the account. No permission is missing."),
            _("Ask for it with a ticket to Alibaba Cloud, with the request ID."),
        ),
        "NoPermission.AliyunServiceRoleForCEN": ErrorText(
            _("The service-linked role of CEN is missing"),
            ErrorKind.DENIED,
            _("AliyunServiceRoleForCEN does not exist in this account, and this identity may not create it."),
            _(
                "Ask the administrator to allow {permission} (condition: ram:ServiceName = cen.aliyuncs.com)."
            ).format(permission=CREATE_ROLE),
            ram_action=CREATE_ROLE,
        ),
    }
)
ACTIVATION_FAMILIES: Final = MappingProxyType(
    {
        "NoPermission.AliyunServiceRole": ErrorText(
            _("A service-linked role is missing"),
            ErrorKind.DENIED,
            _("The cloud needs a service-linked role in this account, which this identity may not create."),
            _("Ask the account's administrator to allow {permission} for that service.").format(
                permission=CREATE_ROLE
            ),
            adds_cloud_message=True,
            ram_action=CREATE_ROLE,
        ),
    }
)
