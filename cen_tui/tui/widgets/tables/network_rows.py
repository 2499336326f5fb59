"""How networks stand in a table, and the labels of the tabs above it."""

from typing import Final

from textual.content import Content

from cen_tui.cloud.inventory.cache import ListedNetworks, MissingPages
from cen_tui.cloud.networks.base import Network, NetworkType
from cen_tui.cloud.regions import ALL, region_label
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.tui.widgets.tables.rows import Column, Row, by_address, search_text_of
from cen_tui.wizard.attached import ATTACHED_WORDS
from cen_tui.wizard.networks import KEYS

CANNOT: Final = "!"
"""Stands before a network that cannot be granted as it is."""
_MORE_TO_FIND: Final = frozenset({_("Description"), _("Resource group")})
"""The facts that a filter looks through, beside all columns and the tags."""

_LONGEST_CIDR: Final = len("192.168.100.0/24")
_USUAL_CIDR: Final = len("10.20.0.0/16")


def tab_label(key: str, count: str = "", selected: int = 0) -> Content:
    """Return a tab's label: the digit that opens it, how many networks it holds, how many are selected."""
    held = f" ({count})" if count else ""
    return Content(f"{KEYS.index(key) + 1} {key}{held}{f' *{selected:,}' if selected else ''}")


def columns_of(kind: NetworkType, region: str, *, grants: bool) -> tuple[Column, ...]:
    """Return the columns of a list; `grants` for one that says to how many CENs each network is granted.

    On a narrow line the least needed columns give way, so that names and addresses can be told apart. In a
    list of all regions the status gives way to the region.
    """
    everywhere = region == ALL
    fourth = Column(_("Region"), max_width=15) if everywhere else Column(_("Status"), max_width=11, room=90)
    address = _USUAL_CIDR if everywhere else _LONGEST_CIDR
    attached_room = 90 if everywhere and grants else 72
    granted = (Column(_("Granted"), max_width=7, room=72 if everywhere else 0),) if grants else ()
    return (
        Column("ID", max_width=25, keeps_end=True),
        Column(_("Name"), max_width=None, keeps_end=True),
        Column(kind.address_heading, max_width=None, min_width=address, sort_key=by_address),
        fourth,
        Column(_("Attached"), max_width=8, room=attached_room),
        *granted,
    )


def row_of(network: Network, rank: int = 0, *, everywhere: bool = False, granted: str | None = None) -> Row:
    """Return a network's row; `everywhere` in a list of all regions, `granted` in one with that column."""
    attached, status = ATTACHED_WORDS[network.attached], status_word(network.status)
    fourth = region_label(network.region) if everywhere else status or "-"
    cells = (network.id, network.name or "-", network.address, fourth, attached)
    more = (
        status,
        *(f"{tag.key}={tag.value}" for tag in network.tags),
        *(fact.value for fact in network.facts if fact.label in _MORE_TO_FIND),
    )
    return Row(
        network.id,
        cells if granted is None else (*cells, granted),
        dim=not network.grantable,
        sign=" " if network.grantable else CANNOT,
        rank=rank,
        search_text=search_text_of((*cells, *more)),
    )


def gap_rows(held: ListedNetworks, page_size: int, columns: int, *, everywhere: bool) -> list[Row]:
    """Return a row for the pages of each place that could not be read."""
    return [
        _gap_row(missing, held.size_of(missing, page_size), columns, everywhere=everywhere)
        for missing in held.missing_pages
    ]


def _gap_row(missing: MissingPages, size: int, columns: int, *, everywhere: bool) -> Row:
    """Return the row that stands for pages that could not be read, with so many networks on them."""
    cells = [_("({count:,} not read; r loads)").format(count=size), *[""] * (columns - 1)]
    if everywhere:
        cells[3] = missing.region
    key = f"pages {missing.first} of {missing.region}"
    return Row(key, tuple(cells), dim=True, rank=missing.rank, gap=True)
