"""What is said when the wizard is ended from outside in the middle of an operation."""

import sys
from contextlib import suppress

from cen_tui.operations.journal import Journal
from cen_tui.storage.files import FileProblem
from cen_tui.storage.process_id import own_name
from cen_tui.text import safe


def say_left_open(journal: Journal) -> None:
    """Say on standard error which operations of this process have no known result, where it can be read."""
    with suppress(FileProblem, OSError):
        for entry in journal.open_entries():
            intent = entry.intent
            if intent.process == own_name():
                target = f"{safe(intent.cen_id)} of account {safe(intent.cen_owner)}"
                sys.stderr.write(
                    f"cen-tui: interrupted. The result of this {intent.kind.noun} is not known:\n"
                    f"  {safe(intent.network_id)} for {target}\n"
                    "Start cen-tui again to check it.\n"
                )
        sys.stderr.flush()
