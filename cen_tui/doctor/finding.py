"""The findings of checks."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    NOTE = "note"
    """Information; it does not prevent a grant."""
    PROBLEM = "problem"
    """It would prevent a grant, or leave files open to other users."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. Holds nothing secret."""

    level: Level
    subject: str
    says: str
    advice: str = ""
    """What to do; empty where nothing need be done."""


def ok(subject: str, says: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(Level.OK, subject, says)


def note(subject: str, says: str, advice: str = "") -> Finding:
    """Return a finding that is worth knowing."""
    return Finding(Level.NOTE, subject, says, advice)


def problem(subject: str, says: str, advice: str) -> Finding:
    """Return a finding that something must be done about."""
    return Finding(Level.PROBLEM, subject, says, advice)
