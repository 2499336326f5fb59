"""A loop with nothing to do, for two seconds: prints the longest time, in ms, that it was kept from it."""

import asyncio
import time

BEAT = 0.001


async def main() -> None:
    """Beat, and tell of the longest gap."""
    longest, before = 0.0, time.monotonic()
    end = before + 2
    while before < end:
        await asyncio.sleep(BEAT)
        now = time.monotonic()
        longest, before = max(longest, now - before - BEAT), now
    print(longest * 1000)  # noqa: T201 - this is how it is told


asyncio.run(main())
