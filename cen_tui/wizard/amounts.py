"""How many of something there are, in words."""

from cen_tui.i18n import ngettext


def networks(count: int) -> str:
    """Return `1 network`, `2 networks`."""
    return ngettext("{count:,} network", "{count:,} networks", count).format(count=count)


def grant_rules(count: int) -> str:
    """Return `1 grant rule`, `2 grant rules`."""
    return ngettext("{count:,} grant rule", "{count:,} grant rules", count).format(count=count)


def cens(count: int) -> str:
    """Return `1 CEN`, `2 CENs`."""
    return ngettext("{count:,} CEN", "{count:,} CENs", count).format(count=count)


def of_type(count: int, key: str) -> str:
    """Return `1 VPC`, `2 VPCs`."""
    return ngettext("{count:,} {type}", "{count:,} {type}s", count).format(count=count, type=key)
