"""What is said when the wizard is ended from outside in the middle of an act."""

import sys
from contextlib import suppress

from cen_tui.operations.journal import Journal
from cen_tui.storage.files import FileProblem
from cen_tui.storage.process_id import own_name
from cen_tui.text import safe


def say_left_open(journal: Journal) -> None:
    """Say on standard error which acts of this process have no known outcome, where anybody can hear it."""
    with suppress(FileProblem, OSError):
        for entry in journal.open_entries():
            intent = entry.intent
            if intent.process == own_name():
                target = f"{safe(intent.cen_id)} of account {safe(intent.cen_owner)}"
                sys.stderr.write(
                    f"cen-tui: interrupted, and it is not known whether this {intent.act.noun} was done:\n"
                    f"  {safe(intent.network_id)} for {target}\n"
                    "Start cen-tui again: it offers to look it up.\n"
                )
        sys.stderr.flush()
