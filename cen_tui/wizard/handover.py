"""The hand-over sheet: what came of each grant, and what the CEN owner needs to attach the network."""

from collections.abc import Sequence
from typing import Final

from cen_tui.cloud.networks.base import CenTarget, GrantApi
from cen_tui.cloud.networks.grant_apis import has
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.regions import region_words
from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Refusal
from cen_tui.terminal.cells import padded
from cen_tui.wizard.attached import attached_elsewhere
from cen_tui.wizard.cen_owner.attach_guide import attach_guide
from cen_tui.wizard.payer import NOT_NAMED, payer_words

SHEET_TITLE: Final = _("Network access granted to your CEN")
NOTHING_TO_HAND_OVER: Final = _("Nothing to hand over: no grant is known to exist.")
WIDTH: Final = 72
"""Cells of a sheet that is copied or saved: few enough for a mail."""
OUTCOME_WORDS: Final = {
    Outcome.VERIFIED: pgettext("outcome", "granted and verified"),
    Outcome.ALREADY: pgettext("outcome", "already granted"),
    Outcome.REFUSED: pgettext("outcome", "refused"),
    Outcome.UNKNOWN: pgettext("outcome", "unknown"),
}
"""What each outcome of a grant is called, on every screen and sheet."""
_WORDS: Final = {
    OperationKind.GRANT: OUTCOME_WORDS,
    OperationKind.REVOKE: OUTCOME_WORDS
    | {
        Outcome.VERIFIED: pgettext("outcome", "revoked and verified"),
        Outcome.ALREADY: pgettext("outcome", "not granted any more"),
    },
    OperationKind.CHANGE_PAYER: OUTCOME_WORDS
    | {
        Outcome.VERIFIED: pgettext("outcome", "payer changed and verified"),
        Outcome.ALREADY: pgettext("outcome", "the payer already"),
    },
    OperationKind.ATTACH: OUTCOME_WORDS
    | {
        Outcome.VERIFIED: pgettext("outcome", "attached and verified"),
        Outcome.ALREADY: pgettext("outcome", "attached already"),
    },
    OperationKind.DETACH: OUTCOME_WORDS
    | {
        Outcome.VERIFIED: pgettext("outcome", "detached and verified"),
        Outcome.ALREADY: pgettext("outcome", "not attached any more"),
    },
    OperationKind.ASSOCIATE: OUTCOME_WORDS
    | {
        Outcome.VERIFIED: pgettext("outcome", "associated and verified"),
        Outcome.ALREADY: pgettext("outcome", "associated already"),
    },
    OperationKind.PROPAGATE: OUTCOME_WORDS
    | {
        Outcome.VERIFIED: pgettext("outcome", "propagated and verified"),
        Outcome.ALREADY: pgettext("outcome", "propagated already"),
    },
    OperationKind.CHANGE_ATTACHMENT_PAYER: OUTCOME_WORDS
    | {
        Outcome.VERIFIED: pgettext("outcome of an attachment", "payer changed and verified"),
        Outcome.ALREADY: pgettext("outcome of an attachment", "the payer already"),
    },
}
_REFUSALS: Final = {
    Refusal.NOT_SENT: pgettext("outcome", "not sent"),
    Refusal.NOT_DONE: pgettext("outcome", "not done"),
}
_LABEL_WIDTH: Final = 21
"""Cells of the labels of a sheet."""


def outcome_words(kind: OperationKind, outcome: Outcome, refusal: str = "") -> str:
    """Return what an outcome is called, on every screen and in every table.

    `refusal` is a `Refusal`, and counts for what was refused; another text is of another version.
    """
    named = {one.value: words for one, words in _REFUSALS.items()} if outcome is Outcome.REFUSED else {}
    return named.get(refusal) or _WORDS[kind][outcome]


def in_force(result: OperationResult) -> bool:
    """Tell whether the operation is known to be in force: after a grant, the CEN owner can attach."""
    return result.outcome in {Outcome.VERIFIED, Outcome.ALREADY}


def sheet(results: Sequence[OperationResult], target: CenTarget, owner_uid: str, width: int = WIDTH) -> str:
    """Return the sheet as plain text: account IDs ungrouped, to be pasted into a console."""
    standing = [result for result in results if in_force(result)]
    if not standing:
        return f"{NOTHING_TO_HAND_OVER}\n"
    lines = [
        SHEET_TITLE,
        "",
        _line(_("CEN ID"), target.cen_id),
        _line(_("CEN owner account"), target.owner_uid),
        _line(_("Network owner"), owner_uid),
    ]
    for result in standing:
        lines += ["", *_network_lines(result)]
        if attached := attached_elsewhere(result.network, target.cen_id):
            lines.append(_line(pgettext("sheet", "Note"), attached))
    for paragraph in attach_guide(standing, target, owner_uid, width):
        lines += ["", paragraph]
    return "\n".join(lines) + "\n"


def entry_sheet(entry: JournalEntry) -> str:
    """Return the sheet of a past grant, or nothing when it is not known that its rule came to stand."""
    intent, ending = entry.intent, entry.ending
    if intent.kind is not OperationKind.GRANT or ending is None:
        return ""
    result = OperationResult(
        intent.network, intent.target, ending.outcome, request_id=ending.request_id, options=intent.options
    )
    if not in_force(result):
        return ""
    seen = _("Verified at {time} UTC; it may have been revoked since.").format(
        time=f"{ending.at:%Y-%m-%d %H:%M}"
    )
    return f"{seen}\n\n{sheet([result], intent.target, intent.uid)}"


def _line(label: str, value: str) -> str:
    return f"{padded(label, _LABEL_WIDTH)}{value}"


def _network_lines(result: OperationResult) -> list[str]:
    network = result.network
    rule = result.rule
    created = f"{rule.created:%Y-%m-%d %H:%M} UTC" if rule and rule.created else ""
    return [
        _line(_("Network type"), network.type),
        _line(_("Network ID"), network.id),
        *([_line(_("Name"), network.name)] if network.name else []),
        _line(_("Region"), region_words(network.region)),
        _line(_("Grant"), OUTCOME_WORDS[result.outcome]),
        *([_line(_("Rule created"), created)] if created else []),
        *([_line(_("Payer"), payer)] if (payer := _payer(result)) else []),
    ]


def _payer(result: OperationResult) -> str:
    """Return who pays for the attachment; nothing for a network that is billed in no such way."""
    if result.options.payer:
        return payer_words(result.options.payer)
    return NOT_NAMED if has(network_type(result.network.type), GrantApi.ROUTER) else ""
