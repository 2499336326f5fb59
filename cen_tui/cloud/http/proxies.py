"""Which proxy a request takes, by the environment's HTTPS_PROXY, HTTP_PROXY and NO_PROXY.

NO_PROXY is read by the rules of Go's `net/http` (`golang.org/x/net/http/httpproxy`), as the aliyun CLI reads
it, but for one thing, taken as Python and curl take it: a leading dot exempts the domain itself too.
"""

import ipaddress
import re
import urllib.request
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from cen_tui.cloud.endpoints import Endpoint
from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError, ErrorKind
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences

_PORTS: Final = {"https": 443, "http": 80}
_SCHEMES: Final = frozenset({"http", "https"})
_HOST: Final = re.compile(r"[\w.-]+|[0-9a-f:.]+(?:%\w+)?", re.IGNORECASE)
"""A name, or an address: IPv6 ones without their brackets."""


def proxy_for(endpoint: Endpoint) -> str | None:
    """Return the URL of the proxy for calls to an endpoint, or None for a direct connection.

    The variables are read in either case; NO_PROXY is honoured; a server on this machine is never
    asked through a proxy; `host:port` without a scheme is taken as http. Raises `CloudError` for a
    proxy that is not an HTTP proxy.
    """
    if endpoint.is_local:
        return None
    proxies = urllib.request.getproxies_environment()
    named = proxies.get(endpoint.scheme)
    if not named or is_exempt(endpoint, proxies.get("no", "")):
        return None
    url = named if "://" in named else f"http://{named}"
    variable = f"{endpoint.scheme.upper()}_PROXY"
    if not _is_clean(url):
        raise _unusable(
            _("{variable} holds no URL of a proxy that can be read.").format(variable=variable),
            _(
                "Write it as http://USER:PASSWORD@proxy.example:3128, and percent-encode what is special "
                "in user and password: %23 for #, %2F for /, %3F for ?, %40 for @, %3A for :."
            ),
        )
    if urlsplit(url).scheme.lower() not in _SCHEMES:
        raise _unusable(
            _("{variable} names a proxy that is not an HTTP proxy.").format(variable=variable),
            _("Name an HTTP proxy, such as http://proxy.example:3128, or list the host in NO_PROXY."),
        )
    return url


def is_exempt(endpoint: Endpoint, no_proxy: str) -> bool:
    """Tell whether calls to an endpoint go past the proxy.

    An entry is `*`, a domain (`.example.com` and `*.example.com` mean the same) or an address, either with
    `:port`, or a range of addresses.
    """
    parts = urlsplit(str(endpoint))
    host, port = (parts.hostname or "").rstrip("."), parts.port or _PORTS[endpoint.scheme]
    entries = [one.strip().lower() for one in no_proxy.split(",")]
    return "*" in entries or any(_in_range(host, entry) or _covers(entry, host, port) for entry in entries)


def _in_range(host: str, entry: str) -> bool:
    with suppress(ValueError):
        return "/" in entry and ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False)
    return False


def _covers(entry: str, host: str, port: int) -> bool:
    """Tell whether an entry names a host, or a domain that it lies in."""
    try:
        parts = urlsplit(f"//[{entry}]" if _address(entry).count(":") else f"//{entry}")
        name, named_port = (parts.hostname or "").removeprefix("*").strip("."), parts.port
    except ValueError:
        return False
    if not name or named_port not in {None, port}:
        return False
    return host == (_address(name) or name) or (not _address(host) and host.endswith(f".{name}"))


def _address(name: str) -> str:
    """Return an IP address in its shortest form; empty for what is none."""
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return ""


def _is_clean(url: str) -> bool:
    """Tell whether a URL is a scheme, perhaps a user, a host and perhaps a port, and nothing else.

    A password with an unescaped `#`, `/`, `?` or `@` ends the host's part early, or begins it late.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    rest = url.partition("://")[2]
    return (
        bool(_HOST.fullmatch(host))
        and port != 0
        and rest.removesuffix("/") == parts.netloc
        and parts.netloc.count("@") <= 1
    )


def _unusable(detail: str, advice: str) -> CloudError:
    return CloudError(
        _("The proxy cannot be used"),
        kind=ErrorKind.TRANSPORT,
        detail=sentences(detail, NOTHING_SENT),
        advice=advice,
    )


def proxy_name(url: str) -> str:
    """Return the host and port of a URL that `proxy_for` gave, without the user and password in it."""
    return urlsplit(url).netloc.rpartition("@")[2]
