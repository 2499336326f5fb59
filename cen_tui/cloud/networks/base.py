"""What a network, its grant rules and a network type are, whatever product they come from."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


class GrantApi(StrEnum):
    """A product's set of actions that write, read and remove grant rules."""

    CEN = "cen"
    """The network's own product: GrantInstanceToCen of Vpc, GrantInstanceToCbn of Smartag. Names no payer."""
    ROUTER = "transit-router"
    """GrantInstanceToTransitRouter of Cbn: for an Enterprise transit router, with the payer named."""


class Payer(StrEnum):
    """Who pays for the connection to a transit router, and for the traffic it processes: an OrderType."""

    CEN_OWNER = "PayByCenOwner"
    NETWORK_OWNER = "PayByResourceOwner"

    @property
    def other(self) -> "Payer":
        """The other of the two."""
        return Payer.NETWORK_OWNER if self is Payer.CEN_OWNER else Payer.CEN_OWNER


@dataclass(frozen=True, slots=True)
class GrantOptions:
    """How one rule is written: what was written through an API is read back and revoked through it."""

    api: GrantApi = GrantApi.CEN
    payer: Payer | None = None
    """Only of the API of transit routers."""


@dataclass(frozen=True, slots=True)
class CenTarget:
    """The CEN that may attach a network: its instance ID, and the account ID that owns it."""

    cen_id: str
    owner_uid: str


@dataclass(frozen=True, slots=True)
class GrantRule:
    """An existing authorization: this network may be attached by that CEN."""

    target: CenTarget
    created: datetime | None = None
    """Aware, UTC; None where the cloud did not say."""
    note: str = ""
    """What else the rule permits, in words, such as a CCN's secure rerouting."""
    apis: tuple[GrantApi, ...] = (GrantApi.CEN,)
    """The APIs that list it: more than one where the target was granted through both."""
    payer: str = ""
    """As requested: a `Payer`, or another value of the API; empty where the rule names none."""
    payer_in_force: str = ""
    """Differs from `payer` until both accounts have taken their step."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A CEN that a network is attached to now."""

    cen_id: str
    owner_uid: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a network."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled field of the details: what a person needs to be sure it is the right network."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Network:
    """A network instance of one type, in one region or `GLOBAL`. All strings are safe to show."""

    type: str
    """The key of its `NetworkType`: `VPC`, `VBR`, `CCN`, `VPN` or `ECR`."""
    id: str
    name: str
    region: str
    owner_uid: str = ""
    """Account ID of the owner; empty where the cloud did not say."""
    address: str = ""
    """CIDR blocks of a VPC or CCN, gateway addresses of a VBR, the AS number of an ECR: one short line."""
    status: str = ""
    """The API's value, such as `Available` or `active`; empty for a CCN, which has none."""
    grantable: bool = True
    """Whether its status and its owner let it be granted."""
    obstacle: str = ""
    """Why it cannot be granted, in words, when `grantable` is False."""
    attached: bool | None = False
    """None where its list does not tell."""
    attachments: tuple[Attachment, ...] = ()
    """The CENs it is attached to, as far as known: a VPC's come with its details."""
    tags: tuple[Tag, ...] = ()
    facts: tuple[Fact, ...] = ()
    """Further fields in reading order; the ones above are not repeated."""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a region's networks."""

    networks: tuple[Network, ...]
    total: int
    """The total of the region's networks, as returned with this page."""
    number: int = 1
    """Which page of the region's list it is, counted from 1."""


class GrantCalls(Protocol):
    """The calls of one API for a type's grant rules.

    Every method that talks to the cloud raises `CloudError` and nothing else.
    """

    api: GrantApi
    takes_token: bool
    """Whether grants and revokes carry a ClientToken: repeated with the same, they take effect once."""
    changes_payer: bool
    """Whether the payer of a rule that exists can be changed."""

    async def rules(self, cloud: "Cloud", network: Network) -> tuple[GrantRule, ...]:
        """Return every grant rule that this API shows for the network, all pages."""
        ...

    async def grant(
        self, cloud: "Cloud", network: Network, target: CenTarget, *, token: str, payer: Payer | None
    ) -> str:
        """Grant the target permission to attach the network; return the request ID.

        `token` is a fresh ClientToken, used where the API takes one; `payer` likewise.
        """
        ...

    async def revoke(self, cloud: "Cloud", network: Network, target: CenTarget, *, token: str) -> str:
        """Remove the target's permission; return the request ID."""
        ...

    def attach_command(self, network: Network, target: CenTarget) -> tuple[str, ...]:
        """Return the `aliyun cbn` command line with which the CEN owner attaches the network."""
        ...


@runtime_checkable
class RegionGrantCalls(Protocol):
    """The calls of an API that lists the rules of all of a region's networks at once."""

    async def region_rules(self, cloud: "Cloud", region: str) -> Mapping[str, tuple[GrantRule, ...]]:
        """Return every grant rule of the region that this API shows, by network ID, all pages.

        Raises `CloudError`.
        """
        ...


class NetworkType(ABC):
    """What the wizard needs to know of VPCs, VBRs, CCNs and whatever comes after them.

    A type is a page of its own: what its list is called, and how a row of it is read. One that is not listed
    page by page has its own `page` and `find`. Every method that talks to the cloud raises `CloudError` and
    nothing else.
    """

    key: str
    """`VPC`; also the word shown on its tab and in `--type`."""
    prefix: str
    """What its IDs begin with: `vpc-`."""
    title: str
    """`Virtual private cloud (VPC)`."""
    address_heading: str
    """Heading of the address column: `CIDR block`."""
    about: str
    """What it is, as the help of the list says it: `the cloud's end of a leased line`."""
    apis: tuple[GrantCalls, ...]
    """The APIs that its networks are granted through; the first is the default."""
    product: Product = Product.VPC
    action: str
    """What lists the networks of a region, and finds one by its ID: `DescribeVpcs`."""
    rows: tuple[str, str]
    """Where the answer's model has the list: the wrapper around it, and its own name."""
    id_field: str
    """The field of the request that asks for one network alone."""
    absent: tuple[str, ...]
    """What the codes begin with that say that there is no network of an ID."""
    page_size: int = 50

    @abstractmethod
    def read(self, row: object, region: str, caller_uid: str) -> Network:
        """Return the network that a row of the list describes."""

    def regions(self) -> tuple[str, ...] | None:
        """Return the only region IDs in which this type exists, or None for any region."""
        return None

    def home_region(self, region: str) -> str:
        """Return the region ID in which a network of this type that serves `region` is found."""
        return region

    def by_id(self, network_id: str) -> dict[str, object]:
        """Return the fields of the request that ask for one network alone."""
        return {self.id_field: network_id}

    async def page(self, cloud: "Cloud", region: str, number: int, size: int | None = None) -> Page:
        """Return page `number` (from 1) of the networks in `region`, of `page_size` unless told otherwise.

        What has no ID is left out: nothing can be done with it.
        """
        found, total = await self._ask(cloud, region, page_number=number, page_size=size or self.page_size)
        return Page(tuple(network for network in found if network.id), total)

    async def find(self, cloud: "Cloud", region: str, network_id: str) -> Network | None:
        """Return one network by its ID, or None when this account has none such in `region`."""
        try:
            found, _ = await self._ask(cloud, region, **self.by_id(network_id))
        except CloudError as error:
            if error.kind is ErrorKind.NOT_FOUND and error.code.startswith(self.absent):
                return None
            raise
        return next((network for network in found if network.id == network_id), None)

    def owner_command(self, network: Network, target: CenTarget) -> tuple[str, ...]:  # noqa: ARG002 - as a rule, there is none
        """Return the `aliyun` command line that the network's owner runs before the CEN owner attaches it.

        Empty where the grant is all that the owner does.
        """
        return ()

    async def details(self, cloud: "Cloud", network: Network) -> Network:
        """Return the network anew with everything the cloud tells of it: as a rule, its row of the list."""
        return await self.find(cloud, network.region, network.id) or network

    async def _ask(self, cloud: "Cloud", region: str, **fields: object) -> tuple[list[Network], int]:
        body = await cloud.call(self.product, self.action, region_id=region, **fields)
        rows, total = converters.rows_of(body, *self.rows)
        return [self.read(row, region, cloud.uid) for row in rows], total
