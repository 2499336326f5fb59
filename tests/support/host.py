"""A made-up machine for the doctor to check."""

import io
from pathlib import Path

from cen_tui.doctor.finding import Finding
from cen_tui.doctor.host import Host


class Tty(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


GOOD = {"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}


def host(folder: Path, *, environ: dict[str, str] | None = None, **more: object) -> Host:
    """Return a Linux login on a good terminal whose files are below a folder."""
    chosen: dict[str, object] = {
        "accounts": folder / "config" / "accounts.json",
        "hosts": folder / "config" / "hosts.json",
        "settings": folder / "config" / "settings.json",
        "recents": folder / "state" / "recents.json",
        "journal": folder / "state" / "journal.jsonl",
        "secrets": folder / "data",
        "aliyun": folder / "aliyun" / "config.json",
        "stdin": Tty(),
        "stdout": Tty(),
        "size": (80, 24),
        "platform": "linux",
        **more,
    }
    return Host(GOOD if environ is None else environ, **chosen)  # type: ignore[arg-type]


def levels(findings: list[Finding]) -> dict[str, str]:
    """Return the worst level by subject."""
    order = ("ok", "note", "problem")
    worst: dict[str, str] = {}
    for one in findings:
        worst[one.subject] = max(worst.get(one.subject, "ok"), one.level.value, key=order.index)
    return worst


def told(findings: list[Finding]) -> str:
    """Return all that was said and advised, as one text."""
    return "\n".join(f"{one.says} -> {one.advice}" for one in findings)
