"""From what signs requests to the SDKs' typed clients: endpoints, timeouts, one connection pool, closing."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from cen_tui.cloud import sdk
from cen_tui.cloud.auth.credentials import CredentialsProvider
from cen_tui.cloud.http.concurrency_limit import ConcurrencyLimiter
from cen_tui.cloud.http.endpoints import Endpoint, Product, check_region, endpoint_for
from cen_tui.cloud.http.retry import Listener, RetryEvent
from cen_tui.cloud.inventory.prefetch import FirstPagePrefetch
from cen_tui.cloud.known_regions import Region
from cen_tui.cloud.options import CloudOptions

if TYPE_CHECKING:
    from types import TracebackType

    from alibabacloud_cbn20170912.client import Client as CbnClient
    from alibabacloud_smartag20180313.client import Client as SmartagClient
    from alibabacloud_sts20150401.client import Client as StsClient
    from alibabacloud_tea_openapi.client import Client as OpenApiClient
    from alibabacloud_vpc20160428.client import Client as VpcClient

    from cen_tui.cloud.http.connection import Connection
    from cen_tui.cloud.inventory.cache import ListedNetworks


class Cloud:
    """Everything for one sign-in. Belongs to one event loop; close it when done.

    Calls through its clients raise `CloudError` and nothing else.
    """

    def __init__(self, signer: CredentialsProvider | None, options: CloudOptions | None = None) -> None:
        """Without a signer, only what is not signed can be called."""
        self.options = options or CloudOptions()
        self.uid = ""
        """Account ID of the main account that signed in; empty until `who_am_i` was asked."""
        self.on_wait: Listener | None = None
        """Hears of every pause before a call is tried again; may be set and unset at any time."""
        self.regions: tuple[Region, ...] = ()
        """The account's regions, once they were read."""
        self.holdings: dict[tuple[str, str], ListedNetworks] = {}
        """What was listed, by network type and region ID."""
        self.early = FirstPagePrefetch(self.tell)
        """The first page of the list that is about to be shown."""
        self._paces: dict[tuple[Product, str], ConcurrencyLimiter] = {}
        self._signer = signer
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
        return self._signer.expires if self._signer else None

    async def finish(self) -> None:
        """Wait, not for long, for what would cost the login if it were broken off; for the program's end."""
        if self._signer is not None:
            await self._signer.finish()

    async def close(self) -> None:
        """Close the connections. Calls under way, and later ones, raise `CloudError`."""
        self._closed = True
        self.early.drop()
        if self._connection is not None:
            await self._connection.close()

    def tell(self, waiting: RetryEvent) -> None:
        """Tell of a pause before a call is tried again."""
        if self.on_wait is not None:
            self.on_wait(waiting)

    async def vpc(self, region: str) -> "VpcClient":
        """Return the client for VPCs and VBRs of a region."""
        return await self._client(Product.VPC, region)

    async def smartag(self, region: str) -> "SmartagClient":
        """Return the client for CCNs of a region."""
        return await self._client(Product.SMARTAG, region)

    async def cbn(self) -> "CbnClient":
        """Return the client for CENs."""
        return await self._client(Product.CBN, "")

    async def sts(self) -> "StsClient":
        """Return the client that tells who signs in."""
        return await self._client(Product.STS, "")

    def pace(self, product: Product, region: str) -> ConcurrencyLimiter:
        """Return what bounds the reads of a product in a region."""
        return self._paces.setdefault((product, region), ConcurrencyLimiter())

    async def _client(self, product: Product, region: str) -> "OpenApiClient":
        if product in {Product.VPC, Product.SMARTAG}:
            check_region(region)
        if not sdk.is_loaded(product):
            await asyncio.to_thread(sdk.load, product)
        return sdk.new_client(
            product,
            signer=self._signer,
            connection=await self._shared_connection(),
            endpoint=self._endpoint(product, region),
            region=region,
            read_only=self.options.read_only,
            retrying=self.options.retrying,
            on_wait=self.tell,
            pace=self.pace(product, region),
        )

    def _endpoint(self, product: Product, region: str) -> Endpoint:
        sts = self.options.sts if product is Product.STS else None
        return self.options.endpoint or sts or endpoint_for(product, region)

    async def _shared_connection(self) -> "Connection":
        if self._connection is None:
            self._connection = sdk.new_connection(
                connect_timeout=self.options.connect_timeout,
                read_timeout=self.options.read_timeout,
                total_timeout=self.options.total_timeout,
            )
        if self._closed:
            await self._connection.close()
        return self._connection


def warm_up(no_longer: Callable[[], bool] = lambda: False) -> None:
    """Import all the SDKs in the calling thread, so that the first call does not wait for them.

    `no_longer` is asked before each, and ends it.
    """
    for product in (Product.STS, Product.VPC, Product.SMARTAG, Product.CBN):
        if no_longer():
            return
        sdk.load(product)
