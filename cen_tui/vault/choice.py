"""Where the operator chose to keep sign-ins, host by host: home folders are shared between hosts."""

import socket
from pathlib import Path
from typing import Final

from cen_tui.storage.files import Damaged, FileProblem, read_json, set_aside, write_json
from cen_tui.storage.lock import exclusive
from cen_tui.vault.base import STORES, Source

_SCHEMA: Final = 1
PLACES: Final = (*STORES, Source.MEMORY)
"""Where a sign-in that was typed can be kept."""


class Choice:
    """The file of choices. Every method may block; `path` None remembers nothing."""

    def __init__(self, path: Path | None, host: str = "") -> None:
        self._path = path
        self._host = host or socket.gethostname()

    def read(self) -> Source:
        """Return what was chosen on this host; the keyring, where nothing was or it cannot be read."""
        chosen = self._hosts().get(self._host)
        return next((place for place in PLACES if place == chosen), Source.KEYRING)

    def write(self, place: Source) -> None:
        """Remember a choice for this host.

        Raises:
            FileProblem: it is not remembered.
        """
        if self._path is None or self.read() is place:
            return
        with exclusive(self._path):
            if isinstance(read_json(self._path), Damaged):
                set_aside(self._path)
            hosts = {**self._hosts(), self._host: place.value}
            write_json(self._path, {"schema": _SCHEMA, "hosts": hosts})

    def _hosts(self) -> dict[str, object]:
        try:
            document = read_json(self._path) if self._path else None
        except FileProblem:
            return {}
        hosts = document.get("hosts") if isinstance(document, dict) else None
        return hosts if isinstance(hosts, dict) else {}
