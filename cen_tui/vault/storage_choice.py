"""Where the operator chose to keep sign-ins, host by host: home folders are shared between hosts."""

import socket
from pathlib import Path
from typing import Final

from cen_tui.storage.files import Damaged, FileProblem, read_json, set_aside, write_json
from cen_tui.storage.lock import exclusive
from cen_tui.text import safe
from cen_tui.vault.base import STORES, Source

_SCHEMA: Final = 1
STORAGES: Final = (*STORES, Source.MEMORY)
"""Where a sign-in that was typed can be kept."""
UNREAD: Final = "Until then, new credentials go to the system keyring."
"""What follows where the choice cannot be read."""


class StorageChoice:
    """The file of choices. Every method may block; `path` None remembers nothing."""

    def __init__(self, path: Path | None, host: str = "") -> None:
        self._path = path
        self._host = host or socket.gethostname()
        self.notice = ""
        """What the operator must be told of the file, as it was read last."""

    def read(self) -> Source:
        """Return what was chosen on this host; the keyring, where nothing was.

        Where it cannot be read it is the keyring too, which is told.
        """
        chosen = self._hosts().get(self._host)
        return next((storage for storage in STORAGES if storage == chosen), Source.KEYRING)

    def write(self, storage: Source) -> None:
        """Remember a choice for this host.

        Raises:
            FileProblem: it is not remembered.
        """
        if self._path is None or (self.read() is storage and not self.notice):
            return
        with exclusive(self._path):
            if isinstance(read_json(self._path), Damaged):
                set_aside(self._path)
            hosts = {**self._hosts(), self._host: storage.value}
            write_json(self._path, {"schema": _SCHEMA, "hosts": hosts})

    def _hosts(self) -> dict[str, object]:
        self.notice = ""
        try:
            document = read_json(self._path) if self._path else None
        except FileProblem as problem:
            self.notice = f"{problem} {problem.advice} {UNREAD}"
            return {}
        hosts = document.get("hosts", {}) if isinstance(document, dict) else {}
        if isinstance(document, Damaged) or not isinstance(hosts, dict):
            why = document.why if isinstance(document, Damaged) else "it names no hosts"
            self.notice = f"{safe(self._path)} is damaged: {why}. Choose again with p. {UNREAD}"
        return hosts if isinstance(hosts, dict) else {}
