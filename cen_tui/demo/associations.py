"""Which ECRs are associated with which transit routers, as their owners made it."""

from dataclasses import dataclass
from datetime import datetime

from cen_tui.demo.estate.idents import made_up
from cen_tui.demo.estate.kinds import Cen, Ecr, StandingAssociation, TransitRouter


@dataclass(frozen=True, slots=True)
class Association:
    """One ECR with one transit router; the router's own half of it is the attachment."""

    id: str
    ecr: Ecr
    cen: Cen
    router: TransitRouter
    created: datetime


class Associations:
    """Every association of the world."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, str], Association] = {}

    def add_existing(self, standing: StandingAssociation, ecr: Ecr, cen: Cen) -> None:
        """Enter an association that was there before the first call."""
        router = next(each for each in cen.routers if each.region == standing.region)
        self.add(ecr, cen, router, standing.created)

    def add(self, ecr: Ecr, cen: Cen, router: TransitRouter, created: datetime) -> Association:
        """Associate an ECR with a transit router, and return the association."""
        made = Association(made_up("ecr-assoc-", 18, ecr.id, router.id), ecr, cen, router, created)
        return self._all.setdefault((ecr.id, router.id), made)

    def find(self, ecr_id: str, router_id: str) -> Association | None:
        """Return the association of an ECR with a transit router, or None."""
        return self._all.get((ecr_id, router_id))

    def of(self, ecr_id: str) -> list[Association]:
        """Return the associations of an ECR, oldest first."""
        return [each for each in self._all.values() if each.ecr.id == ecr_id]

    def remove(self, ecr_id: str, router_id: str) -> None:
        """Take an association away, as detaching the ECR from the transit router does."""
        self._all.pop((ecr_id, router_id), None)
