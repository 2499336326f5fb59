"""Refreshable credentials: obtained from their source when needed, renewed before they expire."""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

from cen_tui.cloud.auth.assume_role import assume_role, assume_role_with_oidc
from cen_tui.cloud.auth.providers import fetch_credentials, from_oauth, oauth_limit
from cen_tui.cloud.auth.sources import AssumedRole, CredentialSource, OAuth, OidcRole
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.concurrency import ignore_failure
from cen_tui.cloud.credentials import Credentials, CredentialsProvider
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import BusyError, hold

EARLY: Final = timedelta(minutes=5)
"""How long before their end credentials are renewed. The shortest session of a role has 15 minutes."""

PAUSE: Final = 30.0
"""Seconds after a renewal that failed before the next: meanwhile the credentials that are held are good."""
_FINISHING: Final = 10.0
_LOCK_SPARE: Final = 5.0
"""Seconds to wait for a process that renews a login, beyond what that takes at most."""
_LOCK_PAUSE: Final = 0.1
_LOCKS: Final[WeakValueDictionary[OAuth, asyncio.Lock]] = WeakValueDictionary()
"""One lock for each login: a refresh token can be used once."""

Notify = Callable[[str], None]


def open_cloud(source: CredentialSource, options: CloudOptions, tell: Notify | None = None) -> Cloud:
    """Return the client for a source. `tell` is called with notices on renewals for the operator."""
    return Cloud(provider_for(source, options, tell), _asking_its_sts(source, options))


def _asking_its_sts(source: CredentialSource, options: CloudOptions) -> CloudOptions:
    return replace(options, sts=source.sts) if source.sts else options


def provider_for(
    source: CredentialSource, options: CloudOptions, tell: Notify | None = None
) -> CredentialsProvider:
    """Return the credentials provider of a source."""
    return source if isinstance(source, Credentials) else RefreshableCredentials(source, options, tell)


class RefreshableCredentials:
    """A `CredentialsProvider` whose credentials end. Belongs to one event loop."""

    def __init__(self, source: CredentialSource, options: CloudOptions, tell: Notify | None = None) -> None:
        self._source = source
        self._options = options
        self._tell = tell
        self._base = provider_for(source.source, options, tell) if isinstance(source, AssumedRole) else None
        self._held: Credentials | None = None
        self._lock = asyncio.Lock()
        self._failed = float("-inf")
        self._ended, self._ended_at = "", float("-inf")
        self._renewal: asyncio.Task[Credentials] | None = None
        self._login_lock = (
            _LOCKS.setdefault(source, asyncio.Lock()) if isinstance(source, OAuth) else asyncio.Lock()
        )

    @property
    def expires(self) -> datetime | None:
        """When the credentials now held end."""
        return self._held.expires if self._held else None

    async def current(self) -> Credentials:
        """Return credentials that are good now; those held, when they last and none fresher can be had."""
        async with self._lock:
            held = self._held
            left = held.expires - datetime.now(UTC) if held and held.expires else None
            if held and (left is None or left > EARLY):
                return held
            good = held if left is not None and left > timedelta(0) else None
            if good and time.monotonic() - self._failed < PAUSE:
                return good
            try:
                self._held = await self._fresh()
            except CloudError:
                self._failed = time.monotonic()
                if good is None:
                    raise
                return good
            return self._held

    def forget(self, key_id: str) -> bool:
        """Drop credentials that the cloud calls expired; False where they were just renewed to the same.

        Commands and URIs may return credentials without their expiration.
        """
        if self._held is None or self._held.key_id != key_id:
            return True  # another call has asked for others already
        if key_id == self._ended and time.monotonic() - self._ended_at < PAUSE:
            return False
        self._ended, self._ended_at, self._held = key_id, time.monotonic(), None
        if isinstance(self._source, OAuth):
            self._source = replace(self._source, held=None)
        return True

    async def finish(self) -> None:
        """Wait, not for long, for the renewal of an OAuth login that is in progress."""
        if self._base is not None:
            await self._base.finish()
        if self._renewal is not None:
            await asyncio.wait({self._renewal}, timeout=_FINISHING)

    async def _fresh(self) -> Credentials:
        match self._source:
            case AssumedRole() | OidcRole() as role:
                return await self._assumed(role)
            case OAuth():
                return await self._renewed_shielded()
            case Credentials() as keys:
                return keys
            case other:
                return await fetch_credentials(other, self._options)

    async def _assumed(self, role: AssumedRole | OidcRole) -> Credentials:
        if isinstance(role, AssumedRole):
            async with Cloud(self._base, _asking_its_sts(role, self._options)) as cloud:
                return await assume_role(cloud, role)
        async with Cloud(self._base, _asking_its_sts(role, self._options).for_tokens) as cloud:
            return await assume_role_with_oidc(cloud, role)

    async def _renewed_shielded(self) -> Credentials:
        """Return the credentials of an OAuth login; who no longer waits for them does not break it off.

        The server takes the refresh token before it answers: only the answer has the next one.
        """
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew_under_lock())
            self._renewal.add_done_callback(ignore_failure)
        try:
            return await asyncio.shield(self._renewal)
        finally:
            if self._renewal.done():
                self._renewal = None

    async def _renew_under_lock(self) -> Credentials:
        source = self._source
        if not isinstance(source, OAuth):
            raise TypeError
        async with self._login_lock, _file_lock(source.lock, oauth_limit(self._options) + _LOCK_SPARE):
            if source.reread and (tokens := await asyncio.to_thread(source.reread)):
                source = replace(source, tokens=tokens)
            return await self._renewed(source)

    async def _renewed(self, source: OAuth) -> Credentials:
        """Return the credentials of an OAuth login; renewed tokens are stored before anything else."""
        found, after, failure = await from_oauth(source, self._options)
        self._source = after
        if after.keep and after.tokens != source.tokens:
            told = await asyncio.to_thread(after.keep, source.tokens, after.tokens, found)
            if told and self._tell:
                self._tell(told)
        if found is None:
            raise failure or AssertionError
        return found


@contextlib.asynccontextmanager
async def _file_lock(lock: Path | None, limit: float) -> AsyncIterator[None]:
    """Hold the lock file that every process holds which renews this login, waiting `limit` seconds for it.

    Where no lock can be held, none is: a login on a read-only disk is renewed all the same. Raises
    `CloudError` where another process holds it all that time.
    """
    handle = await _lock_handle(lock, time.monotonic() + limit) if lock else None
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


async def _lock_handle(lock: Path, ends: float) -> int | None:
    """Return the handle of the lock file, None where it cannot be held here. No thread waits meanwhile."""
    while True:
        try:
            return await asyncio.to_thread(hold, lock, 0.0)
        except BusyError as busy:
            if time.monotonic() >= ends:
                raise _busy_error(busy) from None
        except FileProblem:
            return None
        await asyncio.sleep(_LOCK_PAUSE)


def _busy_error(problem: BusyError) -> CloudError:
    return CloudError(
        _("The login is being renewed elsewhere"),
        kind=ErrorKind.TRANSPORT,
        detail=sentences(
            str(problem),
            _("It renews a login of the aliyun CLI, and its tokens are good once. Nothing was sent."),
        ),
        advice=problem.advice,
        permanent=True,
    )
