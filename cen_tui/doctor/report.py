"""What the checks found, as text for people and as JSON for programs."""

import json
import textwrap
from collections.abc import Sequence
from typing import Final

from cen_tui.doctor.finding import Finding, Level
from cen_tui.text import counted, safe

_VERSION: Final = 1
_LEVEL: Final = 9
_SUBJECT: Final = 14


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
    head = f"{finding.level:<{_LEVEL}}{finding.subject:<{_SUBJECT}}"
    indent = " " * len(head)
    text = _wrapped(safe(finding.says), width, head, indent)
    if not finding.advice:
        return text
    return f"{text}\n{_wrapped(safe(finding.advice), width, f'{indent}-> ', f'{indent}   ')}"


def _wrapped(text: str, width: int | None, first: str, rest: str) -> str:
    if width is None:
        return first + text
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _verdict(findings: Sequence[Finding], *, online: bool) -> list[str]:
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    verdict = (
        f"{counted(problems, 'problem')} to fix before granting."
        if problems
        else "Nothing was found that would prevent a grant."
    )
    return [verdict if online else f"{verdict} Network not tested; use --online."]
