"""Hands an app what a terminal sends, and tells when the app has worked through it."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any, Final

from textual import events
from textual._queue import Queue
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from cen_tui.tui.widgets.keys_line import Key, KeyFooter

PATIENCE: Final = 120.0
"""Seconds that a machine that is busy may take for what comes of one key."""
_AT_ONCE: Final = 20
"""Looks without a pause between them."""
_POLL: Final = 0.005
"""Seconds between two looks after that."""


class UnsettledError(AssertionError):
    """The app did not come to rest; says what it was still at."""


def key_event(key: str) -> events.Key:
    """Return the event of a key: a single character stands for itself."""
    if len(key) > 1:
        return events.Key(key, "\r" if key == "enter" else None)
    return events.Key(_character_to_key(key), key)


def click_events(column: int, row: int, times: int = 1) -> list[events.MouseEvent]:
    """Return the events of clicks on a cell, made at once: the pointer comes, is pressed, let go."""
    kinds = (events.MouseMove, *(events.MouseDown, events.MouseUp) * times)
    return [
        kind(None, column, row, 0, 0, int(kind is not events.MouseMove), shift=False, meta=False, ctrl=False)
        for kind in kinds
    ]


async def send(app: App[Any], *sent: events.Event) -> None:
    """Hand in what the terminal sends, all at once, and wait until the app has worked through it."""
    for event in sent:
        event.set_sender(app)
        app.post_message(event)
    await settle(app)


async def resize(app: App[Any], columns: int, lines: int) -> None:
    """Give the terminal another size, and wait until all on the screen has it."""
    assert isinstance(app._driver, HeadlessDriver)
    app._driver._size = size = Size(columns, lines)
    await send(app, events.Resize(size, size))


async def settle(app: App[Any], timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - a bound, not a scope
    """Wait until the app and all on its screens have nothing to do, and what they show is drawn.

    The line of the keys then names those of what has the focus. Background work is not waited for, nor is
    time. Returns where the app ends meanwhile; raises `UnsettledError` where it does not come to rest.
    """
    end = asyncio.get_running_loop().time() + timeout
    looks = 0
    while app.is_running and (pending := still_at(app)):
        if asyncio.get_running_loop().time() > end:
            raise UnsettledError(f"Not within {timeout:g} s: an app at rest. It is still at {pending}")
        looks += 1
        await asyncio.sleep(0 if looks < _AT_ONCE else _POLL)


def still_at(app: App[Any]) -> str:
    """Return what the app has still to do; nothing where it is at rest."""
    return next(_pending(app), "")


def _pending(app: App[Any]) -> Iterator[str]:
    """Name what there is still to do."""
    for pump in _pumps(app):
        if not _rests(pump):
            yield f"the messages of {pump}"
    if app._resize_event is not None or app._resize_timer is not None:
        yield "a new size"
    screen = app.screen
    if _to_draw(screen) and not app._batch_count:  # a slow link holds drawing back
        screen._on_timer_update()  # as the next update does, in a sixtieth of a second
        yield f"the drawing of {screen}"
    if app.app_focus:
        for footer in screen.query(KeyFooter):
            if footer._keys != (keys := footer._in_order(screen.active_bindings)):
                yield f"the line of the keys, which has {_named(footer._keys)}, not {_named(keys)}"


def _named(keys: Iterable[Key]) -> str:
    return " ".join(one.text for one in keys) or "nothing"


def _pumps(app: App[Any]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _rests(pump: MessagePump) -> bool:
    """Tell whether a message pump waits for a message, and has none."""
    queue: Queue[Message | None] = pump._message_queue
    waits = any(not waiter.done() for waiter in queue.ready_event._waiters)
    return waits and queue.empty() and not pump._next_callbacks


def _to_draw(screen: Screen[Any]) -> bool:
    required = screen._layout_required or screen._scroll_required or screen._repaint_required
    return bool(required or screen._recompose_required or screen._dirty_widgets or screen._callbacks)
