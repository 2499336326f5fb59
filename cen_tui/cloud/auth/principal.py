"""The principal of an account in words: stored in English, shown in the language in use."""

import re
from typing import Final

from cen_tui.i18n import gettext as _

MAIN_ACCOUNT: Final = "main account"
UNKNOWN: Final = "unknown identity"
_USER: Final = re.compile(r"RAM user (?P<name>\S+)")
_ROLE: Final = re.compile(r"role (?P<role>\S+)(?: \(session (?P<session>\S+)\))?")


def in_words(who: str) -> str:
    """Return an `Identity.principal`, which is stored in English, in the language in use."""
    if who == MAIN_ACCOUNT:
        return _("main account")
    if who == UNKNOWN:
        return _("unknown identity")
    if found := _USER.fullmatch(who):
        return _("RAM user {name}").format(name=found["name"])
    if found := _ROLE.fullmatch(who):
        told = _("role {role} (session {session})") if found["session"] else _("role {role}")
        return told.format(role=found["role"], session=found["session"])
    return who
