"""The API client of one credentials provider, over the typed clients of the official SDKs.

The SDKs and aiohttp are imported here and nowhere else, when a call is about to be made. The imports take up
to a second together: `load` runs in a thread first, and the rest is then fast.
"""

import asyncio
import importlib
import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final, Self

from cen_tui import __version__
from cen_tui.cloud.converters import body_of
from cen_tui.cloud.credentials import CredentialsProvider
from cen_tui.cloud.endpoints import Endpoint, Product, check_region, endpoint_for
from cen_tui.cloud.http.concurrency_limit import ConcurrencyLimiter
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import Listener, RetryEvent
from cen_tui.cloud.regions import Region

if TYPE_CHECKING:
    from types import TracebackType

    from alibabacloud_tea_openapi.client import Client as OpenApiClient

    from cen_tui.cloud.http.connection import Connection
    from cen_tui.cloud.http.transport import Sender

_PACKAGES: Final = MappingProxyType(
    {
        Product.VPC: "alibabacloud_vpc20160428",
        Product.SMARTAG: "alibabacloud_smartag20180313",
        Product.CBN: "alibabacloud_cbn20170912",
        Product.ECR: "alibabacloud_expressconnectrouter20230901",
        Product.STS: "alibabacloud_sts20150401",
    }
)
_LOGGERS: Final = ("alibabacloud-tea", "credentials", "darabonba-core")
_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_loaded: Final[set[Product]] = set()


class Cloud:
    """Calls the APIs with one credentials provider. Belongs to one event loop; close it when done.

    Calls raise `CloudError` and nothing else of their own.
    """

    def __init__(self, provider: CredentialsProvider | None, options: CloudOptions | None = None) -> None:
        """Without a provider, only what is not signed can be called."""
        self.options = options or CloudOptions()
        self.uid = ""
        """Account ID of the main account that signed in; empty until `who_am_i` was asked."""
        self.on_wait: Listener | None = None
        """Called with every pause before a retry; may be set and unset at any time."""
        self.regions: tuple[Region, ...] = ()
        """The account's regions, once they were read."""
        self._limiters: dict[tuple[Product, str], ConcurrencyLimiter] = {}
        self._provider = provider
        self._connection: Connection | None = None
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: "TracebackType | None",
    ) -> None:
        await self.close()

    @property
    def expires(self) -> datetime | None:
        """When the credentials in use end; None where they do not, or where it is not known."""
        return self._provider.expires if self._provider else None

    async def finish(self) -> None:
        """Wait, not for long, for what would cost the login if it were broken off; for the program's end."""
        if self._provider is not None:
            await self._provider.finish()

    async def close(self) -> None:
        """Close the connections. Calls in progress, and later ones, raise `CloudError`."""
        self._closed = True
        if self._connection is not None:
            await self._connection.close()

    def notify_retry(self, event: RetryEvent) -> None:
        """Report a pause before a call is tried again."""
        if self.on_wait is not None:
            self.on_wait(event)

    async def call(self, product: Product, action: str, at: str = "", /, **fields: object) -> object:
        """Call an action with its fields, named as the SDK's request model names them; return the body.

        A product with a server in each region is called in `at`, or in the region that `region_id` names.
        Raises `CloudError`; `TypeError` for a field that the action does not have.
        """
        region = at or str(fields["region_id"]) if product.is_regional else ""
        return body_of(await call(await self.client(product, region), product, action, fields))

    async def client(self, product: Product, region: str = "") -> "OpenApiClient":
        """Return the SDK's client of a product, for a region where there is a server in each."""
        if product.is_regional:
            check_region(region)
        if not is_loaded(product):
            await asyncio.to_thread(load, product)
        from cen_tui.cloud.http.transport import Sender

        connection, limiter = await self._shared_connection(), self.limiter(product, region)
        sender = Sender(connection, self._provider, self.options, self.notify_retry, limiter)
        return new_client(product, region, self._endpoint(product, region), sender)

    def limiter(self, product: Product, region: str) -> ConcurrencyLimiter:
        """Return what bounds the reads of a product in a region."""
        return self._limiters.setdefault((product, region), ConcurrencyLimiter())

    def _endpoint(self, product: Product, region: str) -> Endpoint:
        sts = self.options.sts if product is Product.STS else None
        return self.options.endpoint or sts or endpoint_for(product, region)

    async def _shared_connection(self) -> "Connection":
        if self._connection is None:
            from cen_tui.cloud.http.connection import Connection

            self._connection = Connection(self.options)
        if self._closed:
            await self._connection.close()
        return self._connection


def warm_up(no_longer: Callable[[], bool] = lambda: False) -> None:
    """Import all the SDKs in the calling thread, so that the first call does not wait for them.

    `no_longer` is called before each; True ends it.
    """
    for product in Product:
        if no_longer():
            return
        load(product)


def load(product: Product) -> None:
    """Import what calls to a product need, in the calling thread. Several threads may do so at once."""
    _client_class(product)
    models(product)
    _loaded.add(product)


def is_loaded(product: Product) -> bool:
    """Tell whether `load` has done its work for a product."""
    return product in _loaded


def new_client(product: Product, region: str, endpoint: Endpoint, sender: "Sender") -> "OpenApiClient":
    """Return the SDK's typed client of a product, whose calls go to an endpoint through a sender."""
    from alibabacloud_tea_openapi.utils_models import Config

    config = Config(
        endpoint=endpoint.host,
        protocol=endpoint.scheme,
        region_id=region,
        user_agent=f"cen-tui/{__version__}",
    )
    return _client_class(product)(config, endpoint, sender)


async def call(
    client: "OpenApiClient", product: Product, action: str, fields: Mapping[str, object]
) -> object:
    """Call an action by the client's own method, and return the model of its answer.

    A list of mappings becomes one of the models that the action has for that field. Raises `TypeError` for a
    field that it does not have.
    """
    method = getattr(client, f"{_WORD_START.sub('_', action).lower()}_async")
    if not hasattr(models(product), model := f"{action}Request"):
        return await method(**fields)  # an action without any field has no model
    made = {name: _modelled(product, f"{model}{field_name(name)}", value) for name, value in fields.items()}
    return await method(getattr(models(product), model)(**made))


def field_name(name: str) -> str:
    """Return a field of a model as the API spells it: `RegionId` for `region_id`."""
    return "".join(word.capitalize() for word in name.split("_"))


def _modelled(product: Product, model: str, value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return value
    return [getattr(models(product), model)(**each) for each in value]


@cache
def _client_class(product: Product) -> "type[OpenApiClient]":
    from cen_tui.cloud.http.transport import Transport

    generated = importlib.import_module(f"{_PACKAGES[product]}.client").Client
    _silence()
    return type(f"{product.name.title()}Client", (Transport, generated), {"product": product})


@cache
def models(product: Product) -> ModuleType:
    """Return the module of a product's request and response models."""
    return importlib.import_module(f"{_PACKAGES[product]}.models")


def _silence() -> None:
    """Keep the SDKs' loggers off stderr: they would write over the screen."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
