"""The network step without a screen: what the flags name, what is selected, and what is said of a list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from cen_tui.cloud.inventory.cache import ListedNetworks
from cen_tui.cloud.inventory.lookup import LookedUp, type_of
from cen_tui.cloud.inventory.regions import listed_in
from cen_tui.cloud.networks.base import Network, NetworkType
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import ALL, GLOBAL, region_name
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, ngettext
from cen_tui.text import ago, safe
from cen_tui.wizard import amounts
from cen_tui.wizard.draft import Presets

KEYS: Final = tuple(kind.key for kind in NETWORK_TYPES)
"""The network types, in their order."""
OTHER_TYPE: Final = _("{network} is of the type {type}, not {wanted}.")
SELECT_FROM_LIST: Final = _("Select the network from the list.")
NO_MATCH: Final = _("No network matches the filter. Esc clears it.")
INCOMPLETE: Final = _("The list is not complete; r reloads it.")
STOPPED: Final = _("Stopped: the list is not complete; r reloads it.")
BROKEN: Final = _("Stopped by an unexpected error: the list is not complete; r reloads it.")
_NOT_FOUND: Final = _("Not found in {place}: {networks}.")
_NOT_FOUND_ANYWHERE: Final = _("Not found in any region: {networks}.")
_READING: Final = _("Reading the {type}s of {place}… (Esc stops)")
_READING_SO_FAR: Final = _("Reading the {type}s of {place}… {progress} (Esc stops)")
_AGED: Final = _("{amount} in {place}, loaded {age}. r reloads, Enter continues.")
_AGED_INCOMPLETE: Final = _("{amount} in {place}, not complete, loaded {age}. r reloads, Enter continues.")
_NONE_CAN_EXIST: Final = _("No {type} can exist in {region}.")
_SERVED_FROM: Final = _(
    "The {type}s that serve it are in {name} ({region}).\nPress Enter to list the {type}s of {region}."
)
_EXIST_IN: Final = _("{type}s exist in: {regions}.\nEsc goes back to the regions.")
_NONE: Final = _("This account has no {type}.\n\nThe arrow keys show the other network types.")
_NONE_IN: Final = _("This account has no {type} in {region}.")
_NONE_ANYWHERE: Final = _("This account has no {type} in any region.")
_ELSEWHERE: Final = _("Esc goes back to select another region; the arrow keys show the other network types.")


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
        happened = _("There is no network type {type}.").format(type=safe(presets.type))
        return Refusal(happened, _("--type takes one of {types}.").format(types=listed(KEYS)))
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
        where = place_of(region if region in places else GLOBAL)
        happened = _NOT_FOUND_ANYWHERE if places == {ALL} else _NOT_FOUND
        return Refusal(
            happened.format(place=where, networks=listed(map(safe, found.missing))),
            _("Check the ID, the region and the account, or select from the list."),
        )
    return unfit(found.networks)


def unfit(networks: Iterable[Network]) -> Refusal | None:
    """Return why the first of these networks that cannot be granted cannot, if there is one."""
    for network in networks:
        if not network.grantable:
            return Refusal(_("{network} cannot be granted now.").format(network=network.id), network.obstacle)
    return None


def selection_text(networks: Sequence[Network]) -> str:
    """Say how many networks are selected, and what can be done with them; empty where none is."""
    if not networks:
        return ""
    by_type = Counter(network.type for network in networks)
    each = listed(f"{by_type[key]:,} {key}" for key in KEYS if by_type[key])
    return ngettext(
        "{count:,} network selected ({types}). Enter continues with it, u deselects.",
        "{count:,} networks selected ({types}). Enter continues with them, u deselects.",
        len(networks),
    ).format(count=len(networks), types=each)


def place_of(region: str) -> str:
    """Return a region ID, or in words that it is all of them, or none."""
    return {ALL: _("all regions"), GLOBAL: _("this account")}.get(region, region)


def reading_text(kind: NetworkType, region: str, progress: str = "") -> str:
    """Say that a list is being read, and how far that has come."""
    reading = _READING_SO_FAR if progress else _READING
    return reading.format(type=kind.key, place=place_of(region), progress=progress)


def listed_text(count: int, kind: NetworkType, region: str) -> str:
    """Say that a list is complete, and what to do."""
    return _("{amount} in {place}. Enter continues, Space selects several.").format(
        amount=amounts.of_type(count, kind.key), place=place_of(region)
    )


def aged_text(held: ListedNetworks, kind: NetworkType, region: str) -> str:
    """Say how old a list is, and what to do."""
    says = _AGED if held.complete else _AGED_INCOMPLETE
    amount = amounts.of_type(len(held.networks), kind.key)
    return says.format(amount=amount, place=place_of(region), age=ago(held.age))


def lacking_text(held: ListedNetworks) -> str:
    """Say how much of a list could not be read, as far as that is known, and what r does."""
    if not held.networks:
        return _("r retries.")
    if not held.to_read_again:
        return INCOMPLETE
    if not held.lacking:
        return _("The list is not complete; r loads what is missing.")
    return _("{lacking:,} of {total:,} could not be read; r loads them.").format(
        lacking=held.lacking, total=held.total
    )


def elsewhere_text(kind: NetworkType, region: str) -> str:
    """Say that a type cannot exist in a region, and where it can."""
    home = kind.home_region(region)
    regions = kind.regions() or ()
    lines = [_NONE_CAN_EXIST.format(type=kind.key, region=region_name(region)), ""]
    if home in regions:
        lines += [_SERVED_FROM.format(type=kind.key, name=region_name(home), region=home), ""]
    lines += [_EXIST_IN.format(type=kind.key, regions=listed(regions))]
    return "\n".join(lines)


def nothing_text(kind: NetworkType, region: str) -> str:
    """Say that the account has none of a type in a region, and what to do."""
    if region == GLOBAL:
        return _NONE.format(type=kind.key)
    nothing = _NONE_ANYWHERE if region == ALL else _NONE_IN
    return "\n\n".join([nothing.format(type=kind.key, region=region_name(region)), _ELSEWHERE])
