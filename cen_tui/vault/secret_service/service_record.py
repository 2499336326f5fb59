"""What a cen-tui that runs the private keyring says of it to the others of the same user, while it lives."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cen_tui.storage.files import FileProblem, read_json, write_json
from cen_tui.storage.process_id import is_exact, is_running, own_name


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """Where the private keyring's bus is, and who runs it."""

    address: str
    owner: str
    """The process that runs it, by its own name."""


def own_record(address: str) -> ServiceRecord:
    """Return the record of a service that this process runs."""
    return ServiceRecord(address, own_name())


def write_record(path: Path, record: ServiceRecord) -> None:
    """Write a record; raises `FileProblem`."""
    write_json(path, {"address": record.address, "owner": record.owner})


def read_record(path: Path) -> ServiceRecord | None:
    """Return the record of a service that a living process of this host runs; None where there is none."""
    try:
        document = read_json(path)
    except FileProblem:
        return None
    record = _record(document) if isinstance(document, Mapping) else None
    return record if record and _lives(record.owner) else None


def _record(document: Mapping[str, object]) -> ServiceRecord | None:
    fields = [document.get(name) for name in ("address", "owner")]
    texts = [field for field in fields if isinstance(field, str) and field]
    return ServiceRecord(*texts) if len(texts) == len(fields) else None


def _lives(owner: str) -> bool:
    """Tell whether the very process runs that wrote its name; one without its start may be a later one."""
    return is_exact(owner) == is_exact(own_name()) and is_running(owner)
