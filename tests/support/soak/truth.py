"""The process of the embedded cloud, as a run of the soak asks it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from support.scripts import script
from support.soak.cases import CASES, Case
from support.soak.plan import Plan

_RUN = "from support.soak.cloud import main; import asyncio; asyncio.run(main())"


@dataclass(frozen=True, slots=True)
class Truth:
    """What the cloud holds."""

    done: bool
    """Whether what the operation wants is so."""
    times: int
    """How often the operation did its work, each repetition that the cloud knew as one aside."""


@dataclass(slots=True)
class CloudProcess:
    """One process, for one run after the other."""

    running: "subprocess.Popen[str]"
    case: Case = CASES[0]
    url: str = ""

    def begin(self, plan: Plan) -> None:
        """Make a new cloud for a run."""
        self.case = plan.case
        self.url = self._ask(
            "begin",
            seed=plan.seed + plan.number,
            case=CASES.index(plan.case),
            done=plan.stands_before,
            attaching=plan.attaching,
        )["url"]

    def set_faults(self, spec: str) -> None:
        """Put these faults in force and no others."""
        self._ask("faults", spec=spec)

    def calls(self, action: str = "") -> list[dict[str, Any]]:
        """Return the calls of one action, or all, that the cloud has dealt with."""
        calls: list[dict[str, Any]] = self._ask("calls")["calls"]
        return [call for call in calls if call["action"] == (action or call["action"])]

    def changes(self, case: Case | None = None) -> list[dict[str, Any]]:
        """Return the calls of the run's operation on its network, or of another one done with it."""
        case = case or self.case
        calls = self.calls(case.action)
        if any("TransitRouterAttachmentId" in call["parameters"] for call in calls):
            return calls
        own = case.network.id
        return [call for call in calls if own in call["parameters"].values()]

    def truth(self, case: Case | None = None) -> Truth:
        """Return what the cloud holds now of the run's operation, or of another one done with it."""
        found = self._ask("truth", which=self.case.every.index(case or self.case))
        return Truth(found["done"], max(len(set(found["tokens"])), 1 + found["repeats"]))

    def _ask(self, what: str, **more: object) -> dict[str, Any]:
        assert self.running.stdin
        assert self.running.stdout
        self.running.stdin.write(json.dumps({"do": what, **more}) + "\n")
        self.running.stdin.flush()
        answer: dict[str, Any] = json.loads(self.running.stdout.readline())
        return answer


@contextmanager
def cloud_process() -> Iterator[CloudProcess]:
    """Run the cloud for the length of a block."""
    running = script(_RUN)
    try:
        yield CloudProcess(running)
    finally:
        running.communicate(timeout=20)
