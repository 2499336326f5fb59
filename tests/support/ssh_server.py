"""A real OpenSSH server on loopback, for this user alone: own host key, own port, login by key."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support.terminal import PATIENCE, PROGRAMS, Terminal, to_install

PROMPT: Final = "remote>"
_SEPARATION: Final = Path("/run/sshd")
"""Where a server that root started puts its unprivileged part; the system makes it when it starts its own."""
_SERVER: Final = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
SetEnv {environ}
"""
_SHELL: Final = """\
echo $PPID > {folder}/session.pid
PS1='{prompt} ' exec sh
"""
_CLIENT: Final = """\
Host remote
HostName 127.0.0.1
Port {port}
User {user}
IdentityFile {folder}/user
IdentitiesOnly yes
StrictHostKeyChecking accept-new
UserKnownHostsFile {folder}/known
LogLevel ERROR
"""


def sshd() -> str:
    """Return the server's program; empty when it is not installed. It must be started by its whole path."""
    return shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or ""


def missing_ssh() -> str:
    """Say what of OpenSSH is not installed; empty when all is there."""
    absent = [name for name in ("ssh", "ssh-keygen") if shutil.which(name) is None]
    absent += [] if sshd() else ["sshd"]
    return to_install(absent)


@dataclass(frozen=True, slots=True)
class SshServer:
    """Where its files are: the client's configuration, and the numbers of the processes of a login."""

    folder: Path

    def log_in(self, screen: Terminal) -> None:
        """Log in on a terminal, with a shell at the other end of the line."""
        client = f"ssh -tt -F {self.folder}/client remote exec sh {self.folder}/shell"
        screen.run(f"clear; sh -c 'echo $$ > {self.folder}/client.pid; exec {client}'")
        screen.until(lambda: screen.screen().rstrip().endswith(PROMPT), "a login")

    def pid(self, of: str) -> int:
        """Return the number of the `client`, or of the `session`: the server's part of one login."""
        return int((self.folder / f"{of}.pid").read_text(encoding="ascii"))


@contextmanager
def ssh_server(folder: Path, home: Path, environ: Mapping[str, str]) -> Iterator[SshServer]:
    """Serve for the length of a block; every login has that home and environment."""
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        _SEPARATION.mkdir(mode=0o755, exist_ok=True)
    for name in ("host", "user"):
        generate = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name))
        subprocess.run(generate, check=True)  # noqa: S603 - our own words
    told = {
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONDONTWRITEBYTECODE": "1",
        **environ,
    }
    words = " ".join(f'"{name}={value}"' for name, value in told.items())
    _write(folder / "shell", _SHELL.format(folder=folder, prompt=PROMPT))
    running = _started(folder, words)
    try:
        yield SshServer(folder)
    finally:
        running.terminate()
        running.wait()


def _started(folder: Path, environ: str) -> subprocess.Popen[bytes]:
    """Return a server that listens: on another port where somebody took the first one meanwhile."""
    log = folder / "server.log"
    while True:
        port = _free_port()
        _write(folder / "server", _SERVER.format(port=port, folder=folder, environ=environ))
        _write(folder / "client", _CLIENT.format(port=port, folder=folder, user=getpass.getuser()))
        log.unlink(missing_ok=True)
        running = subprocess.Popen((sshd(), "-D", "-f", str(folder / "server"), "-E", str(log)))  # noqa: S603
        if _listens(running, log, port):
            return running


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def _listens(running: "subprocess.Popen[bytes]", log: Path, port: int) -> bool:
    """Wait until the server listens; tell whether it does, and was not kept from it by who has the port."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        if f"Server listening on 127.0.0.1 port {port}." in said:
            return True
        if running.poll() is not None and "Address already in use" in said:
            return False
        if running.poll() is not None:
            break
        time.sleep(0.05)
    running.kill()
    running.wait()
    raise TimeoutError(f"the SSH server does not listen; it says: {said or 'nothing'}")
