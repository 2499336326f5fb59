"""Where the operator chose to store credentials, host by host: home folders are shared between hosts."""

import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.json_file import JsonFile
from cen_tui.vault.base import STORES, Source

STORAGES: Final = (*STORES, Source.MEMORY)
"""Where credentials that were typed can be stored."""
_NONE: Final[Mapping[str, object]] = {}
UNREAD: Final = _("Until then, new credentials go to the system keyring.")
"""What follows where the choice cannot be read."""


class StorageChoice:
    """The file of choices. Every method may block; `path` None remembers nothing."""

    def __init__(self, path: Path | None, host: str = "") -> None:
        called = _("The choice of credential storage")
        self._file = JsonFile(path, called, empty=_NONE, parse=_hosts, to_fields=_fields) if path else None
        self._host = host or socket.gethostname()
        self.notice = ""
        """What the operator must be told of the file, as it was read last."""

    def read(self) -> Source:
        """Return what was chosen on this host; the keyring where nothing was, or it cannot be read."""
        hosts: Mapping[str, object] = {}
        if self._file:
            hosts = self._file.read_if_possible()
            told = [*self._file.notices, UNREAD] if self._file.notices else []
            self.notice = sentences(*told)
            self._file.notices.clear()
        chosen = hosts.get(self._host)
        return next((storage for storage in STORAGES if storage == chosen), Source.KEYRING)

    def write(self, storage: Source) -> None:
        """Remember a choice for this host.

        Raises:
            FileProblem: it is not remembered.
        """
        if self._file is None or (self.read() is storage and not self.notice):
            return
        self._file.change(lambda hosts: {**hosts, self._host: storage.value})
        self._file.notices.clear()
        self.notice = ""


def _fields(hosts: Mapping[str, object]) -> dict[str, object]:
    return {"hosts": hosts}


def _hosts(document: Mapping[str, object]) -> tuple[Mapping[str, object], str]:
    hosts = document.get("hosts")
    return (hosts, "") if isinstance(hosts, dict) else ({}, _("it names no hosts"))
