"""Keys that arrive all at once, as a slow link delivers them."""

from time import monotonic

from support.settled import key_event
from support.walk import Walk


def hand_in(walk: Walk, *keys: str) -> None:
    """Hand in keys without waiting for what comes of them; all were read in the same moment."""
    read = monotonic()
    for key in keys:
        event = key_event(key)
        event.set_sender(walk.app)
        event.time = read
        walk.app.post_message(event)


async def burst(walk: Walk, *keys: str) -> None:
    """Hand in all keys before the app has worked through the first; then wait until it has."""
    hand_in(walk, *keys)
    await walk.settle()
