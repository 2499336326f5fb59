"""The command `cen-tui doctor`: the report on standard output."""

import os
import sys
import threading
from collections.abc import Mapping
from typing import Final

from cen_tui.cli.output import write_out
from cen_tui.cli.parser import DoctorFlags
from cen_tui.doctor.checkup import check_up
from cen_tui.doctor.host import Host
from cen_tui.doctor.report import json_lines, lines, would_stop

_PROBLEM: Final = 1
_WIDEST: Final = 100


def examine(flags: DoctorFlags, environ: Mapping[str, str]) -> int:
    """Look at this machine, print what was found and return the exit code: 1 when there is a problem."""
    size = _terminal_size()
    findings = check_up(Host(environ, endpoint=flags.endpoint, size=size), online=flags.online)
    width = min(size[0], _WIDEST) if size and sys.stdout.isatty() else None
    text = json_lines(findings) if flags.json else lines(findings, width, online=flags.online)
    code = write_out(text) or (_PROBLEM if would_stop(findings) else 0)
    if flags.online and _something_lingers():
        os._exit(code)  # a name server that does not answer would be waited for
    return code


def _terminal_size() -> tuple[int, int] | None:
    """Return columns and lines of the first of our streams that is a terminal."""
    for stream in (sys.stdout, sys.stdin, sys.stderr):
        try:
            return os.get_terminal_size(stream.fileno())
        except (AttributeError, OSError, ValueError):
            continue
    return None


def _something_lingers() -> bool:
    main = threading.main_thread()
    return any(thread is not main and not thread.daemon for thread in threading.enumerate())
