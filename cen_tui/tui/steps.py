"""The screen of each step, imported only when it is needed: the first frame waits for none but its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cen_tui.wizard.draft import STEPS, next_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from cen_tui.tui.screens.base import StepScreen
    from cen_tui.wizard.draft import Draft


def screen_for(draft: Draft) -> StepScreen:
    """Return the screen of the first question that the draft leaves open."""
    return _screen_class(next_step(draft).key)(draft)


def warm_up(no_longer: Callable[[], bool]) -> None:
    """Import the screens of all steps in the calling thread; `no_longer` ends it early."""
    for step in STEPS:
        if no_longer():
            return
        _screen_class(step.key)


def _screen_class(step: str) -> type[StepScreen]:
    match step:
        case "account":
            from cen_tui.tui.screens.account import AccountScreen

            return AccountScreen
        case "region":
            from cen_tui.tui.screens.region import RegionScreen

            return RegionScreen
        case "network":
            from cen_tui.tui.screens.network import NetworkScreen

            return NetworkScreen
        case "target":
            from cen_tui.tui.screens.target import TargetScreen

            return TargetScreen
        case "confirm":
            from cen_tui.tui.screens.confirm import ConfirmScreen

            return ConfirmScreen
        case "handover":
            from cen_tui.tui.screens.handover import HandoverScreen

            return HandoverScreen
    raise LookupError(f"no screen for the step {step}")
