"""The tabs of the network step: their order and labels, and what the command line says of them."""

from typing import Final

from textual.content import Content

from cen_tui.cloud.inventory.lookup import type_of
from cen_tui.cloud.networks import NETWORK_TYPES
from cen_tui.text import safe
from cen_tui.wizard.draft import Presets

KEYS: Final = tuple(kind.key for kind in NETWORK_TYPES)
"""The network types, in the order of their tabs."""
ADDRESSES: Final = ", ".join(dict.fromkeys(kind.address_heading for kind in NETWORK_TYPES))
"""What the networks' addresses are called."""
ABOUT: Final = "\n".join(f"{kind.key}  {kind.about}" for kind in NETWORK_TYPES)
"""What each type is, a line each."""


def tab_label(key: str, count: str = "", marked: int = 0) -> Content:
    """Return a tab's label: the digit that brings it to the front, how many it holds, how many are marked."""
    held = f" ({count})" if count else ""
    return Content(f"{KEYS.index(key) + 1} {key}{held}{f' *{marked:,}' if marked else ''}")


def what_is_wrong(presets: Presets) -> tuple[str, ...]:
    """Return why the type that the command line named cannot be, in sentences; none when it can."""
    wished = presets.type.upper()
    if wished and wished not in KEYS:
        return f"There is no network type {safe(presets.type)}.", f"--type takes one of {', '.join(KEYS)}."
    kinds = {one: kind for one in presets.networks if (kind := type_of(one))}
    other = next((one for one, kind in kinds.items() if wished and kind.key != wished), "")
    if not other:
        return ()
    return f"{safe(other)} is a {kinds[other].key}, not a {wished}.", "Choose the network from the list."


def first_tab(presets: Presets) -> str:
    """Return the tab of what the command line named, else the first."""
    by_id = next((kind.key for kind in map(type_of, presets.networks) if kind), "")
    wished = by_id or presets.type.upper()
    return wished if wished in KEYS else KEYS[0]
