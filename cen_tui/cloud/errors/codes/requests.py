"""Codes of requests that were not understood, and of regions and servers that do not offer the call."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.i18n import gettext as _

_NOT_OFFERED: Final = ErrorText(
    _("Not offered here"),
    ErrorKind.NOT_FOUND,
    _("The server does not offer {action}: perhaps the service does not exist in this region."),
    _("Choose another region. If you named an endpoint yourself, check that it is the right one."),
)
_BAD_PARAMETER: Final = ErrorText(
    _("A value was not accepted"),
    ErrorKind.REFUSED,
    _("The cloud does not accept one of the values that were sent."),
    _("Check what was entered. If it looks right, report this with the request ID."),
    adds_cloud_message=True,
)
_OUR_FAULT: Final = ErrorText(
    _("The request was not understood"),
    ErrorKind.REFUSED,
    _("The cloud does not accept the form of the request."),
    _("This is a fault of cen-tui or of a proxy in between: please report it with the request ID."),
    adds_cloud_message=True,
)

REQUESTS: Final = MappingProxyType(
    {
        "InvalidApi.NotFound": _NOT_OFFERED,
        "InvalidProduct.NotFound": _NOT_OFFERED,
        "InvalidProtocol.NeedSsl": ErrorText(
            _("The server takes https only"),
            ErrorKind.REFUSED,
            _("The request came to the cloud over plain http."),
            _("Begin the endpoint with https://."),
        ),
        "UnsupportedHTTPMethod": _OUR_FAULT,
    }
)
REQUEST_FAMILIES: Final = MappingProxyType(
    {
        "Missing": _OUR_FAULT,
        "InvalidParameter": _BAD_PARAMETER,
        "IllegalParam": _BAD_PARAMETER,
        "InvalidRegionId": ErrorText(
            _("The region is not known"),
            ErrorKind.NOT_FOUND,
            _("The cloud knows no region {region}, or this account may not use it."),
            _("Check the spelling of the region, or choose one from the list."),
        ),
    }
)
