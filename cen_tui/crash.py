"""Reports of our own unexpected errors: their type and place only, since a message may hold a secret."""

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cen_tui.i18n import gettext as _

_PACKAGE: Final = Path(__file__).parent
_MOST_FRAMES: Final = 6
_PR_SET_DUMPABLE: Final = 4
"""Of linux/prctl.h."""

ErrorListener = Callable[[BaseException], None]


def type_and_place(error: BaseException) -> str:
    """Return `ValueError in cloud/sdk.py, line 12`: the innermost place of ours, where there is one."""
    places = [
        (Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    ours = [place for place in places if place[0].is_relative_to(_PACKAGE)]
    name = type(error).__name__
    if not places:
        return name
    path, line = (ours or places)[-1]
    return _("{error} in {file}, line {line}").format(error=name, file=_short(path), line=line)


def report(error: BaseException) -> str:
    """Return what is printed when an error has ended the program: what happened, and how to report it."""
    lines = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    frames = " > ".join(f"{_short(Path(name))}:{line}" for name, line in lines[-_MOST_FRAMES:])
    told = _(
        "cen-tui: Something in cen-tui itself broke, and it has ended: {error}.\n"
        "What was granted or revoked is in the journal: cen-tui history lists it. An operation whose"
        " answer was lost is shown at the next start.\n"
    ).format(error=type_and_place(error))
    how = _("To report it, give this line: {frames}\n").format(frames=frames) if frames else ""
    return f"{told}{how}"


def forbid_core_dump() -> None:
    """Keep the system from writing our memory, with the secrets in it, to a file should native code crash."""
    if sys.platform != "win32":
        import resource

        _soft, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def forbid_tracing() -> None:
    """Keep other processes of the same user from reading our memory, and the system from dumping it.

    Linux only: `PR_SET_DUMPABLE` of prctl(2). Comes before a secret is read, and after the first frame,
    which is not to wait for the library that calls it.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def watch(tell: ErrorListener) -> None:
    """Call `tell`, in whichever thread, with errors that nothing else catches, instead of a traceback.

    For as long as the process lasts: a thread may fail after all else has ended.
    """

    def of_thread(broken: threading.ExceptHookArgs) -> None:
        if broken.exc_value is not None and not isinstance(broken.exc_value, SystemExit):
            tell(broken.exc_value)

    def of_clean_up(broken: "sys.UnraisableHookArgs") -> None:
        if broken.exc_value is not None:
            tell(broken.exc_value)

    threading.excepthook, sys.unraisablehook = of_thread, of_clean_up


def watch_loop(loop: asyncio.AbstractEventLoop, tell: ErrorListener) -> None:
    """Call `tell` with exceptions that no task of the loop caught."""

    def of_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), BaseException):
            tell(error)

    loop.set_exception_handler(of_loop)


def _short(path: Path) -> str:
    """Return a path within our package, or the last two parts of another, without the user's home."""
    return str(path.relative_to(_PACKAGE) if path.is_relative_to(_PACKAGE) else Path(*path.parts[-2:]))
