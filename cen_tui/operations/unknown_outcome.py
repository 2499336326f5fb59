"""Puts into words what is left open after an act, and what can be done about it."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError, ErrorKind
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.operations.outcome import OperationKind
from cen_tui.operations.polling import Observation
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


def lost_answer(
    act: OperationKind, error: CloudError, seen: Observation, *, earlier_lost: bool
) -> CloudError:
    """Return the error of an act whose answer was lost, with what to do about the doubt.

    `seen` did not settle it. `earlier_lost` tells whether the answer of a try before this failure was lost.
    """
    detail = error.detail
    if earlier_lost and not error.outcome_unknown:
        detail = f"{_without_sent(detail)} An earlier try was sent, and its answer was lost."
    return CloudError(
        error.title,
        kind=error.kind,
        detail=f"{detail} {_state(act, seen, _MAY_YET)}",
        advice=_HOW_TO_CHECK[act],
        code=error.code,
        request_id=error.request_id,
        ram_action=error.ram_action,
        outcome_unknown=True,
    )


def unverified(act: OperationKind, seen: Observation, request_id: str) -> CloudError:
    """Return the error for an act that the cloud accepted and whose effect was not seen."""
    trouble = seen.error
    return CloudError(
        f"{_DONE[act]}, but not verified",
        kind=trouble.kind if trouble else ErrorKind.NOT_FOUND,
        detail=f"The cloud accepted the {act.noun}. {_state(act, seen, _NOT_YET)}",
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
        detail=f"{_without_sent(trouble.detail)} Nothing was sent now. What came of the {act.noun} that was "
        "sent before is not known.",
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


def _state(act: OperationKind, seen: Observation, table: Mapping[OperationKind, str]) -> str:
    """Return what the last look showed, in words; the table has them for what can yet change."""
    if seen.error is not None:
        what = "What is attached" if act is OperationKind.ATTACH else "The rules"
        return f"{what} could not be read: {_without_sent(seen.error.detail)}"
    if act is OperationKind.CHANGE_PAYER and seen.rule is None:
        return "No rule for a transit router of this CEN shows any more."
    return table[act]


def _without_sent(detail: str) -> str:
    """Leave out that nothing was sent, where that is said of one try or one reading and not of the act."""
    return detail.removesuffix(NOTHING_SENT).rstrip()
