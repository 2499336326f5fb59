"""The one place where the SDKs and aiohttp are imported: when a call is about to be made, never before.

The imports take up to a second together. Whoever runs an event loop calls `load` in a thread first;
the rest is then quick.
"""

import importlib
import logging
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Final

from cen_tui import __version__
from cen_tui.cloud.auth.credentials import CredentialsProvider
from cen_tui.cloud.http.endpoints import Endpoint, Product
from cen_tui.cloud.http.retry import Listener, RetryPolicy

if TYPE_CHECKING:
    from alibabacloud_tea_openapi.client import Client as OpenApiClient

    from cen_tui.cloud.http.concurrency_limit import ConcurrencyLimiter
    from cen_tui.cloud.http.connection import Connection

_LOGGERS: Final = ("alibabacloud-tea", "credentials", "darabonba-core")
_loaded: Final[set[Product]] = set()


def load(product: Product) -> None:
    """Import what calls to a product need, in the calling thread. Several threads may do so at once."""
    importlib.import_module("cen_tui.cloud.http.connection")
    _client_class(product)
    _models(product)
    _loaded.add(product)


def is_loaded(product: Product) -> bool:
    """Tell whether `load` has done its work for a product."""
    return product in _loaded


def new_connection(*, connect_timeout: float, read_timeout: float, total_timeout: float) -> "Connection":
    """Return an HTTP session that opens with its first request. All limits in seconds."""
    from cen_tui.cloud.http.connection import Connection

    return Connection(connect_timeout=connect_timeout, read_timeout=read_timeout, total_timeout=total_timeout)


def new_client(  # noqa: PLR0913 - a client is made of this many things, all by name
    product: Product,
    *,
    signer: CredentialsProvider | None,
    connection: "Connection",
    endpoint: Endpoint,
    region: str,
    read_only: bool,
    retrying: RetryPolicy,
    on_wait: Listener,
    pace: "ConcurrencyLimiter",
) -> "OpenApiClient":
    """Return the SDK's typed client of a product, sending through `connection`.

    `on_wait` hears of every pause before a read is tried again; `pace` bounds the reads under way.
    """
    from alibabacloud_tea_openapi.utils_models import Config

    config = Config(
        endpoint=endpoint.host,
        protocol=endpoint.scheme,
        region_id=region,
        user_agent=f"cen-tui/{__version__}",
    )
    return _client_class(product)(
        config,
        signer=signer,
        connection=connection,
        endpoint=endpoint,
        read_only=read_only,
        retrying=retrying,
        on_wait=on_wait,
        pace=pace,
    )


def vpc_models() -> ModuleType:
    """Return the module of the Vpc SDK's request and response models."""
    return _models(Product.VPC)


def smartag_models() -> ModuleType:
    """Return the module of the Smartag SDK's request and response models."""
    return _models(Product.SMARTAG)


def cbn_models() -> ModuleType:
    """Return the module of the Cbn SDK's request and response models."""
    return _models(Product.CBN)


def sts_models() -> ModuleType:
    """Return the module of the Sts SDK's request and response models."""
    return _models(Product.STS)


@cache
def _client_class(product: Product) -> "type[OpenApiClient]":
    from cen_tui.cloud.http.transport import Transport

    generated = _generated(product)
    _silence()
    return type(f"{product.name.title()}Client", (Transport, generated), {"product": product})


def _generated(product: Product) -> "type[OpenApiClient]":
    match product:
        case Product.VPC:
            from alibabacloud_vpc20160428.client import Client
        case Product.SMARTAG:
            from alibabacloud_smartag20180313.client import Client
        case Product.CBN:
            from alibabacloud_cbn20170912.client import Client
        case Product.STS:
            from alibabacloud_sts20150401.client import Client
    return Client  # type: ignore[no-any-return]  # the SDKs ship no types


@cache
def _models(product: Product) -> ModuleType:
    match product:
        case Product.VPC:
            from alibabacloud_vpc20160428 import models
        case Product.SMARTAG:
            from alibabacloud_smartag20180313 import models
        case Product.CBN:
            from alibabacloud_cbn20170912 import models
        case Product.STS:
            from alibabacloud_sts20150401 import models
    return models  # type: ignore[no-any-return]  # the SDKs ship no types


def _silence() -> None:
    """Keep the SDKs' loggers off stderr: they would write over the screen."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
