"""Which networks are attached to which CENs, and how the routes of the attachments are set."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from typing import Final

from cen_tui.demo.estate.estate import Network
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Ccn, Cen, Ecr, StandingAttachment

ATTACHING_SECONDS: Final = 0.3
"""How long a new attachment says `Attaching`, and one that ends `Detaching`."""
SETTING_SECONDS: Final = 0.1
"""How long a new setting of routes says `Associating` or `Enabling`."""
MOST_CENS: Final = 5
"""To how many CENs one network can be attached; the real quota is not documented."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One network in one CEN; `router` is empty on a Basic transit router."""

    id: str
    network: Network
    cen: Cen
    created: datetime
    router: str = ""
    region: str = ""
    """Of the transit router."""
    attached_from: float = 0.0
    gone_from: float = inf


class Attachments:
    """Every attachment of the world. `ticks` gives monotonic seconds."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self.attaching_seconds = ATTACHING_SECONDS
        self.setting_seconds = SETTING_SECONDS
        self.most_cens = MOST_CENS
        self.associated: set[str] = set()
        """IDs of those that a route table routes for: the system one, unless `other_tables` has another."""
        self.propagated: set[str] = set()
        """IDs of those whose routes the system route table learns."""
        self.other_tables: dict[str, str] = {}
        """Route tables that were made in the console, by the attachment that each routes for."""
        self._ticks = ticks
        self._all: dict[str, Attachment] = {}
        self._active_from: dict[tuple[str, bool], float] = {}

    def add_existing(self, standing: StandingAttachment, network: Network, cen: Cen) -> None:
        """Enter an attachment that was there before the first call, made in the console with its routes."""
        router = next((each for each in cen.routers if each.region == network.region), None)
        enterprise = router is not None and router.type == "Enterprise" and not isinstance(network, Ccn)
        name = router.id if router is not None and enterprise else ""
        made = Attachment(_id(network, cen), network, cen, standing.created, name, network.region)
        self._all[made.id] = made
        if name:
            self.associated.add(made.id)
            self.propagated.add(made.id)

    def add(
        self, network: Network, cen: Cen, created: datetime, router: str = "", region: str = ""
    ) -> Attachment:
        """Attach a network, and return the attachment."""
        ready = self._ticks() + self.attaching_seconds
        place = region or network.region
        made = Attachment(_id(network, cen, place), network, cen, created, router, place, ready)
        self._all[made.id] = made
        return made

    def detach(self, attachment: Attachment) -> None:
        """Begin to detach a network; it is gone once it has said `Detaching` for a while."""
        self.associated.discard(attachment.id)
        self.other_tables.pop(attachment.id, None)
        self.propagated.discard(attachment.id)
        self._all[attachment.id] = replace(attachment, gone_from=self._ticks() + self.attaching_seconds)

    def remove(self, network_id: str) -> None:
        """Remove the attachments of a network: attaching it has failed."""
        for attachment in self.every(network_id):
            del self._all[attachment.id]

    def set_routes(self, attachment: Attachment, *, learned: bool) -> None:
        """Associate the system route table with an attachment, or let it learn its routes."""
        chosen = self.propagated if learned else self.associated
        if attachment.id not in chosen:
            chosen.add(attachment.id)
            self._active_from[attachment.id, learned] = self._ticks() + self.setting_seconds

    def associate_elsewhere(self, attachment: Attachment, table_id: str) -> None:
        """Let a route table that was made in the console route for an attachment."""
        self.associated.add(attachment.id)
        self.other_tables[attachment.id] = table_id

    def routes_active(self, attachment: Attachment, *, learned: bool) -> bool:
        """Tell whether what was set of its routes is in force."""
        return self._active_from.get((attachment.id, learned), 0.0) <= self._ticks()

    def of(self, network_id: str) -> Attachment | None:
        """Return the oldest attachment of a network, or None."""
        return next(iter(self.every(network_id)), None)

    def every(self, network_id: str) -> list[Attachment]:
        """Return the attachments of a network, oldest first: one in each CEN, an ECR's in each region."""
        return [each for each in self._present() if each.network.id == network_id]

    def within(self, network_id: str, cen_id: str, region: str = "") -> Attachment | None:
        """Return the attachment of a network to one CEN, or None; of an ECR the one in that region."""
        found = [each for each in self.every(network_id) if each.cen.id == cen_id]
        return next((each for each in found if region in {"", each.region}), None)

    def by_id(self, attachment_id: str) -> Attachment | None:
        """Return an attachment by its own ID, or None."""
        return next((each for each in self._present() if each.id == attachment_id), None)

    def of_cen(self, cen_id: str) -> list[Attachment]:
        """Return the attachments of a CEN, oldest first."""
        return [each for each in self._present() if each.cen.id == cen_id]

    def status(self, attachment: Attachment) -> str:
        """Return `Attaching`, `Attached` or `Detaching`."""
        if attachment.gone_from < inf:
            return "Detaching"
        return "Attached" if attachment.attached_from <= self._ticks() else "Attaching"

    def _present(self) -> list[Attachment]:
        now = self._ticks()
        return [each for each in self._all.values() if each.gone_from > now]


def _id(network: Network, cen: Cen, region: str = "") -> str:
    place = (region,) if isinstance(network, Ecr) else ()
    return made_up("tr-attach-", 18, network.id, cen.id, *place)
