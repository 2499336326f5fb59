"""An operation that is cancelled or breaks leaves its true state in the journal, whatever was in progress."""

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.operation_harness import Harness

from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import Outcome, Stage
from cen_tui.storage.files import FileProblem
from cen_tui.wizard.history import outcome_of


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)


async def test_cancelled_while_it_is_sent_it_is_unknown_and_can_be_reconciled(harness: Harness) -> None:
    harness.demo.set_faults("slow-answer@GrantInstanceToCen=60000")
    task = asyncio.create_task(harness.do())
    await until(lambda: bool(harness.demo.world.rules.count(harness.network().id)))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert harness.outcome() is Outcome.UNKNOWN
    (entry,) = harness.journal.open_entries()
    assert entry.ending
    assert entry.ending.says.startswith("Interrupted")
    harness.demo.set_faults("")
    assert (await harness.reconcile(entry)).outcome is Outcome.VERIFIED
    assert harness.outcome() is Outcome.VERIFIED
    assert harness.journal.open_entries() == ()


async def test_cancelled_before_it_is_announced_it_is_no_operation(harness: Harness) -> None:
    harness.demo.set_faults("latency@DescribeGrantRulesToCen=60000")
    reading = asyncio.Event()
    task = asyncio.create_task(harness.do(progress=lambda _: reading.set()))
    await reading.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert harness.entries() == ()
    assert harness.sent() == []


class SlowClock:
    """Stops whoever asks for the time until it is let go: a disk that is waited for."""

    def __init__(self, *, stops_at: int) -> None:
        self.asked = 0
        self.stops_at = stops_at
        self.entered, self.go = threading.Event(), threading.Event()

    def __call__(self) -> datetime:
        self.asked += 1
        if self.asked == self.stops_at:
            self.entered.set()
            self.go.wait(60)
        return datetime.now(UTC)


@pytest.mark.parametrize(("stops_at", "found"), [(1, Outcome.REFUSED), (2, Outcome.VERIFIED)])
async def test_cancelled_while_the_journal_is_written_the_truth_is_written(
    harness: Harness, tmp_path: Path, stops_at: int, found: Outcome
) -> None:
    clock = SlowClock(stops_at=stops_at)
    journal = Journal(tmp_path / "journal.jsonl", clock=clock)
    task = asyncio.create_task(harness.do(journal=journal))
    await until(clock.entered.is_set)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    clock.go.set()
    await until(lambda: bool(harness.entries()) and harness.only().ending is not None)
    assert harness.outcome() is found
    assert outcome_of(harness.only()) == ("not sent" if found is Outcome.REFUSED else "granted and verified")
    assert len(harness.sent()) == stops_at - 1


ERRORS = [
    ZeroDivisionError(),
    ImportError("a module is gone"),
    FileNotFoundError(2, "No such file", "/usr/bin/python3"),
    BlockingIOError(11, "no more processes"),
    MemoryError(),
    FileProblem("Could not write /home/ops/.aliyun/config.json: read-only."),
    KeyboardInterrupt(),
]
WHEN = {Stage.READING: None, Stage.SENDING: Outcome.UNKNOWN, Stage.VERIFYING: Outcome.UNKNOWN}


@pytest.mark.parametrize("stage", WHEN)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
async def test_what_breaks_after_the_intent_was_written_is_unknown(
    harness: Harness, error: BaseException, stage: Stage
) -> None:
    def broken(reached: Stage) -> None:
        if reached is stage:
            raise error

    caught, found = None, WHEN[stage]
    try:
        result = await harness.do(progress=broken)
    except BaseException as raised:  # noqa: BLE001 - any kind
        caught = raised
    if isinstance(error, FileProblem) and found is None:
        assert result.outcome is Outcome.REFUSED
    else:
        assert caught is error
    assert [entry.ending.outcome for entry in harness.entries() if entry.ending] == ([found] if found else [])
    assert len(Journal(harness.journal.path).open_entries()) == (found is not None)


async def test_what_broke_passes_through_also_where_the_journal_breaks_too(harness: Harness) -> None:
    times = [datetime.now(UTC)]

    def broken(stage: Stage) -> None:
        if stage is Stage.SENDING:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):  # and not the IndexError of a clock without another time
        await harness.do(progress=broken, journal=Journal(harness.journal.path, clock=times.pop))
    assert harness.only().is_open
