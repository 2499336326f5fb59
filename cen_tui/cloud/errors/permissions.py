"""Tells a RAM denial in words: who may not do what, by which kind of policy, and whom to ask for what."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cen_tui.text import safe

_PRINCIPALS: Final = {
    "SubUser": "The RAM user",
    "AssumedRoleUser": "The role",
    "Account": "The account",
}
CREATE_ROLE: Final = "ram:CreateServiceLinkedRole"
_CREATE_ROLE_CONDITION: Final = " (condition: ram:ServiceName = cen.aliyuncs.com)"


@dataclass(frozen=True, slots=True)
class _Policy:
    """A kind of policy that can deny; `{action}` stands for what was denied."""

    name: str
    """As in "no policy allows it"."""
    allow: str
    """Whom to ask for what, where nothing allows it."""
    undeny: str
    """Whom to ask for what, where something denies it."""


_IDENTITY: Final = _Policy(
    "policy",
    "Ask the account's administrator to allow {action} for this identity, then try again.",
    "Ask the account's administrator to take {action} out of the policy that denies it.",
)
_CONTROL: Final = (
    "The account's own administrator cannot change that. Ask the administrator of the resource directory, "
    "in its management account, to allow {action}."
)
_SESSION: Final = (
    "The identity's own policies do not help here. Ask whoever issued these temporary credentials to "
    "allow {action} in the session's policy."
)
_TRUST: Final = (
    "Ask the administrator of the role's account to trust this identity in the role's trust policy."
)
_POLICIES: Final = MappingProxyType(
    {
        "ControlPolicy": _Policy("control policy of the resource directory", _CONTROL, _CONTROL),
        "SessionPolicy": _Policy("session policy", _SESSION, _SESSION),
        "AssumeRolePolicy": _Policy("trust policy of the role", _TRUST, _TRUST),
    }
)
"""By the PolicyType of AccessDeniedDetail; every other one is attached to the identity."""


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
    """Return whom to ask for what: the one who can change the policy that denied it."""
    policy = _policy(detail)
    action = ram_action + (_CREATE_ROLE_CONDITION if ram_action == CREATE_ROLE else "")
    sentence = policy.undeny if detail.get("NoPermissionType") == "ExplicitDeny" else policy.allow
    return sentence.format(action=action)


def _policy(detail: Mapping[str, object]) -> _Policy:
    return _POLICIES.get(str(detail.get("PolicyType")), _IDENTITY)


def _why(detail: Mapping[str, object]) -> str:
    name = _policy(detail).name
    match detail.get("NoPermissionType"):
        case "ImplicitDeny":
            return f": no {name} allows it."
        case "ExplicitDeny":
            return f": a {name} denies it."
        case _:
            return "."
