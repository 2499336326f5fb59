"""The machine's own time: what a shared machine takes away, by standing still, is not counted.

A virtual machine may be stopped for a tenth of a second at a time, many times a second, and every clock in
it runs on meanwhile. `programs/ticker.py` beats on every processor and adds up the time in which none of
them could; the time told here is the rest. On a machine that is never stopped it is the common clock.
"""

import asyncio
import mmap
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

VARIABLE: Final = "BENCHMARK_TICKER"
"""Names, for the programs that are measured, the file that the ticker writes."""
BEAT: Final = 0.001
STILL: Final = 0.002
"""Seconds without a beat on any processor that mean the machine stood still."""
RECORD: Final = struct.Struct("dd")
"""Seconds that the machine stood still so far, and when the last beat was."""


def pause_of(gap: float) -> float:
    """Return how long the machine stood still in a gap between two beats: it begins in the middle of one."""
    return gap - BEAT / 2 if gap > STILL else 0.0


class Machine:
    """Tells the time less the pauses; without a ticker, the common time."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._told: mmap.mmap | None = None
        if name := environ.get(VARIABLE):
            with Path(name).open("rb") as file:
                self._told = mmap.mmap(file.fileno(), RECORD.size, prot=mmap.PROT_READ)

    @property
    def stood_still(self) -> float:
        """The seconds that the machine stood still since the ticker began."""
        return self._record()[0]

    def now(self) -> float:
        """Return the machine's own time in seconds, comparable between processes."""
        paused, last = self._record()
        now = time.monotonic()
        # The pause that has just ended may not be noted yet.
        return now - paused - (pause_of(now - last) if last else 0.0)

    async def sleep(self, seconds: float) -> None:
        """Wait for so long in the machine's own time."""
        end = self.now() + seconds
        while (left := end - self.now()) > 0:  # noqa: ASYNC110 - a pause makes the wait longer
            await asyncio.sleep(left)

    def _record(self) -> tuple[float, float]:
        if self._told is None:
            return 0.0, 0.0
        record = b""
        while record != (record := self._told[:]):  # it may have been written while it was read
            pass
        paused, last = RECORD.unpack(record)
        return paused, last


@contextmanager
def ticking(folder: Path) -> Iterator[Machine]:
    """Have a ticker run for a block, and its file named in the environment."""
    file = folder / "ticker"
    file.write_bytes(RECORD.pack(0.0, time.monotonic()))
    command = [sys.executable, str(Path(__file__).parent / "programs" / "ticker.py"), str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603
        os.environ[VARIABLE] = str(file)
        try:
            yield Machine()
        finally:
            del os.environ[VARIABLE]
            process.kill()
