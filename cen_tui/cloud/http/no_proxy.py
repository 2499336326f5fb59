"""Which hosts NO_PROXY exempts, by the rules of Go's `net/http` (`golang.org/x/net/http/httpproxy`).

One thing is taken as Python and curl take it: a leading dot exempts the domain itself too.
"""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cen_tui.cloud.endpoints import Endpoint

_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One entry of the list: a host name or an address, perhaps with a port."""

    host: str
    port: int | None

    def covers(self, host: str, port: int) -> bool:
        """Tell whether a host is the one named, or lies in its domain."""
        if self.port not in {None, port}:
            return False
        return host == self.host or (not _is_address(host) and host.endswith(f".{self.host}"))


def is_exempt(endpoint: Endpoint, no_proxy: str) -> bool:
    """Tell whether calls to an endpoint go past the proxy.

    An entry is `*`, a domain (`.example.com` and `*.example.com` mean the same) or an address, either with
    `:port`, or a range of addresses.
    """
    parts = urlsplit(str(endpoint))
    host, port = (parts.hostname or "").rstrip("."), parts.port or _PORTS[endpoint.scheme]
    entries = [entry for entry in (one.strip().lower() for one in no_proxy.split(",")) if entry]
    return "*" in entries or any(_in_range(host, entry) or _matches(entry, host, port) for entry in entries)


def _matches(entry: str, host: str, port: int) -> bool:
    pattern = _pattern(entry)
    return pattern is not None and pattern.covers(host, port)


def _pattern(entry: str) -> _Pattern | None:
    """Return what an entry names, or None where that is nothing."""
    if _is_address(entry):
        return _Pattern(str(ipaddress.ip_address(entry)), None)
    try:
        parts = urlsplit(f"//{entry}")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    name = name.removeprefix("*").strip(".")
    return _Pattern(str(ipaddress.ip_address(name)) if _is_address(name) else name, port) if name else None


def _in_range(host: str, entry: str) -> bool:
    with suppress(ValueError):
        return "/" in entry and ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False)
    return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
