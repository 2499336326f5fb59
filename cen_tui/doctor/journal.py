"""The journal: whether it can be written, and operations in it without a known outcome."""

import os
from pathlib import Path

from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.operations.journal import Journal
from cen_tui.storage.files import FileProblem, os_errors_as
from cen_tui.storage.lock import try_lock
from cen_tui.storage.ownership import check_nearest
from cen_tui.text import counted, safe


def check_journal(host: Host) -> list[Finding]:
    """Read the journal, and see whether it could be written, under a lock; no line is."""
    journal = Journal(host.journal)
    try:
        entries, notices = journal.entries()
        waiting = journal.open_entries()
        with os_errors_as("write the journal", host.journal):
            check_nearest(host.journal)
    except FileProblem as error:
        return [problem("journal", str(error), f"{error.advice} Nothing is granted without a journal.")]
    if not _writable(host.journal):
        return [
            problem(
                "journal",
                f"{safe(host.journal)} cannot be written, and nothing is granted without it.",
                "Check its owner and permissions, and whether the disk is read-only.",
            )
        ]
    try:
        with os_errors_as("lock a file beside", host.journal):
            try_lock(_nearest_folder(host.journal))
    except FileProblem as error:
        return [problem("journal", str(error), f"{error.advice} Nothing is granted without a lock.")]
    found = [ok("journal", f"It can be written, and holds {counted(len(entries), 'operation')}.")]
    if waiting:
        acts = counted(len(waiting), "act")
        says = f"What came of {acts} is not known: the answer was lost."
        found.append(note("journal", says, "Start cen-tui and press h to check (read-only)."))
    return [
        *found,
        *(note("journal", notice, "cen-tui history lists what can be read.") for notice in notices),
    ]


def _writable(path: Path) -> bool:
    """Tell whether the file, or where it would be made, lets itself be written."""
    if path.exists() and not os.access(path, os.W_OK):
        return False
    nearest = _nearest_folder(path)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _nearest_folder(path: Path) -> Path:
    """Return the folder of a file, or the one that it would be made in."""
    return next((folder for folder in path.parents if folder.exists()), path.parent)
