"""Whether a file or folder of ours belongs to this user: what does not is refused before it is used.

A program that runs in the home of another user, as root most of all, would write through their links and
into folders that they control, and leave behind what they cannot change any more.
"""

import errno
import os
import shlex
import stat
import sys
from pathlib import Path
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.text import safe

_ALWAYS: Final = (
    getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe in its place must not be waited for
)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_ROOT: Final = 0
_VARIABLES: Final = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")


class NotOursError(OSError):
    """A file or folder is another user's, or leads elsewhere. `strerror` says so, `advice` what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(errno.EPERM, reason)
        self.advice = advice


def open_own(path: Path, flags: int) -> int:
    """Open a file that cen-tui writes (0600), in a folder of this user, and follow no link to it.

    Raises:
        NotOursError: the file or its folder is another user's, or it is a link or no plain file.
        OSError: it cannot be opened.
    """
    check_folder(path.parent)
    try:
        handle = os.open(path, flags | _ALWAYS | _NO_LINK, 0o600)
    except OSError as error:
        if error.errno == errno.ELOOP and path.is_symlink():
            raise _a_link(path) from None
        raise
    return _checked(handle, path, {own_user()})


def open_operators(path: Path) -> int:
    """Open a file for reading that the operator writes; it may be a link, to a folder of dotfiles say.

    Link, file and the folder of the name must belong to this user or to root, who may have set it up.

    Raises:
        NotOursError: one of them is another user's, or it is no plain file.
        OSError: it cannot be opened.
    """
    owners = {own_user(), _ROOT}
    for place in (path.parent, path):
        if reason := foreign(place, place.lstat(), owners):
            raise reason
    if reason := foreign(path.parent, path.parent.stat(), owners):
        raise reason
    return _checked(os.open(path, os.O_RDONLY | _ALWAYS), path, owners)


def open_plain(path: Path) -> int:
    """Open a file for reading that the system or another program provides, whoever owns it.

    Raises:
        NotOursError: it is no plain file: a pipe would be waited for, and a device may never end.
        OSError: it cannot be opened.
    """
    return _checked(os.open(path, os.O_RDONLY | _ALWAYS), path, None)


def check_folder(folder: Path) -> None:
    """Refuse a folder of another user, or a link to one; one that is not there is none.

    Raises:
        NotOursError: it is another user's.
        OSError: it cannot be looked at.
    """
    try:
        found = (folder.lstat(), folder.stat())
    except FileNotFoundError:
        return
    for each in found:
        if reason := foreign(folder, each):
            raise reason


def check_nearest(path: Path) -> None:
    """Refuse to make anything where the nearest folder that is there is neither this user's nor root's.

    Raises:
        NotOursError: it is another user's.
        OSError: it cannot be looked at.
    """
    nearest = next((folder for folder in path.parents if folder.exists()), path.parent)
    if reason := foreign(nearest, nearest.stat(), {own_user(), _ROOT}):
        raise reason


def check_file(path: Path) -> None:
    """Refuse to replace a file of another user, or a link; raises as `check_folder` does."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISLNK(found.st_mode):
        raise _a_link(path)
    if reason := foreign(path, found):
        raise reason


def foreign(path: Path, found: os.stat_result, owners: set[int] | None = None) -> NotOursError | None:
    """Return what is wrong where a path belongs to none of the owners, this user alone if none are named."""
    if sys.platform == "win32" or found.st_uid in (owners or {own_user()}):
        return None
    return _belongs_to(path, found)


def barring(path: Path) -> NotOursError | None:
    """Return which part of a path that may not be used is another user's; None where none is known to be."""
    for place in (*reversed(path.parents), path):
        try:
            found = place.stat()
        except OSError:
            return None
        needed = os.X_OK if stat.S_ISDIR(found.st_mode) and place != path else os.R_OK | os.W_OK
        if not os.access(place, needed):
            return foreign(place, found)
    return None


def own_user() -> int:
    """Return the number of the user that this runs as; 0 on Windows, where files are not asked for it."""
    if sys.platform == "win32":
        return 0
    return os.geteuid()


def user_name(number: int) -> str:
    """Return a user's name, or the number where the system knows none."""
    unknown = _("the user of number {number}").format(number=number)
    if sys.platform == "win32":
        return unknown
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return unknown


def _checked(handle: int, path: Path, owners: set[int] | None) -> int:
    """Return the handle where what is open is a plain file of these owners; close it where it is not.

    None for the owners lets it be anybody's.
    """
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if owners is not None and (reason := foreign(path, found, owners)):
            raise reason
        if not stat.S_ISREG(found.st_mode):
            raise NotOursError(
                _("it is no plain file"),
                _("Look at it (ls -l {file}), and move it away.").format(file=_quoted(path)),
            )
    except OSError:
        os.close(handle)
        raise
    return handle


def _a_link(path: Path) -> NotOursError:
    advice = _("See where it leads (ls -l {file}), and put the file itself in its place.").format(
        file=_quoted(path)
    )
    return NotOursError(_("it is a link, and none is followed there"), advice)


def _belongs_to(path: Path, found: os.stat_result) -> NotOursError:
    owner, own = user_name(found.st_uid), own_user()
    if found.st_uid == _ROOT:
        whole = "-R " if stat.S_ISDIR(found.st_mode) else ""
        command = f"sudo chown {whole}{shlex.quote(user_name(own))} {_quoted(path)}"
        mend = _("Give it to yourself: {command}").format(command=command)
    else:
        unset = "".join(f"-u {name} " for name in _VARIABLES if name in os.environ)
        command = f"env {unset}HOME={_quoted(_own_home())} cen-tui"
        mend = _("Run cen-tui as {owner}, or with a home of your own: {command}").format(
            owner=owner, command=command
        )
    return NotOursError(_("{file} belongs to {owner}").format(file=safe(path), owner=owner), mend)


def _own_home() -> Path:
    if sys.platform == "win32":
        return Path.home()
    import pwd

    try:
        return Path(pwd.getpwuid(own_user()).pw_dir)
    except KeyError:
        return Path("/")


def _quoted(path: Path) -> str:
    return shlex.quote(safe(path))
