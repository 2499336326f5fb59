"""An attachment in the journal: an operation of its own, of the CEN's owner on another's network."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.attaching import BASIC, CASES, OWNS_CENS, SOON, Case
from support.demo import running_cloud
from support.reach import reach
from support.sample_operations import TARGET, VPC, at_noon, done, entries_of, some_time_ago

from cen_tui.cloud.clients import Cloud
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.executor import reconcile_journaled, run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry, intent_line
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.vault.base import Account
from cen_tui.wizard.history import json_lines, sheets, table

ACCOUNT = Account("group-backbone", CEN_OWNER, id="entry-2")
TYPES = pytest.mark.parametrize("case", CASES[:4], ids=str)


@dataclass(slots=True)
class Side:
    """The CEN owner's side of a cloud, and a journal on the disk."""

    demo: DemoCloud
    cloud: Cloud
    journal: Journal

    async def attach(self, case: Case) -> OperationResult:
        return await run_journaled(
            OperationKind.ATTACH,
            journal=self.journal,
            cloud=self.cloud,
            account=ACCOUNT,
            network=case.network(self.demo),
            target=case.target(self.demo),
            progress=self._look,
            attach_options=await case.attach_options(self.demo, self.cloud),
            polling=SOON,
        )

    def _look(self, stage: Stage) -> None:
        if stage is Stage.SENDING:
            assert [entry.ending for entry in self.entries()] == [None]

    def entries(self) -> tuple[JournalEntry, ...]:
        return Journal(self.journal.path).entries()[0]

    def begun(self, case: Case) -> JournalEntry:
        """Return an attachment whose process died with the intent written."""
        network, to = case.network(self.demo), case.target(self.demo)
        earlier = Journal(self.journal.path, clock=some_time_ago)
        earlier.begin(OperationKind.ATTACH, ACCOUNT, network, to, "T-1")
        return Journal(self.journal.path).open_entries()[-1]


@pytest.fixture
async def side(tmp_path: Path) -> AsyncIterator[Side]:
    async with running_cloud(work_seconds=0) as demo, reach(demo, OWNS_CENS) as cloud:
        yield Side(demo, cloud, Journal(tmp_path / "journal.jsonl"))


@TYPES
async def test_the_intent_is_on_the_disk_before_it_is_sent_and_the_outcome_after(
    side: Side, case: Case
) -> None:
    case.grant(side.demo)
    result = await side.attach(case)
    (entry,) = side.entries()
    assert entry.ending
    assert (entry.ending.outcome, entry.ending.request_id) == (Outcome.VERIFIED, result.request_id)
    assert (entry.intent.kind, entry.intent.uid) == (OperationKind.ATTACH, CEN_OWNER)
    assert entry.intent.network == case.network(side.demo)
    (call,) = side.demo.calls(case.action)
    assert call.parameters.get("ClientToken", "") == entry.intent.token


@TYPES
async def test_a_lost_answer_is_reconciled_whether_it_was_done_or_not(side: Side, case: Case) -> None:
    case.grant(side.demo)
    entry = side.begun(case)
    assert (
        await reconcile_journaled(entry, journal=side.journal, cloud=side.cloud, polling=SOON)
    ).outcome is (Outcome.REFUSED)
    assert "is not attached to this CEN" in side.entries()[-1].endings[-1].says
    entry = side.begun(case)
    side.demo.world.attachments.add(
        side.demo.estate.network(case.name), side.demo.estate.cen(case.cen), at_noon()
    )
    result = await reconcile_journaled(entry, journal=side.journal, cloud=side.cloud, polling=SOON)
    assert result.outcome is Outcome.VERIFIED
    assert side.journal.open_entries() == ()


async def test_a_refusal_says_why_in_the_history_and_for_programs(side: Side) -> None:
    await side.attach(BASIC)
    (line,) = json_lines(side.entries()).splitlines()
    said = json.loads(line)
    assert (said["v"], said["act"], said["outcome"]) == (1, "attach", "refused")
    assert (said["account_uid"], said["network_owner_uid"]) == (CEN_OWNER, NETWORK_OWNER)
    assert said["code"] == "Forbbiden.AttachChildInstanceAcrossUid"
    assert "attachment: refused" in table(side.entries())


def attached_by(journal: Journal, outcome: Outcome) -> None:
    intent = journal.begin(OperationKind.ATTACH, ACCOUNT, VPC, TARGET, "")
    journal.end(intent.id, outcome)


def test_an_attachment_hides_neither_the_sheet_nor_an_open_grant_of_the_same_network() -> None:
    journal = Journal(None, clock=at_noon)
    done(journal)
    attached_by(journal, Outcome.VERIFIED)
    assert VPC.id in sheets(journal.entries()[0], VPC.id)
    assert "attached and verified" in table(journal.entries()[0])
    journal.end(journal.begin(OperationKind.GRANT, ACCOUNT, VPC, TARGET, "T").id, Outcome.UNKNOWN)
    attached_by(journal, Outcome.VERIFIED)
    (still_open,) = journal.open_entries()
    assert still_open.intent.kind is OperationKind.GRANT


def test_a_line_of_an_earlier_version_names_no_owner_and_is_the_accounts_own() -> None:
    intent = done(Journal(None, clock=at_noon))
    line = json.loads(intent_line(intent))
    del line["network_owner"]
    entries, unread = entries_of([json.dumps(line)])
    assert unread == 0
    assert entries[0].intent.network.owner_uid == intent.uid
    assert json.loads(json_lines(entries))["network_owner_uid"] == intent.uid
