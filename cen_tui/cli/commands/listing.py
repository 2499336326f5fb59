"""The commands `cen-tui networks` and `cen-tui rules`: what the wizard lists, on standard output."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Final

from cen_tui.cli.arguments import UsageError
from cen_tui.cli.commands.listing_flags import ListingFlags
from cen_tui.cli.output import write_out
from cen_tui.cli.signed_in import in_a_line, read_only_session, run_signed_in, warn
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.cache import ListedNetworks
from cen_tui.cloud.inventory.lookup import look_up
from cen_tui.cloud.inventory.multi_region import list_regions
from cen_tui.cloud.inventory.regions import exists_in, is_global, listed_in, regions_to_ask
from cen_tui.cloud.networks.base import GrantRule, Network, NetworkType
from cen_tui.cloud.networks.grant_apis import merged, read_rules
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import ALL, GLOBAL
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed
from cen_tui.session import SignedIn
from cen_tui.text import safe
from cen_tui.wizard.listing import json_lines, network_record, networks_table, rule_record, rules_table

_FAILED: Final = 1
NO_NETWORKS: Final = _("No networks.\n")
NO_RULES: Final = _("No grant rules: no account has been authorized yet.\n")


@dataclass(slots=True)
class Failures:
    """What could not be read, the same error of several places once."""

    _places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: str, error: CloudError) -> None:
        """Note what could not be read, and why."""
        self._places[in_a_line(error)].append(place)

    def report(self) -> int:
        """Say what could not be read on standard error, and return the exit code."""
        for says, places in self._places.items():
            warn(_("{places}: {error}").format(places=listed(places), error=says))
        return _FAILED if self._places else 0


def print_networks(flags: ListingFlags, environ: Mapping[str, str]) -> int:
    """Print the networks that the flags ask for, and return the exit code.

    Raises:
        UsageError: a type that is none or cannot be in a region, or no account that is meant.
    """
    kinds = kinds_of(flags)
    failures = Failures()

    async def read(signed: SignedIn) -> list[Network]:
        return [network for kind in kinds for network in await _listed(kind, signed.cloud, flags, failures)]

    with read_only_session(demo=flags.demo, endpoint=flags.endpoint, environ=environ) as session:
        networks = run_signed_in(session, flags.account, read)
    if networks is None:
        return _FAILED
    code = failures.report()
    if flags.json:
        return write_out(json_lines(map(network_record, networks))) or code
    if not networks and code:
        return code
    return write_out(networks_table(networks) if networks else NO_NETWORKS) or code


def kinds_of(flags: ListingFlags) -> tuple[NetworkType, ...]:
    """Return the network types that the flags ask for. Raises `UsageError` for one that cannot be."""
    known = {kind.key: kind for kind in NETWORK_TYPES}
    for key in flags.types:
        if key not in known:
            says = _("--type takes one of {known}, not {type}.")
            raise UsageError(says.format(known=listed(known), type=safe(key, limit=60)))
        if flags.regions and not any(exists_in(known[key], region) for region in flags.regions):
            says = _("no {type} can exist in {regions}; {type}s exist in: {homes}.")
            homes = listed(known[key].regions() or (_("all regions"),))
            raise UsageError(says.format(type=key, regions=listed(flags.regions), homes=homes))
    everywhere = not flags.regions or GLOBAL in flags.regions
    named = flags.types or (key for key in known if everywhere or not is_global(known[key]))
    return tuple(known[key] for key in named)


async def _listed(kind: NetworkType, cloud: Cloud, flags: ListingFlags, failures: Failures) -> list[Network]:
    named = dict.fromkeys(listed_in(kind, region) for region in flags.regions if exists_in(kind, region))
    regions = tuple(named) if flags.regions else await regions_to_ask(kind, cloud, ALL)
    held = ListedNetworks(regions=regions)
    async with aclosing(list_regions(kind, cloud, regions)) as batches:
        async for batch in batches:
            held.take(batch)
            if batch.error is not None:
                place = _("{type}s of {region}").format(type=kind.key, region=batch.region)
                failures.add(place, batch.error)
    return [network for network, _rank in sorted(held.ranked(), key=lambda ranked: ranked[1])]


def print_rules(flags: ListingFlags, environ: Mapping[str, str]) -> int:
    """Print the grant rules of the networks that the flags name, and return the exit code.

    Raises:
        UsageError: no account that is meant.
    """
    failures = Failures()

    async def read(signed: SignedIn) -> tuple[tuple[str, ...], list[tuple[Network, GrantRule]]]:
        found = await look_up(signed.cloud, flags.regions[0] if flags.regions else ALL, flags.networks)
        return found.missing, await _rules(found.networks, signed.cloud, failures)

    with read_only_session(demo=flags.demo, endpoint=flags.endpoint, environ=environ) as session:
        answer = run_signed_in(session, flags.account, read)
    if answer is None:
        return _FAILED
    missing, rules = answer
    code = failures.report()
    if missing:
        if flags.regions:
            says = _("Not found in {region}: {networks}. Check the ID, the region and the account.")
        else:
            says = _("Not found in any region: {networks}. Check the ID, the region and the account.")
        where = flags.regions[0] if flags.regions else ""
        warn(says.format(region=where, networks=listed(map(safe, missing))))
        code = _FAILED
    if flags.json:
        return write_out(json_lines(rule_record(network, rule) for network, rule in rules)) or code
    if not rules and code:
        return code
    return write_out(rules_table(rules) if rules else NO_RULES) or code


async def _rules(
    networks: tuple[Network, ...], cloud: Cloud, failures: Failures
) -> list[tuple[Network, GrantRule]]:
    found: dict[str, list[GrantRule]] = defaultdict(list)
    async with aclosing(read_rules(cloud, networks)) as reads:
        async for read in reads:
            found[read.network.id] += read.rules
            if read.error is not None:
                place = _("{network} ({api} rules)").format(network=read.network.id, api=read.api.value)
                failures.add(place, read.error)
    return [(network, rule) for network in networks for rule in merged(found[network.id])]
