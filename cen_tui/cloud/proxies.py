"""Which proxy a request takes, by the environment's HTTPS_PROXY, HTTP_PROXY and NO_PROXY."""

import urllib.request
from typing import Final
from urllib.parse import urlsplit

from cen_tui.cloud.endpoint import Endpoint, is_loopback
from cen_tui.cloud.errors import CloudError, ErrorKind

_SCHEMES: Final = frozenset({"http", "https"})


def proxy_for(endpoint: Endpoint) -> str | None:
    """Return the URL of the proxy for calls to an endpoint, or None for a direct connection.

    The variables are read in either case; NO_PROXY is honoured; a server on this machine is never
    asked through a proxy; `host:port` without a scheme is taken as http. Raises `CloudError` for a
    proxy that is not an HTTP proxy.
    """
    if is_loopback(urlsplit(str(endpoint)).hostname or ""):
        return None
    proxies = urllib.request.getproxies_environment()
    named = proxies.get(endpoint.scheme)
    if not named or _is_exempt(endpoint.host, proxies):
        return None
    url = named if "://" in named else f"http://{named}"
    if urlsplit(url).scheme.lower() not in _SCHEMES:
        raise CloudError(
            "The proxy cannot be used",
            kind=ErrorKind.TRANSPORT,
            happened=f"{endpoint.scheme.upper()}_PROXY names a proxy that is not an HTTP proxy. "
            "Nothing was sent.",
            advice="Name an HTTP proxy, such as http://proxy.example:3128, or list the host in NO_PROXY.",
        )
    return url


def _is_exempt(host: str, proxies: dict[str, str]) -> bool:
    """Tell whether NO_PROXY lists the host."""
    return bool(urllib.request.proxy_bypass_environment(host, proxies))  # type: ignore[attr-defined]  # no stub


def proxy_name(url: str) -> str:
    """Return a proxy's host and port, without the user and password that its URL may hold."""
    return urlsplit(url).netloc.rpartition("@")[2]
