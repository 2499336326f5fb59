"""Tells a RAM denial in words: who may not do what, why, and what to ask for."""

from collections.abc import Mapping
from typing import Final

from cen_tui.text import safe

_PRINCIPALS: Final = {
    "SubUser": "The RAM user",
    "AssumedRoleUser": "The role",
    "Account": "The account",
}


def denial_story(detail: Mapping[str, object], ram_action: str) -> str:
    """Return who was denied which action and by what, or nothing when the cloud did not tell.

    `detail` is the answer's AccessDeniedDetail.
    """
    if not detail:
        return ""
    who = _PRINCIPALS.get(str(detail.get("AuthPrincipalType")), "The identity")
    name = safe(detail.get("AuthPrincipalDisplayName"), limit=80)
    return f"{who}{' ' + name if name else ''} may not do {ram_action}{_why(detail)}"


def denial_advice(detail: Mapping[str, object], ram_action: str) -> str:
    """Return what to ask the administrator for."""
    if detail.get("NoPermissionType") == "ExplicitDeny":
        return f"Ask the account's administrator to take {ram_action} out of the policy that denies it."
    return f"Ask the account's administrator to allow {ram_action} for this identity, then try again."


def _why(detail: Mapping[str, object]) -> str:
    match detail.get("NoPermissionType"):
        case "ImplicitDeny":
            return ": no policy allows it."
        case "ExplicitDeny":
            return ": a policy denies it."
        case _:
            return "."
