"""Every grant rule of an account: its networks of all types in all regions, each with the rules it has.

Vpc and Cbn list the rules of one network a call (their InstanceId and ResourceId are required), Smartag those
of a whole region.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, TypeVar

from cen_tui.cloud.concurrency import stream_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.multi_region import RegionBatch, list_regions
from cen_tui.cloud.inventory.regions import exists_in, listed_in, regions_of, regions_to_ask
from cen_tui.cloud.networks.base import (
    GrantApi,
    GrantCalls,
    GrantRule,
    Network,
    NetworkType,
    RegionGrantCalls,
)
from cen_tui.cloud.networks.grant_apis import merged
from cen_tui.cloud.networks.registry import NETWORK_TYPES, network_type
from cen_tui.cloud.regions import ALL

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_Found = TypeVar("_Found")
_AT_A_TIME: Final = 16
"""Networks whose rules are read side by side; what goes to one host is bounded there."""
_MOST_FAILED_IN_A_ROW: Final = 3
"""Failed reads of an API for a type in a region after which the others there are not attempted."""


@dataclass(frozen=True, slots=True)
class NetworksListed:
    """What arrived of the list of a type in one region: networks, its end, or why there is no more."""

    type: str
    batch: RegionBatch


@dataclass(frozen=True, slots=True)
class Unread:
    """Something about one network that could not be read, and why."""

    api: GrantApi | None
    """The API whose rules it is; None for the CENs that the network is attached to."""
    error: CloudError


@dataclass(frozen=True, slots=True)
class NetworkGrants:
    """The grant rules of one network, as far as they could be read."""

    network: Network
    """With the CENs that it is attached to, where it has rules."""
    unread: tuple[Unread, ...] = ()
    rules: tuple[GrantRule, ...] = ()
    """One a CEN target."""


AuditUpdate: TypeAlias = NetworksListed | NetworkGrants
_RegionRules: TypeAlias = Mapping[str, tuple[GrantRule, ...]]


def is_of_account(network: Network, uid: str) -> bool:
    """Tell whether a network that is listed may be granted by this account, and is not one shared with it."""
    return not uid or network.owner_uid in {"", uid}


async def read_grants(
    cloud: "Cloud",
    kinds: Sequence[NetworkType] = NETWORK_TYPES,
    regions: Sequence[str] = (),
    *,
    known: Collection[str] = (),
) -> AsyncGenerator[AuditUpdate]:
    """Yield the account's networks as they are listed, and the grant rules of each as they are read.

    All regions are read unless some are given. Of the networks whose IDs are `known`, no rules are read.
    Close it early with `contextlib.aclosing`: what is in progress is then cancelled. Raises nothing of the
    cloud's: what could not be read is told.
    """
    kinds = [kind for kind in kinds if not regions or any(exists_in(kind, region) for region in regions)]

    async def read(kind: NetworkType, hand_over: Callable[[AuditUpdate], None]) -> None:
        async with asyncio.TaskGroup() as group:
            reader = _TypeReader(cloud, kind, turns, group, hand_over)
            named = dict.fromkeys(listed_in(kind, region) for region in regions if exists_in(kind, region))
            await reader.read(tuple(named) or await regions_to_ask(kind, cloud, ALL), known)

    turns = asyncio.Semaphore(_AT_A_TIME)
    if not regions:
        await regions_of(cloud)  # once, and not once a type
    async with aclosing(stream_bounded(read, kinds, bound=max(1, len(kinds)))) as updates:
        async for one in updates:
            yield one


async def read_network(cloud: "Cloud", network: Network) -> NetworkGrants:
    """Return a network as it is now, with its rules and the CENs that it is attached to."""
    kind = network_type(network.type)
    reads = [(calls.api, partial(calls.rules, cloud, network)) for calls in kind.apis]
    rules, unread = await _rules(reads, _attempt)
    details = await _attempt(None, partial(kind.details, cloud, network))
    return NetworkGrants(*_with_details(network, details, unread), merged(rules))


_Read: TypeAlias = Callable[[], Awaitable[_Found]]


class _Attempt(Protocol):
    """Returns what a read returns, or the error of the cloud that it raises."""

    async def __call__(self, what: GrantApi | None, read: _Read[_Found], /) -> _Found | CloudError: ...


async def _attempt(_: GrantApi | None, read: _Read[_Found]) -> _Found | CloudError:
    try:
        return await read()
    except CloudError as error:
        return error


async def _rules(
    reads: Sequence[tuple[GrantApi, _Read[tuple[GrantRule, ...]]]], attempt: _Attempt
) -> tuple[list[GrantRule], tuple[Unread, ...]]:
    rules: list[GrantRule] = []
    unread: list[Unread] = []
    for api, read in reads:
        found = await attempt(api, read)
        if isinstance(found, CloudError):
            unread.append(Unread(api, found))
        else:
            rules += found
    return rules, tuple(unread)


def _with_details(
    network: Network, details: Network | CloudError, unread: tuple[Unread, ...]
) -> tuple[Network, tuple[Unread, ...]]:
    """Return the network with what its details say of its attachments, or note that they are unread."""
    if isinstance(details, CloudError):
        return replace(network, attached=None, attachments=()), (*unread, Unread(None, details))
    return replace(network, attached=details.attached, attachments=details.attachments), unread


@dataclass(slots=True)
class _TypeReader:
    """Reads the rules of all networks of one type. Its reads are tasks of the `group`."""

    cloud: "Cloud"
    kind: NetworkType
    turns: asyncio.Semaphore
    group: asyncio.TaskGroup
    hand_over: Callable[[AuditUpdate], None]
    _failures: defaultdict[tuple[str, GrantApi | None], list[CloudError]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Those in a row until now, by region and by what was read."""
    _of_regions: dict[tuple[str, GrantApi], asyncio.Task[_RegionRules | CloudError]] = field(
        default_factory=dict
    )

    async def read(self, regions: Sequence[str], known: Collection[str]) -> None:
        listed: defaultdict[str, set[str]] = defaultdict(set)
        async with aclosing(list_regions(self.kind, self.cloud, regions)) as batches:
            async for batch in batches:
                self.hand_over(NetworksListed(self.kind.key, batch))
                listed[batch.region].update(network.id for network in batch.networks)
                for network in batch.networks:
                    if is_of_account(network, self.cloud.uid) and network.id not in known:
                        self.group.create_task(self._read(network))
                if batch.ended and (listed[batch.region] or batch.error is not None):
                    self.group.create_task(self._read_unlisted(batch.region, {*listed[batch.region], *known}))

    async def _read(self, network: Network) -> None:
        async with self.turns:
            attempt = partial(self._attempt, network.region)
            reads = [(calls.api, partial(self._rules_of, calls, network)) for calls in self.kind.apis]
            rules, unread = await _rules(reads, attempt)
            if rules and network.attached is not False and not network.attachments:
                details = await attempt(None, partial(self.kind.details, self.cloud, network))
                network, unread = _with_details(network, details, unread)
            self.hand_over(NetworkGrants(network, unread, merged(rules)))

    async def _read_unlisted(self, region: str, listed: Collection[str]) -> None:
        """Emit the rules of networks that the region's list lacks."""
        for calls in self.kind.apis:
            if not isinstance(calls, RegionGrantCalls):
                continue
            found = await self._rules_of_region(calls, calls.api, region)
            for network_id, rules in () if isinstance(found, CloudError) else found.items():
                if network_id not in listed:
                    network = Network(self.kind.key, network_id, "", region, self.cloud.uid, attached=None)
                    self.hand_over(NetworkGrants(network, (), rules))

    async def _attempt(self, region: str, what: GrantApi | None, read: _Read[_Found]) -> _Found | CloudError:
        """Read, unless the last reads of the like have failed in this region."""
        failures = self._failures[region, what]
        if len(failures) >= _MOST_FAILED_IN_A_ROW:
            return failures[-1]
        found = await _attempt(what, read)
        if isinstance(found, CloudError):
            failures.append(found)
        else:
            failures.clear()
        return found

    async def _rules_of(self, calls: GrantCalls, network: Network) -> tuple[GrantRule, ...]:
        if not isinstance(calls, RegionGrantCalls):
            return await calls.rules(self.cloud, network)
        found = await self._rules_of_region(calls, calls.api, network.region)
        if isinstance(found, CloudError):
            raise found
        return found.get(network.id, ())

    async def _rules_of_region(
        self, calls: RegionGrantCalls, api: GrantApi, region: str
    ) -> _RegionRules | CloudError:
        """Return the rules of a region, which are read once."""
        if (region, api) not in self._of_regions:
            read = partial(calls.region_rules, self.cloud, region)
            self._of_regions[region, api] = self.group.create_task(_attempt(api, read))
        return await self._of_regions[region, api]
