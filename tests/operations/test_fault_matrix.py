"""Every fault on every act of every type: what the operator is told is what the cloud holds."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from support.changes import (
    ACTIONS,
    BOTH,
    GRANTS,
    HASTE,
    SOON,
    carried_out,
    kind_of,
    network,
    rules,
    stand,
    terms,
    way,
)
from support.demo import running_cloud
from support.reach import reach

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.concurrency import run_bounded
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.grant import PollPolicy
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.operations.reconcile import reconcile

PATIENT = 20.0
"""Seconds without an answer that are borne where nothing hangs: a busy machine is no fault."""
IMPATIENT = 1.0
DONE = frozenset({Outcome.VERIFIED})
REFUSED = frozenset({Outcome.REFUSED})
UNKNOWN = frozenset({Outcome.UNKNOWN})
LONG = PollPolicy(waits=(0.0, 0.1), tries=20)
"""Longer than the rule takes to show; it ends when it does."""
A_WHILE = PollPolicy(waits=(0.0, 0.05), tries=4)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is put in the way; `{action}` stands for the call that grants or revokes."""

    name: str
    spec: str
    outcomes: frozenset[Outcome] = DONE
    """What the operator may be told."""
    done: bool = True
    """Whether the cloud holds the change in the end."""
    needs_token: bool = False
    """Whether only a call with a ClientToken is sent again; another ends unknown, and was not done."""
    total: float = 20.0
    """Seconds for which the act is tried again."""
    read_timeout: float = PATIENT
    patience: PollPolicy = HASTE
    afterwards: float = 0.0
    """Seconds after which the cloud has done everything that was sent."""


FAULTS = (
    Fault("none", ""),
    Fault("throttled thrice", "throttle@{action}:3"),
    Fault("throttled, with a time to come again", "retry-after@{action}=100:2"),
    Fault("throttled for ever", "throttle@{action}", REFUSED, done=False, total=0.5),
    Fault("conflict twice", "error@{action}=TaskConflict:2"),
    Fault("conflict for ever", "error@{action}=TaskConflict", REFUSED, done=False, total=0.5),
    Fault("503", "unavailable@{action}:1", needs_token=True),
    Fault("503 for ever", "unavailable@{action}", UNKNOWN, done=False),
    Fault("500, the work done", "server-error-after@{action}:1"),
    Fault("dropped before the work", "drop-before@{action}:1", needs_token=True),
    Fault("dropped before the work, for ever", "drop-before@{action}", UNKNOWN, done=False),
    Fault("dropped after the work", "drop-after@{action}:1"),
    Fault("dropped after the work, for ever", "drop-after@{action}"),
    Fault("dropped after, the rule shows late", "lag=120,drop-after@{action}:1", patience=LONG),
    Fault("HTML 502", "bad-gateway@{action}:1", needs_token=True),
    Fault("HTML 200", "html@{action}:1", needs_token=True),
    Fault("HTML 504, the work done", "gateway-timeout@{action}:1"),
    Fault("half a body", "truncated@{action}:1"),
    Fault("200 with an error in it", "hidden-error@{action}:1"),
    Fault("200 with null", "null@{action}:1"),
    Fault(
        "hang, the work done late",
        "latency@{action}=1500:1",
        read_timeout=IMPATIENT,
        patience=LONG,
        afterwards=1.0,
    ),
    Fault("hang after the work", "slow-answer@{action}=9000:1", read_timeout=IMPATIENT),
    Fault("denied", "error@{action}=Forbidden.RAM/403", REFUSED, done=False),
    Fault(
        "dropped before, then denied",
        "drop-before@{action}:1,error@{action}=NoPermission/403",
        UNKNOWN,
        done=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the matrix."""

    fault: Fault
    key: str
    act: OperationKind

    @property
    def ends_unsent(self) -> bool:
        """Whether it is not sent again after its answer was lost, as it has no ClientToken."""
        return self.fault.needs_token and not way(self.key).takes_token

    @property
    def done(self) -> bool:
        """Whether the cloud holds the change in the end."""
        return self.fault.done and not self.ends_unsent

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """What the operator may be told."""
        return UNKNOWN if self.ends_unsent else self.fault.outcomes


@dataclass(frozen=True, slots=True)
class Finding:
    """What was told, and what was."""

    cell: Cell
    result: OperationResult
    sent: int
    held: int
    repeats: int
    tokens: int
    settled: Outcome

    @property
    def wrong(self) -> str:
        """Why the two do not agree; empty where they do."""
        cell, wanted = self.cell, (1 if (self.cell.act is OperationKind.GRANT) is self.cell.done else 0)
        settled = Outcome.VERIFIED if cell.done else Outcome.REFUSED
        checks = (
            (self.result.outcome in cell.outcomes, f"told {self.result.outcome}"),
            (self.held == wanted, f"the cloud holds {self.held}"),
            (self.repeats == 0, f"done {self.repeats} times too often"),
            (self.tokens == 1, f"{self.tokens} tokens"),
            (self.settled is settled, f"settled as {self.settled}"),
            ((self.result.error is None) is (self.result.outcome is Outcome.VERIFIED), "an odd error"),
        )
        return "; ".join(says for holds, says in checks if not holds)

    def line(self) -> str:
        """Return the row of the table."""
        error = self.result.error
        told = self.result.outcome.value + (f": {error.title}" if error else "")
        holds = f"{self.held} rule" + ("" if self.held == 1 else "s")
        cell = self.cell
        return (
            f"{cell.fault.name:<36} {cell.key:<10} {cell.act.value:<6}  {told:<44} {self.sent:>4}  "
            f"{holds:<7} {self.settled.value:<8} {self.wrong or 'agree'}"
        )


HEADING = f"{'fault':<36} {'on':<10} {'act':<6}  {'the operator saw':<44} sent  {'held':<7} {'settled':<8} "


async def found(cell: Cell) -> Finding:
    """Run one cell in a cloud of its own."""
    async with running_cloud(work_seconds=0) as demo, reach(demo) as plain:
        if cell.act is OperationKind.REVOKE:
            await stand(demo, plain, cell.key)
        action = ACTIONS[cell.act][cell.key]
        demo.set_faults(cell.fault.spec.format(action=action))
        retrying, read_timeout = replace(SOON, total=cell.fault.total), cell.fault.read_timeout
        async with reach(demo, retrying=retrying, read_timeout=read_timeout) as cloud:
            result = await carried_out(cell.act, cloud, demo, cell.key, patience=cell.fault.patience)
        demo.set_faults("")
        await asyncio.sleep(cell.fault.afterwards)
        return await _finding(cell, demo, plain, result)


async def _finding(cell: Cell, demo: DemoCloud, plain: Cloud, result: OperationResult) -> Finding:
    kind, on, how = kind_of(cell.key), network(demo, cell.key), terms(cell.key, cell.act)
    settled = await reconcile(plain, kind, cell.act, on, result.target, terms=how, patience=A_WHILE)
    calls, standing = demo.calls(ACTIONS[cell.act][cell.key]), rules(demo, cell.key)
    return Finding(
        cell=cell,
        result=result,
        sent=len(calls),
        held=len(standing),
        repeats=sum(rule.repeats for rule in standing),
        tokens=len({call.parameters.get("ClientToken", "") for call in calls}),
        settled=settled.outcome,
    )


async def test_the_operator_is_told_what_the_cloud_holds(
    record_property: Callable[[str, object], None],
) -> None:
    cells = [Cell(fault, key, act) for fault in FAULTS for key in GRANTS for act in BOTH]
    findings: dict[Cell, Finding] = {}

    async def run(cell: Cell) -> None:
        findings[cell] = await found(cell)

    await run_bounded(run, cells, bound=12)
    table = "\n".join([HEADING, *(findings[cell].line() for cell in cells)])
    record_property("table", f"What the operator is told, and what the cloud holds\n\n{table}")
    assert [findings[cell].line() for cell in cells if findings[cell].wrong] == []
