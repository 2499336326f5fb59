"""Tells a RAM denial in words: who may not do what, by which kind of policy, and whom to ask for what."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.text import safe

_PRINCIPALS: Final = MappingProxyType(
    {
        "SubUser": (_("The RAM user"), _("The RAM user {name}")),
        "AssumedRoleUser": (_("The role"), _("The role {name}")),
        "Account": (_("The account"), _("The account {name}")),
    }
)
"""Who was denied, without a name and with one, by the AuthPrincipalType of AccessDeniedDetail."""
_ANYONE: Final = (_("The identity"), _("The identity {name}"))
CREATE_ROLE: Final = "ram:CreateServiceLinkedRole"
_CREATE_ROLE_CONDITION: Final = _("{action} (condition: ram:ServiceName = cen.aliyuncs.com)")


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
    _("policy"),
    _("Ask the account's administrator to allow {action} for this identity, then try again."),
    _("Ask the account's administrator to take {action} out of the policy that denies it."),
)
_CONTROL: Final = _(
    "The account's own administrator cannot change that. Ask the administrator of the resource directory, "
    "in its management account, to allow {action}."
)
_SESSION: Final = _(
    "The identity's own policies do not help here. Ask whoever issued these temporary credentials to "
    "allow {action} in the session's policy."
)
_TRUST: Final = _(
    "Ask the administrator of the role's account to trust this identity in the role's trust policy."
)
_POLICIES: Final = MappingProxyType(
    {
        "ControlPolicy": _Policy(_("control policy of the resource directory"), _CONTROL, _CONTROL),
        "SessionPolicy": _Policy(_("session policy"), _SESSION, _SESSION),
        "AssumeRolePolicy": _Policy(_("trust policy of the role"), _TRUST, _TRUST),
    }
)
"""By the PolicyType of AccessDeniedDetail; every other one is attached to the identity."""


def denial_explanation(detail: Mapping[str, object], ram_action: str) -> str:
    """Return who was denied which action and by what, or nothing when the cloud did not tell.

    `detail` is the answer's AccessDeniedDetail.
    """
    if not detail:
        return ""
    nameless, named = _PRINCIPALS.get(str(detail.get("AuthPrincipalType")), _ANYONE)
    name = safe(detail.get("AuthPrincipalDisplayName"), limit=80)
    match detail.get("NoPermissionType"):
        case "ImplicitDeny":
            says = _("{who} may not do {action}: no {policy} allows it.")
        case "ExplicitDeny":
            says = _("{who} may not do {action}: a {policy} denies it.")
        case _other:
            says = _("{who} may not do {action}.")
    who = named.format(name=name) if name else nameless
    return says.format(who=who, action=ram_action, policy=_policy(detail).name)


def denial_advice(detail: Mapping[str, object], ram_action: str) -> str:
    """Return whom to ask for what: the one who can change the policy that denied it."""
    policy = _policy(detail)
    action = _CREATE_ROLE_CONDITION.format(action=ram_action) if ram_action == CREATE_ROLE else ram_action
    sentence = policy.undeny if detail.get("NoPermissionType") == "ExplicitDeny" else policy.allow
    return sentence.format(action=action)


def _policy(detail: Mapping[str, object]) -> _Policy:
    return _POLICIES.get(str(detail.get("PolicyType")), _IDENTITY)
