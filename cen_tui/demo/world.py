"""What changes while the embedded cloud runs: rules, attachments, temporary keys, what is being worked on."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from cen_tui.cloud.credentials import Secret
from cen_tui.demo.associations import Associations
from cen_tui.demo.attachments import Attachments
from cen_tui.demo.errors import ApiError
from cen_tui.demo.estate.estate import Estate, Network
from cen_tui.demo.estate.kinds import AccessKey, Cen, Ecr, Principal, Role, TransitRouter
from cen_tui.demo.http.parameters import client_token
from cen_tui.demo.http.request import Call
from cen_tui.demo.routers import Routers
from cen_tui.demo.rules import Rules

WORK_SECONDS: Final = 0.02
"""How long a change keeps its network busy, unless told otherwise."""
_FIRST_SESSION: Final = 100_000


class Sessions:
    """Issues keys, and adds them to those that the authenticator knows. `now` says when their time begins."""

    def __init__(self, keys: MutableMapping[str, AccessKey], now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._now = now
        self._numbers = count(_FIRST_SESSION)

    def issue(self, role: Role, session: str, seconds: int) -> AccessKey:
        """Return fresh credentials of a role, good for so many seconds."""
        number = next(self._numbers)
        ends = self._now().astimezone(UTC).replace(microsecond=0) + timedelta(seconds=seconds)
        key = AccessKey(
            id=f"STS.DemoSession{number}000000",
            secret=Secret(f"DemoSecretOfSession{number}AaBbC"),
            principal=Principal(role.uid, "AssumedRoleUser", f"{role.name}/{session}", role.id, role.allows),
            token=Secret(f"CAISdemoTokenOfSession{number}{'0' * 18}"),
            expires=ends,
        )
        self._keys[key.id] = key
        return key


class UsedTokens:
    """The ClientTokens of requests that were done: the same request sent twice is worked on once."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, str, str], Mapping[str, str]] = {}

    def was_done(self, call: Call) -> bool:
        """Tell whether this very request was done before; refuse its token with other parameters."""
        token = client_token(call)
        before = self._done.get(_key(call, token)) if token else None
        if before is None:
            return False
        if dict(before) != dict(call.parameters):
            message = "The ClientToken was used with other parameters."
            raise ApiError(400, "IdempotentParameterMismatch", message)
        return True

    def done(self, call: Call) -> None:
        """Note that a request was done."""
        token = client_token(call)
        if token:
            self._done[_key(call, token)] = call.parameters


def _key(call: Call, token: str) -> tuple[str, str, str]:
    return call.caller.uid, call.action, token


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
        self.rules = Rules(time.monotonic)
        self.attachments = Attachments(time.monotonic)
        self.associations = Associations()
        self._busy: set[str] = set()
        for rule in estate.rules:
            self.rules.add_existing(rule, self.networks[rule.network_id])
        for attachment in estate.attachments:
            cen = self.cens[attachment.cen_id]
            self.attachments.add_existing(attachment, self.networks[attachment.network_id], cen)
        for association in estate.associations:
            ecr, cen = self.networks[association.ecr_id], self.cens[association.cen_id]
            if isinstance(ecr, Ecr):
                self.associations.add_existing(association, ecr, cen)

    def now(self) -> datetime:
        """Return the time of the data, in UTC and whole seconds."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    def owned(self, network_id: str, caller: Principal, region: str, kind: str) -> Network | None:
        """Return a network of that type which the caller owns in that region, or None."""
        network = self.networks.get(network_id)
        if network is None or network.owner != caller.uid or network.region != region:
            return None
        return network if network.key == kind else None

    def owned_cen(self, cen_id: str, caller: Principal) -> Cen | None:
        """Return the caller's CEN of that ID, or None."""
        cen = self.cens.get(cen_id)
        return cen if cen is not None and cen.owner == caller.uid else None

    def own_cens(self, caller: Principal) -> list[Cen]:
        """Return the caller's CENs."""
        return [cen for cen in self.estate.cens if cen.owner == caller.uid]

    def own_router(self, router_id: str, caller: Principal) -> tuple[Cen, TransitRouter] | None:
        """Return the transit router of that ID with its CEN, which is the caller's, or None."""
        routers = ((cen, router) for cen in self.own_cens(caller) for router in self.routers.of(cen))
        return next((found for found in routers if found[1].id == router_id), None)

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
