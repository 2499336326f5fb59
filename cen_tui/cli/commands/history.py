"""The command `cen-tui history`: what was done from here, on standard output."""

import shutil
import sys
from pathlib import Path
from typing import Final

from cen_tui.cli.output import write_out
from cen_tui.cli.parser import HistoryFlags
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.storage.files import FileProblem
from cen_tui.text import safe
from cen_tui.wizard.history import json_lines, sheets, table

_FAILED: Final = 1


def show_history(flags: HistoryFlags, journal: Path) -> int:
    """Print the journal as asked for and return the exit code: 1 when there is nothing to show for it.

    What cannot be read is said on standard error, so that what is piped holds the acts alone.
    """
    try:
        entries, notices = Journal(journal).entries()
    except FileProblem as problem:
        sys.stderr.write(f"cen-tui: {sentences(str(problem), problem.advice)}\n")
        return _FAILED
    for notice in notices:
        sys.stderr.write(f"cen-tui: {notice}\n")
    text = _text(flags, entries)
    if flags.sheet and not text:
        says = _("No grant of {network} from here is known to stand.")
        sys.stderr.write(f"cen-tui: {says.format(network=safe(flags.sheet))}\n")
        return _FAILED
    return write_out(text)


def _text(flags: HistoryFlags, entries: tuple[JournalEntry, ...]) -> str:
    if flags.json:
        return json_lines(entries)
    if flags.sheet:
        return sheets(entries, flags.sheet)
    return table(entries, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
