"""What network types have in common whose products list a region's networks page by page."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from cen_tui.cloud import converters
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.endpoints import Product
from cen_tui.cloud.networks.base import Network, Page

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


class Listed(ABC):
    """A `NetworkType` whose one action lists the networks of a region, and finds one by its ID."""

    product: Product = Product.VPC
    action: str
    """`DescribeVpcs`."""
    rows: tuple[str, str]
    """The names of the list in the answer's model, and of the wrapper around it first."""
    id_field: str
    """The field of the request that asks for one network alone."""
    absent: tuple[str, ...]
    """What the codes begin with that say that there is no network of an ID."""
    page_size: int = 50

    @abstractmethod
    def read(self, row: object, region: str, caller_uid: str) -> Network:
        """Return the network that a row of the list describes."""

    def regions(self) -> tuple[str, ...] | None:
        """Return None: its networks exist in every region."""
        return None

    def home_region(self, region: str) -> str:
        """Return the region itself."""
        return region

    def by_id(self, network_id: str) -> dict[str, object]:
        """Return the fields of the request that ask for one network alone."""
        return {self.id_field: network_id}

    async def page(self, cloud: "Cloud", region: str, number: int, size: int | None = None) -> Page:
        """Return one page of the region's networks that have an ID: nothing can be done with others."""
        found, total = await self._ask(cloud, region, page_number=number, page_size=size or self.page_size)
        return Page(tuple(network for network in found if network.id), total)

    async def find(self, cloud: "Cloud", region: str, network_id: str) -> Network | None:
        """Return one network by its ID, or None."""
        try:
            found, _ = await self._ask(cloud, region, **self.by_id(network_id))
        except CloudError as error:
            if error.kind is ErrorKind.NOT_FOUND and error.code.startswith(self.absent):
                return None
            raise
        return next((network for network in found if network.id == network_id), None)

    async def details(self, cloud: "Cloud", network: Network) -> Network:
        """Return the network anew: its row of the list holds everything."""
        return await self.find(cloud, network.region, network.id) or network

    async def _ask(self, cloud: "Cloud", region: str, **fields: object) -> tuple[list[Network], int]:
        body = await cloud.call(self.product, self.action, region_id=region, **fields)
        rows, total = converters.rows_of(body, *self.rows)
        return [self.read(row, region, cloud.uid) for row in rows], total
