"""One file a step, named as in the wizard, and the dialogs that steps open."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from cen_tui.wizard.draft import STEPS, next_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from cen_tui.tui.screens.base import StepScreen
    from cen_tui.wizard.draft import Draft


def screen_for(draft: Draft) -> StepScreen:
    """Return the screen of the first question that the draft leaves open.

    A step's screen stands in the module of the step's key, under the name `SCREEN`; it is imported
    only now, so that the first frame does not wait for the screens after it.
    """
    module = import_module(f"cen_tui.tui.screens.{next_step(draft).key}")
    return cast("type[StepScreen]", module.SCREEN)(draft)


def warm_up(no_longer: Callable[[], bool]) -> None:
    """Import the screens of all steps in the calling thread; `no_longer` ends it early."""
    for step in STEPS:
        if no_longer():
            return
        import_module(f"cen_tui.tui.screens.{step.key}")
