"""Whether a process that wrote its name somewhere is still there."""

import os
import socket
import sys
from pathlib import Path
from typing import Final

_STATE: Final = 0
_STARTED: Final = 19
_GONE: Final = frozenset({"Z", "X", "x"})


def own_name() -> str:
    """Return this process as `PID@host#started.boot`; `PID@host` where the system has no /proc.

    In a container that was restarted, another process has the number of the one before.
    """
    return f"{os.getpid()}@{socket.gethostname()}{_birth(os.getpid())}"


def is_running(name: str) -> bool:
    """Tell whether a process of this name runs on this machine; False wherever that cannot be told."""
    pid, _, place = name.partition("@")
    host, mark, birth = place.partition("#")
    if not (pid.isascii() and pid.isdigit()) or host != socket.gethostname() or sys.platform == "win32":
        return False  # on Windows, asking with a signal would end the process
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return not _is_dead(int(pid)) and (not mark or _birth(int(pid)) == mark + birth)


def _is_dead(pid: int) -> bool:
    """Tell a process that has ended and that nobody has waited for, where the system shows it."""
    fields = _fields(pid)
    return bool(fields) and fields[_STATE] in _GONE


def _birth(pid: int) -> str:
    """Return when a process was started, in ticks since which boot: none of the same number shares it."""
    fields = _fields(pid)
    if len(fields) <= _STARTED:
        return ""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8", "replace").strip()
    except OSError:
        return ""
    return f"#{fields[_STARTED]}.{boot}"


def _fields(pid: int) -> list[str]:
    """Return what /proc/PID/stat holds after the process's name; nothing where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []
