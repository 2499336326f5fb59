"""What changes while the embedded cloud runs: who owns what, attachments, what is being worked on."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from cen_tui.demo.associations import Associations
from cen_tui.demo.attachments import Attachments
from cen_tui.demo.errors import ApiError
from cen_tui.demo.estate.estate import Estate, Network
from cen_tui.demo.estate.kinds import Ccn, Cen, Ecr, Principal, Vbr, Vpc, VpnConnection
from cen_tui.demo.routers import Routers
from cen_tui.demo.rules import RuleBook
from cen_tui.demo.sessions import Sessions
from cen_tui.demo.tokens import UsedTokens

WORK_SECONDS: Final = 0.02
"""How long a change keeps its network busy, unless told otherwise."""


def type_of(network: Network) -> str:
    """Return `VPC`, `VBR`, `CCN`, `VPN` or `ECR`."""
    return {Vpc: "VPC", Vbr: "VBR", Ccn: "CCN", VpnConnection: "VPN", Ecr: "ECR"}[type(network)]


class World:
    """The estate, and all that has come of it since the start."""

    def __init__(
        self, estate: Estate, clock: Callable[[], datetime], work_seconds: float, sessions: Sessions
    ) -> None:
        self.estate = estate
        self.clock = clock
        self.work_seconds = work_seconds
        self.tokens = UsedTokens()
        self.sessions = sessions
        self.networks = {network.id: network for network in estate.networks}
        self.cens = {cen.id: cen for cen in estate.cens}
        self.regions = {region.id: region for region in estate.regions}
        self.routers = Routers(estate.cens)
        self.rules = RuleBook(time.monotonic)
        self.attachments = Attachments(time.monotonic)
        self.associations = Associations()
        self._busy: set[str] = set()
        for rule in estate.rules:
            self.rules.stand(rule, self.networks[rule.network_id])
        for attachment in estate.attachments:
            cen = self.cens[attachment.cen_id]
            self.attachments.stand(attachment, self.networks[attachment.network_id], cen)

    def now(self) -> datetime:
        """Return the time of the data, in UTC and whole seconds."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    def owned(self, network_id: str, caller: Principal, region: str, kind: str) -> Network | None:
        """Return a network of that type which the caller owns in that region, or None."""
        network = self.networks.get(network_id)
        if network is None or network.owner != caller.uid or network.region != region:
            return None
        return network if type_of(network) == kind else None

    def owned_cen(self, cen_id: str, caller: Principal) -> Cen | None:
        """Return the caller's CEN of that ID, or None."""
        cen = self.cens.get(cen_id)
        return cen if cen is not None and cen.owner == caller.uid else None

    @asynccontextmanager
    async def working_on(self, network_id: str, conflict: ApiError) -> AsyncIterator[None]:
        """Keep a network busy for a moment; `conflict` is raised when it is busy already."""
        if network_id in self._busy:
            raise conflict
        self._busy.add(network_id)
        try:
            await asyncio.sleep(self.work_seconds)
            yield
        finally:
            self._busy.discard(network_id)
