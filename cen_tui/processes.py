"""Whether a process that wrote its name somewhere is still there."""

import os
import socket
import sys
from pathlib import Path
from typing import Final

_STATE: Final = 0
_GONE: Final = frozenset({"Z", "X", "x"})


def own_name() -> str:
    """Return this process as `PID@host`."""
    return f"{os.getpid()}@{socket.gethostname()}"


def is_running(name: str) -> bool:
    """Tell whether a process named `PID@host` runs on this machine; False wherever that cannot be told."""
    pid, _, host = name.partition("@")
    if not (pid.isascii() and pid.isdigit()) or host != socket.gethostname() or sys.platform == "win32":
        return False  # on Windows, asking with a signal would end the process
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return not _is_dead(int(pid))


def _is_dead(pid: int) -> bool:
    """Tell a process that has ended and that nobody has waited for, where the system shows it."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
    except OSError:
        return False
    return after_name.split()[_STATE] in _GONE
