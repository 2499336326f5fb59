"""What is decided before the first frame, by the command line, the settings and this host."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cen_tui.look import Look
from cen_tui.wizard import Draft

if TYPE_CHECKING:
    from cen_tui.cloud.options import CloudOptions
    from cen_tui.journal import Journal
    from cen_tui.recents import Recents
    from cen_tui.vault.signins import SignIns


def _in_memory() -> Journal:
    from cen_tui.journal import Journal

    return Journal(None)


@dataclass(frozen=True)
class Setup:
    """What the walk starts from; it does not change until the program ends."""

    signins: Callable[[], SignIns]
    """All accounts of this host. Like the next it is called once, behind the first frame: it imports much."""
    options: Callable[[], CloudOptions]
    """How the cloud is spoken to."""
    recents: Recents
    draft: Draft = field(default_factory=Draft)
    demo: bool = False
    read_only: bool = False
    """Whether every change is refused before it is sent."""
    notices: tuple[str, ...] = ()
    """What the operator must be told at the start: a damaged file set aside, say."""
    demo_hint: str = ""
    """A key pair that can be added by hand in the demo, in words."""
    journal: Journal = field(default_factory=_in_memory)
    """Every act goes through it; unless told otherwise it is kept in memory alone."""
    counts: bool = True
    """Whether to count what every region holds."""
    low_bandwidth: bool = False
    """Whether to save bytes at the cost of looks: 16 colours, no mouse, fewer frames."""
    look: Look = field(default_factory=Look)

    @property
    def beat(self) -> float:
        """Seconds between two showings of what streams in."""
        return 1.0 if self.low_bandwidth else 0.2
