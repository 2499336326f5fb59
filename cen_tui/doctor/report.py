"""What the checks found, as text for people and as JSON for programs."""

import json
from collections.abc import Sequence
from typing import Final

from cen_tui.doctor.finding import Finding, Level
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext, pgettext, sentences
from cen_tui.terminal.cells import cell_width, padded, wrapped
from cen_tui.text import safe

_VERSION: Final = 1
_LEVEL: Final = 9
_SUBJECT: Final = 14
_LEVELS: Final = {
    Level.OK: pgettext("doctor", "ok"),
    Level.NOTE: pgettext("doctor", "note"),
    Level.PROBLEM: pgettext("doctor", "problem"),
}
_SUBJECTS: Final = {
    "version": pgettext("doctor", "version"),
    "language": pgettext("doctor", "language"),
    "terminal": pgettext("doctor", "terminal"),
    "size": pgettext("doctor", "size"),
    "colours": pgettext("doctor", "colours"),
    "characters": pgettext("doctor", "characters"),
    "clipboard": pgettext("doctor", "clipboard"),
    "keyring": pgettext("doctor", "keyring"),
    "accounts": pgettext("doctor", "accounts"),
    "environment": pgettext("doctor", "environment"),
    "profiles": pgettext("doctor", "profiles"),
    "files": pgettext("doctor", "files"),
    "journal": pgettext("doctor", "journal"),
    "settings": pgettext("doctor", "settings"),
    "endpoint": pgettext("doctor", "endpoint"),
    "proxy": pgettext("doctor", "proxy"),
    "certificates": pgettext("doctor", "certificates"),
    "online": pgettext("doctor", "online"),
    "clock": pgettext("doctor", "clock"),
}
"""In words; names of products stay as they are."""


def lines(findings: Sequence[Finding], width: int | None, *, online: bool) -> str:
    """Return one paragraph a finding, no wider than `width` cells, and the verdict."""
    parts = [_paragraph(finding, width) for finding in findings]
    return "\n".join([*parts, "", *_verdict(findings, online=online), ""])


def json_lines(findings: Sequence[Finding]) -> str:
    """Return one JSON object a finding and line."""
    return "".join(f"{json.dumps(_fields(finding))}\n" for finding in findings)


def would_stop(findings: Sequence[Finding]) -> bool:
    """Tell whether anything that was found would stop a grant."""
    return any(finding.level is Level.PROBLEM for finding in findings)


def _fields(finding: Finding) -> dict[str, object]:
    return {
        "v": _VERSION,
        "level": finding.level.value,
        "subject": finding.subject,
        "says": safe(finding.says),
        "advice": safe(finding.advice),
    }


def _paragraph(finding: Finding, width: int | None) -> str:
    level = padded(_LEVELS[finding.level], _LEVEL)
    head = level + padded(_SUBJECTS.get(finding.subject, finding.subject), _SUBJECT)
    indent = " " * cell_width(head)
    text = _wrapped(safe(finding.says), width, head, indent)
    if not finding.advice:
        return text
    return f"{text}\n{_wrapped(safe(finding.advice), width, f'{indent}-> ', f'{indent}   ')}"


def _wrapped(text: str, width: int | None, first: str, rest: str) -> str:
    if width is None:
        return first + text
    lines = wrapped(text, width - cell_width(first))
    return first + f"\n{rest}".join(lines)


def _verdict(findings: Sequence[Finding], *, online: bool) -> list[str]:
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    verdict = _("Nothing was found that would prevent a grant.")
    if problems:
        verdict = ngettext(
            "{count:,} problem to fix before granting.",
            "{count:,} problems to fix before granting.",
            problems,
        ).format(count=problems)
    return [verdict if online else sentences(verdict, _("Network not tested; use --online."))]
