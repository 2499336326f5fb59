"""One run of the soak, and what is wrong with it: what was told against what the cloud holds."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from support.sample_operations import some_time_later
from support.soak.below import run_below
from support.soak.cases import Case
from support.soak.plan import Plan
from support.soak.screens import run_on_screen
from support.soak.stage import HangError, Stage, Verdict, left_over, until
from support.soak.truth import CloudProcess, Truth
from support.terminal import NotSeenError

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.demo.estate.accounts import credentials_of
from cen_tui.operations.executor import reconcile_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import Outcome

KINDS = ("wrong", "duplicates", "lost", "mismatches", "hangs", "left over")
_STANDS = frozenset({Outcome.VERIFIED, Outcome.ALREADY})
_MARGIN = 0.5
_END_OF_A_PROCESS = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one run."""

    plan: Plan
    told: str
    """The last outcome that was told; empty where none was."""
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        plan = self.plan
        head = f"{plan.number:>4} {self.seconds:5.1f} s  {self.told or '-':<8}  {plan}"
        if not self.findings:
            return head
        notes = f"     repeat with --seed {plan.seed} --only {plan.number}; {', '.join(self.notes)}"
        return "\n".join([head, notes, *(f"     {each.kind}: {each.says}" for each in self.findings)])


def run(plan: Plan, cloud: CloudProcess) -> Report:
    """Carry out one run, and compare."""
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="soak"))
    stage = Stage(plan, cloud, folder / "home")
    stage.home.mkdir()
    try:
        findings = _findings(stage)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = [verdict.outcome.value for verdict in stage.last_told()]
    return Report(plan, " ".join(told), tuple(findings), tuple(stage.notes), time.monotonic() - began)


def _findings(stage: Stage) -> list[Finding]:
    stage.cloud.begin(stage.plan)
    findings: list[Finding] = []
    try:
        (run_on_screen if stage.plan.on_screen else run_below)(stage)
    except (HangError, NotSeenError) as error:
        findings.append(Finding("hangs", str(error)))
    try:
        until(lambda: not left_over(stage.home), "nothing left over", _END_OF_A_PROCESS)
    except HangError:
        findings.append(Finding("left over", "; ".join(left_over(stage.home))))
    stage.cloud.set_faults("")
    time.sleep(stage.plan.lateness + _MARGIN)
    for case in stage.plan.case.every:
        findings += compared(stage, case)
    return [*findings, *asyncio.run(_settled(stage))]


def compared(stage: Stage, case: Case) -> list[Finding]:
    """Return what is wrong with what was told and written, once the cloud has nothing more to do."""
    changes, truth = stage.cloud.changes(case), stage.cloud.truth(case)
    entries = [entry for entry in stage.journal.entries()[0] if entry.intent.network_id == case.network.id]
    verdicts = [verdict for verdict in stage.verdicts if verdict.case == case]
    found = [
        Finding(
            "wrong", f"told {told.outcome.value}, done is {truth.done}, {told.calls} of {len(changes)} calls"
        )
        for told in verdicts
        if (told.outcome in _STANDS and not truth.done)
        or (told.outcome is Outcome.REFUSED and _was_done_unnoticed(stage, truth, told, entries))
    ]
    if truth.times > 1:
        found.append(Finding("duplicates", f"done {truth.times} times"))
    intended = {entry.intent.token for entry in entries}
    if lost := [call for call in changes if call["parameters"].get("ClientToken", "") not in intended]:
        found.append(Finding("lost", f"{len(lost)} calls of {len(changes)} are not in the journal"))
    if verdicts and (says := _mismatch(stage, verdicts[-1], entries)):
        found.append(Finding("mismatches", says))
    return found


def _was_done_unnoticed(stage: Stage, truth: Truth, told: Verdict, entries: Sequence[JournalEntry]) -> bool:
    """Tell whether a refusal covers a change that was made, and that no earlier try is known to have made."""
    known = stage.plan.stands_before or Outcome.VERIFIED in map(_last, entries)
    return truth.done and not known and told.calls == len(stage.cloud.changes(told.case))


def _mismatch(stage: Stage, told: Verdict, entries: Sequence[JournalEntry]) -> str:
    """Return how what was told last and the journal differ; nothing where they agree."""
    case = told.case
    held = stage.journal.unfinished(case.kind, case.network, case.target, case.options)
    agree = bool(held) is (told.outcome is Outcome.UNKNOWN)
    if told.intents and told.outcome is not Outcome.UNKNOWN:
        agree = agree and _last(entries[-1]) is told.outcome
    last = ", ".join(str(_last(entry) or "no ending") for entry in entries)
    return "" if agree else f"told {told.outcome.value}, the journal has {last or 'nothing'}"


def _last(entry: JournalEntry) -> Outcome | None:
    return entry.ending.outcome if entry.ending else None


async def _settled(stage: Stage) -> list[Finding]:
    """Return what is wrong with what a look finds once nothing more can come."""
    done = {case.network.id: stage.cloud.truth(case).done for case in stage.plan.case.every}
    journal = Journal(stage.journal.path, clock=some_time_later)
    options = CloudOptions(endpoint=parse_endpoint(stage.cloud.url))
    found: list[Finding] = []
    async with Cloud(credentials_of(stage.plan.case.access_key), options) as cloud:
        for entry in journal.open_entries():
            outcome = (await reconcile_journaled(entry, journal=journal, cloud=cloud)).outcome
            is_done = done[entry.intent.network_id]
            if outcome is not (Outcome.VERIFIED if is_done else Outcome.REFUSED):
                found.append(Finding("wrong", f"settled as {outcome.value}, done is {is_done}"))
    return found
