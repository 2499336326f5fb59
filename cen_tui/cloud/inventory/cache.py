"""The networks that were listed so far, in memory: shown at once when a list is opened again."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import may_pass
from cen_tui.cloud.inventory.multi_region import RegionBatch, summed_up
from cen_tui.cloud.inventory.pagination import MOST_PAGES, Gap
from cen_tui.cloud.networks.base import Network
from cen_tui.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class MissingPages:
    """Pages one behind the other of a region's list that could not be read."""

    region: str
    first: int
    count: int
    rank: int
    """Their rank in the list, as in `ListedNetworks.ranked`."""


@dataclass(slots=True)
class ListedNetworks:
    """The networks of one type in one region, or in all, as far as they were read."""

    networks: dict[str, Network] = field(default_factory=dict)
    """By ID, in the order they came."""
    regions: tuple[str, ...] = ()
    """The regions that are read."""
    complete: bool = False
    """Whether every region was read to its end."""
    changes_seen: int = 0
    """How many of the changes that were made to networks it takes into account."""
    _totals: dict[str, int] = field(default_factory=dict)
    _failures: dict[str, CloudError] = field(default_factory=dict)
    _missing: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _came: list[tuple[int, int]] = field(default_factory=list)
    """How many networks came together, in the order of `networks`, and the number of their page."""
    _ended: set[str] = field(default_factory=set)
    _read: float | None = None

    @property
    def total(self) -> int | None:
        """The total that the API returned; None before any answer."""
        return sum(self._totals.values()) if self._totals else None

    @property
    def count_text(self) -> str:
        """How many are held: `13`, or `50 of 2,500`; empty before anything is known."""
        if self.complete or self.total == len(self.networks):
            return f"{len(self.networks):,}"
        return (
            ""
            if self.total is None
            else _("{count:,} of {total:,}").format(count=len(self.networks), total=self.total)
        )

    @property
    def progress_text(self) -> str:
        """How far reading has come: as `count_text`, and of several regions how many are done."""
        if len(self.regions) <= 1:
            return self.count_text
        told = _("{networks}, {done} of {total} regions")
        return told.format(networks=self.count_text, done=len(self._ended), total=len(self.regions))

    @property
    def error(self) -> CloudError | None:
        """Why the list is not whole, where it is not."""
        if not self._failures:
            return None
        return summed_up(self._failures, len(self.regions), in_part=bool(self._missing))

    @property
    def lacks(self) -> bool:
        """Whether networks are known to be lacking: of what was begun, not all was read."""
        return self.error is not None or bool(self.networks and not self.complete)

    @property
    def lacking(self) -> int | None:
        """How many networks could not be read; None where the cloud has not said how many there are."""
        if not self._totals.keys() >= self._failures.keys():
            return None
        held = Counter(network.region for network in self.networks.values())
        return sum(max(0, self._totals[region] - held[region]) for region in self._failures)

    @property
    def missing_pages(self) -> tuple[MissingPages, ...]:
        """The pages that could not be read, those one behind the other together."""
        return tuple(
            MissingPages(region, pages[0], len(pages), self.rank(region, pages[0]))
            for region, missing in self._missing.items()
            for pages in _runs(missing)
        )

    @property
    def to_read_again(self) -> tuple[str, ...]:
        """The regions that lack something which may come when it is asked for again.

        None where reading was stopped: what other regions lack is not known then.
        """
        if {*self.regions} - self._ended - self._failures.keys():
            return ()
        return tuple(region for region, error in self._failures.items() if may_pass(error))

    @property
    def age(self) -> float:
        """The seconds since reading ended; 0 while it is read for the first time."""
        return 0.0 if self._read is None else time.monotonic() - self._read

    def size_of(self, missing: MissingPages, page_size: int) -> int:
        """Return how many networks are on pages that are missing."""
        before = (missing.first - 1) * page_size
        return max(0, min(missing.count * page_size, self._totals.get(missing.region, 0) - before))

    def ranked(self) -> Iterator[tuple[Network, int]]:
        """Yield each network with its rank."""
        pages = chain.from_iterable(repeat(page, count) for count, page in self._came)
        for network, page in zip(self.networks.values(), pages, strict=True):
            yield network, self.rank(network.region, page)

    def rank(self, region: str, page: int) -> int:
        """Return the rank of a page: by the order of the regions, then by the number."""
        place = self.regions.index(region) if region in self.regions else 0
        return place * (MOST_PAGES + 1) + page

    def gaps(self) -> Mapping[str, Gap]:
        """Note that what lacks is read again, and return the pages by region; of other regions all lack."""
        self._ended -= {*self.to_read_again}
        return {
            region: Gap(missing, self._ids_in(region), self._totals[region])
            for region, missing in self._missing.items()
        }

    def _ids_in(self, region: str) -> frozenset[str]:
        return frozenset(network.id for network in self.networks.values() if network.region == region)

    def take(self, arrival: RegionBatch) -> tuple[Network, ...]:
        """Note what arrived, and return the networks that were not held."""
        new = tuple(network for network in arrival.networks if network.id not in self.networks)
        self.networks.update((network.id, network) for network in new)
        self._came.append((len(new), arrival.page))
        if arrival.total is not None:
            self._totals[arrival.region] = arrival.total
        if left := self._missing.get(arrival.region):
            self._missing[arrival.region] = tuple(page for page in left if page != arrival.page)
        if arrival.ended:
            self._end_of(arrival)
        return new

    def out_of_date(self, changes: Sequence[str]) -> tuple[Network, ...]:
        """Return the networks that were changed since; `changes` has the IDs of all that ever were."""
        changed = dict.fromkeys(changes[self.changes_seen :])
        return tuple(self.networks[network_id] for network_id in changed if network_id in self.networks)

    def renew(self, networks: Iterable[Network], changes_seen: int) -> None:
        """Hold these networks as they are now, in their places."""
        self.networks.update((network.id, network) for network in networks)
        self.changes_seen = changes_seen

    def _end_of(self, arrival: RegionBatch) -> None:
        """Note that a region was read to its end, or what lacks there."""
        region = arrival.region
        self._ended.add(region)
        self._failures.pop(region, None)
        self._missing.pop(region, None)
        if arrival.error is not None:
            self._failures[region] = arrival.error
        if arrival.missing:
            self._missing[region] = arrival.missing

    def end(self) -> None:
        """Note that nothing more is read: the end was reached, or it was stopped."""
        self.complete = self._ended == {*self.regions} and not self._failures
        self._read = self._read or time.monotonic()


def _runs(pages: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return ascending numbers in groups, each without a step left out."""
    starts = [0, *(place for place, (one, two) in enumerate(pairwise(pages), 1) if two != one + 1)]
    return [pages[start:end] for start, end in zip(starts, [*starts[1:], len(pages)], strict=True) if pages]
