"""Presets the payer of step 4 by the CEN that was entered, where its owner's account is saved here too."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import ScreenPart, StepScreen
from cen_tui.wizard.payer_preset import Advice, advice_for

_AT_REST: Final = 0.3
"""Seconds for which the target must be the same before it is asked about."""


class PayerPreset(ScreenPart):
    """Asks the CEN owner's account which transit routers the CEN has; nothing waits for the answer."""

    def __init__(self, screen: StepScreen, show: Callable[[Advice | None], None]) -> None:
        """`show` is given what is known of the target, and None while nothing is."""
        super().__init__(screen)
        self._show = show
        self._target: CenTarget | None = None

    def target_typed(self, target: CenTarget | None) -> None:
        """Ask about a target unless that was done; None for one that cannot be right."""
        if target == self._target:
            return
        self._target = target
        self._show(None)
        if target is not None and self.screen.cen_app.options.presets_payer:
            self.ask(target)

    @background(group="payer")
    async def ask(self, target: CenTarget) -> None:
        """Ask about the target."""
        await asyncio.sleep(_AT_REST)
        draft = self.screen.draft
        found = await advice_for(self.screen.cen_app.session, draft.uid, target, draft.networks)
        await self.screen.apply(partial(self._answered, target, found))

    def _answered(self, target: CenTarget, found: Advice | None) -> None:
        if target == self._target:
            self._show(found)
