"""Puts into words what is left open after an act, and what can be done about it."""

from datetime import timedelta
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.operations.outcome import OperationKind
from cen_tui.text import safe

_HOW_TO_CHECK: Final = MappingProxyType(
    {
        OperationKind.GRANT: "Look at the network's grant rules in a minute, before granting again.",
        OperationKind.REVOKE: "Look at the network's grant rules in a minute, before revoking again.",
        OperationKind.ATTACH: "Look at what is attached to the CEN in a minute, before attaching again.",
        OperationKind.CHANGE_PAYER: (
            "Look at the network's grant rules in a minute, before changing the payer again."
        ),
    }
)
_MAY_YET: Final = MappingProxyType(
    {
        OperationKind.GRANT: "The rule does not show, but it may still appear.",
        OperationKind.REVOKE: "The rule still shows, but it may yet disappear.",
        OperationKind.ATTACH: "The network does not show as attached, but it may yet be.",
        OperationKind.CHANGE_PAYER: "The rule names the payer of before, but that may yet change.",
    }
)
_NOT_YET: Final = MappingProxyType(
    {
        OperationKind.GRANT: "The rule does not show yet as it was asked for.",
        OperationKind.REVOKE: "The rule still shows.",
        OperationKind.CHANGE_PAYER: "The rule still names the payer of before.",
        OperationKind.ATTACH: "It does not say Attached yet.",
    }
)
_DONE: Final = MappingProxyType(
    {
        OperationKind.GRANT: "Granted",
        OperationKind.REVOKE: "Revoked",
        OperationKind.CHANGE_PAYER: "Payer changed",
        OperationKind.ATTACH: "Sent",
    }
)
_UNDONE: Final = MappingProxyType(
    {
        OperationKind.GRANT: "the rule does not stand as it was asked for",
        OperationKind.REVOKE: "the rule still stands",
        OperationKind.CHANGE_PAYER: "the rule does not name that payer",
        OperationKind.ATTACH: "the network is not attached to this CEN",
    }
)


def lost_answer(act: OperationKind, error: CloudError, trouble: CloudError | None) -> CloudError:
    """Return the error of an act whose answer was lost, with what to do about the doubt.

    `trouble` is why the rules could not be read, None where they were and did not settle it.
    """
    state = _unread(act, trouble) if trouble else _MAY_YET[act]
    return CloudError(
        error.title,
        kind=error.kind,
        detail=f"{error.detail} {state}",
        advice=_HOW_TO_CHECK[act],
        code=error.code,
        request_id=error.request_id,
        ram_action=error.ram_action,
        outcome_unknown=True,
    )


def unverified(act: OperationKind, trouble: CloudError | None, request_id: str) -> CloudError:
    """Return the error for an act that the cloud accepted and whose effect was not seen."""
    state = _unread(act, trouble) if trouble else _NOT_YET[act]
    return CloudError(
        f"{_DONE[act]}, but not verified",
        kind=trouble.kind if trouble else ErrorKind.NOT_FOUND,
        detail=f"The cloud accepted the {act.noun}. {state}",
        advice=_HOW_TO_CHECK[act],
        code=trouble.code if trouble else "",
        request_id=request_id,
        ram_action=trouble.ram_action if trouble else "",
        outcome_unknown=True,
    )


def still_unknown(act: OperationKind, trouble: CloudError) -> CloudError:
    """Return the error of an act that was not sent again, while it is not known what came of it before."""
    return CloudError(
        trouble.title,
        kind=trouble.kind,
        detail=f"{trouble.detail} Nothing was sent now. What came of the {act.noun} that was sent before "
        "is not known.",
        advice=trouble.advice,
        code=trouble.code,
        request_id=trouble.request_id,
        ram_action=trouble.ram_action,
        outcome_unknown=True,
    )


def under_way(act: OperationKind) -> CloudError:
    """Return the error for an act that the cloud is at work on."""
    return CloudError(
        f"The {act.noun} is under way",
        kind=ErrorKind.CONFLICT,
        detail="The cloud was asked just now, and is still at work on it.",
        advice="Look again in a minute.",
        outcome_unknown=True,
    )


def not_visible_yet(act: OperationKind, within: timedelta) -> CloudError:
    """Return the error for an act that does not show, and was begun too recently for that to mean much."""
    return CloudError(
        f"The {act.noun} is not visible yet",
        kind=ErrorKind.NOT_FOUND,
        detail=f"The cloud was asked just now: {_UNDONE[act]}. What was begun in the last "
        f"{within.total_seconds() / 60:.0f} minutes may still come to show.",
        advice="Look again in a few minutes.",
        outcome_unknown=True,
    )


def not_done(act: OperationKind) -> CloudError:
    """Return the error for an act that a later look shows not to have been done."""
    return CloudError(
        f"The {act.noun} did not land",
        kind=ErrorKind.REFUSED,
        detail=f"The cloud was asked just now: {_UNDONE[act]}.",
        advice="It can be sent again.",
    )


def precondition_error(act: OperationKind, rule: GrantRule | None) -> CloudError | None:
    """Return why an act that is not done yet must not be sent, given the rule that stands; None if it may."""
    if act is OperationKind.GRANT and rule is not None:
        return CloudError(
            "Granted already, with another payer",
            kind=ErrorKind.DUPLICATE,
            detail=f"The rule for this CEN names {safe(rule.payer)}. Nothing was sent.",
            advice="Change the payer of the rule that stands: d on the network, then p.",
        )
    if act is OperationKind.CHANGE_PAYER and rule is None:
        return CloudError(
            "There is no such grant",
            kind=ErrorKind.NOT_FOUND,
            detail="No rule for a transit router of this CEN stands any more. Nothing was sent.",
            advice="Look at the network's grant rules, then grant it first.",
        )
    return None


def _unread(act: OperationKind, trouble: CloudError) -> str:
    what = "What is attached" if act is OperationKind.ATTACH else "The rules"
    return f"{what} could not be read: {trouble.detail}"
