import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from cen_tui.vault.keyring.timed_thread import NoAnswerError, TimedThread

PATIENCE = 60.0
"""Seconds for what goes well, on a machine that may be busy."""
STUCK_AT_EXIT = """
import asyncio, time
from cen_tui.vault.keyring.timed_thread import TimedThread, NoAnswerError
async def main():
    try:
        await TimedThread(0.1).run(lambda: time.sleep(600))
    except NoAnswerError:
        print("gave up")
asyncio.run(main())
"""


async def test_work_runs_on_one_thread_of_its_own_and_its_result_comes_back() -> None:
    timed = TimedThread()
    threads = {await timed.run(threading.current_thread) for _ in range(3)}
    (thread,) = threads
    assert thread.daemon
    assert thread is not threading.current_thread()


async def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        await TimedThread().run(lambda: 1 // 0)


async def test_the_loop_goes_on_while_work_is_waited_for() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await TimedThread().run(lambda: time.sleep(1))
    ticking.cancel()
    assert ticks >= 3


async def test_stuck_work_is_given_up_and_opens_the_circuit_until_it_comes_back() -> None:
    thread, release = TimedThread(0.05), threading.Event()
    with pytest.raises(NoAnswerError):
        await thread.run(lambda: release.wait(PATIENCE))
    assert thread.is_stuck
    ran: list[bool] = []
    with pytest.raises(NoAnswerError):
        await thread.run(lambda: ran.append(True))
    assert ran == []
    release.set()
    await until(lambda: not thread.is_stuck)
    assert await thread.run(lambda: "again", PATIENCE) == "again"


async def test_work_that_waited_behind_stuck_work_is_never_done_late() -> None:
    thread, release, done = TimedThread(0.1), threading.Event(), threading.Event()
    results = await asyncio.gather(
        thread.run(lambda: release.wait(PATIENCE)), thread.run(done.set), return_exceptions=True
    )
    assert [type(result) for result in results] == [NoAnswerError, NoAnswerError]
    release.set()
    await until(lambda: not thread.is_stuck)
    await thread.run(lambda: None, PATIENCE)
    assert not done.is_set()


async def test_a_caller_that_goes_away_leaves_begun_work_to_its_end() -> None:
    thread, begun, release, done = TimedThread(), threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        release.wait(PATIENCE)
        done.set()

    caller = asyncio.create_task(thread.run(work))
    await until(begun.is_set)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    release.set()
    await thread.run(lambda: None, PATIENCE)
    assert done.is_set()


def test_stuck_work_does_not_delay_the_program_s_end() -> None:
    began = time.monotonic()
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", STUCK_AT_EXIT], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    assert time.monotonic() - began < PATIENCE
    assert (ended.stdout, ended.stderr) == ("gave up\n", "")


def test_work_that_ends_after_its_loop_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    thread, release, ended = TimedThread(0.05), threading.Event(), threading.Event()

    def work() -> None:
        release.wait(PATIENCE)
        ended.set()

    async def give_up() -> None:
        with pytest.raises(NoAnswerError):
            await thread.run(work)

    asyncio.run(give_up())
    release.set()
    assert ended.wait(PATIENCE)
    assert asyncio.run(thread.run(lambda: 1, PATIENCE)) == 1
    assert capfd.readouterr().err == ""


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - it comes true on another thread
            await asyncio.sleep(0.005)
