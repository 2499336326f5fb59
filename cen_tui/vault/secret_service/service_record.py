"""What a cen-tui that runs the private keyring says of it to the others of the same user, while it lives."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cen_tui.storage.files import FileProblem, read_json, write_json
from cen_tui.storage.process_id import is_running, own_name

_STARTED: Final = 19
"""Which field of /proc/PID/stat after the name in brackets is the start, in ticks since boot: proc(5)."""
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE: Final = Path("/proc/self/ns/pid")


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """Where the private keyring's bus is, and who runs it."""

    address: str
    owner: str
    """The process that runs it, as `PID@host`."""
    started: str
    """When that process began, in which boot and namespace: another process may bear its number later."""


def own_record(address: str) -> ServiceRecord:
    """Return the record of a service that this process runs."""
    return ServiceRecord(address, own_name().partition("#")[0], _start_of(os.getpid()))


def write_record(path: Path, record: ServiceRecord) -> None:
    """Write a record; raises `FileProblem`."""
    write_json(path, {"address": record.address, "owner": record.owner, "started": record.started})


def read_record(path: Path) -> ServiceRecord | None:
    """Return the record of a service that a living process of this host runs; None where there is none."""
    try:
        document = read_json(path)
    except FileProblem:
        return None
    record = _record(document) if isinstance(document, Mapping) else None
    return record if record and _lives(record) else None


def _record(document: Mapping[str, object]) -> ServiceRecord | None:
    fields = [document.get(name) for name in ("address", "owner", "started")]
    texts = [field for field in fields if isinstance(field, str) and field]
    return ServiceRecord(*texts) if len(texts) == len(fields) else None


def _lives(record: ServiceRecord) -> bool:
    pid = record.owner.partition("@")[0]
    return is_running(record.owner) and _start_of(int(pid)) in {record.started, ""}


def _start_of(pid: int) -> str:
    """Return when a process began, in which boot and namespace; empty where the system hides it."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
        boot = _BOOT.read_text("ascii").strip()
        return f"{boot} {_NAMESPACE.readlink()} {after_name.split()[_STARTED]}"
    except OSError:
        return ""
