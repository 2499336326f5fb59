"""What is decided before the first frame, by the command line, the settings and this host."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from cen_tui.terminal.display import Display
from cen_tui.wizard.draft import Draft

if TYPE_CHECKING:
    from cen_tui.cloud.http.options import CloudOptions
    from cen_tui.operations.journal import Journal
    from cen_tui.vault.signins import SignIns
    from cen_tui.wizard.recents import Recents


class LaunchOptions(NamedTuple):
    """What the wizard starts from.

    What makes something is called once, behind the first frame, which does not wait for its imports.
    """

    signins: Callable[[], SignIns]
    """All accounts of this host."""
    options: Callable[[], CloudOptions]
    """How the cloud is spoken to."""
    recents: Callable[[], Recents]
    """What was chosen before."""
    journal: Callable[[], Journal]
    """Every act goes through it."""
    draft: Draft = Draft()
    demo: bool = False
    endpoint: str = ""
    """Where all calls go in place of Alibaba Cloud, named on every screen that matters; empty for none."""
    read_only: bool = False
    """Whether every change is refused before it is sent."""
    notices: tuple[str, ...] = ()
    """What the operator must be told at the start: a damaged file set aside, say."""
    demo_hint: str = ""
    """A key pair that can be added by hand in the demo, in words."""
    counts: bool = True
    """Whether to count what every region holds."""
    low_bandwidth: bool = False
    """Whether to save bytes at the cost of looks: 16 colours, no mouse, fewer frames."""
    look: Display = Display()
    quiet_seconds: float = 0.5
    """How long no input may have come before a confirmation takes any."""

    @property
    def beat(self) -> float:
        """Seconds between two showings of what streams in."""
        return 1.0 if self.low_bandwidth else 0.2
