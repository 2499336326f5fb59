"""The program itself, and what runs it."""

import locale
import platform

from cen_tui import __version__
from cen_tui.doctor.finding import Finding, ok
from cen_tui.doctor.host import Host


def check_program(host: Host) -> list[Finding]:
    """Return the versions, which an error report begins with."""
    encoding = locale.getpreferredencoding(do_setlocale=False)
    return [
        ok("version", f"cen-tui {__version__}"),
        ok("Python", f"{platform.python_version()} on {host.platform} ({platform.machine()}), {encoding}"),
    ]
