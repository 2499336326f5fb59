"""The transit routers of every CEN: those of the estate, and those that an attachment has made."""

from collections.abc import Iterable
from typing import Literal

from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Cen, TransitRouter


class Routers:
    """By CEN and region; a CEN has at most one in a region."""

    def __init__(self, cens: Iterable[Cen]) -> None:
        self._of = {cen.id: {router.region: router for router in cen.routers} for cen in cens}

    def of(self, cen: Cen) -> tuple[TransitRouter, ...]:
        """Return the transit routers of a CEN, oldest first."""
        return tuple(self._of[cen.id].values())

    def within(self, cen: Cen, region: str) -> TransitRouter | None:
        """Return the transit router of a CEN in a region, or None."""
        return self._of[cen.id].get(region)

    def make(
        self, cen: Cen, region: str, edition: Literal["Enterprise", "Basic"] = "Enterprise"
    ) -> TransitRouter:
        """Return the one that the cloud makes for an attachment where there is none."""
        router = TransitRouter(made_up("tr-", 21, cen.id, region), region, edition)
        return self._of[cen.id].setdefault(region, router)
