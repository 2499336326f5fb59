"""How networks stand in a table, and what is said in its place when there are none."""

from cen_tui.cloud.inventory.cache import MissingPages
from cen_tui.cloud.networks.base import Network, NetworkType
from cen_tui.cloud.regions import ALL, region_name
from cen_tui.tui.widgets.tables.rows import Column, Row


def columns_of(kind: NetworkType, region: str) -> tuple[Column, ...]:
    """Return the columns of a list. In one of all regions the status gives way: dim rows are not ready."""
    named = (Column("ID", most=25), Column("Name", most=None), Column(kind.address_heading, most=None))
    fourth = Column("Region", most=15) if region == ALL else Column("Status", most=11)
    return (*named, fourth, Column("Attached", most=8))


def row_of(network: Network, rank: int = 0, *, everywhere: bool = False) -> Row:
    """Return the row of a network; `everywhere` for a list of all regions."""
    attached = "yes" if network.attached else "no"
    fourth = network.region if everywhere else network.status or "-"
    cells = (network.id, network.name or "-", network.address, fourth, attached)
    return Row(network.id, cells, dim=not network.grantable, rank=rank)


def gap_row(missing: MissingPages, size: int, *, everywhere: bool = False) -> Row:
    """Return the row that stands for pages that could not be read, with so many networks on them."""
    cells = (f"({size:,} not read; r asks)", "", "", missing.region if everywhere else "", "")
    key = f"pages {missing.first} of {missing.region}"
    return Row(key, cells, dim=True, rank=missing.rank, gap=True)


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
    place = "any region" if region == ALL else region_name(region)
    return (
        f"This account has no {kind.key} in {place}.\n\n"
        "Esc goes back to choose another region; the arrow keys show the other network types."
    )
