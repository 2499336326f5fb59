"""A grant whose call the cloud holds back, on a terminal that controls the program."""

from pathlib import Path
from typing import Final

from support.controlled import Controlled
from support.going import journal_of

from cen_tui.demo.estate.accounts import CEN_OWNER

HELD_BACK: Final = "latency@GrantInstanceToCen=600000"
_LOOKS: Final = 600


def to_grant(terminal: Controlled, home: Path) -> None:
    """Confirm; return once the intent of the grant is on the disk, and its call under way."""
    terminal.see(b"___")
    for key in CEN_OWNER[-4:]:  # all at once they would count as a paste, also where the program read late
        before = len(terminal.shown)
        terminal.type(key.encode())
        terminal.see_more(before)
        terminal.read_for(0.02)
    terminal.type(b"\r")
    journal, looks = journal_of(home).path, _LOOKS
    while not (journal and journal.exists() and journal.stat().st_size):
        assert (looks := looks - 1), bytes(terminal.shown[-2000:])
        terminal.read_for(0.1)
