"""Where calls go: the host of every product and region, or the one endpoint that was named instead."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, urlsplit

from cen_tui.cloud.defaults import ENDPOINT_VARIABLE, STS_VARIABLE
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.i18n import gettext as _
from cen_tui.text import safe


class Product(StrEnum):
    """An Alibaba Cloud product, by the name its endpoints have; in the order in which they are called."""

    STS = "sts"
    VPC = "vpc"
    SMARTAG = "smartag"
    CBN = "cbn"
    ECR = "expressconnectrouter"

    @property
    def ram_code(self) -> str:
        """The product's name in RAM policies: CEN's differs from its endpoint's."""
        return "cen" if self is Product.CBN else self.value

    @property
    def is_regional(self) -> bool:
        """Whether it has a server in each region, and not one for all."""
        return self in {Product.VPC, Product.SMARTAG}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that answers API calls. `str()` gives its URL."""

    host: str
    """Host name or address, with `:port` where it is not the scheme's own."""
    secure: bool = True

    @property
    def scheme(self) -> str:
        """`https`, or `http` for a server on this machine."""
        return "https" if self.secure else "http"

    @property
    def is_local(self) -> bool:
        """Whether it is a server on this machine."""
        return is_loopback(urlsplit(str(self)).hostname or "")

    @property
    def takes_tokens(self) -> bool:
        """Whether a token for STS may be sent here: to the cloud's own domain, or to this machine."""
        name = urlsplit(str(self)).hostname or ""
        return self.is_local or name.endswith(".aliyuncs.com")

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}"


_REGION_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_REGION_ID: Final = 40
STS_HOST: Final = "sts.aliyuncs.com"
"""The public host of STS. Some networks let nothing through to it, and only to those of a region."""
_GLOBAL_HOSTS: Final = {
    Product.CBN: "cbn.aliyuncs.com",
    Product.ECR: "expressconnectrouter.cn-shanghai.aliyuncs.com",
    Product.STS: STS_HOST,
}
"""The hosts that answer for every region. That of ECR names one region, and holds those of all."""
_CENTRAL_VPC_REGIONS: Final = frozenset(
    {
        "cn-hangzhou",
        "cn-hangzhou-finance",
        "cn-shanghai-finance-1",
        "cn-shenzhen-finance-1",
        "cn-north-2-gov-1",
    }
)


def endpoint_for(product: Product, region: str) -> Endpoint:
    """Return the public endpoint of a product in a region.

    Raises `CloudError` when `region` has not the shape of a region ID: it would become part of a
    host name.
    """
    if host := _GLOBAL_HOSTS.get(product):
        return Endpoint(host)
    check_region(region)
    if product is Product.VPC and region in _CENTRAL_VPC_REGIONS:
        return Endpoint("vpc.aliyuncs.com")
    return Endpoint(f"{product}.{region}.aliyuncs.com")


def check_region(region: str) -> None:
    """Raise `CloudError` unless `region` has the shape of a region ID, such as `cn-hangzhou`."""
    if _REGION_ID.fullmatch(region) and len(region) <= _LONGEST_REGION_ID:
        return
    raise CloudError(
        _("This is not a region ID"),
        kind=ErrorKind.NOT_FOUND,
        detail=_("'{region}' has not the shape of a region ID. Nothing was sent.").format(
            region=safe(region, limit=60)
        ),
        advice=_("Choose a region from the list, or type its ID in lower case, such as cn-hangzhou."),
    )


def parse_endpoint(text: str) -> Endpoint:
    """Return the endpoint that a URL names, such as `http://127.0.0.1:8080`.

    Raises `ValueError`, whose text is a sentence for the operator, for anything but a bare `https`
    URL, or a bare `http` URL that stays on this machine.
    """
    parts, port = _split(text.strip())
    if parts.scheme not in {"http", "https"}:
        raise ValueError(_("An endpoint begins with https:// (or http:// for a server on this machine)."))
    if "@" in parts.netloc:
        raise ValueError(_("An endpoint names no user and no password."))
    if parts.path not in {"", "/"} or parts.query or parts.fragment or "?" in text or "#" in text:
        raise ValueError(_("An endpoint is a scheme, a host and perhaps a port: no path and no query."))
    name = parts.hostname or ""
    if not _is_host(name) or ("[" in parts.netloc) is not (":" in name):
        raise ValueError(_("The endpoint names no host that could be reached."))
    if parts.scheme == "http" and not is_loopback(name):
        raise ValueError(
            _(
                "Plain http is taken only for a server on this machine (127.0.0.1, ::1 or localhost): "
                "elsewhere the answers could be read and changed on the way. Use https."
            )
        )
    host = f"[{name}]" if ":" in name else name
    return Endpoint(host if port is None else f"{host}:{port}", secure=parts.scheme == "https")


def is_loopback(name: str) -> bool:
    """Tell whether a host name or address, without port or brackets, is this machine's own."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name.lower() == "localhost"


def _split(text: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError(_("The endpoint is not a URL that can be read.")) from error
    return parts, port


def _is_host(name: str) -> bool:
    if ":" in name:
        try:
            return ipaddress.ip_address(name).version == 6  # noqa: PLR2004 - IP version 6
        except ValueError:
            return False
    return bool(re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?", name))


def named_endpoint(flag: str | None, environ: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint that `--endpoint` names, else the variable; None where calls go to the real ones.

    Raises:
        ValueError: it is no URL that calls may go to; the message says whose.
    """
    url = flag if flag is not None else environ.get(ENDPOINT_VARIABLE) or None
    if url is None:
        return None
    try:
        return parse_endpoint(url)
    except ValueError as error:
        raise ValueError(f"{endpoint_name(flag)}: {error}") from error


def sts_endpoint(environ: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint of STS that the environment names; None where it is the public one.

    Raises:
        ValueError: it is no host that calls may go to.
    """
    name = environ.get(STS_VARIABLE, "").strip()
    try:
        return sts_endpoint_at(name) if name else None
    except ValueError as error:
        raise ValueError(f"{STS_VARIABLE}: {error}") from error


def sts_endpoint_at(name: str) -> Endpoint:
    """Return the endpoint of a host, with or without a scheme before it; raises `ValueError`."""
    return parse_endpoint(name if "://" in name else f"https://{name}")


def endpoint_name(flag: str | None) -> str:
    """Return what names the endpoint: the flag where it is given."""
    return "--endpoint" if flag is not None else ENDPOINT_VARIABLE
