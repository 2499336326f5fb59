"""A real Secret Service for one test: a private D-Bus and gnome-keyring, in folders that go with it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jeepney import DBusAddress
from support.terminal import PATIENCE, missing

from cen_tui.vault.base import ServiceState
from cen_tui.vault.secret_service.bus import SECRETS, open_bus
from cen_tui.vault.secret_service.probe import probe

PROGRAMS: Final = ("dbus-daemon", "gnome-keyring-daemon")
PASSPHRASE: Final = "of the test alone"
_OF_BUS: Final = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_BUS: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>
"""
_STARTABLE: Final = """\
[D-BUS Service]
Name=org.freedesktop.secrets
Exec=/bin/sh -c "touch {folder}/was-started"
"""


def missing_programs() -> str:
    """Say which programs a Secret Service needs and this machine lacks; empty when it has them all."""
    return missing(*PROGRAMS)


def pid_of_service(address: str) -> int:
    """Return the number of the process that is the Secret Service on a bus."""
    with open_bus(address, PATIENCE) as bus:
        pid: int = bus.call(_OF_BUS, "GetConnectionUnixProcessID", "s", SECRETS)[0]
        return pid


class SecretService:
    """A bus in `folder`, and the keyring daemon on it when one was started."""

    def __init__(self, folder: Path, processes: ExitStack) -> None:
        self.folder = folder
        self.environ = {
            "HOME": str(folder / "home"),
            "PATH": os.environ["PATH"],
            "XDG_DATA_HOME": str(folder / "home" / "data"),
            "XDG_RUNTIME_DIR": str(folder),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/bus",
        }
        self._processes = processes
        self.bus = self._start(["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--nosyslog"])
        self.daemon: subprocess.Popen[bytes] | None = None
        _until((folder / "bus").exists)

    def unlock(self) -> None:
        """Start the daemon with its keyring unlocked; the first time that makes the keyring."""
        self.start_daemon("--unlock", given=PASSPHRASE.encode())
        _until(lambda: self.state() is ServiceState.UNLOCKED)

    def start_daemon(self, *options: str, given: bytes = b"") -> None:
        """Start the daemon, and wait until it has its name on the bus."""
        control = f"--control-directory={self.folder}/control"
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", control, *options]
        self.daemon = self._start(command, given)
        _until(lambda: self.state() not in {ServiceState.NO_BUS, ServiceState.NO_SERVICE})

    def stop_daemon(self) -> None:
        """End the daemon, as a crash would."""
        self.signal_daemon(signal.SIGKILL)
        if self.daemon is not None:
            self.daemon.wait()
            self.daemon = None
        _until(lambda: self.state() is ServiceState.NO_SERVICE)

    def state(self) -> ServiceState:
        """Return the state of the service, however long a busy machine takes to answer."""
        return probe(self.environ, PATIENCE)

    def daemon_pid(self) -> int:
        """Return the number of whichever process is the service on this bus."""
        return pid_of_service(self.environ["DBUS_SESSION_BUS_ADDRESS"])

    def signal_daemon(self, number: signal.Signals) -> None:
        """Send the daemon a signal."""
        if self.daemon is not None:
            self.daemon.send_signal(number)

    def _start(self, command: list[str], given: bytes = b"") -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - programs of this system, named above
            command,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.callback(_end, process)
        if process.stdin is not None:
            process.stdin.write(given)
            process.stdin.close()
        return process


@contextmanager
def secret_service(*, startable: bool = False) -> Iterator[SecretService]:
    """Run a bus with nothing on it; `startable` makes it willing to start a service that never comes."""
    with TemporaryDirectory(prefix="bus-", ignore_cleanup_errors=True) as name, ExitStack() as processes:
        folder = Path(name)
        for part in ("services", "home"):
            (folder / part).mkdir(mode=0o700)
        (folder / "bus.conf").write_text(_BUS.format(folder=folder))
        if startable:
            service = folder / "services" / "org.freedesktop.secrets.service"
            service.write_text(_STARTABLE.format(folder=folder))
        yield SecretService(folder, processes)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _until(condition: Callable[[], bool], limit: float = PATIENCE) -> None:
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the Secret Service of the test did not come to the wanted state")
        time.sleep(0.01)
