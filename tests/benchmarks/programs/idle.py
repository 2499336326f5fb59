"""A loop with nothing to do, for two seconds: prints the longest time, in ms, that it was kept from it."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.machine import BEAT, Machine


async def main() -> None:
    """Beat, and tell of the longest gap."""
    machine = Machine()
    longest, before = 0.0, machine.now()
    end = before + 2
    while before < end:
        await asyncio.sleep(BEAT)
        now = machine.now()
        longest, before = max(longest, now - before - BEAT), now
    print(longest * 1000)  # noqa: T201 - this is how it is told


asyncio.run(main())
