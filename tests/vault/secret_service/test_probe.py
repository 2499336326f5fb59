import gc
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

if sys.platform != "linux":
    pytest.skip("the Secret Service is Linux's", allow_module_level=True)

from cen_tui.vault.base import ServiceState
from cen_tui.vault.secret_service.probe import probe


@contextmanager
def listening(answer: bytes) -> Iterator[str]:
    """Serve a socket that greets whoever comes with `answer` and then falls silent."""
    with TemporaryDirectory(prefix="bus-") as folder, socket.socket(socket.AF_UNIX) as server:
        path = Path(folder) / "bus"
        server.bind(str(path))
        server.listen()
        kept: list[socket.socket] = []

        def serve() -> None:
            client, _ = server.accept()
            kept.append(client)
            client.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"unix:path={path}"
        thread.join(5)
        for client in kept:
            client.close()


@pytest.mark.parametrize(
    "address",
    ["", ";", "nonsense", "autolaunch:", "unix:path=/nowhere/bus", "unix:abstract=x", "tcp:host=::1,port=1"],
)
def test_an_address_that_leads_nowhere_is_no_bus(address: str) -> None:
    assert probe({"DBUS_SESSION_BUS_ADDRESS": address}) is ServiceState.NO_BUS


def test_no_address_is_no_bus() -> None:
    assert probe({}) is ServiceState.NO_BUS


def test_a_bus_that_says_nothing_is_given_up_in_time() -> None:
    with listening(b"") as address:
        began = time.monotonic()
        assert probe({"DBUS_SESSION_BUS_ADDRESS": address}, limit=0.2) is ServiceState.UNRESPONSIVE
        assert time.monotonic() - began < 20


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # the library's, once the silence ends
def test_a_bus_that_lets_in_and_then_falls_silent_is_given_up_in_time() -> None:
    with listening(b"OK " + b"0" * 32 + b"\r\n") as address:
        began = time.monotonic()
        assert probe({"DBUS_SESSION_BUS_ADDRESS": address}, limit=0.2) is ServiceState.UNRESPONSIVE
        assert time.monotonic() - began < 20
    for thread in threading.enumerate():
        if thread.name == "cen-tui probe":
            thread.join(5)
    gc.collect()


def test_what_is_no_bus_at_all_is_no_bus() -> None:
    with listening(b"REJECTED\r\n") as address:
        assert probe({"DBUS_SESSION_BUS_ADDRESS": address}, limit=20) is ServiceState.NO_BUS
