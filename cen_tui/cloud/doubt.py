"""Puts into words what is left open after an act, and what can be done about it."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors import CloudError, ErrorKind
from cen_tui.cloud.outcome import Act

_HOW_TO_CHECK: Final = MappingProxyType(
    {
        Act.GRANT: "Look at the network's grant rules in a minute, before granting again.",
        Act.REVOKE: "Look at the network's grant rules in a minute, before revoking again.",
        Act.ATTACH: "Look at what is attached to the CEN in a minute, before attaching again.",
    }
)
_MAY_YET: Final = MappingProxyType(
    {
        Act.GRANT: "The rule does not show, but it may still appear.",
        Act.REVOKE: "The rule still shows, but it may yet disappear.",
        Act.ATTACH: "The network does not show as attached, but it may yet be.",
    }
)
_NOT_YET: Final = MappingProxyType(
    {
        Act.GRANT: "The rule does not show yet.",
        Act.REVOKE: "The rule still shows.",
        Act.ATTACH: "It does not say Attached yet.",
    }
)
_DONE: Final = MappingProxyType({Act.GRANT: "Granted", Act.REVOKE: "Revoked", Act.ATTACH: "Sent"})
_NAMES: Final = MappingProxyType({Act.GRANT: "grant", Act.REVOKE: "revoke", Act.ATTACH: "attachment"})
_SHOWN: Final = MappingProxyType(
    {
        Act.GRANT: "the rule does not stand",
        Act.REVOKE: "the rule still stands",
        Act.ATTACH: "the network is not attached to this CEN",
    }
)


def lost(act: Act, error: CloudError, trouble: CloudError | None) -> CloudError:
    """Return the error of an act whose answer was lost, with what to do about the doubt.

    `trouble` is why the rules could not be read, None where they were and did not settle it.
    """
    state = _unread(act, trouble) if trouble else _MAY_YET[act]
    return CloudError(
        error.title,
        kind=error.kind,
        happened=f"{error.happened} {state}",
        advice=_HOW_TO_CHECK[act],
        code=error.code,
        request_id=error.request_id,
        ram_action=error.ram_action,
        outcome_unknown=True,
    )


def unseen(act: Act, trouble: CloudError | None, request_id: str) -> CloudError:
    """Return the error for an act that the cloud accepted and whose effect was not seen."""
    state = _unread(act, trouble) if trouble else _NOT_YET[act]
    return CloudError(
        f"{_DONE[act]}, but not verified",
        kind=trouble.kind if trouble else ErrorKind.NOT_FOUND,
        happened=f"The cloud accepted the {_NAMES[act]}. {state}",
        advice=_HOW_TO_CHECK[act],
        code=trouble.code if trouble else "",
        request_id=request_id,
        ram_action=trouble.ram_action if trouble else "",
        outcome_unknown=True,
    )


def not_landed(act: Act) -> CloudError:
    """Return the error for an act that a later look shows not to have been done."""
    return CloudError(
        f"The {_NAMES[act]} did not land",
        kind=ErrorKind.REFUSED,
        happened=f"The cloud was asked just now: {_SHOWN[act]}.",
        advice="It can be sent again.",
    )


def _unread(act: Act, trouble: CloudError) -> str:
    what = "What is attached" if act is Act.ATTACH else "The rules"
    return f"{what} could not be read: {trouble.happened}"
