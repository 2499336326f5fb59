"""What was listed so far: kept while the program runs, so that coming back shows it at once, with its age."""

import time
from dataclasses import dataclass, field

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.multi_region import RegionBatch, summed_up
from cen_tui.cloud.networks.base import Network


@dataclass(slots=True)
class ListedNetworks:
    """The networks of one type in one region, or in all, as far as they were read."""

    networks: dict[str, Network] = field(default_factory=dict)
    """By ID, in the order they came."""
    regions: tuple[str, ...] = ()
    """The regions that are read."""
    complete: bool = False
    """Whether every region was read to its end."""
    _totals: dict[str, int] = field(default_factory=dict)
    _failures: dict[str, CloudError] = field(default_factory=dict)
    _ended: int = 0
    _read: float | None = None

    @property
    def total(self) -> int | None:
        """How many there are in all, as far as the cloud has said; None before it said anything."""
        return sum(self._totals.values()) if self._totals else None

    @property
    def count_text(self) -> str:
        """How many are held: `13`, or `50 of 2,500`; empty before anything is known."""
        if self.complete or self.total == len(self.networks):
            return f"{len(self.networks):,}"
        return "" if self.total is None else f"{len(self.networks):,} of {self.total:,}"

    @property
    def progress_text(self) -> str:
        """How far reading has come: as `count_text`, and of several regions how many are done."""
        several = f", {self._ended} of {len(self.regions)} regions" if len(self.regions) > 1 else ""
        return self.count_text + several

    @property
    def error(self) -> CloudError | None:
        """Why the list is not whole, where it is not."""
        return summed_up(self._failures, len(self.regions)) if self._failures else None

    @property
    def lacks(self) -> bool:
        """Whether networks are known to be lacking: of what was begun, not all was read."""
        return self.error is not None or bool(self.networks and not self.complete)

    @property
    def age(self) -> float:
        """The seconds since reading ended; 0 while it goes on."""
        return 0.0 if self._read is None else time.monotonic() - self._read

    def take(self, arrival: RegionBatch) -> tuple[Network, ...]:
        """Note what arrived, and return the networks that were not held."""
        new = tuple(network for network in arrival.networks if network.id not in self.networks)
        self.networks.update((network.id, network) for network in new)
        if arrival.total is not None:
            self._totals[arrival.region] = arrival.total
        if arrival.error is not None:
            self._failures[arrival.region] = arrival.error
        self._ended += arrival.ended
        return new

    def end(self) -> None:
        """Note that nothing more is read: the end was reached, or it was stopped."""
        self.complete = self._ended == len(self.regions) and not self._failures
        self._read = time.monotonic()
