"""The operations of the journal in words: a table, lines of JSON to pipe, and all that is known of one."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cen_tui.cloud.networks.base import CenTarget, Fact
from cen_tui.cloud.regions import region_label
from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext
from cen_tui.i18n.stored_texts import translate_stored
from cen_tui.operations.journal_entries import Ending, JournalEntry
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.terminal.cells import cell_width, padded
from cen_tui.text import grouped
from cen_tui.wizard.facts import facts_text
from cen_tui.wizard.handover import entry_sheet, outcome_words
from cen_tui.wizard.listing import moment
from cen_tui.wizard.payer import payer_words

FORMAT: Final = 1
"""Version of the lines of JSON, in every line as `v`; fields are added, never changed, within one."""
EMPTY: Final = _("No operations on this machine yet.")
NO_RESULT: Final = pgettext("history", "unknown")
"""What stands for the result of an operation whose response never came."""
_SHORT: Final = {
    OperationKind.GRANT: pgettext("history", "granted"),
    OperationKind.REVOKE: pgettext("history", "revoked"),
    OperationKind.CHANGE_PAYER: pgettext("history", "payer"),
    OperationKind.ATTACH: pgettext("history", "attached"),
    OperationKind.DETACH: pgettext("history", "detached"),
    OperationKind.ASSOCIATE: pgettext("history", "routes"),
    OperationKind.PROPAGATE: pgettext("history", "routes"),
    OperationKind.CHANGE_ATTACHMENT_PAYER: pgettext("history", "payer"),
}
_RESULT: Final = pgettext("history", "result")
LABEL_WIDTH: Final = 8
"""Cells of the labels of `about`."""
_GAP: Final = "  "
_HEADINGS: Final = (
    pgettext("history", "When (UTC)"),
    pgettext("history", "Outcome"),
    pgettext("history", "Network"),
    pgettext("history", "CEN"),
    pgettext("history", "of account"),
    pgettext("history", "Account"),
)
_FIRST_LINE: Final = 3
"""How many columns come before the break, where a line is too long for the terminal."""


def table(entries: Sequence[JournalEntry], width: int | None = None) -> str:
    """Return the operations in order, a line each; two each where one is wider than `width` cells."""
    if not entries:
        return f"{EMPTY}\n"
    rows = [_HEADINGS, *map(_cells, entries)]
    widths = [max(cell_width(row[place]) for row in rows) for place in range(len(_HEADINGS) - 1)]
    lines = [_line(row, widths) for row in rows]
    if width is not None and max(map(cell_width, lines)) > width:
        lines = [_broken(row, widths) for row in rows]
    return "\n".join(lines) + "\n"


def json_lines(entries: Sequence[JournalEntry]) -> str:
    """Return the operations in their order, one JSON object a line, as the README describes it."""
    return "".join(f"{json.dumps(_fields(entry))}\n" for entry in entries)


def sheets(entries: Sequence[JournalEntry], network_id: str) -> str:
    """Return the hand-over sheets of a network's grants that are known to be in force, the oldest first."""
    last: dict[CenTarget, JournalEntry] = {}
    for entry in entries:
        known = entry.ending is not None and entry.ending.outcome in {Outcome.VERIFIED, Outcome.ALREADY}
        known = known and not entry.intent.kind.of_cen_owner
        if known and entry.intent.network_id == network_id:
            last[entry.intent.target] = entry
    return "\n".join(filter(None, map(entry_sheet, last.values())))


def outcome_of(entry: JournalEntry) -> str:
    """Return the result of an operation in words."""
    ending = entry.ending
    return outcome_words(entry.intent.kind, ending.outcome, ending.refusal) if ending else NO_RESULT


def short_outcome(entry: JournalEntry) -> str:
    """Return the result of an operation in one or two words of at most eight cells together."""
    ending = entry.ending
    if ending is None or ending.outcome is Outcome.UNKNOWN:
        return NO_RESULT
    if ending.outcome is Outcome.ALREADY:
        return pgettext("history", "already")
    if ending.outcome is Outcome.REFUSED:
        return outcome_words(entry.intent.kind, ending.outcome, ending.refusal)
    return _SHORT[entry.intent.kind]


def about(entry: JournalEntry) -> tuple[Fact, ...]:
    """Return what is recorded of an operation."""
    intent = entry.intent
    if intent.network_owner not in {"", intent.uid}:
        network = _("{type} {network} in {region} of {owner}")
    else:
        network = _("{type} {network} in {region}")
    network = network.format(
        type=intent.network_type,
        network=intent.network_id,
        region=region_label(intent.region),
        owner=grouped(intent.network_owner),
    )
    started = _("{time}: {operation}").format(time=_minute(intent.at), operation=intent.kind.noun)
    account = _("{account} ({uid})").format(account=intent.account, uid=grouped(intent.uid))
    cen = _("{cen} of {owner}").format(cen=intent.cen_id, owner=grouped(intent.cen_owner))
    return (
        Fact(pgettext("history", "started"), started),
        Fact(pgettext("history", "account"), account),
        Fact(pgettext("history", "network"), f"{network}  {intent.network_name}".rstrip()),
        Fact(pgettext("history", "CEN"), cen),
        Fact(pgettext("history", "payer"), payer_words(intent.options.payer) if intent.options.payer else ""),
        *(fact for ending in entry.endings for fact in _result(intent.kind, ending)),
        Fact(_RESULT, "" if entry.endings else NO_RESULT),
    )


def details(entry: JournalEntry) -> str:
    """Return all that is recorded of an operation, as lines to be copied."""
    return facts_text(
        (*about(entry), Fact(pgettext("history", "tool"), f"cen-tui {entry.intent.version}")), LABEL_WIDTH
    )


def _result(kind: OperationKind, ending: Ending) -> tuple[Fact, Fact]:
    request = _("request ID {request}").format(request=ending.request_id) if ending.request_id else ""
    traces = [ending.code, request]
    words = [outcome_words(kind, ending.outcome, ending.refusal), *filter(None, traces)]
    return Fact(_RESULT, f"{_minute(ending.at)} {' · '.join(words)}"), Fact("", _reason(ending))


def _reason(ending: Ending) -> str:
    """Return why it was refused or is unknown: the journal holds a title and a detail, in English."""
    title, colon, detail = ending.says.partition(": ")
    if not colon:
        return translate_stored(title)
    return _("{title}: {detail}").format(title=translate_stored(title), detail=translate_stored(detail))


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _cells(entry: JournalEntry) -> tuple[str, ...]:
    intent = entry.intent
    return (
        f"{intent.at:%Y-%m-%d %H:%M}",
        _what(entry),
        f"{intent.network_id} {region_label(intent.region)}",
        intent.cen_id,
        grouped(intent.cen_owner),
        intent.account,
    )


def _what(entry: JournalEntry) -> str:
    outcome = outcome_of(entry)
    if not _needs_kind(entry):
        return outcome
    return _("{operation}: {outcome}").format(operation=entry.intent.kind.noun, outcome=outcome)


def _needs_kind(entry: JournalEntry) -> bool:
    """Tell whether the outcome's words leave open what was done."""
    return entry.ending is None or entry.ending.outcome in {Outcome.REFUSED, Outcome.UNKNOWN}


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    columns = [padded(cell, width) for cell, width in zip(cells, widths, strict=False)]
    return _GAP.join([*columns, *cells[len(widths) :]]).rstrip()


def _broken(cells: Sequence[str], widths: Sequence[int]) -> str:
    indent = " " * (widths[0] + len(_GAP))
    rest = _line(cells[_FIRST_LINE:], widths[_FIRST_LINE:])
    return f"{_line(cells[:_FIRST_LINE], widths[:_FIRST_LINE])}\n{indent}{rest}"


def _fields(entry: JournalEntry) -> dict[str, str | int | None]:
    intent, ending = entry.intent, entry.ending
    return {
        "v": FORMAT,
        "id": intent.id,
        "begun": moment(intent.at),
        "act": intent.kind.value,
        "account": intent.account,
        "account_uid": intent.uid,
        "network_type": intent.network_type,
        "network_id": intent.network_id,
        "network_name": intent.network_name,
        "region": intent.region,
        "network_owner_uid": intent.network_owner or intent.uid,
        "cen_id": intent.cen_id,
        "cen_owner_uid": intent.cen_owner,
        "family": intent.api,
        "payer": intent.payer,
        "outcome": ending.outcome.value if ending else Outcome.UNKNOWN.value,
        "ended": moment(ending.at) if ending else None,
        "code": ending.code if ending else "",
        "request_id": ending.request_id if ending else "",
        "reason": ending.says if ending else "",
        "tool_version": intent.version,
    }
