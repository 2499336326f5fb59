"""What is put in the way of one run, and when: drawn from a seed, so that the run can be repeated."""

from dataclasses import dataclass
from random import Random
from typing import Final

from support.soak.cases import CASES, Case

from cen_tui.operations.outcome import OperationKind

_ON_THE_CHANGE: Final = (
    "drop-before@{action}:{count}",
    "drop-after@{action}:{count}",
    "gateway-timeout@{action}:{count}",
    "server-error-after@{action}:{count}",
    "truncated@{action}:{count}",
    "nonsense@{action}:{count}",
    "null@{action}:{count}",
    "list@{action}:{count}",
    "hidden-error@{action}:{count}",
    "bad-gateway@{action}:{count}",
    "html@{action}:{count}",
    "unavailable@{action}:{count}",
    "server-error@{action}:{count}",
    "throttle@{action}:{count}",
    "retry-after@{action}={ms}:{count}",
    "error@{action}=SystemBusy/400:{count}",
    "error@{action}=LastTokenProcessing/400:{count}",
    "error@{action}=TaskConflict/400:{count}",
    "error@{action}=Forbidden.RAM/403:1",
    "error@{action}=InvalidParameter/400:1",
    "slow-answer@{action}={ms}:1",
    "latency@{action}={ms}:1",
    "lag@{action}={lag}",
)
_ON_THE_READS: Final = (
    "drop-before@{reads}=0.5:{count}",
    "truncated@{reads}=0.5:{count}",
    "null@{reads}=0.5:{count}",
    "list@{reads}=0.5:{count}",
    "nonsense@{reads}=0.5:{count}",
    "html@{reads}=0.5:{count}",
    "bad-gateway@{reads}=0.5:{count}",
    "hidden-error@{reads}=0.5:{count}",
    "throttle@{reads}=0.5:{count}",
    "unavailable@{reads}=0.5:{count}",
    "error@{reads}=SystemBusy/400:{count}",
    "latency@{reads}={ms}:{count}",
    "error@{reads}=Forbidden.RAM/403:1",
)
NO_SIGNAL: Final = "none"
_SIGNALS: Final = (NO_SIGNAL, "SIGKILL", "SIGTERM", "SIGHUP", "SIGINT", "SIGSTOP", "hangup", "ctrl-c")
_LONGEST_MS: Final = 5000
_LAGS: Final = 3
"""How many times longer a rule takes to show than others take: the second try has to begin before it does."""
_LATEST: Final = 2.5
"""Seconds after the confirmation within which a signal comes that does not wait for the call."""
_SOON: Final = 0.8


@dataclass(frozen=True, slots=True)
class Plan:
    """One run, whole."""

    seed: int
    number: int
    case: Case
    on_screen: bool
    """Whether the program itself runs in a terminal; else the operation below the screens does."""
    stands_before: bool
    """Whether what the operation wants was so before it began."""
    faults: str
    later_faults: str
    """What is in the way of the second try."""
    signal: str
    at_the_call: bool
    """Whether the signal waits until the cloud has received the change."""
    delay: float
    again: bool
    """Whether the second try asks for the same; else what is open is looked up."""
    stopped: float
    """Seconds between SIGSTOP and SIGCONT."""
    attaching: float
    """Seconds that an attachment says Attaching."""
    lateness: float
    """Seconds after the last call within which the cloud may still do or show something."""
    retried: bool
    """Whether a grant that ends unknown is tried again where it is told, before cen-tui is left."""

    def __str__(self) -> str:
        where = "in a terminal" if self.on_screen else "below the screens"
        moment = f"{self.delay:.2f} s after the {'call' if self.at_the_call else 'confirmation'}"
        sent = "no signal" if self.signal == NO_SIGNAL else f"{self.signal} {moment}"
        then = "asked again" if self.again else "looked up"
        before = ", so before" if self.stands_before else ""
        return (
            f"{self.case}{before} {where}; {self.faults or 'no fault'}; {sent}; "
            f"then {then} with {self.later_faults or 'no fault'}"
        )


def plan(seed: int, number: int) -> Plan:
    """Return a run of a seed; every number has a plan of its own, whichever others are run."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - chance for tests, not for secrets
    case = CASES[number % len(CASES)]
    faults, lateness = _faults(chance, case)
    later, later_lateness = _faults(chance, case) if chance.random() < 0.4 else ("", 0.0)
    at_the_call = chance.random() < 0.6
    on_screen = bool(case.others) or (number // len(CASES)) % 2 == 0 or chance.random() < 0.2
    may_stand = case.kind is OperationKind.GRANT or not on_screen  # the lists offer nothing that is done
    return Plan(
        seed=seed,
        number=number,
        case=case,
        on_screen=on_screen,
        stands_before=may_stand and chance.random() < 0.1,
        faults=faults,
        later_faults=later,
        signal=chance.choice(_SIGNALS),
        at_the_call=at_the_call,
        delay=chance.uniform(0, _SOON if at_the_call else _LATEST),
        again=chance.random() < 0.5,
        stopped=chance.uniform(0.2, 3),
        attaching=chance.choice((0.3, 3.0)),
        lateness=max(lateness, later_lateness),
        retried=chance.random() < 0.5,
    )


def _faults(chance: Random, case: Case) -> tuple[str, float]:
    """Return a SPEC, and for how long it may hold back what was asked for."""
    chosen = chance.sample(_ON_THE_CHANGE, chance.choice((0, 1, 1, 1, 2, 2, 3)))
    chosen += chance.sample(_ON_THE_READS, chance.choice((0, 0, 0, 1, 1, 2)))
    lateness, parts = 0.0, []
    for each in chosen:
        milliseconds = chance.randrange(100, _LONGEST_MS, 100)
        count = chance.choice((1, 1, 2, 3))
        lag = milliseconds * _LAGS
        lateness += milliseconds / 1000 if "{ms}" in each else 0.0
        lateness += lag / 1000 if "{lag}" in each else 0.0
        parts.append(each.format(action=case.action, reads=case.reads, ms=milliseconds, lag=lag, count=count))
    return ",".join(parts), lateness
