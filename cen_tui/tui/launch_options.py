"""The options that the command line, the settings and this host decide before the first frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from cen_tui.terminal.display import Display
from cen_tui.wizard.draft import Draft

if TYPE_CHECKING:
    from cen_tui.operations.journal import Journal
    from cen_tui.operations.polling import PollPolicy
    from cen_tui.session import Session
    from cen_tui.wizard.recents import Recents


class LaunchOptions(NamedTuple):
    """What the wizard starts from.

    A factory is called once, after the first frame, so that its imports do not delay it.
    """

    session: Session
    """The accounts, the open connections, and the options of the cloud client."""
    recents: Callable[[], Recents]
    """The recent choices."""
    journal: Callable[[], Journal]
    """The journal that every operation is written to."""
    draft: Draft = Draft()
    demo: bool = False
    endpoint: str = ""
    """Where all calls go in place of Alibaba Cloud, named on every screen that matters; empty for none."""
    read_only: bool = False
    """Whether every change is refused before it is sent: said on every screen; the session refuses."""
    notices: tuple[str, ...] = ()
    """What the operator must be told at the start: a damaged file set aside, say."""
    demo_hint: str = ""
    """A key pair that can be added by hand in the demo, in words."""
    counts: bool = True
    """Whether to count what every region holds."""
    presets_payer: bool = True
    """Whether the payer follows the CEN's transit routers, where its owner's account is saved here too."""
    low_bandwidth: bool = False
    """Whether to save bytes at the cost of appearance: 16 colours, no mouse, fewer frames."""
    display: Display = Display()
    quiet_seconds: float = 0.5
    """How long no input may have come before a confirmation takes any."""
    polling: PollPolicy | None = None
    """How often the outcome of an operation is looked for; None for what suits each kind of operation."""

    @property
    def refresh_seconds(self) -> float:
        """Seconds between two updates of a list that streams in."""
        return 1.0 if self.low_bandwidth else 0.2
