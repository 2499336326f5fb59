"""Every fault on every way of attaching: what the CEN's owner is told is what the cloud holds."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from support.attaching import BASIC, CCN, ENTERPRISE, OWNS_CENS, VBR, Case, attached
from support.changes import SOON
from support.demo import running_cloud
from support.reach import reach

from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.networks import network_type
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.operations.polling import PollPolicy
from cen_tui.operations.reconcile import reconcile

READ_TIMEOUT = 0.4
A_WHILE = PollPolicy(waits=(0.0, 0.05), tries=4)
NOT_IN_FORCE = "Forbbiden.AttachChildInstanceAcrossUid/409"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is put in the way; `{action}` stands for the call that attaches."""

    name: str
    spec: str
    outcome: Outcome = Outcome.VERIFIED
    done: bool = True
    needs_token: bool = False
    """Whether only a call with a ClientToken is sent again; another ends unknown."""
    total: float = 20.0
    afterwards: float = 0.0


FAULTS = (
    Fault("none", ""),
    Fault("throttled thrice", "throttle@{action}:3"),
    Fault("throttled for ever", "throttle@{action}", Outcome.REFUSED, done=False, total=0.4),
    Fault("the grant not in force twice", f"error@{{action}}={NOT_IN_FORCE}:2"),
    Fault(
        "the grant never in force", f"error@{{action}}={NOT_IN_FORCE}", Outcome.REFUSED, done=False, total=0.4
    ),
    Fault("500, the work done", "server-error-after@{action}:1"),
    Fault("dropped before the work", "drop-before@{action}:1", needs_token=True),
    Fault("dropped before the work, for ever", "drop-before@{action}", Outcome.UNKNOWN, done=False),
    Fault("dropped after the work", "drop-after@{action}:1"),
    Fault("200 with null", "null@{action}:1"),
    Fault("hang, the work done late", "latency@{action}=2000:1", needs_token=True, afterwards=1.8),
    Fault("hang after the work", "slow-answer@{action}=5000:1"),
    Fault("denied", "error@{action}=Forbidden.RAM/403", Outcome.REFUSED, done=False),
)
CASES = (ENTERPRISE, VBR, BASIC, CCN)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was told, and what was."""

    fault: Fault
    case: Case
    result: OperationResult
    sent: int
    tokens: int
    held: bool
    settled: Outcome

    @property
    def wrong(self) -> str:
        """Why the two do not agree; empty where they do."""
        unsent = self.fault.needs_token and not self.case.takes_token
        outcome = Outcome.UNKNOWN if unsent else self.fault.outcome
        done = self.fault.done and not (unsent and not self.fault.afterwards)
        settled = Outcome.VERIFIED if done else Outcome.REFUSED
        checks = (
            (self.result.outcome is outcome, f"told {self.result.outcome}"),
            (self.held is done, f"the cloud holds it: {self.held}"),
            (self.tokens == 1, f"{self.tokens} tokens"),
            (self.settled is settled, f"settled as {self.settled}"),
            ((self.result.error is None) is (self.result.outcome is Outcome.VERIFIED), "an odd error"),
        )
        return "; ".join(says for holds, says in checks if not holds)

    def line(self) -> str:
        """Return the row of the table."""
        error = self.result.error
        told = self.result.outcome.value + (f": {error.title}" if error else "")
        return (
            f"{self.fault.name:<34} {self.case!s:<21} {told:<40} {self.sent:>4}  "
            f"{'attached' if self.held else 'nothing':<8}  {self.settled.value:<8} {self.wrong or 'agree'}"
        )


HEADING = f"{'fault':<34} {'on':<21} {'the operator saw':<40} sent  {'held':<8}  {'settled':<8} "


async def found(fault: Fault, case: Case) -> Finding:
    """Run one cell in a cloud of its own."""
    async with running_cloud(work_seconds=0) as demo, reach(demo, OWNS_CENS) as plain:
        case.grant(demo)
        way = await case.way(demo, plain)
        demo.set_faults(fault.spec.format(action=case.action))
        patient = replace(SOON, total=fault.total)
        async with reach(demo, OWNS_CENS, retrying=patient, read_timeout=READ_TIMEOUT) as cloud:
            result = await attached(case, demo, cloud, way)
        demo.set_faults("")
        await asyncio.sleep(fault.afterwards)
        kind, on = network_type(case.type), case.network(demo)
        settled = await reconcile(plain, kind, OperationKind.ATTACH, on, case.target(demo), patience=A_WHILE)
        calls = demo.calls(case.action)
        tokens = {call.parameters.get("ClientToken", "") for call in calls}
        held = case.held(demo) is not None
        return Finding(fault, case, result, len(calls), len(tokens), held, settled.outcome)


async def test_the_cen_owner_is_told_what_the_cloud_holds(
    record_property: Callable[[str, object], None],
) -> None:
    cells = [(fault, case) for fault in FAULTS for case in CASES]
    findings: dict[tuple[Fault, Case], Finding] = {}

    async def run(cell: tuple[Fault, Case]) -> None:
        findings[cell] = await found(*cell)

    await run_bounded(run, cells, bound=12)
    table = "\n".join([HEADING, *(findings[cell].line() for cell in cells)])
    record_property("table", f"What the CEN's owner is told, and what the cloud holds\n\n{table}")
    assert [findings[cell].line() for cell in cells if findings[cell].wrong] == []
