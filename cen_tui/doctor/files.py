"""The operator's files: theirs alone, in reach, and none set aside that was forgotten."""

import os
import shlex
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.text import counted, safe

_OTHERS: Final = 0o077
_ASIDE: Final = ".damaged"


def check_files(host: Host) -> list[Finding]:
    """Look at the modes of what is there; nothing is made and nothing changed."""
    files = (host.accounts, host.hosts, host.settings, host.recents, host.journal)
    folders = tuple(dict.fromkeys(path.parent for path in files))
    found = [*_modes(host, (*folders, *files)), *_set_aside(folders)]
    there = [path for path in files if path.exists()]
    if any(finding.level == "problem" for finding in found):
        return found
    whose = "" if host.platform == "win32" else ", for you alone to read"
    says = f"{counted(len(there), 'file')} in {' and '.join(safe(folder) for folder in folders)}{whose}."
    return [ok("files", says if there else "None yet."), *found]


def _modes(host: Host, places: tuple[Path, ...]) -> Iterator[Finding]:
    if host.platform == "win32":
        return
    for place in places:
        try:
            found = place.stat()
        except FileNotFoundError:
            continue
        except OSError as error:
            yield problem(
                "files", f"{safe(place)}: {error.strerror}.", "Check who owns it and its permissions."
            )
            continue
        mode = stat.S_IMODE(found.st_mode)
        if mode & _OTHERS and not stat.S_ISCHR(found.st_mode):
            right = "700" if stat.S_ISDIR(found.st_mode) else "600"
            says = f"{safe(place)} is open to others (mode {mode:o})."
            yield problem("files", says, f"chmod {right} {shlex.quote(safe(place))}")
        if sys.platform != "win32" and found.st_uid != os.geteuid():
            yield note(
                "files", f"{safe(place)} belongs to another user.", "Run cen-tui as the user who owns it."
            )


def _set_aside(folders: tuple[Path, ...]) -> Iterator[Finding]:
    for folder in folders:
        try:
            aside = sorted(path for path in folder.iterdir() if _ASIDE in path.name)
        except OSError:
            continue
        for path in aside:
            yield note(
                "files",
                f"{safe(path)} was damaged, and set aside.",
                "Take from it what you need, then delete it.",
            )
