"""Keys that arrive all at once, as a slow link delivers them."""

import asyncio
from time import monotonic

from support.walk import Walk
from textual import events


def hand_in(walk: Walk, *keys: str) -> None:
    """Hand in keys without waiting for what comes of them; all were read in the same moment."""
    read = monotonic()
    for key in keys:
        event = events.Key(key, "\r" if key == "enter" else key if len(key) == 1 else None)
        event.set_sender(walk.app)
        event.time = read
        walk.app.post_message(event)


async def burst(walk: Walk, *keys: str) -> None:
    """Hand in all keys before the app has worked through the first; then wait until it has."""
    hand_in(walk, *keys)
    for _ in range(3):
        taken_in = asyncio.Event()
        walk.app.call_later(taken_in.set)
        await taken_in.wait()
        await walk.pilot._wait_for_screen()
