"""A Secret Service of cen-tui's own, for a login that has none: own bus, own folder, one at a time.

Two services over the same folder would overwrite each other's entries: the process that runs it holds a lock,
and other cen-tui processes of the same user use the running one. It ends with the cen-tui that started it,
however that ends.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from cen_tui.cloud.credentials import Secret
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.storage.files import FileProblem, private_folder, read_json, write_json, write_text
from cen_tui.storage.lock import BusyError, hold
from cen_tui.storage.ownership import check_folder
from cen_tui.storage.process_id import is_exact, is_running, own_name
from cen_tui.text import safe
from cen_tui.vault.base import ServiceState, Store, StoreError
from cen_tui.vault.secret_service.daemon import (
    DAEMON,
    check_may_run,
    child_environ,
    make_ready,
)
from cen_tui.vault.secret_service.probe import probe
from cen_tui.vault.store_errors import file_error

BUS: Final = "dbus-daemon"
_ENDING_LIMIT: Final = 2.0
_ANSWER_LIMIT: Final = 4.0
"""Seconds, of the six that a keyring has for one piece of work: a busy host takes its time."""
_LONGEST_NAME: Final = "control-control"
"""As long as the longest that a socket below the folder has: `control/control`."""
_LONGEST_ADDRESS: Final = 107
"""Bytes that the path of a socket may have on Linux: unix(7), `sun_path` without its NUL."""
_SHORTEST: Final = Path("/tmp")  # noqa: S108 - what is made in it is made by mkdtemp
_CONFIG: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>
"""
_SCRIPT: Final = """\
IFS= read -r passphrase
bus=$(dbus-daemon --config-file="$1/bus.conf" --nosyslog --fork --print-pid=1 2>/dev/null) || exit 1
printf %s "$passphrase" | gnome-keyring-daemon --foreground --unlock --components=secrets \\
  --control-directory="$1/control" >/dev/null 2>&1 &
unset passphrase
cat >/dev/null
kill "$!" "$bus" 2>/dev/null
rm -f "$2"
rm -rf "$1"
"""
"""Ends both when its standard input does, which the cen-tui that started it holds open."""


class _NoSocketError(Exception):
    """No folder takes a socket; `str()` tells which were tried, and why it fits into none."""


class ServiceRecord(NamedTuple):
    """Where the bus of a running private keyring is, and the process that runs it, by its own name."""

    address: str
    owner: str


class PrivateKeyring:
    """The service over one folder. Every method but `close` blocks."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ
        self._running: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None
        self._place: Path | None = None

    @property
    def exists(self) -> bool:
        """Whether it was used before: whether a passphrase opens it or makes it."""
        return any((self._folder / "keyrings").glob("*.keyring"))

    @property
    def owner(self) -> str:
        """The process that runs it, as `PID@host`; empty when none says so."""
        record, state = self._found()
        return record.owner if record and state is ServiceState.UNLOCKED else ""

    def state(self) -> ServiceState:
        """Return the state of the one that runs, in this process or in another of this host."""
        return self._found()[1]

    def open(self) -> Store:
        """Return it as a store.

        Raises:
            StoreError: it does not run, or does not answer.
        """
        record, state = self._found()
        if record and state is ServiceState.UNLOCKED:
            from cen_tui.vault.secret_service.service_store import ServiceStore

            return ServiceStore(record.address, private=True)
        if state is ServiceState.UNRESPONSIVE:
            raise StoreError(_("The private keyring of cen-tui does not answer."), advice=_("Start it anew."))
        raise StoreError(
            _("The private keyring of cen-tui does not run."), advice=_("Start it with its passphrase.")
        )

    def start(self, passphrase: Secret) -> None:
        """Start it, unless another process of this user runs it already; the first time that creates it.

        Raises:
            VaultError: the passphrase is wrong, a part is missing, or another process holds it and
                cannot be joined.
        """
        if self.state() is ServiceState.UNLOCKED:
            return
        path = self._environ.get("PATH", os.defpath)
        if missing := [program for program in (BUS, DAEMON) if shutil.which(program, path=path) is None]:
            raise StoreError(
                _("{programs} cannot be found on this machine.").format(
                    programs=_("{first} and {last}").format(first=missing[0], last=missing[1])
                    if len(missing) > 1
                    else missing[0]
                ),
                advice=_("Install what is missing, and try again."),
            )
        check_may_run(self._environ)
        self.close()
        with contextlib.ExitStack() as stack:
            stack.callback(self.close)
            self._start_in_words(passphrase)
            stack.pop_all()

    def _start_in_words(self, passphrase: Secret) -> None:
        try:
            self._start(passphrase)
        except _NoSocketError as error:
            raise StoreError(
                _("The private keyring needs a socket, and none can be made {places}.").format(places=error),
                advice=_(
                    "Set TMPDIR to a folder on a local disk whose name has at most 70 bytes, start"
                    " cen-tui again, or choose another credential storage."
                ),
            ) from None
        except BusyError as error:
            raise StoreError(
                sentences(
                    _("The private keyring is held by another cen-tui, and does not answer here."), str(error)
                ),
                advice=_("Close that one, also where it runs on another host, and try again."),
            ) from None
        except FileProblem as problem:
            raise file_error(problem, storing=True) from problem
        except OSError as error:
            raise StoreError(
                _("The private keyring could not be started: {reason}.").format(
                    reason=reason_in_words(safe(error.strerror))
                ),
                advice=_("Choose another credential storage."),
            ) from error

    def close(self) -> None:
        """End it, if this process started it."""
        running, self._running = self._running, None
        if running is not None:
            if running.stdin is not None:
                running.stdin.close()
            try:
                running.wait(_ENDING_LIMIT)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            with contextlib.suppress(OSError):
                self._record.unlink(missing_ok=True)
        if self._place is not None:
            shutil.rmtree(self._place, ignore_errors=True)
            self._place = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _start(self, passphrase: Secret) -> None:
        private_folder(self._folder)
        self._lock = hold(self._folder / "service.lock", _ANSWER_LIMIT)
        self._place = place = _folder_of_sockets(self._folder, self._environ.get("XDG_RUNTIME_DIR", ""))
        address = f"unix:path={_escaped(place / 'bus')}"
        write_text(place / "bus.conf", _CONFIG.format(address=address))
        self._launch(str(place), address, passphrase)
        write_json(self._record, ServiceRecord(address, own_name())._asdict())
        try:
            make_ready({"DBUS_SESSION_BUS_ADDRESS": address}, passphrase)
        except StoreError:
            raise StoreError(
                _("The private keyring did not start."),
                advice=_("Try again, or choose another credential storage."),
            ) from None

    def _launch(self, place: str, address: str, passphrase: Secret) -> None:
        environ = child_environ(
            self._environ,
            XDG_DATA_HOME=str(self._folder),
            XDG_RUNTIME_DIR=place,
            DBUS_SESSION_BUS_ADDRESS=address,
        )
        self._running = subprocess.Popen(  # noqa: S603 - our own words
            ("sh", "-c", _SCRIPT, "cen-tui-keyring", place, str(self._record)),  # noqa: S607 - the system's own
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=(self._lock,) if self._lock is not None else (),
        )
        if self._running.stdin is not None:
            self._running.stdin.write(passphrase.reveal().encode() + b"\n")
            self._running.stdin.flush()

    @property
    def _record(self) -> Path:
        return self._folder / "service.json"

    def _found(self) -> tuple[ServiceRecord | None, ServiceState]:
        """Return what runs, and its state; a socket that others could have made is not asked."""
        record = read_record(self._record)
        if record is None:
            return None, ServiceState.NO_BUS
        return record, probe({"DBUS_SESSION_BUS_ADDRESS": record.address}, _ANSWER_LIMIT, private=True)


def read_record(path: Path) -> ServiceRecord | None:
    """Return the record of a service that a living process of this host runs; None where there is none.

    The process must be the very one that wrote its name: one without its start may be a later one.
    """
    try:
        document = read_json(path)
    except FileProblem:
        return None
    fields = [document.get(name) for name in ServiceRecord._fields] if isinstance(document, dict) else []
    texts = [field for field in fields if isinstance(field, str) and field]
    if len(texts) != len(ServiceRecord._fields):
        return None
    record = ServiceRecord(*texts)
    lives = is_exact(record.owner) == is_exact(own_name()) and is_running(record.owner)
    return record if lives else None


def _folder_of_sockets(own: Path, runtime: str) -> Path:
    """Make a folder for the bus: in our own, unless the name of a socket does not fit or the disk knows none.

    Raises:
        _NoSocketError: no place takes a socket.
    """
    tried: dict[Path, str] = {}
    for place in _places(own, runtime):
        try:
            folder = Path(tempfile.mkdtemp(prefix="cen-tui-", dir=place))
        except OSError as error:
            tried[place] = reason_in_words(safe(error.strerror))
            continue
        if why := _why_no_socket(folder):
            folder.rmdir()
            tried[place] = why
        else:
            return folder
    raise _NoSocketError(
        _(" or ").join(
            _("in {place} ({why})").format(place=safe(place), why=why) for place, why in tried.items()
        )
    )


def _places(own: Path, runtime: str) -> Iterator[Path]:
    """Yield where the folder may be, best first: ours, what ends with the login, what all share.

    The last is there also where TMPDIR leads elsewhere, to a folder whose name is too long for a socket.
    """
    yield own
    with contextlib.suppress(OSError):
        if runtime and Path(runtime).is_dir():
            check_folder(Path(runtime))
            yield Path(runtime)
    yield Path(tempfile.gettempdir())
    yield _SHORTEST


def _why_no_socket(folder: Path) -> str:
    """Return why no socket can be made in a folder; empty when one can."""
    if sys.platform == "win32":
        return _("Windows has none")
    path = folder / _LONGEST_NAME
    if len(os.fsencode(path)) > _LONGEST_ADDRESS:
        return _("its name is longer than the {most} bytes that a socket's may have").format(
            most=_LONGEST_ADDRESS
        )
    with socket.socket(socket.AF_UNIX) as tried:
        try:
            tried.bind(os.fsencode(path))
        except OSError as error:
            return reason_in_words(safe(error.strerror))
    path.unlink()
    return ""


def _escaped(path: Path) -> str:
    """Return a path as the D-Bus specification has it in an address."""
    return quote(os.fsencode(path), safe="-_/.\\*").replace("~", "%7E")
