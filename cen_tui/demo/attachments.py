"""Which networks are attached to which CENs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cen_tui.demo.estate.estate import Network
from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Cen, StandingAttachment

ATTACHING_SECONDS: Final = 0.3
"""How long a new attachment says `Attaching`."""
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
    attached_from: float = 0.0


class Attachments:
    """Every attachment of the world. `ticks` gives monotonic seconds."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self.attaching_seconds = ATTACHING_SECONDS
        self.most_cens = MOST_CENS
        self.associated: set[str] = set()
        """IDs of those that a route table routes for."""
        self.propagated: set[str] = set()
        """IDs of those whose routes a route table learns."""
        self._ticks = ticks
        self._all: dict[tuple[str, str], Attachment] = {}

    def stand(self, standing: StandingAttachment, network: Network, cen: Cen) -> None:
        """Enter an attachment that was there before the first call."""
        router = next((each for each in cen.routers if each.region == network.region), None)
        enterprise = router is not None and router.type == "Enterprise"
        name = router.id if router is not None and enterprise else ""
        self._enter(Attachment(_id(network, cen), network, cen, standing.created, name))

    def add(self, network: Network, cen: Cen, created: datetime, router: str = "") -> Attachment:
        """Attach a network, and return the attachment."""
        ready = self._ticks() + self.attaching_seconds
        return self._enter(Attachment(_id(network, cen), network, cen, created, router, ready))

    def forget(self, network_id: str) -> None:
        """Let the attachments of a network come to nothing."""
        for attachment in self.every(network_id):
            del self._all[network_id, attachment.cen.id]

    def of(self, network_id: str) -> Attachment | None:
        """Return the oldest attachment of a network, or None."""
        return next(iter(self.every(network_id)), None)

    def every(self, network_id: str) -> list[Attachment]:
        """Return the attachments of a network, oldest first: one in each CEN that it is in."""
        return [each for each in self._all.values() if each.network.id == network_id]

    def within(self, network_id: str, cen_id: str) -> Attachment | None:
        """Return the attachment of a network to one CEN, or None."""
        return self._all.get((network_id, cen_id))

    def by_id(self, attachment_id: str) -> Attachment | None:
        """Return an attachment by its own ID, or None."""
        return next((each for each in self._all.values() if each.id == attachment_id), None)

    def of_cen(self, cen_id: str) -> list[Attachment]:
        """Return the attachments of a CEN, oldest first."""
        return [each for each in self._all.values() if each.cen.id == cen_id]

    def status(self, attachment: Attachment) -> str:
        """Return `Attaching` or `Attached`."""
        return "Attached" if attachment.attached_from <= self._ticks() else "Attaching"

    def _enter(self, attachment: Attachment) -> Attachment:
        self._all[attachment.network.id, attachment.cen.id] = attachment
        return attachment


def _id(network: Network, cen: Cen) -> str:
    return made_up("tr-attach-", 18, network.id, cen.id)
