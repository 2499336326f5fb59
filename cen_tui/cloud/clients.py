"""The API client of one credentials provider: endpoints, options, one connection pool."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from cen_tui.cloud import sdk
from cen_tui.cloud.converters import body_of, text
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
        return body_of(await sdk.call(await self.client(product, region), product, action, fields))

    async def change(self, product: Product, action: str, **fields: object) -> str:
        """Call an action that answers nothing but the request ID, and return that; raises as `call` does."""
        return text(getattr(await self.call(product, action, **fields), "request_id", ""))

    async def client(self, product: Product, region: str = "") -> "OpenApiClient":
        """Return the SDK's client of a product, for a region where there is a server in each."""
        if product.is_regional:
            check_region(region)
        if not sdk.is_loaded(product):
            await asyncio.to_thread(sdk.load, product)
        from cen_tui.cloud.http.transport import Sender

        connection, limiter = await self._shared_connection(), self.limiter(product, region)
        sender = Sender(connection, self._provider, self.options, self.notify_retry, limiter)
        return sdk.new_client(product, region, self._endpoint(product, region), sender)

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
        sdk.load(product)
