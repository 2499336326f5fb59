"""Codes of throttling and of internal errors of the cloud."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.i18n import gettext as _

_THROTTLED: Final = ErrorText(
    _("Too many requests"),
    ErrorKind.THROTTLED,
    _("The cloud takes only so many requests in a time, from everybody in the account together."),
    _("Wait a few seconds, then try again."),
)
_UNAVAILABLE: Final = ErrorText(
    _("The service is not available right now"),
    ErrorKind.SERVER,
    _("The cloud's own service answered that it cannot work at the moment."),
    _("Wait a minute, then try again."),
)
_INTERNAL: Final = ErrorText(
    _("The cloud had an internal error"),
    ErrorKind.SERVER,
    _("Something failed inside the cloud while it worked on the request."),
    _("Wait a minute, then try again. If it happens again, give the request ID to Alibaba Cloud support."),
    outcome_unknown=True,
)

SERVER: Final = MappingProxyType(
    {
        "Rejected.Throttling": _THROTTLED,
        "SystemBusy": _UNAVAILABLE,
        "InternalFailure": _INTERNAL,
        "InnerServiceFailed": _INTERNAL,
        "UnknownError": _INTERNAL,
    }
)
SERVER_FAMILIES: Final = MappingProxyType(
    {
        "Throttling": _THROTTLED,
        "ServiceUnavailable": _UNAVAILABLE,
        "InternalError": _INTERNAL,
    }
)
