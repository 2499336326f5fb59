"""The identity of credentials: the account, and the user or role in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cen_tui.cloud import converters
from cen_tui.cloud.auth.principal import MAIN_ACCOUNT, UNKNOWN
from cen_tui.cloud.endpoints import Product
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


@dataclass(frozen=True, slots=True)
class Identity:
    """An account ID and the principal in it. All strings are safe to show."""

    uid: str
    """Account ID of the main account."""
    principal: str
    """In English, as it is stored: `main account`, `RAM user operator`, `role netops (session x)`."""


async def who_am_i(cloud: "Cloud") -> Identity:
    """Return the caller's identity (STS GetCallerIdentity, which needs no permission).

    The account ID is noted on `cloud`, so that networks of other accounts can be told from its own.
    Raises `CloudError`.
    """
    body = await cloud.call(Product.STS, "GetCallerIdentity")
    uid = converters.account_of(body, "account_id")
    if not uid:
        raise converters.unreadable(_("It names no account."))
    arn = converters.text_of(body, "arn")
    cloud.uid = uid
    return Identity(uid, _in_english(converters.text_of(body, "identity_type"), arn))


def _in_english(kind: str, arn: str) -> str:
    resource = arn.rpartition(":")[2]
    name = resource.partition("/")[2]
    match kind:
        case "Account":
            return MAIN_ACCOUNT
        case "RAMUser":
            return f"RAM user {name}".strip()
        case "AssumedRoleUser":
            role, _slash, session = name.partition("/")
            return f"role {role} (session {session})" if session else f"role {role}".strip()
        case _other:
            return resource or kind or UNKNOWN
