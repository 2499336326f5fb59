"""Ends the walk in order when its terminal goes away or the system asks for it."""

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

HUNG_UP = 128 + 1
"""The exit code of what ended with its terminal, as a shell has it: 128 and the number of SIGHUP."""


def heed(end: Callable[[int], object]) -> None:
    """Have `end` called in the running loop, with the exit code, on SIGHUP, on SIGTERM and on a hang-up.

    Without this a signal would end the process in the middle of whatever it does. A terminal that is not
    the process's own, or SIGHUP ignored (nohup), sends no signal when it goes away: reading from it just
    ends, over and over.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGHUP, signal.SIGTERM):
        loop.add_signal_handler(number, end, 128 + number)
    if sys.platform == "linux" and sys.__stdin__ is not None and sys.__stdin__.isatty():
        watch = threading.Thread(
            target=_await_hang_up, args=(sys.__stdin__.fileno(), loop, end), name="hang-up", daemon=True
        )
        watch.start()


def _await_hang_up(terminal: int, loop: asyncio.AbstractEventLoop, end: Callable[[int], object]) -> None:
    """Sleep until the terminal hangs up; `poll` tells that without being asked for anything else."""
    watched = select.poll()
    watched.register(terminal, 0)
    if watched.poll() and not loop.is_closed():
        loop.call_soon_threadsafe(end, HUNG_UP)


def let_go() -> None:
    """Drop what could not be written to a terminal that is gone.

    Python tries it once more as it ends, and would then end with 120 in place of the exit code.
    """
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        try:
            stream.flush()
        except OSError:
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())
