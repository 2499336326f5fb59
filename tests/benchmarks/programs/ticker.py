"""Beats on every processor, and writes how long none of them could beat; ends when whoever started it does.

Arguments: the file to write. As root it goes before all other programs, so that these cannot hold it up;
else a machine that is busy on all processors at once may pass for one that stood still.
"""

import mmap
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.machine import BEAT, RECORD, pause_of


class Ticker:
    """Notes every gap between two beats, whichever processor they were on."""

    def __init__(self, told: mmap.mmap) -> None:
        self._told = told
        self._paused = 0.0
        self._last = time.monotonic()
        self._one_at_a_time = threading.Lock()

    def beat(self, processor: int) -> None:
        """Beat on one processor for ever."""
        os.sched_setaffinity(0, {processor})
        with suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        while True:
            time.sleep(BEAT)
            with self._one_at_a_time:
                self._note(time.monotonic())

    def _note(self, now: float) -> None:
        self._paused += pause_of(now - self._last)
        self._last = now
        self._told[:] = RECORD.pack(self._paused, now)


with Path(sys.argv[1]).open("r+b") as file, mmap.mmap(file.fileno(), RECORD.size) as shared:
    ticker = Ticker(shared)
    for one in os.sched_getaffinity(0):
        threading.Thread(target=ticker.beat, args=(one,), daemon=True).start()
    sys.stdin.read()
