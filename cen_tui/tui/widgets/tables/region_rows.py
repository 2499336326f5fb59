"""The rows of the region table, with the number of networks in each region once it was counted."""

from collections.abc import Iterable, Mapping
from typing import Final

from cen_tui.cloud.inventory.counts import Counted
from cen_tui.cloud.inventory.regions import is_global
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import ALL, GLOBAL, Region
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, ngettext, pgettext
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.wizard.amounts import of_type

_WIDTHS: Final = {kind.key: 5 if kind.key == "VPC" else 3 for kind in NETWORK_TYPES if not is_global(kind)}
COUNTED_TYPES: Final = " ".join(_WIDTHS)
"""The types that have a count in the row of a region."""
IN_NO_REGION: Final = _("{networks} in no region")
"""In the note of all regions together, as no row of a region can say it."""
_COUNTS: Final = " ".join(f"{key:>{width}}" for key, width in _WIDTHS.items())
_NAMED: Final = (Column(_("Region"), max_width=25), Column(_("Region ID"), max_width=21))
_NOTE: Final = Column(pgettext("list", "Note"), max_width=None)
COLUMNS: Final = (*_NAMED, Column(_COUNTS, max_width=len(_COUNTS)), _NOTE)
COLUMNS_WITHOUT_COUNTS: Final = (*_NAMED, _NOTE)


def row_of(region: Region, *, recent: bool, counts: bool, known: Counted | None) -> Row:
    """Return the row of a region; `counts` when there is a column for them, `known` once they are known."""
    failure = known.failure if known else ""
    notes = [word for word in (failure, _("recently used") if recent else "", region.note) if word]
    amounts = _amounts(known.amounts, exists=_possible(region), failure=bool(failure)) if known else ""
    return _row(region.id, region.name, amounts, " · ".join(notes), counts=counts)


def row_of_all(regions: Iterable[Region], known: Mapping[str, Counted], *, recent: bool, counts: bool) -> Row:
    """Return the row that stands for all regions together, with the sums once all was counted."""
    amounts, notes = "", [_("recently used")] if recent else []
    each = [known.get(region.id) for region in regions]
    whole = [one for one in each if one is not None]
    if whole and len(whole) == len(each):
        missed = sum(bool(one.failure) for one in whole)
        amounts = _amounts(_sums(whole), exists=frozenset(_WIDTHS), failure=bool(missed))
        notes = [*([_without(missed)] if missed else []), *notes]
    in_none = known[GLOBAL].amounts if GLOBAL in known else {}
    found = listed(of_type(amount, key) for key, amount in in_none.items() if amount)
    notes += [IN_NO_REGION.format(networks=found)] if found else []
    return _row(ALL, _("All regions"), amounts, " · ".join(notes) or _("all in one table"), counts=counts)


def _without(count: int) -> str:
    return ngettext("without {count:,} region", "without {count:,} regions", count).format(count=count)


def _sums(each: Iterable[Counted]) -> dict[str, int]:
    """Return how many networks of each type there are, of those types that were counted anywhere."""
    amounts = [one.amounts for one in each]
    counted_keys = {key for one in amounts for key in one}
    return {key: sum(one.get(key, 0) for one in amounts) for key in counted_keys}


def _row(key: str, name: str, amounts: str, note: str, *, counts: bool) -> Row:
    cells = (name, key, amounts, note) if counts else (name, key, note)
    # Digits that are typed filter by region, not by an amount.
    return Row(key, cells, search_text=f"{name} {key} {note}".casefold())


def _possible(region: Region) -> frozenset[str]:
    """Return the types that can exist in a region."""
    return frozenset(
        kind.key for kind in NETWORK_TYPES if (regions := kind.regions()) is None or region.id in regions
    )


def _amounts(amounts: Mapping[str, int], *, exists: frozenset[str], failure: bool) -> str:
    """Return the amounts under their headings: `-` where a type cannot be, `?` where it was not counted."""
    cells: list[str] = []
    for key, width in _WIDTHS.items():
        amount = amounts.get(key)
        missing = "?" if failure and key in exists else "-"
        cells.append(f"{missing if amount is None else _short(amount, width):>{width}}")
    return " ".join(cells)


def _short(amount: int, width: int) -> str:
    whole = f"{amount:,}"
    return whole if len(whole) <= width else f"{amount // 1000}k"
