"""The journal: whether it can be written, and operations in it without a known outcome."""

import os
from pathlib import Path

from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext, sentences
from cen_tui.operations.journal import Journal
from cen_tui.storage.files import FileProblem, os_errors_as
from cen_tui.storage.lock import try_lock
from cen_tui.storage.ownership import check_nearest
from cen_tui.text import safe


def check_journal(host: Host) -> list[Finding]:
    """Read the journal, and see whether it could be written, under a lock; no line is."""
    journal = Journal(host.journal)
    try:
        entries, notices = journal.entries()
        waiting = journal.open_entries()
        with os_errors_as("write the journal", host.journal):
            check_nearest(host.journal)
    except FileProblem as error:
        advice = sentences(error.advice, _("Nothing is granted without a journal."))
        return [problem("journal", str(error), advice)]
    if not _writable(host.journal):
        return [
            problem(
                "journal",
                _("{file} cannot be written, and nothing is granted without it.").format(
                    file=safe(host.journal)
                ),
                _("Check its owner and permissions, and whether the disk is read-only."),
            )
        ]
    try:
        with os_errors_as("lock a file beside", host.journal):
            try_lock(_nearest_folder(host.journal))
    except FileProblem as error:
        advice = sentences(error.advice, _("Nothing is granted without a lock."))
        return [problem("journal", str(error), advice)]
    says = ngettext(
        "It can be written, and holds {count:,} operation.",
        "It can be written, and holds {count:,} operations.",
        len(entries),
    )
    found = [ok("journal", says.format(count=len(entries)))]
    if waiting:
        says = ngettext(
            "The outcome of {count:,} operation is not known: the answer was lost.",
            "The outcome of {count:,} operations is not known: the answers were lost.",
            len(waiting),
        )
        advice = _("Start cen-tui and press h to check (read-only).")
        found.append(note("journal", says.format(count=len(waiting)), advice))
    advice = _("cen-tui history lists what can be read.")
    return [*found, *(note("journal", notice, advice) for notice in notices)]


def _writable(path: Path) -> bool:
    """Tell whether the file, or where it would be made, lets itself be written."""
    if path.exists() and not os.access(path, os.W_OK):
        return False
    nearest = _nearest_folder(path)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _nearest_folder(path: Path) -> Path:
    """Return the folder of a file, or the one that it would be made in."""
    return next((folder for folder in path.parents if folder.exists()), path.parent)
