"""The one table of error codes: what each means for the operator, and what to do about it.

The entries are in one file a subject. A code is looked up whole first, then by its longest prefix among the
families: it has an entry of its own only where that says something else. A code with neither is explained by
its status and the cloud's own message.
"""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorText
from cen_tui.cloud.errors.codes.access import ACCESS, ACCESS_FAMILIES
from cen_tui.cloud.errors.codes.activation import ACTIVATION, ACTIVATION_FAMILIES
from cen_tui.cloud.errors.codes.attaching import ATTACHING, ATTACHING_FAMILIES
from cen_tui.cloud.errors.codes.attachments import ATTACHMENT_FAMILIES, ATTACHMENTS
from cen_tui.cloud.errors.codes.grants import GRANT_FAMILIES, GRANTS
from cen_tui.cloud.errors.codes.requests import REQUEST_FAMILIES, REQUESTS
from cen_tui.cloud.errors.codes.server import SERVER, SERVER_FAMILIES
from cen_tui.cloud.errors.codes.sign_in import EXPIRED_TOKEN, SIGN_IN, SIGN_IN_FAMILIES

CODES: Final = MappingProxyType(
    {**SIGN_IN, **ACCESS, **ACTIVATION, **SERVER, **GRANTS, **ATTACHING, **ATTACHMENTS, **REQUESTS}
)
"""Entry by whole code."""
FAMILIES: Final = MappingProxyType(
    {
        **SIGN_IN_FAMILIES,
        **ACCESS_FAMILIES,
        **ACTIVATION_FAMILIES,
        **SERVER_FAMILIES,
        **GRANT_FAMILIES,
        **ATTACHING_FAMILIES,
        **ATTACHMENT_FAMILIES,
        **REQUEST_FAMILIES,
    }
)
"""Entry by what codes begin with."""


def entry_for(code: str, message: str = "") -> ErrorText | None:
    """Return what the table says of an error code, or None where it says nothing."""
    if code == "InvalidParameter" and "SecurityToken.Expired" in message:
        return EXPIRED_TOKEN
    if found := CODES.get(code):
        return found
    families = [family for family in FAMILIES if code.startswith(family)]
    return FAMILIES[max(families, key=len)] if families else None


__all__ = ["CODES", "FAMILIES", "entry_for"]
