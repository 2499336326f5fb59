"""A lock per network, and bounded concurrency over several."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from itertools import islice
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")

SIDE_BY_SIDE: Final = 4
"""The default bound: how many networks are processed at a time."""
_locks: Final[WeakValueDictionary[tuple[int, str], asyncio.Lock]] = WeakValueDictionary()
"""Locks by event loop and network ID; each lives as long as somebody holds it or waits for it."""


@asynccontextmanager
async def network_lock(network_id: str) -> AsyncIterator[None]:
    """Hold the network for the length of the block: the cloud refuses two changes of it at once."""
    key = id(asyncio.get_running_loop()), network_id
    lock = _locks.get(key)
    if lock is None:
        lock = _locks[key] = asyncio.Lock()
    async with lock:
        yield


def ignore_failure(task: asyncio.Future[Any]) -> None:
    """Retrieve the exception of a task that nobody may be waiting for any more: asyncio would log it."""
    if not task.cancelled():
        task.exception()


async def run_bounded(
    work: Callable[[_Item], Awaitable[None]], items: Iterable[_Item], *, bound: int = SIDE_BY_SIDE
) -> None:
    """Do `work` with every item, at most `bound` at a time and begun in their order.

    What one of them raises does not stop the others; the first such error is raised when all are done.
    Cancelling cancels those in progress, waits for them and starts no other.
    """
    to_come = iter(items)
    errors: list[Exception] = []

    async def worker() -> None:
        for item in to_come:
            try:
                await work(item)
            except Exception as error:  # noqa: BLE001 - raised below, once the others are done
                errors.append(error)

    async with asyncio.TaskGroup() as group:
        for _ in range(bound):
            group.create_task(worker())
    if errors:
        raise errors[0]


async def stream_bounded(
    work: Callable[[_Item, Callable[[_Found], None]], Awaitable[None]], items: Iterable[_Item], *, bound: int
) -> AsyncGenerator[_Found]:
    """Yield the results that `work` emits for any item, as they come; otherwise as `run_bounded`.

    Close it early with `contextlib.aclosing`: what is in progress is then cancelled.
    """
    found: asyncio.Queue[_Found | None] = asyncio.Queue()
    task = asyncio.ensure_future(run_bounded(lambda item: work(item, found.put_nowait), items, bound=bound))
    task.add_done_callback(lambda _: found.put_nowait(None))
    try:
        while (one := await found.get()) is not None:
            yield one
        await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def in_order(
    work: Callable[[_Item], Awaitable[_Found]], items: Iterable[_Item], *, bound: int
) -> AsyncGenerator[tuple[_Item, _Found]]:
    """Yield each item with what `work` returns for it, in their order, while the next are in progress.

    Raises what `work` raises for the item that is due. Close it early with `contextlib.aclosing`: what is
    in progress is then cancelled.
    """
    to_come = iter(items)
    under_way: deque[tuple[_Item, asyncio.Future[_Found]]] = deque()
    try:
        for item in islice(to_come, bound):
            under_way.append((item, asyncio.ensure_future(work(item))))
        while under_way:
            item, task = under_way[0]
            found = await task
            under_way.popleft()
            for later in islice(to_come, 1):
                under_way.append((later, asyncio.ensure_future(work(later))))
            yield item, found
    finally:
        for _, task in under_way:
            task.cancel()
        await asyncio.gather(*(task for _, task in under_way), return_exceptions=True)
