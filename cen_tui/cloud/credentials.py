"""From a way to sign in to credentials that are good now: obtained when needed, renewed before they end."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from cen_tui.cloud.assume import assume_role, assume_role_with_oidc
from cen_tui.cloud.client import Cloud
from cen_tui.cloud.errors import CloudError
from cen_tui.cloud.lending import from_oauth, lent
from cen_tui.cloud.options import CloudOptions
from cen_tui.cloud.signin import Signer, SignIn
from cen_tui.cloud.ways import AssumedRole, OAuth, OidcRole, Way

EARLY: Final = timedelta(minutes=5)
"""How long before their end credentials are renewed. The shortest session of a role has 15 minutes."""

Listener = Callable[[str], None]


def open_cloud(way: Way, options: CloudOptions, tell: Listener | None = None) -> Cloud:
    """Return the cloud for a way to sign in. `tell` hears what the operator must know of renewals."""
    return Cloud(signer_of(way, options, tell), options)


def signer_of(way: Way, options: CloudOptions, tell: Listener | None = None) -> Signer:
    """Return what has the credentials of a way."""
    return way if isinstance(way, SignIn) else Renewing(way, options, tell)


class Renewing:
    """A `Signer` whose credentials end. Belongs to one event loop."""

    def __init__(self, way: Way, options: CloudOptions, tell: Listener | None = None) -> None:
        self._way = way
        self._options = options
        self._tell = tell
        self._source = signer_of(way.source, options, tell) if isinstance(way, AssumedRole) else None
        self._held: SignIn | None = None
        self._lock = asyncio.Lock()

    @property
    def expires(self) -> datetime | None:
        """When the credentials now held end."""
        return self._held.expires if self._held else None

    async def current(self) -> SignIn:
        """Return credentials that are good now; those held, when they last and none fresher can be had."""
        async with self._lock:
            held = self._held
            left = held.expires - datetime.now(UTC) if held and held.expires else None
            if held and (left is None or left > EARLY):
                return held
            try:
                self._held = await self._fresh()
            except CloudError:
                if held is None or left is None or left <= timedelta(0):
                    raise
                return held
            return self._held

    async def _fresh(self) -> SignIn:
        match self._way:
            case AssumedRole() | OidcRole() as role:
                return await self._lent(role)
            case OAuth() as login:
                return await self._renewed(login)
            case SignIn() as keys:
                return keys
            case other:
                return await lent(other, self._options)

    async def _lent(self, role: AssumedRole | OidcRole) -> SignIn:
        if isinstance(role, AssumedRole):
            async with Cloud(self._source, self._options) as cloud:
                return await assume_role(cloud, role)
        async with Cloud(self._source, self._options.for_tokens) as cloud:
            return await assume_role_with_oidc(cloud, role)

    async def _renewed(self, way: OAuth) -> SignIn:
        """Return the credentials of an OAuth login; renewed tokens are kept before anything else is done."""
        found, after, failure = await from_oauth(way, self._options)
        self._way = after
        if after.keep and after.tokens != way.tokens:
            told = await asyncio.to_thread(after.keep, way.tokens, after.tokens, found)
            if told and self._tell:
                self._tell(told)
        if found is None:
            raise failure or AssertionError
        return found
