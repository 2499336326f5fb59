"""Files: read whole, and written atomically with mode 0600."""

import contextlib
import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from cen_tui.i18n import gettext as _
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.storage.ownership import (
    NotOursError,
    barring,
    check_file,
    check_folder,
    check_nearest,
    open_operators,
    open_own,
)
from cen_tui.text import safe

_ADVICE: Final = {
    errno.EROFS: _("The disk is read-only. Choose a folder that can be written, or continue without saving."),
    errno.ENOSPC: _("The disk is full. Free some space and try again."),
    errno.EDQUOT: _("Your disk quota is used up. Free some space and try again."),
    errno.EACCES: _("Check its owner and permissions."),
    errno.EPERM: _("Check its owner and permissions."),
    errno.ENOENT: _("A folder on that path does not exist. Check the path."),
    errno.ENOTDIR: _("A part of that path is a file, not a folder. Check the path."),
    errno.EISDIR: _("That is a folder. Name a file in it."),
    errno.ENOLCK: _(
        "That disk has no locks, as some network disks have none. Set XDG_STATE_HOME,"
        " XDG_CONFIG_HOME and XDG_DATA_HOME to folders on a local disk."
    ),
    errno.ESPIPE: _("Move it away; a file is made in its place."),
    errno.ENAMETOOLONG: _("That name is too long. Choose a shorter one."),
}
_IN_THE_WAY: Final = _("A folder has that name. Move it away.")
_PAUSES: Final = (0.05,) * 20
_COULD_NOT: Final = {
    "read": _("Could not read {file}: {reason}."),
    "write": _("Could not write {file}: {reason}."),
    "open": _("Could not open {file}: {reason}."),
    "lock": _("Could not lock {file}: {reason}."),
    "set aside": _("Could not set aside {file}: {reason}."),
    "make the folder": _("Could not make the folder {file}: {reason}."),
    "read the journal": _("Could not read the journal {file}: {reason}."),
    "write the journal": _("Could not write the journal {file}: {reason}."),
    "lock a file beside": _("Could not lock a file beside {file}: {reason}."),
}
"""What is said of a failure, by what was being done."""
_OTHERWISE: Final = _("Check that path and try again.")


class FileProblem(Exception):  # noqa: N818 - it is told to the operator, whose word it is
    """A file could not be read or written. `str()` says what happened, `advice` what to do."""

    def __init__(self, detail: str, *, advice: str = _OTHERWISE) -> None:
        super().__init__(detail)
        self.advice = advice


class AlreadyThereError(FileProblem):
    """A file of that name exists, and replacing it was not allowed."""


class Damaged(NamedTuple):
    """What stood in a file was not what we write; `why` says so in words."""

    why: str


@contextlib.contextmanager
def os_errors_as(doing: str, path: Path) -> Iterator[None]:
    """Turn an `OSError` of the block into a `FileProblem`: `Could not <doing> <path>: ...`."""
    try:
        yield
    except OSError as error:
        reason = reason_in_words(safe(error.strerror or type(error).__name__))
        advice = _ADVICE.get(error.errno or 0, _OTHERWISE)
        if isinstance(error, IsADirectoryError) and doing != "write":  # no file that the operator named
            advice = _IN_THE_WAY
        owned = barring(path) if isinstance(error, PermissionError) else error
        if isinstance(owned, NotOursError):
            reason, advice = owned.strerror or reason, owned.advice
        told = _COULD_NOT[doing].format(file=safe(path), reason=reason)
        raise FileProblem(told, advice=advice) from error


def read_own(path: Path) -> bytes:
    """Return what a file of ours holds; raises `FileProblem`, with `FileNotFoundError` as its cause."""
    return _read(path, lambda path: open_own(path, os.O_RDONLY))


def read_json(path: Path, *, operators: bool = False) -> dict[str, object] | Damaged | None:
    """Return the JSON object in a file, why it is none, or None where there is no such file.

    `operators` is for files that the operator or another program writes: those may be links.

    Raises:
        FileProblem: the file is there and could not be read, or is another user's.
    """
    try:
        data = _read(path, open_operators) if operators else read_own(path)
    except FileProblem as problem:
        if isinstance(problem.__cause__, FileNotFoundError):
            return None
        raise
    import json  # not for a file that is not there, as at the first start

    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Damaged(_("it is not text"))
    except json.JSONDecodeError as error:
        return Damaged(
            _("it is not JSON (line {line}, column {column})").format(line=error.lineno, column=error.colno)
        )
    except (ValueError, RecursionError):
        return Damaged(_("it is not JSON"))
    return value if isinstance(value, dict) else Damaged(_("it holds no JSON object"))


def _read(path: Path, opened: Callable[[Path], int]) -> bytes:
    with os_errors_as("read", path), os.fdopen(opened(path), "rb") as file:
        return file.read()


def write_json(path: Path, value: dict[str, object]) -> None:
    """Write a JSON object as `write_text` writes text."""
    import json

    write_text(path, json.dumps(value, indent=2) + "\n")


def private_folder(path: Path) -> None:
    """Make a folder of ours, with its parents, that only the operator can enter (0700).

    Raises:
        FileProblem: it could not be made; or it, or the folder that it would be made in, is another user's.
    """
    with os_errors_as("make the folder", path):
        # one by one, since parents that mkdir makes by itself are open to all
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        if missing:
            check_nearest(path)
        for folder in (*reversed(missing), path):
            folder.mkdir(mode=0o700, exist_ok=True)
        check_folder(path)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)


def write_text(path: Path, text: str) -> None:
    """Replace a file of ours (0600, in a folder 0700): after a crash it is the old one or the new.

    Raises:
        FileProblem: nothing was changed; file or folder may be another user's, or a link stand there.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file of ours as `write_text` does."""
    private_folder(path.parent)
    with os_errors_as("write", path):
        check_file(path)
        _replace(path, data)


def write_new(path: Path, text: str, *, replace: bool = False) -> None:
    """Write a file (0600) that the operator named; its folder is theirs and must exist.

    Raises:
        AlreadyThereError: something of that name exists, and `replace` is False or it is no plain file.
        FileProblem: it could not be written; no half a file is left behind.
    """
    with os_errors_as("write", path):
        data = text.encode("utf-8", "backslashreplace")
        if replace and path.is_file():
            _replace(path, data)
            return
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise AlreadyThereError(
                _("{file} is there already.").format(file=safe(path)), advice=_("Choose another name.")
            ) from error
        _fill(handle, path, data)


def set_aside(path: Path) -> Path:
    """Give a damaged file another name beside it, never one that is taken, and return that name.

    Raises:
        FileProblem: the file stands where it stood.
    """
    with os_errors_as("set aside", path):
        return next(aside for aside in _names_aside(path) if _moved(path, aside))


def _names_aside(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.damaged")
    yield from (path.with_name(f"{path.name}.damaged-{number}") for number in count(2))


def _moved(path: Path, aside: Path) -> bool:
    """Move a file unless the new name is taken: a link refuses where a rename would overwrite."""
    try:
        aside.hardlink_to(path)
    except FileExistsError:
        return False
    except OSError:
        if aside.exists() or not path.exists():
            raise
        path.rename(aside)  # a disk without hard links
        return True
    path.unlink()
    return True


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # makes it 0600
    temporary = Path(name)
    _fill(handle, temporary, data)
    try:
        put_in_place(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def put_in_place(
    temporary: Path,
    path: Path,
    *,
    platform: str = sys.platform,
    replace: Callable[[Path, Path], object] = os.replace,
    pauses: Sequence[float] = _PAUSES,
) -> None:
    """Give a file the name of another. On Windows again and again for a second, as pip does.

    A virus scanner or an indexer holds what was just written, and Windows then refuses to replace it.
    Raises `OSError`.
    """
    for pause in pauses if platform == "win32" else ():
        try:
            replace(temporary, path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    replace(temporary, path)


def _fill(handle: int, path: Path, data: bytes) -> None:
    """Write all of the data through to the disk and close; the file goes when that fails."""
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """See a new name in a folder through to the disk; raises `OSError`."""
    if os.name == "nt":
        return  # Windows has no handle of a folder to sync
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network disks cannot, and need not
            raise
    finally:
        os.close(handle)
