"""A relay before a cloud, which holds answers back for as long as a test needs, whatever the machine does."""

import json
import socket
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_PIECE: Final = 65536
_LONG: Final = 600
"""Seconds; no more can be set."""


@dataclass(slots=True)
class Relay:
    """Passes on what both ends send. `url` is what a program is to be told in place of the cloud's."""

    url: str
    _place: tuple[str, int]
    _action: bytes = b""
    _released: threading.Event = field(default_factory=threading.Event)

    def hold(self, action: str) -> None:
        """Hold back the answers to the calls of an action, on which the cloud works, and no others."""
        before = self._released
        self._action, self._released = action.encode(), threading.Event()
        before.set()  # only now: what is asked next, upon an answer, is held back already

    def release(self) -> None:
        """Pass on what was held back, and hold nothing."""
        self._action = b""
        self._released.set()

    def serve(self, listening: socket.socket) -> None:
        """Pass on every connection until the socket is closed."""
        with suppress(OSError):
            while True:
                threading.Thread(target=self._pass_on, args=(listening.accept()[0],), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._place) as cloud:
            held: deque[threading.Event] = deque()
            threading.Thread(target=self._ask, args=(client, cloud, held), daemon=True).start()
            with suppress(OSError):
                while data := cloud.recv(_PIECE):
                    while held:
                        held.popleft().wait()
                    client.sendall(data)
                client.shutdown(socket.SHUT_WR)

    def _ask(self, client: socket.socket, cloud: socket.socket, held: deque[threading.Event]) -> None:
        before = b""
        with suppress(OSError):
            while data := client.recv(_PIECE):
                if self._action and self._action in before + data:
                    held.append(self._released)
                before = data[-len(self._action) :]
                cloud.sendall(data)
            cloud.shutdown(socket.SHUT_WR)


def be_patient(home: Path) -> None:
    """Let the program of a home wait for an answer for as long as it is held back."""
    folder = home / ".config/cen-tui"
    folder.mkdir(parents=True, mode=0o700)
    settings = {"read_timeout": _LONG, "total_timeout": _LONG}
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


@contextmanager
def relay(url: str) -> Iterator[Relay]:
    """Relay to the cloud at a URL for the length of a block."""
    cloud = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        made = Relay(f"{cloud.scheme}://127.0.0.1:{port}", (cloud.hostname or "", cloud.port or 0))
        threading.Thread(target=made.serve, args=(listening,), daemon=True).start()
        try:
            yield made
        finally:
            made.release()
            listening.shutdown(socket.SHUT_RDWR)
