"""Which process wrote its name somewhere, and whether that very one is still there."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cen_tui.storage import windows_process

_STATE: Final = 0
_STARTED: Final = 19
"""Which field of /proc/PID/stat after the name in brackets is the start, in ticks since boot: proc(5)."""
_GONE: Final = frozenset({"Z", "X", "x"})
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE: Final = Path("/proc/self/ns/pid")

StartOf = Callable[[int], str | None]
"""Returns when the process of a number was started; empty where that is hidden, None where none runs."""


def own_name() -> str:
    """Return this process as `PID@host#start`; `PID@host` where the system does not tell the start.

    The start is that in ticks, of which boot and in which namespace: in a container that was restarted
    another process has the number of the one before, and in one beside it at the same time.
    """
    start = start_of(os.getpid())
    return f"{os.getpid()}@{socket.gethostname()}" + (f"#{start}" if start else "")


def is_exact(name: str) -> bool:
    """Tell whether a name holds for one process alone, and not for a later one of its number."""
    return "#" in name


def is_running(name: str, start: StartOf | None = None) -> bool:
    """Tell whether the process of this name runs on this machine; False wherever that cannot be told.

    One in another container is not seen from here. `start` is asked about its number.
    """
    place, _, named = name.partition("#")
    pid, _, host = place.partition("@")
    if not (pid.isascii() and pid.isdigit()) or host != socket.gethostname():
        return False
    found = (start or start_of)(int(pid))
    return found is not None and (not named or found in {named, ""})


def start_of(pid: int) -> str | None:
    """Return when a process was started, as `StartOf` says."""
    if sys.platform == "win32":
        return windows_process.start_of(pid, windows_process.Kernel32())
    fields = _fields(pid)
    if len(fields) > _STARTED:
        return None if fields[_STATE] in _GONE else _told(fields[_STARTED])
    try:
        os.kill(pid, 0)
    except PermissionError:
        return ""
    except (OSError, OverflowError):
        return None
    return ""


def _told(ticks: str) -> str:
    try:
        boot = _BOOT.read_text("utf-8", "replace").strip()
        return f"{ticks}.{boot}.{_NAMESPACE.readlink().name}"
    except OSError:
        return ""


def _fields(pid: int) -> list[str]:
    """Return what /proc/PID/stat holds after the process's name; nothing where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []
