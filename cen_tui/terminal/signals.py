"""Ends the wizard in order when its terminal goes away or the system asks for it."""

import asyncio
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

HUNG_UP = 128 + 1
"""The exit code of what ended with its terminal, as a shell has it: 128 and the number of SIGHUP."""
LAST_RESORT: Final = 5.0
"""Seconds that an orderly end may take once it was asked for."""
_asked: Final = threading.Event()


def is_ending() -> bool:
    """Tell whether a signal or a hang-up has asked the program to end."""
    return _asked.is_set()


def handle_signals(
    end: Callable[[int], object],
    at_last: Callable[[], object] = lambda: None,
    *,
    limit: float = LAST_RESORT,
) -> None:
    """Have `end` called in the running loop, with the exit code, on SIGHUP, SIGTERM, SIGINT and a hang-up.

    Without this a signal would end the process in the middle of whatever it does. A terminal that is not
    the process's own, or SIGHUP ignored (nohup), sends no signal when it goes away: reading from it just
    ends, over and over.

    When the process is still there after `limit` seconds, `at_last` is called in a thread, and it is
    ended with that exit code, whatever it waits for.
    """
    if sys.platform == "win32":
        return
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def ask(code: int) -> None:
        if not _asked.is_set():
            _asked.set()
            threading.Thread(
                target=_end_at_last, args=(code, at_last, limit), name="last-resort", daemon=True
            ).start()
        with suppress(RuntimeError):  # the loop has been closed
            loop.call_soon_threadsafe(end, code)

    # Not by the loop: it is of no use to one that is held up.
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: ask(128 + number))
    if sys.platform == "linux" and sys.__stdin__ is not None and sys.__stdin__.isatty():
        watch = threading.Thread(
            target=_await_hang_up, args=(sys.__stdin__.fileno(), ask), name="hang-up", daemon=True
        )
        watch.start()


def _end_at_last(code: int, at_last: Callable[[], object], limit: float) -> None:
    time.sleep(limit)
    try:
        at_last()
    finally:
        os._exit(code)


if sys.platform != "win32":

    def _await_hang_up(terminal: int, ask: Callable[[int], None]) -> None:
        """Sleep until the terminal hangs up; `poll` tells that without being asked for anything else."""
        watched = select.poll()
        watched.register(terminal, 0)
        if watched.poll():
            ask(HUNG_UP)


def discard_unwritten_output() -> None:
    """Drop what could not be written to a terminal that is gone.

    Python tries it once more as it ends, and would then end with 120 in place of the exit code.
    """
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())
