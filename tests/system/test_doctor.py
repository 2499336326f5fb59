"""The doctor at a real Secret Service in every state: what it says, and that it ends and changes nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from support.secret_service import SecretService, missing_programs, secret_service

from cen_tui.vault.base import ServiceState
from cen_tui.vault.secret_service.probe import probe

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there")

LIMIT = 120.0
"""Seconds; on an idle machine it is a hundredth of that, and without a limit it would be without end."""


def locked(service: SecretService) -> None:
    service.unlock()
    service.stop_daemon()
    service.start_daemon()


def stuck(service: SecretService) -> None:
    service.unlock()
    service.signal_daemon(signal.SIGSTOP)


def dead(service: SecretService) -> None:
    service.bus.kill()
    service.bus.wait()


STATES: dict[str, tuple[Callable[[SecretService], None], str, str]] = {
    "unlocked": (SecretService.unlock, "ok", "SecretService.Keyring is unlocked and answers."),
    "locked": (locked, "problem", "The keyring of this login is locked."),
    "empty": (SecretService.start_daemon, "problem", "holds no keyring yet"),
    "absent": (lambda _: None, "problem", "has no keyring service"),
    "stuck": (stuck, "problem", "does not answer"),
    "dead": (dead, "problem", "has no D-Bus session"),
}


def state_of(service: SecretService, state: str) -> ServiceState:
    """Return what the service is found in: one that is to answer may take its time."""
    return probe(service.environ) if state == "stuck" else service.state()


@pytest.mark.parametrize("state", STATES)
def test_what_is_said_of_the_keyring(state: str) -> None:
    prepare, level, says = STATES[state]
    with secret_service() as service:
        prepare(service)
        before = state_of(service, state)
        environ = {name: text for name, text in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
        ended = subprocess.run(
            [sys.executable, "-m", "cen_tui", "doctor"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
            env=environ | {"DBUS_SESSION_BUS_ADDRESS": service.environ["DBUS_SESSION_BUS_ADDRESS"]},
        )
        assert state_of(service, state) is before
    (line,) = [line for line in ended.stdout.splitlines() if " keyring " in line[:22]]
    assert line.startswith(level)
    assert says in line
    assert ended.returncode == (0 if level == "ok" else 1)
    assert ended.stderr == ""
