"""A grant whose call the cloud holds back, on a terminal that controls the program."""

from pathlib import Path
from typing import Final

from support.on_a_terminal import OnTerminal
from support.program_process import journal_of

from cen_tui.demo.estate.accounts import CEN_OWNER

HELD_BACK: Final = "latency@GrantInstanceToCen=600000"


def to_grant(terminal: OnTerminal, home: Path) -> None:
    """Confirm; return once the intent of the grant is on the disk, and its call under way."""
    terminal.see("___")
    for key in CEN_OWNER[-4:]:  # all at once they would count as a paste, also where the program read late
        before = len(terminal.drawn)
        terminal.type(key.encode())
        terminal.see("", since=before)
    terminal.type(b"\r")
    journal = journal_of(home).path
    assert journal
    terminal.until(lambda: journal.exists() and journal.stat().st_size > 0, "the intent on the disk")
