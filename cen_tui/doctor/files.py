"""The files of cen-tui: their owners and modes, and damaged ones that were set aside."""

import os
import shlex
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, ngettext, pgettext
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.storage.ownership import NotOursError, barring, check_file, check_folder, open_operators
from cen_tui.text import safe

_OTHERS: Final = 0o077
_ASIDE: Final = ".damaged"


def check_files(host: Host) -> list[Finding]:
    """Look at the owners and modes of what is there; nothing is made and nothing changed."""
    files = (host.accounts, host.hosts, host.recents, host.journal)
    folders = tuple(dict.fromkeys(path.parent for path in (*files, host.settings)))
    kept = tuple(_below(host.secrets))
    looked_at = (*folders, host.secrets, *files, *kept)
    own = () if host.platform == "win32" else (*_of_others(looked_at), *_operators(host.settings))
    found = [*own, *_set_aside((*folders, host.secrets))]
    if any(finding.level == "problem" for finding in found):
        return found
    there = [path for path in (*files, host.settings, *kept) if path.is_file()]
    return [ok("files", _counted(there, host) if there else pgettext("files", "None yet.")), *found]


def _counted(there: Sequence[Path], host: Host) -> str:
    count, places = len(there), listed(dict.fromkeys(safe(path.parent) for path in there))
    if host.platform == "win32":
        says = ngettext("{count:,} file in {places}.", "{count:,} files in {places}.", count)
    else:
        says = ngettext(
            "{count:,} file in {places}, for you alone to read.",
            "{count:,} files in {places}, for you alone to read.",
            count,
        )
    return says.format(count=count, places=places)


def _below(folder: Path) -> Iterator[Path]:
    """Yield all that lies in a folder, and in folders in it; no link is followed."""
    for parent, folders, files in os.walk(folder):
        yield from (Path(parent, name) for name in sorted((*folders, *files)))


def _of_others(places: tuple[Path, ...]) -> Iterator[Finding]:
    """Tell what belongs to another user, is a link where none is followed, or is open to others."""
    for place in places:
        try:
            found = place.lstat()
            if stat.S_ISLNK(found.st_mode) and place.is_dir():
                check_folder(place)  # a folder may be a link to another of this user's
                found = place.stat()
            else:
                check_file(place)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield _unusable(place, error)
            continue
        yield from _too_open(place, found)


def _operators(settings: Path) -> Iterator[Finding]:
    """Tell what is wrong with the file that the operator writes, which may be a link."""
    try:
        os.close(open_operators(settings))
        yield from _too_open(settings, settings.stat())
    except FileNotFoundError:
        return
    except OSError as error:
        yield _unusable(settings, error)


def _unusable(place: Path, error: OSError) -> Finding:
    reason = barring(place) if isinstance(error, PermissionError) else error
    if isinstance(reason, NotOursError):
        return problem("files", f"{safe(place)}: {reason.strerror}.", reason.advice)
    why = reason_in_words(error.strerror or type(error).__name__)
    return problem("files", f"{safe(place)}: {why}.", _("Check who owns it and its permissions."))


def _too_open(place: Path, found: os.stat_result) -> Iterator[Finding]:
    mode = stat.S_IMODE(found.st_mode)
    if mode & _OTHERS and (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        right = "700" if stat.S_ISDIR(found.st_mode) else "600"
        says = _("{file} is open to others (mode {mode:o}).").format(file=safe(place), mode=mode)
        yield problem("files", says, f"chmod {right} {shlex.quote(safe(place))}")


def _set_aside(folders: tuple[Path, ...]) -> Iterator[Finding]:
    for folder in folders:
        try:
            aside = sorted(path for path in folder.iterdir() if _ASIDE in path.name)
        except OSError:
            continue
        for path in aside:
            yield note(
                "files",
                _("{file} was damaged, and set aside.").format(file=safe(path)),
                _("Copy what you need from it, then delete it."),
            )
