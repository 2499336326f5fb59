"""The configured connection: the endpoint, the proxies, the certificates. Nothing is sent."""

from typing import Final

from cen_tui.cloud.endpoints import Product, endpoint_for, endpoint_name, named_endpoint
from cen_tui.cloud.errors.base import CloudError
from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, pgettext
from cen_tui.text import safe

_PROXIES: Final = ("https_proxy", "http_proxy")
A_REGION: Final = "cn-hangzhou"
"""Its servers are tested in place of those of all regions."""


def check_connection(host: Host) -> list[Finding]:
    """Return which endpoint, proxy and certificates calls would use."""
    return [_endpoint(host), *_proxy(host), *_certificates(host)]


def _endpoint(host: Host) -> Finding:
    named = endpoint_name(host.endpoint)
    try:
        endpoint = named_endpoint(host.endpoint, host.environ)
    except ValueError as error:
        return problem("endpoint", str(error), _("Correct {name}, or leave it out.").format(name=named))
    if endpoint is None:
        return ok("endpoint", _("The public ones of Alibaba Cloud."))
    says = _("All calls go to {endpoint} ({name}).")
    return ok("endpoint", says.format(endpoint=endpoint, name=named))


def _proxy(host: Host) -> list[Finding]:
    if not any(name.lower() in _PROXIES and value for name, value in host.environ.items()):
        return [ok("proxy", pgettext("proxy", "None is set."))]
    from cen_tui.cloud.http.proxies import proxy_for, proxy_name

    try:
        endpoint = named_endpoint(host.endpoint, host.environ) or endpoint_for(Product.VPC, A_REGION)
        proxy = proxy_for(endpoint)
    except ValueError:
        return []
    except CloudError as error:
        return [problem("proxy", error.detail, error.advice)]
    if proxy is None:
        says = _("One is set, and calls to {host} do not take it (NO_PROXY, or its kind).")
        return [note("proxy", says.format(host=endpoint.host))]
    says = _("Calls to {host} go through {proxy}.")
    return [ok("proxy", says.format(host=endpoint.host, proxy=safe(proxy_name(proxy), limit=120)))]


def _certificates(host: Host) -> list[Finding]:
    """Load the bundles as a call would: one that holds no certificate stops it as one that is absent does."""
    from cen_tui.cloud.http.tls import check, named_bundles

    named = named_bundles(host.environ)
    broken: list[Finding] = []
    for name, bundle in named.items():
        try:
            check({name: bundle})
        except CloudError as error:
            broken.append(problem("certificates", error.detail, error.advice))
    if broken or not named:
        return broken
    bundles = listed(safe(bundle, limit=120) for bundle in dict.fromkeys(named.values()))
    says = _("Those of {bundles} are trusted too ({names}).")
    return [ok("certificates", says.format(bundles=bundles, names=listed(named)))]
