"""The network step without a screen: what the flags name, what is selected, and what is said of a list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from cen_tui.cloud.inventory.cache import ListedNetworks
from cen_tui.cloud.inventory.lookup import LookedUp, type_of
from cen_tui.cloud.inventory.regions import listed_in
from cen_tui.cloud.networks.base import CenTarget, Network, NetworkType
from cen_tui.cloud.networks.grant_apis import RulesRead
from cen_tui.cloud.networks.registry import NETWORK_TYPES, network_type
from cen_tui.cloud.regions import ALL, GLOBAL, region_name
from cen_tui.text import ago, counted, safe
from cen_tui.wizard.draft import Presets

KEYS: Final = tuple(kind.key for kind in NETWORK_TYPES)
"""The network types, in their order."""
OTHER_TYPE: Final = "{network} is of the type {type}, not {wanted}."
SELECT_FROM_LIST: Final = "Select the network from the list."
NO_MATCH: Final = "No network matches the filter. Esc clears it."
INCOMPLETE: Final = "The list is not complete; r reloads it."
STOPPED: Final = "Stopped: the list is not complete; r reloads it."
BROKEN: Final = "Stopped by an unexpected error: the list is not complete; r reloads it."


class Refusal(NamedTuple):
    """Why networks cannot be continued with, and what to do."""

    happened: str
    advice: str


def first_type(presets: Presets) -> str:
    """Return the type of what the command line named, else the first."""
    by_id = next((kind.key for kind in map(type_of, presets.networks) if kind), "")
    wished = by_id or presets.type.upper()
    return wished if wished in KEYS else KEYS[0]


def preset_problem(presets: Presets) -> Refusal | None:
    """Return why the type that the command line named cannot be, if it cannot."""
    wished = presets.type.upper()
    if wished and wished not in KEYS:
        happened = f"There is no network type {safe(presets.type)}."
        return Refusal(happened, f"--type takes one of {', '.join(KEYS)}.")
    kinds = {one: kind for one in presets.networks if (kind := type_of(one))}
    other = next((one for one, kind in kinds.items() if wished and kind.key != wished), "")
    if not other:
        return None
    return Refusal(
        OTHER_TYPE.format(network=safe(other), type=kinds[other].key, wanted=wished), SELECT_FROM_LIST
    )


def lookup_problem(found: LookedUp, region: str) -> Refusal | None:
    """Return why the networks that the command line named cannot be continued with, if they cannot."""
    if found.missing:
        places = {listed_in(kind, region) if (kind := type_of(one)) else region for one in found.missing}
        where = "any region" if places == {ALL} else place_of(region if region in places else GLOBAL)
        named = ", ".join(map(safe, found.missing))
        advice = "Check the ID, the region and the account, or select from the list."
        return Refusal(f"Not found in {where}: {named}.", advice)
    return unfit(found.networks)


def unfit(networks: Iterable[Network]) -> Refusal | None:
    """Return why the first of these networks that cannot be granted cannot, if there is one."""
    for network in networks:
        if not network.grantable:
            return Refusal(f"{network.id} cannot be granted now.", network.obstacle)
    return None


def selection_text(networks: Sequence[Network]) -> str:
    """Say how many networks are selected, and what can be done with them; empty where none is."""
    if not networks:
        return ""
    by_type = Counter(network.type for network in networks)
    each = ", ".join(f"{by_type[key]:,} {key}" for key in KEYS if by_type[key])
    them = "it" if len(networks) == 1 else "them"
    selected = counted(len(networks), "network")
    return f"{selected} selected ({each}). Enter continues with {them}, u deselects."


def place_of(region: str) -> str:
    """Return a region ID, or in words that it is all of them, or none."""
    return {ALL: "all regions", GLOBAL: "this account"}.get(region, region)


def reading_text(kind: NetworkType, region: str, progress: str = "") -> str:
    """Say that a list is being read, and how far that has come."""
    return f"Reading the {kind.key}s of {place_of(region)}… {f'{progress} ' if progress else ''}(Esc stops)"


def listed_text(count: int, kind: NetworkType, region: str) -> str:
    """Say that a list is complete, and what to do."""
    held = f"{counted(count, kind.key)} in {place_of(region)}"
    return f"{held}. Enter continues, Space selects several."


def aged_text(held: ListedNetworks, kind: NetworkType, region: str) -> str:
    """Say how old a list is, and what to do."""
    whole = "" if held.complete else ", not complete"
    amount = counted(len(held.networks), kind.key)
    return f"{amount} in {place_of(region)}{whole}, loaded {ago(held.age)}. r reloads, Enter continues."


def lacking_text(held: ListedNetworks) -> str:
    """Say how much of a list could not be read, as far as that is known, and what r does."""
    if not held.networks:
        return "r retries."
    if not held.to_read_again:
        return INCOMPLETE
    if not held.lacking:
        return "The list is not complete; r loads what is missing."
    return f"{held.lacking:,} of {held.total:,} could not be read; r loads them."


def elsewhere_text(kind: NetworkType, region: str) -> str:
    """Say that a type cannot exist in a region, and where it can."""
    home = kind.home_region(region)
    regions = kind.regions() or ()
    lines = [f"No {kind.key} can exist in {region_name(region)}.", ""]
    if home in regions:
        lines += [
            f"The {kind.key}s that serve it are in {region_name(home)} ({home}).",
            f"Press Enter to list the {kind.key}s of {home}.",
            "",
        ]
    lines += [f"{kind.key}s exist in: {', '.join(regions)}.", "Esc goes back to the regions."]
    return "\n".join(lines)


def nothing_text(kind: NetworkType, region: str) -> str:
    """Say that the account has none of a type in a region, and what to do."""
    if region == GLOBAL:
        return f"This account has no {kind.key}.\n\nThe arrow keys show the other network types."
    place = "any region" if region == ALL else region_name(region)
    return (
        f"This account has no {kind.key} in {place}.\n\n"
        "Esc goes back to select another region; the arrow keys show the other network types."
    )


@dataclass(slots=True)
class GrantCounts:
    """To how many CENs each network is granted, as far as its grant rules were read."""

    _targets: dict[str, set[CenTarget]] = field(default_factory=dict)
    _reads: Counter[str] = field(default_factory=Counter)
    _failed: set[str] = field(default_factory=set)

    def lacking(self, networks: Iterable[Network]) -> tuple[Network, ...]:
        """Return those of the networks whose rules were not all read yet."""
        return tuple(network for network in networks if not self._is_read(network))

    def _is_read(self, network: Network) -> bool:
        return self._reads[network.id] >= len(network_type(network.type).apis)

    def take(self, read: RulesRead) -> None:
        """Note what one API shows of a network's rules, or that it could not be read."""
        network_id = read.network.id
        self._reads[network_id] += 1
        self._targets.setdefault(network_id, set()).update(rule.target for rule in read.rules)
        if read.error is not None:
            self._failed.add(network_id)

    def forget(self, network_ids: Iterable[str]) -> None:
        """Have the rules of these networks read anew: they may have changed."""
        for network_id in network_ids:
            self._reads.pop(network_id, None)
            self._targets.pop(network_id, None)
            self._failed.discard(network_id)

    def text(self, network: Network) -> str:
        """Return `no`, `1 CEN`, `2 CENs`; `1+` or `?` where some rules could not be read; else nothing."""
        if not self._is_read(network):
            return ""
        count = len(self._targets[network.id])
        if network.id in self._failed:
            return f"{count}+" if count else "?"
        return counted(count, "CEN") if count else "no"
