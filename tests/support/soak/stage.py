"""What a run of the soak is done with: its home, its cloud, and what was told in the course of it."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from support.soak.cases import Case
from support.soak.plan import Plan
from support.soak.truth import CloudProcess

from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import Outcome

BOUND: Final = 150.0
"""Seconds within which an outcome has to come: a busy machine, and 90 s of trying again."""
END_BOUND: Final = 40.0
"""Seconds within which a process has to end that was told to."""
_PAUSE: Final = 0.15


class HangError(AssertionError):
    """Something did not come to its end."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was told of one try, and what there was of the operation by then."""

    case: Case
    outcome: Outcome
    calls: int
    """How many calls of it the cloud had received."""
    intents: int
    """How many intents this try has written."""


@dataclass(slots=True)
class Stage:
    """One run under way."""

    plan: Plan
    cloud: CloudProcess
    home: Path
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What happened, for whoever reads a finding."""
    asked: tuple[Case, ...] = ()
    """What the try under way does: in a second one, what the first has left."""
    _entries_before: int = 0

    def __post_init__(self) -> None:
        self.asked = self.plan.case.every

    @property
    def journal(self) -> Journal:
        """The journal of this run's home."""
        return Journal(self.home / ".local/state/cen-tui/journal.jsonl")

    @property
    def environ(self) -> dict[str, str]:
        """The keys of the account that acts."""
        key = self.plan.case.access_key
        return {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": key.id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": str.__str__(key.secret),
        }

    def begins(self, what: str) -> None:
        """Keep that another try begins."""
        self.notes.append(what)
        self._entries_before = len(self.journal.entries()[0])

    def told(self, outcome: Outcome, case: Case | None = None) -> None:
        """Keep what was told of the run's operation, or of another one done with it."""
        case = case or self.plan.case
        self.notes.append(f"told {outcome.value}" if case is self.plan.case else f"of {case} {outcome.value}")
        written = self.journal.entries()[0][self._entries_before :]
        intents = sum(entry.intent.network_id == case.network.id for entry in written)
        self.verdicts.append(Verdict(case, outcome, len(self.cloud.changes(case)), intents))

    def last_told(self) -> list[Verdict]:
        """Return what was told last of each operation."""
        return list({verdict.case: verdict for verdict in self.verdicts}.values())

    def await_moment(self, over: Callable[[], bool]) -> None:
        """Wait until the plan's signal is due, or until it is `over` anyway."""
        if self.plan.at_the_call:
            until(lambda: bool(self.cloud.changes()) or over(), "the call or an outcome", BOUND)
        time.sleep(self.plan.delay)


def until(condition: Callable[[], bool], wanted: str, bound: float) -> None:
    """Wait until a condition holds; HangError when it does not come to that."""
    end = time.monotonic() + bound
    while not condition():
        if time.monotonic() > end:
            raise HangError(f"Not within {bound:g} s: {wanted}.")
        time.sleep(_PAUSE)


def left_over(home: Path) -> list[str]:
    """Return the processes that still run with this home."""
    mark = f"HOME={home}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                found.append(f"{folder.name} {command.strip()}")
        except OSError:
            continue
    return found
