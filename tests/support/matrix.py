"""Faults on operations: what is put in the way of which one, and what the operator must then be told."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from support import attaching, changes
from support.demo import running_cloud
from support.reach import OWNER, reach, target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.credentials import Credentials
from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Payer
from cen_tui.demo.http.request import Received
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.executor import change_for
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.operations.polling import PollPolicy
from cen_tui.operations.reconcile import reconcile
from cen_tui.operations.runner import Operation

PATIENT: Final = 20.0
"""Seconds without an answer that are borne where nothing hangs: a busy machine is no fault."""
IMPATIENT: Final = 1.0
DONE: Final = Outcome.VERIFIED
LONG: Final = PollPolicy(waits=(0.0, 0.1), tries=20)
"""Longer than the rule takes to show; it ends when it does."""
A_WHILE: Final = PollPolicy(waits=(0.0, 0.02), tries=4)
_IN_FORCE_LATER: Final = "Forbbiden.AttachChildInstanceAcrossUid/409"
DUPLICATES: Final = {
    OperationKind.GRANT: "DuplicatedGrantRule",
    OperationKind.REVOKE: "InvalidInstanceId.NotFound/404",
    OperationKind.ATTACH: "InvalidOperation.ChildInstanceAlreadyAttached",
    OperationKind.DETACH: "InvalidTransitRouterAttachmentId.NotFound",
}
"""What the cloud answers where there is nothing to do, so that a try of before may have done it."""
EVERY: Final = frozenset(OperationKind)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is put in the way; `{action}` stands for the call that changes something."""

    name: str
    spec: str
    then: str = field(default="", kw_only=True)
    """What takes its place once the call was received."""
    outcome: Outcome = DONE
    """What the operator must be told."""
    done: bool = True
    """Whether the cloud holds the change in the end."""
    needs_token: bool = False
    """Whether only a call with a ClientToken is sent again; another ends unknown, and was not done."""
    total: float = 20.0
    """Seconds for which the operation is tried again."""
    read_timeout: float = PATIENT
    polling: PollPolicy = changes.HASTE
    afterwards: float = 0.0
    """Seconds after which the cloud has done everything that was sent."""
    of: frozenset[OperationKind] = EVERY
    """The operations that may meet it."""


def _never(name: str, spec: str, outcome: Outcome, **more: object) -> Fault:
    return Fault(name, spec, outcome, done=False, **more)  # type: ignore[arg-type]


FAULTS: Final = (
    Fault("none", ""),
    Fault("throttled thrice", "throttle@{action}:3"),
    Fault("throttled, with a time to come again", "retry-after@{action}=100:2"),
    _never("throttled for ever", "throttle@{action}", Outcome.REFUSED, total=0.3),
    Fault("conflict twice", "error@{action}=TaskConflict:2"),
    _never("conflict for ever", "error@{action}=TaskConflict", Outcome.REFUSED, total=0.3),
    Fault("SystemBusy twice", "error@{action}=SystemBusy:2"),
    _never("SystemBusy for ever", "error@{action}=SystemBusy", Outcome.REFUSED),
    Fault("LastTokenProcessing twice", "error@{action}=LastTokenProcessing:2", needs_token=True),
    _never("LastTokenProcessing for ever", "error@{action}=LastTokenProcessing", Outcome.UNKNOWN, total=0.3),
    Fault(
        "lost, the work done, then LastTokenProcessing",
        "lag=120,drop-after@{action}",
        then="error@{action}=LastTokenProcessing:1",
        polling=LONG,
    ),
    Fault("503", "unavailable@{action}:1", needs_token=True),
    _never("503 for ever", "unavailable@{action}", Outcome.UNKNOWN),
    Fault("500, the work done", "server-error-after@{action}:1"),
    Fault("dropped before the work", "drop-before@{action}:1", needs_token=True),
    _never("dropped before the work, for ever", "drop-before@{action}", Outcome.UNKNOWN),
    Fault("dropped after the work", "drop-after@{action}:1"),
    Fault("dropped after the work, for ever", "drop-after@{action}"),
    Fault("dropped after, the rule shows late", "lag=120,drop-after@{action}:1", polling=LONG),
    Fault(
        "dropped after, then a duplicate",
        "lag=120,drop-after@{action}",
        then="error@{action}={duplicate}",
        polling=LONG,
        of=frozenset(DUPLICATES),
    ),
    _never(
        "dropped before, then a duplicate",
        "drop-before@{action}:1,error@{action}={duplicate}",
        Outcome.UNKNOWN,
        of=frozenset(DUPLICATES),
    ),
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
        polling=LONG,
        afterwards=1.0,
    ),
    Fault("hang after the work", "slow-answer@{action}=9000:1", read_timeout=IMPATIENT),
    _never("denied", "error@{action}=Forbidden.RAM/403", Outcome.REFUSED),
    _never(
        "dropped before, then denied",
        "drop-before@{action}:1,error@{action}=NoPermission/403",
        Outcome.UNKNOWN,
    ),
    Fault(
        "the grant not in force twice",
        f"error@{{action}}={_IN_FORCE_LATER}:2",
        of=frozenset({OperationKind.ATTACH}),
    ),
    _never(
        "the grant never in force",
        f"error@{{action}}={_IN_FORCE_LATER}",
        Outcome.REFUSED,
        total=0.3,
        of=frozenset({OperationKind.ATTACH}),
    ),
)


class Subject(Protocol):
    """One operation on one type of network, and what the cloud holds of it."""

    @property
    def kind(self) -> OperationKind:
        """What is done."""

    @property
    def action(self) -> str:
        """The call that does it."""

    @property
    def takes_token(self) -> bool:
        """Whether that carries a ClientToken."""

    @property
    def who(self) -> Credentials:
        """Who does it."""

    async def run(
        self, demo: DemoCloud, plain: Cloud, cloud: Cloud, spec: str, polling: PollPolicy
    ) -> OperationResult:
        """Carry it out, from how it is before; the faults are in force from its first call on."""

    async def reconciled(self, demo: DemoCloud, plain: Cloud) -> OperationResult:
        """Return what a later look tells of it."""

    def done(self, demo: DemoCloud) -> bool:
        """Tell whether the cloud holds what was asked for."""

    def repeats(self, demo: DemoCloud) -> int:
        """Return how often the cloud did it too often."""


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """A change of a grant rule."""

    kind: OperationKind
    key: str
    who: Credentials = OWNER

    def __str__(self) -> str:
        return self.key

    @property
    def action(self) -> str:
        return changes.ACTIONS[self.kind][self.key]

    @property
    def takes_token(self) -> bool:
        return self.kind is OperationKind.CHANGE_PAYER or changes.grant_calls(self.key).takes_token

    async def run(
        self, demo: DemoCloud, plain: Cloud, cloud: Cloud, spec: str, polling: PollPolicy
    ) -> OperationResult:
        if self.kind is not OperationKind.GRANT:
            await changes.stand(demo, plain, self.key)
        demo.set_faults(spec)
        return await changes.carried_out(self.kind, cloud, demo, self.key, polling=polling)

    async def reconciled(self, demo: DemoCloud, plain: Cloud) -> OperationResult:
        how = changes.options(self.key, self.kind)
        change = change_for(self.kind, plain, changes.network(demo, self.key), target(demo), how)
        return await reconcile(change, polling=A_WHILE)

    def done(self, demo: DemoCloud) -> bool:
        standing = changes.rules(demo, self.key)
        if self.kind is OperationKind.CHANGE_PAYER:
            wanted = changes.options(self.key, self.kind).payer
            return [rule.payer for rule in standing] == [wanted]
        return len(standing) == (1 if self.kind is OperationKind.GRANT else 0)

    def repeats(self, demo: DemoCloud) -> int:
        return sum(rule.repeats for rule in changes.rules(demo, self.key))


@dataclass(frozen=True, slots=True)
class AttachSubject:
    """An attachment to a CEN."""

    case: attaching.Case
    kind: OperationKind = OperationKind.ATTACH
    who: Credentials = attaching.OWNS_CENS

    def __str__(self) -> str:
        return str(self.case)

    @property
    def action(self) -> str:
        return self.case.action

    @property
    def takes_token(self) -> bool:
        return self.case.takes_token

    async def run(
        self, demo: DemoCloud, plain: Cloud, cloud: Cloud, spec: str, polling: PollPolicy
    ) -> OperationResult:
        self.case.grant(demo)
        options = await self.case.attach_options(demo, plain)
        demo.set_faults(spec)
        return await attaching.attached(self.case, demo, cloud, options, polling=polling)

    async def reconciled(self, demo: DemoCloud, plain: Cloud) -> OperationResult:
        change = change_for(self.kind, plain, self.case.network(demo), self.case.target(demo))
        return await reconcile(change, polling=A_WHILE)

    def done(self, demo: DemoCloud) -> bool:
        return self.case.held(demo) is not None

    def repeats(self, demo: DemoCloud) -> int:
        return max(0, len(demo.world.attachments.every(self.case.network(demo).id)) - 1)


@dataclass(frozen=True, slots=True)
class StandingSubject:
    """A change of what is attached, which it ends, routes or bills to the other account."""

    kind: OperationKind
    case: attaching.Case
    who: Credentials = attaching.OWNS_CENS

    def __str__(self) -> str:
        return str(self.case)

    @property
    def action(self) -> str:
        return (
            attaching.ACTIONS[self.kind].format(kind=self.case.type.title()) if self.takes_token else _DETACH
        )

    @property
    def takes_token(self) -> bool:
        return self.case.takes_token

    @property
    def options(self) -> GrantOptions:
        """Who is to pay, of a change of that."""
        payer = Payer.NETWORK_OWNER if self.kind is OperationKind.CHANGE_ATTACHMENT_PAYER else None
        return GrantOptions(GrantApi.ROUTER, payer)

    async def run(
        self,
        demo: DemoCloud,
        plain: Cloud,  # noqa: ARG002 - nothing has to be read before
        cloud: Cloud,
        spec: str,
        polling: PollPolicy,
    ) -> OperationResult:
        self.case.stand_attached(demo)
        if self.kind is OperationKind.CHANGE_ATTACHMENT_PAYER:
            self.case.name_payer(demo, Payer.NETWORK_OWNER)
        demo.set_faults(spec)
        change = change_for(self.kind, cloud, self.case.network(demo), self.case.target(demo), self.options)
        return await Operation(change, lambda _: None, polling=polling).run()

    async def reconciled(self, demo: DemoCloud, plain: Cloud) -> OperationResult:
        change = change_for(self.kind, plain, self.case.network(demo), self.case.target(demo), self.options)
        return await reconcile(change, polling=A_WHILE)

    def done(self, demo: DemoCloud) -> bool:
        held, settings = self.case.held(demo), demo.world.attachments
        match self.kind:
            case OperationKind.DETACH:
                return held is None
            case OperationKind.ASSOCIATE:
                return held is not None and settings.associated >= {held.id}
            case OperationKind.PROPAGATE:
                return held is not None and settings.propagated >= {held.id}
        return self.case.rule(demo).payer_in_force == Payer.NETWORK_OWNER

    def repeats(self, demo: DemoCloud) -> int:
        """What was attached before is neither detached twice nor set twice: its ID is the same."""
        ids = {call.parameters.get("TransitRouterAttachmentId", "") for call in demo.calls(self.action)}
        return len(ids) - 1 if ids else 0


_DETACH: Final = "DetachCenChildInstance"
_ROUTED: Final = (attaching.ENTERPRISE, attaching.VBR, attaching.VPN, attaching.ECR)
SUBJECTS: Final[dict[OperationKind, tuple[Subject, ...]]] = {
    OperationKind.GRANT: tuple(RuleSubject(OperationKind.GRANT, key) for key in changes.GRANTS),
    OperationKind.REVOKE: tuple(RuleSubject(OperationKind.REVOKE, key) for key in changes.REVOKES),
    OperationKind.CHANGE_PAYER: tuple(RuleSubject(OperationKind.CHANGE_PAYER, key) for key in changes.PAYERS),
    OperationKind.ATTACH: tuple(
        map(AttachSubject, (*_ROUTED, attaching.IN_ZONE, attaching.BASIC, attaching.CCN))
    ),
    OperationKind.DETACH: tuple(
        StandingSubject(OperationKind.DETACH, case) for case in (*_ROUTED, attaching.BASIC, attaching.CCN)
    ),
    **{
        kind: tuple(StandingSubject(kind, case) for case in _ROUTED)
        for kind in (
            OperationKind.ASSOCIATE,
            OperationKind.PROPAGATE,
            OperationKind.CHANGE_ATTACHMENT_PAYER,
        )
    },
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was told of one operation under one fault, and what was."""

    fault: Fault
    subject: Subject
    result: OperationResult
    sent: int
    done: bool
    repeats: int
    tokens: int
    reconciled: Outcome

    @property
    def wrong(self) -> str:
        """Why the two do not agree; empty where they do."""
        ends_unsent = self.fault.needs_token and not self.subject.takes_token
        done = self.fault.done and not ends_unsent
        outcome = Outcome.UNKNOWN if ends_unsent else self.fault.outcome
        error = self.result.error
        checks = (
            (self.result.outcome is outcome, f"told {self.result.outcome}"),
            (self.done is done, f"the cloud {'did it' if self.done else 'did not do it'}"),
            (self.repeats == 0, f"done {self.repeats} times too often"),
            (self.tokens == 1, f"{self.tokens} tokens"),
            (
                self.reconciled is (Outcome.VERIFIED if done else Outcome.REFUSED),
                f"reconciled as {self.reconciled}",
            ),
            ((error is None) is (self.result.outcome is Outcome.VERIFIED), "an odd error"),
            (
                error is None or error.outcome_unknown is (self.result.outcome is Outcome.UNKNOWN),
                "an error that says another thing",
            ),
        )
        return "; ".join(says for holds, says in checks if not holds)

    def line(self) -> str:
        """Return the row of the table."""
        error = self.result.error
        told = self.result.outcome.value + (f": {error.title}" if error else "")
        return (
            f"{self.fault.name:<45} {self.subject!s:<31} {self.subject.kind.value:<23} {told:<49} "
            f"{self.sent:>4}  {'done' if self.done else 'not done':<8} {self.reconciled.value:<8} "
            f"{self.wrong or 'agree'}"
        )


HEADING: Final = (
    f"{'fault':<45} {'on':<31} {'operation':<23} {'the operator saw':<49} sent  {'is':<8} {'reconciled':<8} "
)


async def found(fault: Fault, subject: Subject) -> Finding:
    """Run one cell of the matrix in a cloud of its own."""
    spec, then = (
        text.format(action=subject.action, duplicate=DUPLICATES.get(subject.kind, ""))
        for text in (fault.spec, fault.then)
    )
    retrying = replace(changes.SOON, total=fault.total)

    def switching(call: Received) -> None:
        if then and call.action == subject.action and call.fault:
            demo.set_faults(then)
            demo.on_received = None

    async with running_cloud(work_seconds=0) as demo, reach(demo, subject.who) as plain:
        async with reach(demo, subject.who, retrying=retrying, read_timeout=fault.read_timeout) as cloud:
            demo.on_received = switching
            result = await subject.run(demo, plain, cloud, spec, fault.polling)
        demo.set_faults("")
        await asyncio.sleep(fault.afterwards)
        reconciled = await subject.reconciled(demo, plain)
        calls = demo.calls(subject.action)
        return Finding(
            fault=fault,
            subject=subject,
            result=result,
            sent=len(calls),
            done=subject.done(demo),
            repeats=subject.repeats(demo),
            tokens=len({call.parameters.get("ClientToken", "") for call in calls}),
            reconciled=reconciled.outcome,
        )
