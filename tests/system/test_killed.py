"""`kill -9` at a hundred random moments of a grant: settling says what the cloud holds, each time."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from support import killed_grants
from support.demo_process import server

from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import Outcome

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forked and killed as POSIX has it")

ROUNDS = 110
"""With a kill in nine of ten of them."""
SEED = 20261124
SLOW = "latency=10,slow-answer@GrantInstanceToCen=30"
TESTS = Path(__file__).parents[1]


def kill_grants(url: str, journal: Path) -> None:
    command = [sys.executable, str(killed_grants.__file__), url, str(journal), str(SEED), str(ROUNDS)]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    subprocess.run(command, env=environ, check=True)  # noqa: S603 - this interpreter, a script of ours


def moment(entry: JournalEntry | None) -> str:
    """Return how far a grant had come when it was killed."""
    if entry is None:
        return "nothing was begun"
    assert entry.ending
    if entry.ending.request_id:
        return "its outcome was written"
    return "it had landed" if entry.ending.outcome is Outcome.VERIFIED else "it had not landed"


async def test_after_every_kill_the_journal_says_what_the_cloud_holds(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.jsonl"
    networks = killed_grants.networks(ROUNDS)
    with server(tmp_path, SLOW) as cloud:
        kill_grants(cloud.url, path)
        held = await cloud.holds(*networks)
        sent = Counter(call["parameters"]["InstanceId"] for call in cloud.granted())
    journal = Journal(path)
    entries, _ = journal.entries()  # a kill may tear a line, which is said and costs no other
    intents = {entry.intent.network_id: entry for entry in entries}
    assert len(intents) == len(entries)
    assert journal.open_entries() == ()
    told = [each.id in intents and intents[each.id].ending.outcome is Outcome.VERIFIED for each in networks]  # type: ignore[union-attr]
    assert told == held
    assert set(sent.values()) == {1}
    assert set(sent) == {each.id for each, there in zip(networks, held, strict=True) if there}
    moments = Counter(moment(intents.get(each.id)) for each in networks)
    assert len(moments) >= 3, f"the moments were all alike: {moments}"
