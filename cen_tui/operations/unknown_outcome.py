"""The errors of operations whose outcome is not known, or not the one that was wanted: what to do next."""

from typing import Final

from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError, ErrorKind
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.operations.change import Change
from cen_tui.operations.polling import VISIBLE_WITHIN, Observation

_MAY_STILL_SHOW: Final = _(
    "What was begun in the last {minutes:.0f} minutes may still become visible."
).format(minutes=VISIBLE_WITHIN.total_seconds() / 60)


def lost_answer(change: Change, error: CloudError, seen: Observation, *, earlier_lost: bool) -> CloudError:
    """Return the error of an operation whose answer was lost, and of which `seen` does not tell the outcome.

    `earlier_lost` tells whether the answer of a try before this failure was lost.
    """
    detail = error.detail
    if earlier_lost and not error.outcome_unknown:
        detail = sentences(_without_sent(detail), _("An earlier try was sent, and its answer was lost."))
    state = _state(change, seen, change.words.may_yet_show)
    return _unknown(error, sentences(detail, state), change.words.how_to_check)


def unverified(change: Change, seen: Observation, request_id: str) -> CloudError:
    """Return the error for an operation that the cloud accepted and whose effect was not seen."""
    failed = seen.error
    return CloudError(
        change.words.unverified,
        kind=failed.kind if failed else ErrorKind.NOT_FOUND,
        detail=sentences(change.words.accepted, _state(change, seen, change.words.not_shown)),
        advice=change.words.how_to_check,
        code=failed.code if failed else "",
        request_id=request_id,
        ram_action=failed.ram_action if failed else "",
        outcome_unknown=True,
    )


def still_unknown(change: Change, error: CloudError) -> CloudError:
    """Return the error of an operation that was not sent again, while its earlier outcome is not known."""
    detail = sentences(_without_sent(error.detail), change.words.earlier_unknown)
    return _unknown(error, detail, error.advice)


def under_way(change: Change) -> CloudError:
    """Return the error for an operation that the cloud is at work on."""
    return CloudError(
        change.words.in_progress,
        kind=ErrorKind.CONFLICT,
        detail=_("The cloud is still processing it."),
        advice=_("Check again in a minute."),
        outcome_unknown=True,
    )


def not_visible_yet(change: Change) -> CloudError:
    """Return the error for one that does not show, and was begun too recently for that to prove anything."""
    return CloudError(
        change.words.not_visible,
        kind=ErrorKind.NOT_FOUND,
        detail=sentences(change.words.undone, _MAY_STILL_SHOW),
        advice=_("Check again in a few minutes."),
        outcome_unknown=True,
    )


def not_done(change: Change) -> CloudError:
    """Return the error for an operation that a later read shows not to have been done."""
    return CloudError(
        change.words.not_applied,
        kind=ErrorKind.REFUSED,
        detail=change.words.undone,
        advice=_("It can be sent again."),
    )


def _unknown(error: CloudError, detail: str, advice: str) -> CloudError:
    """Return an error of an operation whose outcome is not known, with another detail and advice."""
    return CloudError(
        error.title,
        kind=error.kind,
        detail=detail,
        advice=advice,
        code=error.code,
        request_id=error.request_id,
        ram_action=error.ram_action,
        outcome_unknown=True,
    )


def _state(change: Change, seen: Observation, not_done_yet: str) -> str:
    """Return what the last read showed, in words."""
    if seen.error is not None:
        return change.words.unreadable.format(why=_without_sent(seen.error.detail))
    if seen.rule is None and change.words.no_rule:
        return change.words.no_rule
    return not_done_yet


def _without_sent(detail: str) -> str:
    """Leave out that nothing was sent, where that is said of one try or one read and not of the operation."""
    return detail.removesuffix(NOTHING_SENT).rstrip()
