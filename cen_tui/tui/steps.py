"""The screen of each step. It is imported when it is needed, or behind the first frame."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from cen_tui.wizard.draft import STEPS, next_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from cen_tui.tui.screens.base import StepScreen
    from cen_tui.wizard.draft import Draft


def screen_for(draft: Draft) -> StepScreen:
    """Return the screen of the first question that the draft leaves open."""
    return _screen_class(next_step(draft).key)(draft)


def warm_up(is_ending: Callable[[], bool]) -> None:
    """Import the screens of all steps and the SDKs in the calling thread, until `is_ending`.

    No garbage is collected meanwhile, nor ever among what was imported: a collection halts the program for
    up to 0.1 s.
    """
    gc.disable()
    try:
        from cen_tui.cloud import clients

        for step in STEPS:
            if is_ending():
                return
            _screen_class(step.key)
        clients.warm_up(is_ending)
    finally:
        gc.freeze()
        gc.enable()


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
