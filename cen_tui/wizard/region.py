"""The region of the networks: in which order regions are offered, and which one a typed text names."""

from collections.abc import Collection, Sequence
from typing import Final

from cen_tui.cloud.inventory.lookup import type_of
from cen_tui.cloud.inventory.regions import is_global
from cen_tui.cloud.regions import ALL, GLOBAL, Region, can_be_region
from cen_tui.i18n import gettext as _
from cen_tui.text import plain_text, safe
from cen_tui.wizard.draft import Presets

REGION_QUESTION: Final = _("Which region is the network in?")
NO_MATCH: Final = _("No region matches. Esc clears the filter.")


def place_of(region_id: str, preferred: str, recent: Sequence[str]) -> int:
    """Return the place of a region in the list, equal for those that keep the order of the cloud.

    First the one that the account's CLI profile prefers, then the recently used ones, then all regions.
    """
    first = dict.fromkeys(filter(None, (preferred, *recent, ALL)))
    return list(first).index(region_id) if region_id in first else len(first)


def is_listed(region_id: str, regions: Collection[Region]) -> bool:
    """Tell whether a region, or all of them together, is in the list."""
    return region_id == ALL or any(region.id == region_id for region in regions)


def unlisted(text: str, regions: Collection[Region]) -> str:
    """Return the ID of a region that was typed in full and is not in the list; empty for any other text."""
    region_id = plain_region(text)
    return region_id if can_be_region(region_id) and not is_listed(region_id, regions) else ""


def plain_region(text: str) -> str:
    """Return a typed region ID as the API writes it."""
    return plain_text(text).strip().lower()


def preset_region(presets: Presets) -> str:
    """Return the region that was named in advance; all of them where the networks named belong to none."""
    region = plain_region(presets.region)
    kinds = [type_of(network_id) for network_id in presets.networks]
    in_none = bool(kinds) and all(kind is not None and is_global(kind) for kind in kinds)
    return ALL if region == GLOBAL or (in_none and not region) else region


def not_listed(region_id: str) -> tuple[str, str]:
    """Return in sentences that a preset region is not in the list, and what to do."""
    advice = _("Select one below, or press Enter to use what was given as it is.")
    if not can_be_region(region_id):
        advice = _("A region ID looks like cn-hangzhou. Correct it above, or clear it with Esc.")
    return _("The region {region} is not in the list.").format(region=safe(region_id, limit=60)), advice
