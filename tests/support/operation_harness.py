"""A harness for operations under the journal: an embedded cloud, a client, and a journal on the disk."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support import demo_networks
from support.changes import GRANTS
from support.demo import running_cloud
from support.reach import reach, target
from support.sample_operations import ACCOUNT, some_time_ago

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
from cen_tui.demo.http.request import Received
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.executor import reconcile_journaled, run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.operations.polling import PollPolicy

HASTE: Final = PollPolicy(waits=(0.0, 0.02), tries=3)


@dataclass(slots=True)
class Harness:
    """Runs and reconciles operations, all on one network of each type."""

    demo: DemoCloud
    cloud: Cloud
    journal: Journal

    @property
    def target(self) -> CenTarget:
        return target(self.demo)

    def network(self, key: str = "VPC") -> Network:
        return demo_networks.network(key)

    async def do(  # noqa: PLR0913 - each has its default
        self,
        key: str = "VPC",
        kind: OperationKind = OperationKind.GRANT,
        *,
        journal: Journal | None = None,
        options: GrantOptions | None = None,
        token: str = "",
        progress: Callable[[Stage], None] = lambda _: None,
        on_problem: Callable[[str], None] | None = None,
    ) -> OperationResult:
        """Run an operation; `journal` stands in for the one of the harness."""
        return await run_journaled(
            kind,
            journal=journal or self.journal,
            cloud=self.cloud,
            account=ACCOUNT,
            network=self.network(key),
            target=self.target,
            options=options,
            progress=progress,
            on_problem=on_problem,
            token=token,
            polling=HASTE,
        )

    async def reconcile(self, entry: JournalEntry) -> OperationResult:
        return await reconcile_journaled(entry, journal=self.journal, cloud=self.cloud, polling=HASTE)

    def begun(self, key: str = "VPC", kind: OperationKind = OperationKind.GRANT) -> JournalEntry:
        """Return an operation whose process died with the intent written."""
        earlier = Journal(self.journal.path, clock=some_time_ago)
        earlier.begin(kind, ACCOUNT, self.network(key), self.target, "T-1")
        return Journal(self.journal.path).open_entries()[-1]

    def entries(self) -> tuple[JournalEntry, ...]:
        """Return what another process reads in the journal."""
        found, notices = Journal(self.journal.path).entries()
        assert notices == ()
        return found

    def only(self) -> JournalEntry:
        (entry,) = self.entries()
        return entry

    def outcome(self) -> Outcome:
        ending = self.only().ending
        assert ending
        return ending.outcome

    def sent(self, key: str = "VPC") -> list[Received]:
        """Return the grants that the cloud received."""
        return self.demo.calls(GRANTS[key])


@asynccontextmanager
async def harness_in(folder: Path) -> AsyncIterator[Harness]:
    """Set up a harness for the length of a block, with its journal in a folder."""
    async with running_cloud(work_seconds=0) as demo, reach(demo, retrying=RetryPolicy(total=0)) as cloud:
        yield Harness(demo, cloud, Journal(folder / "journal.jsonl"))
